// How filters come about without being typed, and go from one Deskside to
// another: by a click on what a row says, from what was asked before, as a line.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { addUseResponse, ask, rowKeys } from "./acting";
import { browserName, click, fill, find, has, installExtension, launch, open, resize, shot, text, value, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** What the filter holds once the list answers it. */
function filtered(page: Page, query: string): Promise<unknown> {
  return waitFor(page, (q: string) => document.querySelector<HTMLInputElement>("#query")?.value === q && document.querySelector("#tickets")?.getAttribute("aria-busy") === "false", { timeout: 20_000 }, query);
}

async function leave(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Puts a text into the filter as a person pastes it. */
function paste(page: Page, words: string): Promise<void> {
  return page.evaluate((pasted: string) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const field = document.querySelector<HTMLElement>("#query");
    field?.focus();
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    // Firefox lets nobody read what an event of one's own brings.
    if (!event.clipboardData?.getData("text/plain")) Object.defineProperty(event, "clipboardData", { value: clipboardData });
    field?.dispatchEvent(event);
  }, words);
}

describe(`filters that are not typed, in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    await ask("POST", "objects.json", { ownership: "helpdesk", object_type: "ticket", title: "Shared and tagged", content: "A ticket with tags.", tags: "by-click, second-tag" });
    browser = await launch();
    url = await installExtension(browser);
    await addUseResponse(browser, url, panel);
  });
  after(async () => {
    await browser?.close();
  });

  test("a click on what a row says narrows the list by it, and the menu has the same for keys", async () => {
    const page = await open(browser, url, { width: 720, height: 800 });
    await text(page, /Updated/, 30_000);
    await fill(page, /Filter tickets/, '"Shared and tagged"');
    await page.keyboard.press("Enter");
    await filtered(page, '"Shared and tagged"');
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length === 1);
    await page.click('[data-rows] [data-fact="tag"][data-value="by-click"]');
    await filtered(page, '"Shared and tagged" tag:by-click');
    await leave(page);
    assert.equal(await has(page, "button", "Back to the list"), false, "the ticket stays closed");
    await page.click('[data-rows] [data-fact="status"] [dir]');
    await waitFor(page, () => /tag:by-click status:/.test(document.querySelector<HTMLInputElement>("#query")?.value ?? ""));
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length === 1);
    await shot(page, "share-narrowed");
    // What is asked for is asked once.
    await page.focus("[data-rows] .row");
    await page.keyboard.press("o");
    await find(page, "menuitem", /Filter by tag:second-tag/);
    await shot(page, "share-menu");
    assert.deepEqual(await violations(page), []);
    await click(page, "menuitem", /Filter by tag:second-tag/);
    await waitFor(page, () => /tag:by-click status:.* tag:second-tag$/.test(document.querySelector<HTMLInputElement>("#query")?.value ?? ""));
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length === 1);
    await page.close();
  });

  test("filters of before come back by the arrow upwards, also in the next panel", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await fill(page, /Filter tickets/, "status:new sort:created-asc");
    await page.keyboard.press("Enter");
    await filtered(page, "status:new sort:created-asc");
    await page.close();
    const again = await open(browser, url, panel);
    await text(again, /Updated/, 30_000);
    await again.keyboard.press("/");
    await again.keyboard.press("ArrowUp");
    await find(again, "listbox", "Filters of before");
    await shot(again, "share-history");
    assert.deepEqual(await violations(again), []);
    await again.keyboard.press("Enter");
    await filtered(again, "status:new sort:created-asc");
    // What is typed finds among them.
    await fill(again, /Filter tickets/, "by-cl");
    if (await has(again, "option", /./)) await again.keyboard.press("Escape");
    await again.keyboard.press("ArrowUp");
    await find(again, "option", /tag:by-click/);
    assert.equal(await again.evaluate(() => [...document.querySelectorAll("[role=option]")].every((o) => o.textContent?.includes("by-click"))), true);
    await again.close();
  });

  test("what is wrong stands under its word", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await fill(page, /Filter tickets/, "tag:vip statsu:open");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector(".query-mirror mark"));
    assert.equal(await page.evaluate(() => document.querySelector(".query-mirror mark")?.textContent), "statsu");
    const off = await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("#query");
      const mark = document.querySelector(".query-mirror mark")?.getBoundingClientRect();
      if (!field || !mark) return -1;
      const style = getComputedStyle(field);
      const ruler = document.createElement("canvas").getContext("2d");
      if (!ruler) return -1;
      ruler.font = style.font;
      return Math.abs(field.getBoundingClientRect().left + Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.borderLeftWidth) + ruler.measureText("tag:vip ").width - mark.left);
    });
    assert.ok(off >= 0 && off < 2, `the line begins where the word does: ${off} px beside it`);
    await shot(page, "share-wrong");
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

  test("a view goes along as a line, is pasted into a filter, and what is not known is said", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await fill(page, /Filter tickets/, "tag:by-click sort:created-asc");
    await page.keyboard.press("Enter");
    await filtered(page, "tag:by-click sort:created-asc");
    await leave(page);
    await page.keyboard.press("v");
    await waitFor(page, () => document.activeElement?.id === "view-name");
    await page.keyboard.type("To be shared");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector("[role=tab][aria-selected=true] .tab-name")?.textContent === "To be shared");
    await page.keyboard.press("v");
    await click(page, "button", "Share To be shared");
    const line = await value(page, "To be shared as a line");
    assert.equal(line, "view/2?name=To%20be%20shared&query=tag%3Aby-click&sort=created-asc");
    await shot(page, "share-line");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Export yours");
    assert.match(await value(page, "Your views as text"), /^# Deskside views, version 2\n\nview: To be shared\nquery: tag:by-click\nsort: created-asc\n/);
    await click(page, "button", "Share To be shared");
    await click(page, "button", "Remove To be shared");
    await text(page, /To be shared removed/);
    await page.keyboard.press("Escape");

    // The other Deskside is this one without the view; it has no group of that name.
    await paste(page, `Have a look: ${line}`);
    await find(page, "heading", "Add shared views");
    await waitFor(page, () => document.activeElement?.textContent?.includes("Add view"));
    await shot(page, "share-pasted");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector("[role=tab][aria-selected=true] .tab-name")?.textContent === "To be shared");
    await text(page, /1 view added/);
    await filtered(page, "tag:by-click sort:created-asc");
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length === 1);

    await paste(page, line);
    await text(page, /You have it already, as To be shared/);
    await page.keyboard.press("Escape");
    await paste(page, "view/2?name=To%20be%20shared&query=category%3A%22No%20such%20shelf%22%20assignee%3A%22Nobody%20Here%22");
    await text(page, /Not known here/);
    await text(page, /Nobody Here/);
    await text(page, /No such shelf/);
    await text(page, /It was called To be shared/);
    for (const width of [280, 360, 720]) {
      await resize(page, { width, height: 800 });
      await shot(page, `share-lacks-${width}`);
      assert.deepEqual(await violations(page), [], `at ${width}`);
    }
    await fill(page, /A shared line/, "hello");
    await find(page, "alert", /./).catch(() => text(page, /view:/));
    await page.keyboard.press("Escape");
    assert.deepEqual((await rowKeys(page)).length, 1, "nothing was added");
    await page.close();
  });
});
