// An agent acts on messages of a conversation and puts tickets away: by keys, seen
// at once, taken back, and never over what somebody else did.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { addUseResponse, ask, becomes, findTicket, openTicket, type Said, written } from "./acting";
import { browserName, click, find, has, installExtension, launch, open, shot, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };
const wide = { width: 1100, height: 800 };

const unsent = (page: Page) => waitFor(page, () => !document.body.innerText.includes("waiting to send"), { timeout: 30_000 });

/** What the helpdesk says of one message; undefined where it lists it no more. */
async function said(object: number, message: number): Promise<Said | undefined> {
  return ((await ask<Said[]>("GET", `objects/${object}/comments.json`)) ?? []).find((m) => m.id === message);
}

/** Goes to the newest message by the keyboard, opens its menu and takes the action of that name. */
async function act(page: Page, name: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("]");
  // A menu that is still closing would be closed by what opens it.
  await waitFor(page, () => document.activeElement?.matches(".message[data-last]") && document.querySelector(":popover-open") === null);
  await choose(page, "Enter", name);
}

/** Opens a menu by a key and takes the action of that name. */
async function choose(page: Page, key: "Enter" | "o", name: string): Promise<void> {
  await page.keyboard.press(key);
  await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
  for (let tries = 0; tries < 10; tries++) {
    if (await page.evaluate((n: string) => document.activeElement?.textContent?.startsWith(n), name)) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
}

/** Where the helpdesk has a ticket. */
async function place(id: number): Promise<string> {
  return (await ask<{ state: { name: string } }>("GET", `objects/${id}.json`))?.state.name ?? "gone";
}

describe(`acting on messages and putting tickets away in ${browserName}`, () => {
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

  test("an answer is voted for and marked as the best one, by keys, and taken back", async () => {
    const title = "Which of the answers is best";
    const { id, messages } = await written("idea", title, "The first answer.", "The second answer.");
    const [first = 0, second = 0] = messages;
    await ask("POST", `comments/${first}/best/toggle.json`);
    // Who writes a comment has voted for it.
    await ask("POST", `comments/${second}/votes/toggle.json`);
    const page = await open(browser, url, wide);
    await openTicket(page, "type:idea", title);
    await page.keyboard.press("]");
    await page.keyboard.press("Enter");
    await find(page, "menuitem", "Mark as the best answer");
    await shot(page, "comments-menu");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");

    await act(page, "Mark as the best answer");
    await waitFor(page, () => document.querySelectorAll(".best").length === 1 && document.querySelector(".message[data-last] .best") !== null);
    await text(page, /Marked as the best answer/);
    assert.equal((await said(id, second))?.is_best, 0, "nothing has gone out");
    await page.keyboard.press("z");
    await waitFor(page, () => document.querySelector(".best") !== null && document.querySelector(".message[data-last] .best") === null);

    await act(page, "Mark as the best answer");
    await act(page, "Vote for it");
    await waitFor(page, () => document.querySelector(".message[data-last] .vote[aria-pressed=true]")?.textContent?.startsWith("1"));
    await shot(page, "comments-best");
    assert.deepEqual(await violations(page), []);
    await becomes(async () => (await said(id, second))?.is_best, 1);
    await becomes(async () => (await said(id, second))?.votes.isVoted, true);
    assert.equal((await said(id, first))?.is_best, 0);
    await unsent(page);
    await page.close();
  });

  test("a message is changed; what is typed outlasts a closed panel", async () => {
    const title = "A message with a slip";
    const { id, messages } = await written("ticket", title, "The first message.", "Please press the rihgt button.");
    const [, slip = 0] = messages;
    let page = await open(browser, url, panel);
    await openTicket(page, "type:ticket", title);
    await act(page, "Edit");
    await waitFor(page, () => document.activeElement?.matches(".edit-message textarea"));
    await page.keyboard.type(" It is the [b]green[/b] one.");
    await shot(page, "comments-edit");
    assert.deepEqual(await violations(page), []);
    await page.close();
    page = await open(browser, url, panel);
    await openTicket(page, "type:ticket", title);
    await waitFor(page, () => document.querySelector<HTMLTextAreaElement>(".edit-message textarea")?.value === "Please press the rihgt button. It is the [b]green[/b] one.");
    await page.focus(".edit-message textarea");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await waitFor(page, () => document.querySelector(".message[data-last] .prose b, .message[data-last] .prose strong")?.textContent === "green");
    await text(page, /Message changed/);
    assert.match((await said(id, slip))?.content ?? "", /rihgt button\.(<\/p>)?$/, "nothing has gone out");
    await becomes(async () => /green/.test((await said(id, slip))?.content ?? ""), true);
    await unsent(page);
    await page.close();
  });

  test("a message that somebody else changed meanwhile is not overwritten: both texts are shown", async () => {
    const title = "A message that two change";
    const { id, messages } = await written("ticket", title, "As it was.");
    const [one = 0] = messages;
    const page = await open(browser, url, panel);
    await openTicket(page, "type:ticket", title);
    await act(page, "Edit");
    await waitFor(page, () => document.activeElement?.matches(".edit-message textarea"));
    await page.keyboard.type(" As I see it.");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await text(page, /Message changed/);
    await ask("POST", `comments/${one}/edit.json`, { content: "As they wrote it." });
    // The status line is the list's, which the ticket lies over.
    await page.keyboard.press("Escape");
    await find(page, "button", /^1 needs you/, 30_000);
    assert.match((await said(id, one))?.content ?? "", /As they wrote it\./, "nothing is overwritten");
    await click(page, "button", /^1 needs you/);
    await text(page, /You saw\s+As it was\.\s+Now it is\s+As they wrote it\.\s+You chose\s+As it was\. As I see it\./);
    await shot(page, "comments-needs-you");
    assert.deepEqual(await violations(page), []);
    // Taken back, it is where it was typed.
    await click(page, "button", "Take back");
    await page.keyboard.press("Escape");
    await findTicket(page, "type:ticket", title);
    await page.keyboard.press("Enter");
    await waitFor(page, () => /As I see it/.test(document.querySelector<HTMLTextAreaElement>(".edit-message textarea")?.value ?? ""));
    await click(page, "button", "Discard changes");
    await waitFor(page, () => document.querySelector(".edit-message") === null);
    await page.close();
  });

  test("a message goes into the trash and comes back", async () => {
    const title = "A message for the trash";
    const { id, messages } = await written("ticket", title, "To stay.", "To be thrown away.");
    const [, thrown = 0] = messages;
    const page = await open(browser, url, panel);
    await openTicket(page, "type:ticket", title);
    await act(page, "Move to the trash");
    await waitFor(page, () => document.querySelector(".message[data-trashed]")?.textContent?.includes("To be thrown away."));
    await text(page, /Message moved to the trash/);
    await becomes(async () => (await said(id, thrown)) === undefined, true);
    await waitFor(page, () => document.querySelector(".trashed") !== null && !document.querySelector(".conversation")?.textContent?.includes("To be thrown away."), { timeout: 20_000 });
    await shot(page, "comments-trashed");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Recover");
    await becomes(async () => (await said(id, thrown)) !== undefined, true);
    await waitFor(page, () => document.querySelector(".trashed") === null && document.querySelector(".conversation")?.textContent?.includes("To be thrown away."), { timeout: 20_000 });
    await page.close();
  });

  test("a ticket goes into the trash by one key, is said to be there, and is recovered", async () => {
    const title = "A ticket for the trash";
    const { id } = await written("ticket", title);
    const page = await open(browser, url, wide);
    await openTicket(page, "type:ticket", title);
    await page.keyboard.press("d");
    await text(page, /Moved to the trash/);
    await find(page, "button", /^1 waiting to send/);
    await waitFor(page, () => document.querySelector(".bin-notice")?.textContent?.includes("In the trash") && document.querySelector(".row[data-bin=trash]") !== null);
    await shot(page, "bins-trash");
    assert.deepEqual(await violations(page), []);
    assert.equal(await place(id), "normal", "nothing has gone out");
    await page.keyboard.press("z");
    await waitFor(page, () => document.querySelector(".bin-notice") === null);
    await page.keyboard.press("d");
    await becomes(() => place(id), "trash");
    // The list follows, and the ticket stays where one reads it.
    await waitFor(page, (t: string) => document.querySelector(".bin-notice") !== null && ![...document.querySelectorAll("[data-rows] .row")].some((r) => r.textContent?.includes(t)), { timeout: 20_000 }, title);
    await click(page, "button", "Recover");
    await becomes(() => place(id), "normal");
    await waitFor(page, () => document.querySelector(".bin-notice") === null);
    await page.close();
  });

  test("from the list a ticket is archived, and one is deleted for ever when one has said so", async () => {
    const title = "A ticket to be put away";
    const { id } = await written("ticket", title);
    const page = await open(browser, url, panel);
    await findTicket(page, "type:ticket", title);
    await page.keyboard.press("y");
    await text(page, /Archived/);
    await waitFor(page, () => document.querySelector(".row[data-bin=archive]") !== null);
    await shot(page, "bins-archive");
    await page.keyboard.press("z");
    await waitFor(page, () => document.querySelector(".row[data-bin]") === null);
    assert.equal(await place(id), "normal");

    await choose(page, "o", "Delete for ever");
    await text(page, /Delete 1 ticket for ever\?/);
    assert.ok(await page.evaluate(() => document.querySelector("dialog:modal")?.textContent?.includes("A ticket to be put away")));
    await shot(page, "bins-delete");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await waitFor(page, () => document.querySelector("dialog") === null);
    assert.equal(await place(id), "normal");
    assert.ok(!(await has(page, "button", /waiting to send/)));

    await page.focus("[data-rows] [tabindex='0']");
    await choose(page, "o", "Delete for ever");
    await click(page, "button", "Delete 1 ticket");
    await becomes(() => place(id), "gone");
    await waitFor(page, () => document.querySelector("[data-rows] .row") === null, { timeout: 20_000 });
    await page.close();
  });
});
