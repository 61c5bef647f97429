// What customers write for everybody: what waits until an agent approves it, by
// the keyboard alone, and what becomes of it at the helpdesk.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, ElementHandle, Page } from "puppeteer-core";

import { addUseResponse, ask, becomes, choose, openTicket } from "./acting";
import { misfits } from "./fits";
import { browserName, click, enterHelpdesk, fail, find, has, installExtension, launch, need, open, resize, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };
/** The key of a customer. */
const userKey = need("SANDBOX_USER_KEY");

/** Writes as a customer, which waits for somebody's approval. */
async function writes<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`${stack.truth}/api/7.0/${path}`, { method: "POST", headers: { authorization: userKey, "content-type": "application/json" }, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return ((await answer.json()) as { success: T }).success;
}

async function idea(title: string, content: string): Promise<number> {
  return (await writes<{ id: number }>("objects.json", { ownership: "feedback", object_type: "idea", forum_id: 1, title, content })).id;
}

/** The state of a post at the helpdesk itself. */
const stateOf = async (id: number): Promise<string | undefined> => (await ask<{ state: { name: string } }>("GET", `objects/${id}.json`))?.state.name;

/** The list of what waits, with the cursor on the first. */
async function toPortal(browser: Browser, url: string, size = panel): Promise<Page> {
  const page = await open(browser, url, size);
  await text(page, /Updated/, 30_000);
  await (await find(page, "button", "Portal")).focus();
  await page.keyboard.press("Enter");
  await waitFor(page, () => document.querySelector(".held-list[aria-busy='false'] .held") !== null, { timeout: 30_000 });
  return page;
}

/** Presses a button of the entry that has all of these words. */
async function pressIn(page: Page, name: string, ...words: string[]): Promise<void> {
  const button = await waitFor(page, (n: string, all: string[]) => {
    const entry = [...document.querySelectorAll(".held")].find((e) => all.every((w) => e.textContent?.includes(w)));
    const one = entry && [...entry.querySelectorAll<HTMLElement>("button")].find((b) => (b.getAttribute("aria-label") ?? b.textContent) === n);
    one?.scrollIntoView({ block: "center" });
    return one ?? null;
  }, { timeout: 30_000 }, name, words);
  await (button as unknown as ElementHandle<HTMLElement>).click();
}

/** The heading of the entry that has the keyboard. */
const current = (page: Page) => page.evaluate(() => document.activeElement?.closest(".held")?.querySelector("h3")?.textContent ?? "");

