// Looking around without an account: invented tickets, which behave as a
// helpdesk's do, stay as one leaves them, ask the network for nothing, and go
// without a trace.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { choose } from "./acting";
import { misfits } from "./fits";
import { browserName, click, enterHelpdesk, fill, find, has, installExtension, launch, open, resize, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };
const narrow = { width: 280, height: 800 };
const wide = { width: 1280, height: 800 };

/** The texts of the rows. */
function rows(page: Page): Promise<string[]> {
  return page.evaluate(() => Array.from(document.querySelectorAll<HTMLElement>("[data-rows] > li"), (row) => row.innerText.split("\n")[0] ?? ""));
}

/** Waits for so many rows. */
async function lists(page: Page, wanted: number): Promise<void> {
  await waitFor(page, (n: number) => document.querySelectorAll("[data-rows] > li").length === n, {}, wanted);
}

async function filter(page: Page, query: string): Promise<void> {
  await fill(page, /^(Filter tickets|Фильтр тикетов)/, query);
  await page.keyboard.press("Enter");
}

/** Opens the one ticket that has a subject, with the keyboard in no field. */
async function openTicket(page: Page, subject: string): Promise<void> {
  await filter(page, `"${subject}"`);
  await lists(page, 1);
  await page.focus("[data-rows] [tabindex='0']");
  await page.keyboard.press("Enter");
  await waitFor(page, () => document.querySelector(".message") !== null);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Waits until the open ticket shows a value. */
async function shows(page: Page, property: string, wanted: string): Promise<void> {
  await waitFor(page, (p: string, w: string) => document.querySelector(`.controls [data-property="${p}"] .value`)?.textContent?.trim() === w, {}, property, wanted);
}

/** Sends what was done now, as one who does not wait. */
async function arrives(page: Page): Promise<void> {
  await waitFor(page, () => {
    const now = Array.from(document.querySelectorAll<HTMLElement>("button")).find((b) => /^(Send now|Отправить сейчас)$/.test(b.textContent?.trim() ?? "") && b.offsetWidth > 0);
    now?.click();
    return document.querySelector(".unsent, [data-unsent]") === null && now === undefined;
  }, { timeout: 30_000 });
}

/** What the page has asked of anything but the extension itself. */
function askedOutside(page: Page): Promise<string[]> {
  return page.evaluate(() => performance.getEntriesByType("resource").map((e) => e.name).filter((name) => !/^(chrome|moz)-extension:|^(data|blob):/.test(name)));
}

/** What this browser keeps of the demo, by name. */
function kept(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(async () => (await chrome.storage.local.get(["accounts", "demo", "lists", "names", "marks"])) as Record<string, unknown>);
}

describe(`looking around in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
  });
  after(async () => {
    await browser?.close();
  });

  test("one press shows invented tickets, without an account and without the network", async () => {
    const page = await open(browser, url, panel);
    await find(page, "button", "Look around first");
    await shot(page, "demo-welcome");
    assert.deepEqual(await violations(page), []);
    await page.evaluate(() => addEventListener("unhandledrejection", (e) => (document.body.dataset["failed"] = String((e.reason as Error | undefined)?.stack ?? e.reason))));
    await click(page, "button", "Look around first");
    await text(page, /These tickets are invented/);
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length > 10);
    await text(page, /Irrigation does not start in house 3/);
    await shot(page, "demo-list");
    assert.deepEqual(await violations(page), []);
    await resize(page, narrow);
    await shot(page, "demo-list-narrow");
    assert.deepEqual(await misfits(page), []);
    await resize(page, panel);
    await click(page, "button", "Settings");
    await text(page, /Demo/);
    assert.ok(!(await has(page, "button", /^Edit key of/)), "the demo has no key");
    assert.equal(await page.evaluate(() => document.body.dataset["failed"]), undefined);
    await shot(page, "demo-settings");
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await askedOutside(page), []);
    await page.close();
  });

  test("filters, views, groups and snoozes are those of any account", async () => {
    const page = await open(browser, url, panel);
    for (const [query, wanted] of [
      ["status:new", 6],
      ["assignee:me status:active", 7],
      ["tag:vip", 3],
      ["priority>=high", 7],
      ["sla<0", 3],
      ['client:"Anna Weber"', 2],
      ["is:unread", 6],
      ["group:Billing -status:closed", 5],
      ["tag:wifi or tag:return", 5],
      ["status:closed updated:<-30d", 1],
    ] as const) {
      await filter(page, query);
      await lists(page, wanted).catch(async () => assert.equal((await rows(page)).length, wanted, `${query}: ${(await rows(page)).join(", ")}`));
    }
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("3");
    await lists(page, 7);
    await page.keyboard.press("1");
    await lists(page, 19);
    await click(page, "button", "View options");
    await click(page, "menuitemradio", "Group by status");
    await find(page, "button", /^New 6/);
    await find(page, "button", /^Pending 3/);
    await click(page, "button", "View options");
    await click(page, "menuitemradio", "No groups");
    await waitFor(page, () => document.querySelector(".group-head") === null);

    const first = await page.evaluate(() => document.querySelector("[data-rows] [data-key]")?.getAttribute("data-key") ?? "");
    await page.focus("[data-rows] .row");
    await page.keyboard.press("h");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    await page.keyboard.press("Enter");
    await waitFor(page, (key: string) => document.querySelector(`[data-key="${key}"]`) === null, {}, first);
    await click(page, "button", "Undo");
    await waitFor(page, (key: string) => document.querySelector(`[data-key="${key}"]`) !== null, {}, first);
    await page.close();
  });

  test("a ticket is read, answered, noted upon, changed and closed, and what was done can be taken back", async () => {
    const page = await open(browser, url, wide);
    await openTicket(page, "Irrigation does not start in house 3");
    await text(page, /The clock falls back when they restart/);
    assert.ok(await page.evaluate(() => document.querySelector(".message details") !== null), "earlier mail is folded");
    await shot(page, "demo-ticket");
    assert.deepEqual(await violations(page), []);
    assert.ok(!(await has(page, "link", /Open in/)), "there is no page of a helpdesk");

    await choose(page, "p", "High");
    await shows(page, "priority", "High");
    await page.keyboard.press("z");
    await shows(page, "priority", "Urgent");
    await choose(page, "a", "Priya");
    await shows(page, "assignee", "Priya Nair");

    await page.keyboard.press("w");
    await waitFor(page, () => document.activeElement?.closest(".composer, [contenteditable]") !== null);
    await page.keyboard.type("I am calling you now.");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await arrives(page);
    await text(page, /I am calling you now\./);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("n");
    await waitFor(page, () => document.activeElement?.closest(".composer, [contenteditable]") !== null);
    await page.keyboard.type("She will start it by hand tonight.");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await arrives(page);
    await waitFor(page, () => Array.from(document.querySelectorAll<HTMLElement>(".message")).some((m) => /by hand tonight/.test(m.innerText) && /Private/.test(m.innerText)));
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await choose(page, "s", "Solved");
    await shows(page, "status", "Solved");
    await arrives(page);
    assert.deepEqual(await askedOutside(page), []);
    await page.close();
  });

  test("what was done is there when the panel is opened again", async () => {
    const page = await open(browser, url, panel);
    await text(page, /These tickets are invented/);
    await openTicket(page, "Irrigation does not start in house 3");
    await shows(page, "status", "Solved");
    await shows(page, "assignee", "Priya Nair");
    await text(page, /I am calling you now\./);
    await page.close();
  });

  test("a new ticket stands in the list", async () => {
    const page = await open(browser, url, panel);
    // Nobody presses a key before there is something to be seen.
    await find(page, "tab", /Active/);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("f");
    await fill(page, /^E-?mail/i, "new.person@example.com");
    await fill(page, /^Title/, "An offer for forty sensors");
    await page.focus(".new [contenteditable], .new textarea");
    await page.keyboard.type("As agreed on the phone.");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await arrives(page);
    await filter(page, '"An offer for forty sensors"');
    await lists(page, 1);
    await page.close();
  });

  test("ending it leaves nothing", async () => {
    const page = await open(browser, url, panel);
    await click(page, "button", "End the demo");
    await find(page, "button", "Look around first");
    await waitFor(page, async () => ((await chrome.storage.local.get("demo"))["demo"] ?? null) === null);
    const left = await kept(page);
    assert.deepEqual(left, { accounts: [], demo: null, lists: {}, names: {}, marks: { first: 0, seen: [], asleep: [] } });
    await page.close();
  });

  test("in Russian the tickets are Russian, also in the dark", async () => {
    const page = await open(browser, url, panel);
    await page.evaluate(() => (localStorage.setItem("language", "ru"), localStorage.setItem("theme", "dark")));
    // Firefox tells nothing of how it reloads; what comes of it is waited for.
    page.reload().catch(() => undefined);
    await click(page, "button", "Сначала осмотреться");
    await text(page, /Эти тикеты вымышлены/);
    await text(page, /В третьей теплице не включается полив/);
    await shot(page, "demo-russian");
    await resize(page, narrow);
    assert.deepEqual(await misfits(page), []);
    assert.deepEqual(await violations(page), []);
    await shot(page, "demo-russian-narrow");
    await page.evaluate(() => (localStorage.removeItem("language"), localStorage.removeItem("theme")));
    await page.close();
  });

  test("adding a helpdesk ends it", async () => {
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    assert.ok(!(await has(page, "radio", "Demo")), "nobody adds it by hand");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length > 5);
    await waitFor(page, async () => ((await chrome.storage.local.get("demo"))["demo"] ?? null) === null);
    assert.ok(!/вымышлены|invented/.test(await page.evaluate(() => document.body.innerText)));
    const { accounts, demo } = await kept(page);
    assert.equal((accounts as unknown[]).length, 1);
    assert.equal(demo, null);
    await page.close();
  });
});
