// The list by click and key: what this browser keeps of tickets, the filter's
// chips and completions, and how rows look.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { rowKeys } from "./acting";
import { browserName, click, enterHelpdesk, fail, fill, find, has, installExtension, launch, open, resize, shot, stack, text, usual, value, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** Opens the panel with its list, and puts the keyboard into its first row. */
async function atFirst(browser: Browser, url: string, size = panel): Promise<{ page: Page; first: string }> {
  const page = await open(browser, url, size);
  await text(page, /Updated/);
  await page.focus("[data-rows] .row");
  await waitFor(page, () => document.activeElement?.matches(".row") && document.querySelector(".row-acts") !== null);
  const first = (await rowKeys(page))[0];
  assert.ok(first);
  return { page, first };
}

describe(`rows in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await find(page, "listitem", /\d/);
    assert.ok(!(await page.evaluate(() => /UseResponse/.test(document.querySelector("[data-rows]")?.textContent ?? ""))), "with one helpdesk no row names it");
    await click(page, "button", "Settings");
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "Usedesk", stack.usedesk, stack.token);
    await find(page, "listitem", /Usedesk/);
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("nobody begins with news; m makes a ticket unread, is:unread finds it, reading it makes it read", async () => {
    const { page, first } = await atFirst(browser, url);
    assert.deepEqual(await rowKeys(page, ".item[data-unread]"), []);
    await page.keyboard.press("m");
    await waitFor(page, () => document.querySelectorAll(".item[data-unread]").length === 1);
    assert.deepEqual(await rowKeys(page, ".item[data-unread]"), [first]);
    await fill(page, /Filter tickets/, "is:unread");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length === 1 && /1 ticket/.test(document.querySelector(".freshness")?.textContent ?? ""));
    assert.deepEqual(await rowKeys(page), [first]);
    await page.click("[data-rows] .row");
    await find(page, "button", "Back to the list");
    await waitFor(page, () => document.querySelector(".item[data-unread]") === null);
    await page.close();
    const again = await open(browser, url, panel);
    await text(again, /Updated/);
    assert.deepEqual(await rowKeys(again, ".item[data-unread]"), [], "it is kept");
    await again.close();
  });

  test("h puts a ticket aside in every window, Undo brings it back, is:snoozed shows what sleeps", async () => {
    const { page, first } = await atFirst(browser, url);
    const other = await open(browser, url, panel);
    await text(other, /Updated/);
    await page.bringToFront();
    await page.focus("[data-rows] .row");
    await page.keyboard.press("h");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    await text(page, /in this browser alone/);
    await shot(page, "rows-snooze");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await text(page, /Snoozed until it changes/);
    const gone = (key: string) => document.querySelector(`[data-key="${key}"]`) === null;
    await waitFor(page, gone, {}, first);
    await waitFor(other, gone, {}, first);
    await other.close();
    assert.equal(await page.evaluate(() => document.activeElement?.matches(".row")), true, "the keyboard is at the next ticket");
    await click(page, "button", "Undo");
    await waitFor(page, (key: string) => document.querySelector(`[data-key="${key}"]`) !== null, {}, first);
    await page.focus("[data-rows] .row");
    await page.keyboard.press("h");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    await page.keyboard.press("Enter");
    await waitFor(page, gone, {}, first);
    await fill(page, /Filter tickets/, "is:snoozed");
    await page.keyboard.press("Enter");
    await waitFor(page, (key: string) => document.querySelectorAll("[data-rows] > li").length === 1 && document.querySelector(`[data-key="${key}"]`) !== null, {}, first);
    await page.focus("[data-rows] .row");
    await click(page, "button", "End the snooze");
    await click(page, "tab", /^Active/);
    await waitFor(page, (key: string) => document.querySelector(`[data-key="${key}"]`) !== null, {}, first);
    await page.close();
  });

  test("a snooze lasts until a time of one's own, which is to come", async () => {
    const { page, first } = await atFirst(browser, url);
    await page.keyboard.press("h");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await find(page, "heading", "Snooze until");
    assert.deepEqual(await violations(page), []);
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("#snooze-until");
      if (!field) throw new Error("no field");
      field.min = "";
      field.value = "2020-01-01T09:00";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.evaluate(() => document.querySelector<HTMLButtonElement>(".pick [type=submit]")?.click());
    await text(page, /Choose a time to come/);
    await page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("#snooze-until");
      if (!field) throw new Error("no field");
      field.value = "2099-01-01T09:00";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.evaluate(() => document.querySelector<HTMLButtonElement>(".pick [type=submit]")?.click());
    await text(page, /Snoozed until .*2099/);
    await waitFor(page, (key: string) => document.querySelector(`[data-key="${key}"]`) === null, {}, first);
    await click(page, "button", "Undo");
    await waitFor(page, (key: string) => document.querySelector(`[data-key="${key}"]`) !== null, {}, first);
    await page.close();
  });

  test("the filter completes while it is typed, its parts are taken out one by one, and what was meant is one press away", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await fill(page, /Filter tickets/, "status:open in:u");
    await find(page, "option", /useresponse/);
    assert.equal(await page.evaluate(() => document.querySelector("#query")?.getAttribute("aria-expanded")), "true");
    await shot(page, "rows-complete");
    await page.keyboard.press("Escape");
    await waitFor(page, () => document.querySelector("[role=option]") === null);
    assert.equal(await value(page, /Filter tickets/), "status:open in:u", "Escape closes what is offered and leaves what is typed");
    await page.keyboard.press("ArrowDown");
    await find(page, "option", /useresponse/);
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.getElementById(document.querySelector("#query")?.getAttribute("aria-activedescendant") ?? "")?.getAttribute("aria-selected")), "true");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter");
    const taken = await value(page, /Filter tickets/);
    assert.match(taken, /^status:open in:(usedesk|useresponse) $/);
    assert.equal(await has(page, "option", /./), false, "what was taken closes the list");
    await page.keyboard.press("Enter");
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await find(page, "button", "Remove filter status:open");
    await shot(page, "rows-chips");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Remove filter status:open");
    await waitFor(page, (q: string) => document.querySelector<HTMLInputElement>("#query")?.value === q, {}, taken.replace("status:open ", "").trim());
    await fill(page, /Filter tickets/, "statsu:open");
    await page.keyboard.press("Enter");
    await click(page, "button", "status:open");
    await find(page, "listitem", /Open|In progress/);
    assert.equal(await value(page, /Filter tickets/), "status:open");
    await page.close();
  });

  test("the list stands in groups with counts, which fold by key, and in two lines; both are kept", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    const all = (await rowKeys(page)).length;
    await click(page, "button", "View options");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitemradio");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await find(page, "button", /^New \d/);
    await rowKeys(page);
    const counts = () => page.evaluate(() => [...document.querySelectorAll(".group-head .count")].map((c) => Number.parseInt(c.textContent ?? "", 10)));
    assert.equal((await counts()).reduce((a, b) => a + b, 0), all, "every row is in a group");
    assert.deepEqual(await violations(page), []);
    await shot(page, "rows-groups");
    const [first = 0] = await counts();
    await page.focus(".group-head");
    await page.keyboard.press("Enter");
    await waitFor(page, (n: number) => document.querySelectorAll("[data-rows] .row").length === n, {}, all - first);
    await page.keyboard.press("j");
    await waitFor(page, () => document.activeElement === document.querySelectorAll(".group-head")[1]);
    await page.keyboard.press("j");
    await waitFor(page, () => document.activeElement?.matches(".row"));
    await click(page, "button", "View options");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitemradio");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await waitFor(page, () => [...document.querySelectorAll<HTMLElement>(".excerpt")].every((e) => e.offsetHeight === 0));
    await page.close();
    const again = await open(browser, url, panel);
    await find(again, "button", /^New \d/);
    assert.equal(await again.evaluate(() => [...document.querySelectorAll<HTMLElement>(".excerpt")].every((e) => e.offsetHeight === 0)), true);
    await shot(again, "rows-dense");
    await click(again, "button", "View options");
    await waitFor(again, () => document.activeElement?.getAttribute("role") === "menuitemradio");
    await again.keyboard.press("Enter");
    await waitFor(again, () => document.querySelector(".group-head") === null);
    await click(again, "button", "View options");
    await waitFor(again, () => document.activeElement?.getAttribute("role") === "menuitemradio");
    await again.keyboard.press("End");
    await again.keyboard.press("ArrowUp");
    await again.keyboard.press("Enter");
    await waitFor(again, () => [...document.querySelectorAll<HTMLElement>(".excerpt")].some((e) => e.offsetHeight > 0));
    await again.close();
  });

  test("the panel goes on where it was: filter, what was typed, ticket, scroll", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await page.evaluate(() => document.querySelector("#tickets")?.scrollTo(0, 300));
    const ticket = (await rowKeys(page))[8] ?? "";
    await page.evaluate((key: string) => document.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click(), ticket);
    await waitFor(page, () => document.querySelector(".pane-ticket h2")?.textContent);
    const subject = await page.evaluate(() => document.querySelector(".pane-ticket h2")?.textContent ?? "");
    await page.close({ runBeforeUnload: true });
    const second = await open(browser, url, panel, { goesOn: true });
    await waitFor(second, (s: string) => document.querySelector(".pane-ticket h2")?.textContent === s, {}, subject);
    await click(second, "button", "Back to the list");
    await waitFor(second, () => (document.querySelector("#tickets")?.scrollTop ?? 0) > 0);
    await fill(second, /Filter tickets/, "status:open");
    await second.keyboard.press("Enter");
    await second.evaluate(() => (document.activeElement as HTMLElement).blur());
    await find(second, "button", "Remove filter status:open");
    await fill(second, /Filter tickets/, "status:open tag:vi");
    await second.close({ runBeforeUnload: true });
    const third = await open(browser, url, panel, { goesOn: true });
    await text(third, /Updated/);
    assert.equal(await value(third, /Filter tickets/), "status:open tag:vi");
    await third.close();
  });

  test("a row is a link to its helpdesk, and a click opens it here", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    const href = await page.evaluate(() => document.querySelector<HTMLAnchorElement>("[data-rows] a.row")?.href ?? "");
    assert.match(href, /^https?:/);
    const before = (await browser.pages()).length;
    await page.click("[data-rows] a.row");
    await find(page, "button", "Back to the list");
    assert.equal((await browser.pages()).length, before, "no page of the helpdesk opened");
    await page.close();
  });

  test("what comes up beneath a pointer on its way takes no click that was meant for the row, and the next", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    // In a narrow list it lies where many a pointer comes to rest.
    const first = page.evaluate(
      () =>
        new Promise<boolean>((done) => {
          const row = document.querySelector("[data-rows] > li:nth-child(2)");
          new MutationObserver((_, watching) => {
            const box = row?.querySelector(".row-acts button")?.getBoundingClientRect();
            if (!box) return;
            watching.disconnect();
            done(Boolean(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.closest(".row")));
          }).observe(row ?? document, { childList: true });
        }),
    );
    await page.hover("[data-rows] > li:nth-child(2)");
    assert.equal(await first, true, "what is clicked at first is the row");
    await click(page, "button", "Mark as solved");
    await find(page, "button", "Undo");
    await click(page, "button", "Undo");
    await page.close();
  });

  test("rows stand in every width, and are pointed at without moving", async () => {
    const page = await open(browser, url, { width: 280, height: 800 });
    await text(page, /Updated/);
    for (const width of [280, 360, 720, 1280]) {
      await resize(page, { width, height: 800 });
      const rows = () => page.evaluate(() => [...document.querySelectorAll(".item")].slice(0, 4).map((i) => JSON.stringify([i.getBoundingClientRect(), i.querySelector(".meta")?.getBoundingClientRect(), i.querySelector(".ds-ago")?.getBoundingClientRect()])));
      const before = await rows();
      await page.hover("[data-rows] > li:nth-child(2)");
      await waitFor(page, () => document.querySelector("li:nth-child(2) .row-acts"));
      assert.deepEqual(await rows(), before, "nothing moves");
      const covers = await page.evaluate(() => {
        const acts = document.querySelector("li:nth-child(2) .row-acts")?.getBoundingClientRect();
        return [...document.querySelectorAll("li:nth-child(2) :is(.due, .ds-ago)")].some((t) => {
          const time = t.getBoundingClientRect();
          return acts !== undefined && time.left < acts.right && acts.left < time.right && time.top < acts.bottom && acts.top < time.bottom;
        });
      });
      assert.equal(covers, false, "no time is covered");
      const small = await page.evaluate(() => [...document.querySelectorAll(".row-act")].filter((b) => b.getBoundingClientRect().width < 24 || b.getBoundingClientRect().height < 24).length);
      assert.equal(small, 0, "targets of 24 px");
      await shot(page, `rows-${width}-${usual}`);
      assert.deepEqual(await violations(page), [], `at ${width}`);
    }
    await page.close();
  });
});