describe(`the portal in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    await addUseResponse(browser, url, panel);
  });
  after(async () => {
    await browser?.close();
  });

  test("two posts are approved and a comment is declined with a reason, by keyboard", async () => {
    const open1 = await ask<{ id: number }>("POST", "objects.json", { ownership: "feedback", object_type: "idea", forum_id: 1, title: "Keyboard shortcuts for lists", content: "Please." });
    assert.ok(open1);
    const one = await idea("Export of charts as a picture", "For <b>slides</b> that [i]move[/i]: <img src=x onerror=alert(1)>");
    const two = await idea("A dark map of the stops", "My eyes hurt.");
    // By the second it is told what is newer.
    await new Promise((over) => setTimeout(over, 1100));
    const spam = (await writes<{ id: number }>("comments.json", { object_id: open1.id, content: "Buy cheap watches at [url=https://watches.example/]our shop[/url]" })).id;
    const page = await toPortal(browser, url);
    await text(page, /Keyboard shortcuts for lists/);
    await shot(page, "portal-held");
    // The newest is the first.
    await page.keyboard.press("j");
    assert.equal(await current(page), "Keyboard shortcuts for lists");
    assert.equal(await page.evaluate(() => document.querySelectorAll(".held img").length), 0, "what customers write is drawn by what may be drawn");
    await page.keyboard.press("d");
    await waitFor(page, () => document.activeElement?.id === "held-reason");
    await page.keyboard.type("Advertising");
    await shot(page, "portal-reason");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.activeElement?.closest(".held")?.querySelector("h3")?.textContent === "A dark map of the stops");
    await page.keyboard.press("a");
    await waitFor(page, () => document.activeElement?.closest(".held")?.querySelector("h3")?.textContent === "Export of charts as a picture");
    await page.keyboard.press("a");
    await waitFor(page, () => document.querySelectorAll(".held[data-decided]").length === 3);
    await shot(page, "portal-decided");
    assert.equal(await stateOf(one), "moderation", "for eight seconds it can be taken back");
    await becomes(() => stateOf(one), "normal");
    await becomes(() => stateOf(two), "normal");
    const declined = async () => (await ask<{ id: number }[]>("GET", `objects/${open1.id}/comments.json`))?.some((c) => c.id === spam);
    await becomes(declined, false);
    // What was decided stays where it was until somebody looks anew.
    await waitFor(page, () => document.querySelectorAll(".held[data-decided] .held-acts button").length === 0);
    await page.keyboard.press("r");
    await waitFor(page, () => document.querySelectorAll(".held[data-decided]").length === 0, { timeout: 30_000 });
    assert.equal(await page.evaluate(() => document.querySelector(".held-list")?.textContent?.includes("A dark map of the stops")), false);
    await page.close();
  });

  test("several are picked and decided together, and taken back together", async () => {
    const ids = [await idea("Print a receipt", "On paper."), await idea("A bell that can be muted", "At night.")];
    const page = await toPortal(browser, url, { width: 720, height: 800 });
    await page.keyboard.press("j");
    assert.equal(await current(page), "A bell that can be muted");
    await page.keyboard.press("x");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("x");
    await text(page, /2 selected/);
    await shot(page, "portal-picked");
    await page.keyboard.press("a");
    await find(page, "button", "Undo 2 decisions");
    await page.keyboard.press("z");
    await waitFor(page, () => document.querySelectorAll(".held[data-decided]").length === 0);
    // Longer than what could have sent it.
    await new Promise((over) => setTimeout(over, 9000));
    assert.deepEqual(await Promise.all(ids.map(stateOf)), ["moderation", "moderation"]);
    await page.keyboard.press("Escape");
    await has(page, "textbox", "Filter tickets");
    await page.close();
  });

  test("an entry is approved and its post opened by clicks; in a narrow and a wide window nothing is cut", async () => {
    const id = await idea("Remember the last report", "Every morning the same one.");
    const page = await toPortal(browser, url);
    for (const width of [280, 360, 720, 1280]) {
      await resize(page, { width, height: 800 });
      assert.deepEqual(await misfits(page), [], `${width}`);
      await shot(page, `portal-${width}`);
    }
    assert.deepEqual(await violations(page), []);
    await resize(page, panel);
    await pressIn(page, "Approve", "Remember the last report");
    await becomes(() => stateOf(id), "normal");
    await pressIn(page, "Open post", "A bell that can be muted");
    await waitFor(page, () => document.querySelector(".pane-ticket")?.textContent?.includes("A bell that can be muted"));
    assert.equal(await has(page, "heading", "Portal"), false);
    await page.close();
  });

  test("who may not decide is told so, what was decided by somebody else is said, and an account that is away takes no other along", async () => {
    const id = await idea("A summary by mail", "On Mondays.");
    const page = await toPortal(browser, url);
    await text(page, /A summary by mail/);
    // Somebody else is quicker.
    await ask("POST", `topic/${id}/decline.json`, {});
    await pressIn(page, "Approve", "A summary by mail");
    await text(page, /Somebody else has decided meanwhile: declined/, 20_000);
    await shot(page, "portal-differs");
    await pressIn(page, "Take back", "A summary by mail");
    await fail(stack.useResponse, "busy");
    try {
      await page.keyboard.press("r");
      await text(page, /Not everything could be looked through/, 60_000);
      await shot(page, "portal-away");
    } finally {
      await fail(stack.useResponse, "ok");
    }
    await click(page, "button", "Try again");
    await waitFor(page, () => document.querySelector(".ds-notice") === null, { timeout: 30_000 });
    await page.close();
  });

  test("a post is triaged by keyboard: its status, the posts that are like it, and at both a note that one is the other's duplicate", async () => {
    const make = async (title: string) => (await ask<{ id: number }>("POST", "objects.json", { ownership: "feedback", object_type: "idea", forum_id: 1, title, content: "Every month, for our accountant." }))?.id ?? 0;
    const first = await make("Export invoices as a spreadsheet");
    const second = await make("Spreadsheet export of all invoices");
    await make("Quieter notifications at night");
    const page = await open(browser, url, panel);
    await openTicket(page, "type:idea", "Spreadsheet export of all invoices");
    await choose(page, "s", "Planned");
    await becomes(async () => (await ask<{ status: { title: string } | null }>("GET", `objects/${second}.json`))?.status?.title, "Planned");
    await waitFor(page, () => document.querySelector(".similar li") !== null, { timeout: 30_000 });
    const found = await page.evaluate(() => Array.from(document.querySelectorAll(".similar-subject"), (e) => e.textContent ?? ""));
    assert.equal(found[0], "Export invoices as a spreadsheet");
    assert.ok(!found.includes("Quieter notifications at night") && !found.includes("Spreadsheet export of all invoices"), found.join());
    await page.evaluate(() => document.querySelector(".similar")?.scrollIntoView());
    await shot(page, "portal-similar");
    assert.deepEqual(await misfits(page), []);
    assert.deepEqual(await violations(page), []);
    await (await find(page, "button", `Note as a duplicate of #${first}`)).focus();
    await page.keyboard.press("Enter");
    await text(page, /Noted at both/);
    const notes = (id: number) => async () => ((await ask<{ content: string }[]>("GET", `objects/${id}/comments.json?is_private=1&bbcode=1`)) ?? []).map((n) => n.content.replace(/\[url=[^\]]*\]|\[\/url\]/g, "")).join("\n");
    await becomes(notes(second), `Duplicate of #${first}: Export invoices as a spreadsheet`);
    await becomes(notes(first), `Has a duplicate, #${second}: Spreadsheet export of all invoices`);
    await page.evaluate(() => document.querySelector<HTMLElement>(".similar-open")?.focus());
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector(".ticket-head h2")?.textContent === "Export invoices as a spreadsheet");
    await page.close();
  });

  test("a key without the right to decide sees that its decision was refused, and why", async () => {
    const own = await idea("Mine to publish", "I may not.");
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await click(page, "button", "Settings");
    await click(page, "button", "Add a helpdesk");
    // The same helpdesk behind another name: its key is a customer's.
    await enterHelpdesk(page, "UseResponse", stack.truth, userKey);
    await text(page, /Updated/, 30_000);
    await click(page, "button", "Portal");
    // The agent's account shows it, too.
    const { host } = new URL(stack.truth);
    await pressIn(page, "Approve", "Mine to publish", host);
    await text(page, /does not allow this for your key/, 30_000);
    await shot(page, "portal-forbidden");
    assert.equal(await stateOf(own), "moderation");
    await pressIn(page, "Take back", "Mine to publish", host);
    await page.close();
  });
});

