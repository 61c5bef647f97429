// A person's own views: saved, named, put in order and removed, by key and
// click, in two windows, and where the browser keeps nothing more.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { QUOTA } from "../../extension/kept.double";
import { browserName, click, enterHelpdesk, fill, find, has, installExtension, launch, open, resize, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** The tabs on the screen. */
function tabs(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll("[role=tab] .tab-name")].map((t) => t.textContent ?? ""));
}

/** Asks for the tickets of a query by keys, and leaves the field. */
async function ask(page: Page, query: string): Promise<void> {
  await page.keyboard.press("/");
  await fill(page, /Filter tickets/, query);
  await page.keyboard.press("Enter");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
}

/** Saves the present filter as a view, by keys. */
async function save(page: Page, name: string): Promise<void> {
  await page.keyboard.press("v");
  await find(page, "heading", "Save this filter as a view");
  await waitFor(page, () => document.activeElement?.id === "view-name");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

/** Waits until a tab is the one that is chosen. */
function chosen(page: Page, name: string): Promise<unknown> {
  return waitFor(page, (n: string) => document.querySelector("[role=tab][aria-selected=true] .tab-name")?.textContent === n, {}, name);
}

/** What stands in the order of views. */
function order(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll(".arrange-name")].map((n) => n.textContent ?? ""));
}

