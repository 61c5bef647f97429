// An agent changes tickets in the sidebar: by keys, seen at once, taken back,
// sent by whatever page is there, and never over what somebody else did.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { choose } from "./acting";
import { browserName, click, enterHelpdesk, find, installExtension, launch, open, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };
const wide = { width: 1100, height: 800 };

/** What the helpdesk itself says of a ticket. */
async function truth(id: number): Promise<{ status: { id: number; title: string }; responsible: { id: number; name: string } | null; tags: string[] }> {
  const answer = await fetch(`${stack.useResponse}/api/7.0/objects/${id}.json`, { headers: { Authorization: stack.key } });
  return (await answer.json()) as Awaited<ReturnType<typeof truth>>;
}

/** Somebody else changes a ticket at the helpdesk. */
async function elsewhere(id: number, change: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${stack.useResponse}/api/7.0/objects/${id}.json`, {
    method: "PUT",
    headers: { Authorization: stack.key, "Content-Type": "application/json" },
    body: JSON.stringify(change),
  });
  assert.equal(answer.status, 200);
}

/** Waits until the helpdesk has it so. */
async function becomes<T>(look: () => Promise<T>, wanted: T, timeout = 20_000): Promise<void> {
  const end = Date.now() + timeout;
  while ((await look()) !== wanted) {
    if (Date.now() > end) assert.equal(await look(), wanted);
    await new Promise((next) => setTimeout(next, 200));
  }
}

/** The number of the open ticket. */
function opened(page: Page): Promise<number> {
  return page.evaluate(() => Number(/\d+/.exec(document.querySelector(".ticket-id")?.lastElementChild?.textContent ?? "")?.[0]));
}

function shown(page: Page, property: string): Promise<string> {
  return page.evaluate((p: string) => document.querySelector(`.controls [data-property="${p}"] .value`)?.textContent?.trim() ?? "", property);
}

/** Waits until the open ticket shows a value. */
async function shows(page: Page, property: string, wanted: string): Promise<void> {
  await waitFor(page, (p: string, w: string) => document.querySelector(`.controls [data-property="${p}"] .value`)?.textContent?.trim() === w, { timeout: 6000 }, property, wanted);
}

/** Opens the row so far down, in a panel in which no key goes into a field. */
async function openRow(page: Page, down: number): Promise<number> {
  await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length > 5);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let i = 0; i < down; i++) await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await waitFor(page, () => document.querySelector(".message") !== null);
  return opened(page);
}

describe(`changing tickets in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length > 5);
    // The names of the account are read after the list, and kept.
    await waitFor(page, async () => Object.keys(((await chrome.storage.local.get("names"))["names"] as object | undefined) ?? {}).length > 0, { timeout: 20_000 });
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });

  test("status and assignee change by keys, are seen at once, taken back, and sent", async () => {
    const page = await open(browser, url, wide);
    const id = await openRow(page, 1);
    const before = await truth(id);
    const [status, assignee] = [await shown(page, "status"), await shown(page, "assignee")];
    assert.equal(status, before.status.title);

    await page.keyboard.press("s");
    await find(page, "option", /./);
    await shot(page, "acts-status-menu");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");

    const other = status === "Completed" ? "On hold" : "Completed";
    await choose(page, "s", other);
    await shows(page, "status", other);
    await text(page, new RegExp(`Status: ${other}`));
    await find(page, "button", /^1 waiting to send/);
    assert.equal((await truth(id)).status.id, before.status.id, "nothing has gone out");
    await shot(page, "acts-undo");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("z");
    await shows(page, "status", status);
    assert.ok(!(await page.evaluate(() => document.body.innerText)).includes("waiting to send"));

    await choose(page, "s", other);
    await page.keyboard.press("a");
    await find(page, "option", /./);
    await shot(page, "acts-assignee-menu");
    const names = await page.evaluate(() => [...document.querySelectorAll("[role=option]")].map((o) => o.querySelector(".picker-name")?.textContent ?? ""));
    const agent = names.find((n) => n !== assignee && n !== "Nobody") ?? "";
    await page.keyboard.press("Escape");
    await choose(page, "a", agent);
    await shows(page, "assignee", agent);
    await find(page, "button", /^2 waiting to send/);
    await becomes(async () => (await truth(id)).status.title, other);
    await becomes(async () => (await truth(id)).responsible?.id !== before.responsible?.id, true);
    await waitFor(page, () => !document.body.innerText.includes("waiting to send"), { timeout: 20_000 });
    await shows(page, "status", other);
    await page.close();
  });

  test("from the list, one press ends a ticket and one takes it", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await page.focus("[data-rows] [tabindex='0']");
    for (let tries = 0; tries < 15; tries++) {
      await page.keyboard.press("j");
      await waitFor(page, () => document.querySelector(".row[tabindex='0'] ~ .row-acts") !== null);
      if (await page.evaluate(() => document.querySelectorAll(".row[tabindex='0'] ~ .row-acts [aria-label='Mark as solved'], .row[tabindex='0'] ~ .row-acts [aria-label='Assign to me']").length === 2)) break;
    }
    const id = Number(await page.evaluate(() => document.querySelector<HTMLElement>(".row[tabindex='0']")?.dataset["key"]?.split("/")[1]));
    const before = await truth(id);
    await shot(page, "acts-row");
    await page.keyboard.press("e");
    await text(page, /Status: Completed/);
    await find(page, "button", /^1 waiting to send/);
    assert.equal((await truth(id)).status.id, before.status.id, "nothing has gone out");
    await page.keyboard.press("z");
    await waitFor(page, () => !document.body.innerText.includes("waiting to send"));
    await click(page, "button", "Assign to me");
    await becomes(async () => (await truth(id)).responsible?.name, "Marta Lindqvist");
    assert.equal((await truth(id)).status.id, before.status.id);
    await page.close();
  });

  test("what somebody else changed meanwhile is shown beside what was chosen, and sent only when the agent says so", async () => {
    const page = await open(browser, url, panel);
    const id = await openRow(page, 2);
    const status = await shown(page, "status");
    const [mine, theirs] = ["Completed", "On hold"].includes(status) ? ["Awaiting reply", "Opened"] : ["Completed", "On hold"];
    await choose(page, "s", mine ?? "");
    const menu = await page.evaluate(async () => ((await chrome.storage.local.get("names"))["names"] as Record<string, { directory: { statuses: { id: number; title: string }[] } }>) ?? {});
    const number = Object.values(menu)[0]?.directory.statuses.find((s) => s.title === theirs)?.id;
    await elsewhere(id, { status_id: number });
    await page.keyboard.press("Escape");
    await find(page, "button", /^1 needs you/, 25_000);
    assert.equal((await truth(id)).status.title, theirs, "nothing is overwritten");
    await click(page, "button", /^1 needs you/);
    await text(page, new RegExp(`You saw\\s+${status}\\s+Now it is\\s+${theirs}\\s+You chose\\s+${mine}`));
    await shot(page, "acts-needs-you");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Send anyway");
    await text(page, /Everything is sent/, 20_000);
    await shot(page, "acts-all-sent");
    assert.equal((await truth(id)).status.title, mine);
    await page.close();
  });

  test("a panel that is closed at once sends when it is opened again", async () => {
    let page = await open(browser, url, panel);
    const id = await openRow(page, 3);
    const { tags } = await truth(id);
    await choose(page, "l", "kept through a closed panel");
    await page.keyboard.press("Escape");
    await text(page, /Tags: .*kept through a closed panel/);
    await page.close();
    assert.deepEqual((await truth(id)).tags, tags, "nobody was there to send it");
    page = await open(browser, url, panel);
    await becomes(async () => (await truth(id)).tags.map((t) => (typeof t === "string" ? t : (t as { name: string }).name)).includes("kept through a closed panel"), true, 25_000);
    await page.close();
  });
});