describe(`the rest of the portal in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  /** A key that may delete people. */
  let page: Page;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    // Firefox goes on in the profile of the one before.
    page = await open(browser, url, panel);
    await page.evaluate(async () => {
      await chrome.storage.local.clear();
      await chrome.storage.session.clear();
    });
    await page.close();
    page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, need("SANDBOX_ADMIN_KEY"));
    await waitFor(page, async () => Object.keys(((await chrome.storage.local.get("names"))["names"] as object | undefined) ?? {}).length > 0, { timeout: 30_000 });
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });

  /** Goes to a section of the portal by its key. */
  async function toSection(key: "2" | "3" | "4" | "5", size = panel): Promise<Page> {
    const it = await open(browser, url, size);
    await text(it, /Updated/, 30_000);
    await (await find(it, "button", "Portal")).focus();
    await it.keyboard.press("Enter");
    await waitFor(it, () => document.querySelector(".portal-sections") !== null);
    await it.keyboard.press(key);
    return it;
  }

  async function looks(it: Page, name: string): Promise<void> {
    for (const width of [280, 360, 720]) {
      await resize(it, { width, height: 800 });
      assert.deepEqual(await misfits(it), [], `${name} ${width}`);
      await shot(it, `portal-${name}-${width}`);
    }
    assert.deepEqual(await violations(it), []);
    await resize(it, panel);
  }

  test("a group of a report becomes a view of one's own, by keyboard", async () => {
    const it = await toSection("3");
    await (await find(it, "button", "Inbox")).focus();
    await it.keyboard.press("Enter");
    await waitFor(it, () => document.querySelectorAll(".portal-opened .listed").length > 3, { timeout: 30_000 });
    await (await find(it, "button", /^Opened \d+/)).focus();
    await it.keyboard.press("Enter");
    await find(it, "button", "Save as a view");
    await waitFor(it, () => document.querySelector(".portal-opened .portal-list[aria-busy='false'] .listed") !== null);
    await looks(it, "report");
    await it.keyboard.press("v");
    await waitFor(it, () => document.querySelector("[role=tab][aria-selected=true]")?.textContent?.includes("Inbox: Opened"), { timeout: 30_000 });
    await shot(it, "portal-view");
    const rows = await it.evaluate(() => document.querySelectorAll("[data-rows] > li").length);
    assert.ok(rows > 0);
    await it.close();
  });

  test("a person is made, changed, given a password and deleted with what they wrote kept, by keyboard", async () => {
    const it = await toSection("4");
    const address = `nina.portal.${browserName}@example.org`;
    await (await find(it, "button", "New person")).focus();
    await it.keyboard.press("Enter");
    await (await find(it, "textbox", "Name")).focus();
    await it.keyboard.type("Nina Portal");
    await it.keyboard.press("Tab");
    await it.keyboard.type("nina at example");
    await it.keyboard.press("Enter");
    await waitFor(it, () => document.querySelector("#user-email")?.getAttribute("aria-invalid") === "true");
    assert.equal(await it.evaluate(() => document.querySelector<HTMLInputElement>("#user-name")?.value), "Nina Portal", "nothing typed is lost");
    await it.evaluate(() => document.querySelector<HTMLInputElement>("#user-email")?.select());
    await it.keyboard.type(address);
    await it.keyboard.press("Enter");
    await find(it, "heading", "Nina Portal");
    const people = async () => (await ask<{ data: { id: number; name: string; email: string; tags: string }[] }>("GET", `users/search.json?email=${encodeURIComponent(address)}`))?.data ?? [];
    const [made] = await people();
    assert.equal(made?.name, "Nina Portal");
    await waitFor(it, () => document.querySelector("#user-tags") !== null);
    await (await find(it, "textbox", /^Tags/)).focus();
    await it.keyboard.type("vip");
    await it.keyboard.press("Enter");
    await becomes(async () => (await people())[0]?.tags, "vip");
    // What was changed stands below.
    await waitFor(it, () => document.querySelector(".portal-history")?.textContent?.includes("vip"), { timeout: 20_000 });
    await looks(it, "person");
    await it.focus("#user-new-password");
    await it.keyboard.type("a long password");
    await it.keyboard.press("Enter");
    await text(it, /The password was set/);
    const logged = await fetch(`${stack.truth}/api/7.0/auth/login.json`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ email: address, password: "a long password" }) });
    assert.equal(logged.status, 200);
    const wrote = await ask<{ id: number }>("POST", "objects.json", { ownership: "feedback", object_type: "idea", forum_id: 1, title: `What stays of a person (${browserName})`, content: "This.", force_author: address });
    await (await find(it, "button", "Delete this person")).focus();
    await it.keyboard.press("Enter");
    await find(it, "heading", "Delete Nina Portal for ever?");
    await shot(it, "portal-erase");
    await (await find(it, "button", "Delete Nina Portal")).focus();
    await it.keyboard.press("Enter");
    await waitFor(it, () => document.activeElement?.matches(".portal-search input"));
    assert.deepEqual(await people(), []);
    assert.ok(await ask("GET", `objects/${wrote?.id}.json`), "what they wrote is kept");
    await it.close();
  });

  test("people are found, and who may not change a password is told why", async () => {
    const it = await toSection("4");
    await waitFor(it, () => document.querySelector(".portal-search input") !== null);
    await it.focus(".portal-search input");
    await it.keyboard.type("nobody is called so");
    await it.keyboard.press("Enter");
    await text(it, /Nobody was found/);
    await it.evaluate(() => document.querySelector<HTMLInputElement>(".portal-search input")?.select());
    await it.keyboard.type("Nora Beck");
    await it.keyboard.press("Enter");
    await waitFor(it, () => document.querySelector(".listed-name")?.textContent === "Nora Beck");
    await looks(it, "people");
    await it.keyboard.press("Tab");
    await it.keyboard.press("Escape");
    await it.close();
  });

  test("a chat is read, and a community lists its posts", async () => {
    const it = await toSection("5");
    await waitFor(it, () => document.querySelectorAll(".listed").length > 0, { timeout: 30_000 });
    await looks(it, "chats");
    await it.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await it.keyboard.press("ArrowDown");
    await it.keyboard.press("Enter");
    await waitFor(it, () => document.querySelectorAll(".chat-message").length > 0, { timeout: 30_000 });
    await looks(it, "chat");
    await it.keyboard.press("Escape");
    await waitFor(it, () => document.querySelectorAll(".listed").length > 0);
    await it.keyboard.press("2");
    await find(it, "button", "Harbor community");
    await looks(it, "browse");
    await click(it, "button", "Harbor community");
    await waitFor(it, () => document.querySelectorAll("[data-rows] > li").length > 1, { timeout: 30_000 });
    assert.match(await it.evaluate(() => document.querySelector<HTMLInputElement>("#query")?.value ?? document.querySelector(".query")?.textContent ?? ""), /Harbor community/);
    await it.close();
  });
});