describe(`views in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await find(page, "listitem", /\d/);
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });

  test("a filter is saved by keys, with its count, and is there again under its digit", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await ask(page, "STATUS:open  sort:created-asc");
    await find(page, "button", "Save as a view");
    await text(page, /Updated/);
    await shot(page, "views-savable");
    assert.deepEqual(await violations(page), []);
    await save(page, " ");
    await text(page, /Give the view a name/);
    await page.keyboard.type("Oldest first");
    await shot(page, "views-save");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter");
    await chosen(page, "Oldest first");
    await waitFor(page, () => {
      const count = document.querySelector("[role=tab][aria-selected=true] .count")?.textContent ?? "";
      const told = /^([\d,.]+)/.exec(document.querySelector(".freshness .quiet, .freshness")?.textContent?.match(/(\d+) tickets?/)?.[1] ?? "");
      return count !== "" && told !== null && count === told[1];
    });
    await shot(page, "views-saved");
    assert.deepEqual(await violations(page), []);
    assert.equal(await has(page, "button", "Save as a view"), false, "what is a view needs no saving");
    await page.close();

    const again = await open(browser, url, panel);
    await text(again, /Updated/);
    await chosen(again, "Active");
    await again.keyboard.press("2");
    await chosen(again, "Oldest first");
    assert.equal(await again.evaluate(() => document.querySelector<HTMLInputElement>("#query")?.value), "status:open sort:created-asc");
    await again.keyboard.press("1");
    await chosen(again, "Active");
    await again.close();
  });

  test("a view stands in its groups, which are nobody else's, and folded groups stay folded", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await ask(page, "status:active sort:created-desc");
    await click(page, "button", "View options");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitemradio");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector(".group-head"));
    await save(page, "By status");
    await chosen(page, "By status");
    // The usual look is without groups again.
    await click(page, "button", "View options");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitemradio");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector(".group-head") === null);
    await page.keyboard.press("1");
    await chosen(page, "Active");
    await page.keyboard.press("3");
    await chosen(page, "By status");
    await waitFor(page, () => document.querySelectorAll(".group-head").length > 1);
    await page.focus(".group-head");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector(".group-head")?.getAttribute("aria-expanded") === "false");
    await page.close({ runBeforeUnload: true });
    const again = await open(browser, url, panel, { goesOn: true });
    await chosen(again, "By status");
    await waitFor(again, () => document.querySelector(".group-head")?.getAttribute("aria-expanded") === "false");
    await again.keyboard.press("1");
    await chosen(again, "Active");
    await waitFor(again, () => document.querySelector(".group-head") === null && document.querySelector("[data-rows] .row"));
    await again.close();
  });

  test("two windows save at once, and both have both", async () => {
    const one = await open(browser, url, panel);
    await text(one, /Updated/);
    const two = await open(browser, url, panel);
    await text(two, /Updated/);
    await ask(two, "status:new sort:created-desc");
    await save(two, "Second window");
    await chosen(two, "Second window");
    await waitFor(one, () => [...document.querySelectorAll(".tabs-model .tab-name")].some((t) => t.textContent === "Second window"));
    await one.bringToFront();
    await ask(one, "status:new sort:created-asc");
    await save(one, "First window");
    await chosen(one, "First window");
    await waitFor(two, () => ["First window", "Second window"].every((name) => [...document.querySelectorAll(".tabs-model .tab-name")].some((t) => t.textContent === name)));
    await two.close();
    // Saved under a name that is there, it takes its place.
    await ask(one, "status:new");
    await ask(one, "status:pending sort:created-asc");
    await one.keyboard.press("v");
    await waitFor(one, () => document.activeElement?.id === "view-name");
    await one.keyboard.type("first window");
    await text(one, /There is a view of this name/);
    await shot(one, "views-replace");
    await click(one, "button", "Replace view");
    await chosen(one, "first window");
    assert.equal(await one.evaluate(() => document.querySelectorAll(".tabs-model .tab-name").length), 14);
    await one.close();
  });

  test("views are put in order, renamed and removed; what is removed comes back by one key", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await click(page, "button", "More views");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    await shot(page, "views-more");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await find(page, "heading", "Arrange views");
    const before = await order(page);
    assert.equal(before[1], "Oldest first");
    await shot(page, "views-arrange");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Move Oldest first up");
    await waitFor(page, () => document.querySelector(".arrange-name")?.textContent === "Oldest first");
    await waitFor(page, () => document.activeElement?.closest("[data-view]")?.getAttribute("data-view") === "own/Oldest first");
    await page.keyboard.down("Alt");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.up("Alt");
    await waitFor(page, () => document.querySelectorAll(".arrange-name")[1]?.textContent === "Oldest first");
    assert.deepEqual(await order(page), before);
    await click(page, "button", "Rename Oldest first");
    await waitFor(page, () => document.activeElement?.id === "view-rename");
    await page.keyboard.type("by status");
    await page.keyboard.press("Enter");
    await text(page, /Another view has this name/);
    await fill(page, "Name", "Longest waiting");
    await page.keyboard.press("Enter");
    await find(page, "button", "Rename Longest waiting");
    await click(page, "button", "Remove Longest waiting");
    await text(page, /Longest waiting removed/);
    assert.equal((await order(page)).includes("Longest waiting"), false);
    await shot(page, "views-removed");
    await page.keyboard.press("z");
    await waitFor(page, () => document.querySelectorAll(".arrange-name")[1]?.textContent === "Longest waiting");
    await page.keyboard.press("Escape");
    await page.keyboard.press("2");
    await chosen(page, "Longest waiting");
    await page.close();
  });

  test("what no helpdesk knows any longer is said, and the view is kept", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await ask(page, "status:active assignee:\"Nobody of ours\"");
    await save(page, "Gone");
    await chosen(page, "Gone");
    await find(page, "tab", /Gone.*Nobody of ours.*The view is kept/);
    await shot(page, "views-lost");
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

  test("tabs have room in every width, the rest is in the menu", async () => {
    const page = await open(browser, url, { width: 280, height: 700 });
    await text(page, /Updated/);
    for (const width of [280, 360, 720, 1280]) {
      await resize(page, { width, height: 700 });
      await waitFor(page, (w: number) => innerWidth === w, {}, width);
      await waitFor(page, () => {
        const bar = document.querySelector(".tabs")?.getBoundingClientRect();
        return bar && [...document.querySelectorAll(".tabs > .tablist > *, .tabs > .more > button")].every((t) => t.getBoundingClientRect().right <= bar.right + 0.5);
      });
      assert.ok((await tabs(page)).length > 0);
      await shot(page, `views-${width}`);
    }
    await resize(page, { width: 280, height: 700 });
    await ask(page, "status:open tag:billing sort:created-desc");
    await find(page, "button", /Remove filter tag:billing/);
    await text(page, /Updated/);
    await shot(page, "views-savable-280");
    await page.keyboard.press("v");
    await waitFor(page, () => document.activeElement?.id === "view-name");
    await shot(page, "views-save-280");
    await page.keyboard.press("Escape");
    await click(page, "button", "More views");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    await shot(page, "views-more-280");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await find(page, "heading", "Arrange views");
    await shot(page, "views-arrange-280");
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

  test("where the browser keeps nothing more, that is said, and the views are as they were", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await ask(page, "status:closed sort:created-desc");
    await text(page, /Updated/);
    if (browserName === "chromium") {
      await page.evaluate(async (room: number) => {
        const used = await chrome.storage.local.getBytesInUse();
        await chrome.storage.local.set({ rest: "x".repeat(room - used - 40) });
      }, QUOTA);
    } else {
      // Firefox has no limit that a test could reach.
      await page.evaluate(() => {
        chrome.storage.local.set = () => Promise.reject(new Error("QuotaExceededError"));
      });
    }
    await save(page, "A view that has no room in what this browser keeps");
    await text(page, /The views are as they were/);
    await shot(page, "views-unkept");
    assert.equal(await page.evaluate(() => document.querySelector<HTMLInputElement>("#view-name")?.value), "A view that has no room in what this browser keeps", "what was typed stays");
    await page.evaluate(() => chrome.storage.local.remove("rest"));
    await page.close();
  });
});
