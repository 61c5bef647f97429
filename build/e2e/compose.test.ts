// Writing: the composer at the foot of a ticket, by keyboard, from the first
// letter to what the helpdesk then has.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { browserName, click, enterHelpdesk, fail, fill, find, installExtension, launch, open, resize, shot, soaks, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

async function add(page: Page, system: "UseResponse" | "Usedesk", address: string, key: string): Promise<void> {
  await enterHelpdesk(page, system, address, key);
  await text(page, /Updated/, 30_000);
}

/** Opens the ticket so far down in the answer to a query; by age, which no reply changes. */
async function openTicket(page: Page, query: string, at: number): Promise<void> {
  await fill(page, /Filter tickets/, `${query} sort:created`);
  await page.keyboard.press("Enter");
  await waitFor(page, () => /Updated/.test(document.body.innerText) && document.querySelectorAll("[data-rows] .row").length > 8, { timeout: 20_000 });
  await page.evaluate((n: number) => document.querySelectorAll<HTMLElement>("[data-rows] .row")[n]?.click(), at);
  await waitFor(page, () => document.querySelector(".conversation .message"));
}

/** What stands in the field. */
function written(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLTextAreaElement>(".composer-field")?.value ?? "(no field)");
}

/** The number of the ticket that is open. */
function ticketOf(page: Page): Promise<number> {
  return page.evaluate(() => Number(/#(\d+)/.exec(document.querySelector(".ticket-id")?.textContent ?? "")?.[1]));
}

/** Asks the sandbox itself. */
async function truth<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${stack.truth}/api/7.0/${path}`, { ...init, headers: { Authorization: stack.key, "Content-Type": "application/json" } });
  assert.ok(response.ok, `${path}: ${response.status}`);
  const answer = (await response.json()) as { success: T } | T;
  return typeof answer === "object" && answer !== null && "success" in answer ? answer.success : (answer as T);
}

/** The messages or the private notes of a ticket. */
function said(id: number, isPrivate = false): Promise<{ content: string }[]> {
  return truth(`objects/${id}/comments.json${isPrivate ? "?is_private=1" : ""}`);
}

async function statusOf(id: number): Promise<string> {
  return (await truth<{ status: { slug: string } }>(`objects/${id}.json`)).status.slug;
}

/** Writes to a ticket past the panel. */
async function tell(id: number, content: string): Promise<void> {
  await truth("comments.json", { method: "POST", body: JSON.stringify({ object_id: id, content }) });
}

/** Waits until it is said that a message has arrived. */
async function arrived(page: Page, timeout = 20_000): Promise<void> {
  await waitFor(page, () => [...document.querySelectorAll(".composer-sending p")].some((p) => p.textContent === "Sent"), { timeout });
}

/** Waits until this browser has kept a draft. */
async function kept(page: Page, words: string): Promise<void> {
  await waitFor(
    page,
    async (wanted: string) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open("drafts");
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error ?? new Error("no database"));
      });
      const all = await new Promise<{ text: string }[]>((resolve) => {
        const asking = db.transaction("drafts").objectStore("drafts").getAll();
        asking.onsuccess = () => resolve(asking.result as { text: string }[]);
      });
      db.close();
      return all.some((d) => d.text === wanted);
    },
    {},
    words,
  );
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  const held = keys.slice(0, -1);
  for (const key of held) await page.keyboard.down(key as never);
  await page.keyboard.press(keys[keys.length - 1] as never);
  for (const key of held.reverse()) await page.keyboard.up(key as never);
}

describe(`writing in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    await fail(stack.useResponse, "ok");
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await add(page, "UseResponse", stack.useResponse, stack.key);
    // These write in the source; rich.test.ts has the other view.
    await openTicket(page, "status:active in:useresponse", 1);
    await press(page, "w");
    await waitFor(page, () => document.activeElement?.matches(".composer-editor"));
    await press(page, "Alt", "r");
    await waitFor(page, () => document.activeElement?.matches(".composer-field"));
    await press(page, "Escape");
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });

  test("format keys write what is read, and the browser's own undo takes it back", async () => {
    const page = await open(browser, url, panel);
    await openTicket(page, "status:active in:useresponse", 1);
    await shot(page, "compose-closed");
    await press(page, "w");
    await find(page, "textbox", "Your reply");
    await shot(page, "compose-empty");
    await page.keyboard.type("Hello ");
    await press(page, "Control", "b");
    await page.keyboard.type("you");
    assert.equal(await written(page), "Hello [b]you[/b]");
    for (let times = 0; times < 4; times++) await press(page, "Control", "z");
    assert.doesNotMatch(await written(page), /\[b\]/);
    await press(page, "Control", "a");
    await page.keyboard.type("one");
    await press(page, "Control", "Shift", "8");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type("two");
    await shot(page, "compose-list");
    await press(page, "Alt", "p");
    await waitFor(page, () => document.querySelector(".composer-preview li") !== null);
    await shot(page, "compose-preview");
    await resize(page, { width: 280, height: 700 });
    await press(page, "Alt", "p");
    await waitFor(page, () => document.activeElement?.matches(".composer-field"));
    await shot(page, "compose-280");
    assert.deepEqual(await violations(page), []);
    await press(page, "Escape");
    await press(page, "n");
    await shot(page, "compose-note-280");
    await page.keyboard.type("Only for us. ".repeat(60));
    await shot(page, "compose-note-long-280");
    assert.deepEqual(await violations(page), []);
    await resize(page, { width: 720, height: 800 });
    await shot(page, "compose-note-720");
    await page.close();
    const again = await open(browser, url, panel);
    await openTicket(again, "status:active in:useresponse", 1);
    await shot(again, "compose-again");
    await again.close();
  });

  test("a reply can be called back for a while, goes at once where that is wanted, and is in the conversation from the first moment", async () => {
    const page = await open(browser, url, panel);
    await openTicket(page, "status:active in:useresponse", 2);
    const id = await ticketOf(page);
    await press(page, "w");
    await page.keyboard.type("The export works [b]again[/b].");
    await press(page, "Control", "Enter");
    await text(page, /Sending… \d/);
    await waitFor(page, () => /The export works again\./.test(document.querySelector(".outgoing .message")?.textContent ?? ""));
    await shot(page, "compose-sending");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Undo");
    await waitFor(page, () => document.querySelector<HTMLTextAreaElement>(".composer-field")?.value === "The export works [b]again[/b].");
    await waitFor(page, () => document.querySelector(".outgoing") === null);
    assert.deepEqual((await said(id)).filter((c) => /export works/.test(c.content)), []);

    await press(page, "Control", "Enter");
    await click(page, "button", "Send now");
    await arrived(page);
    await shot(page, "compose-sent");
    await waitFor(page, () => /The export works again\./.test(document.querySelector(".conversation:not(.outgoing)")?.textContent ?? ""), { timeout: 20_000 });
    assert.equal(await page.evaluate(() => document.body.innerText.split("The export works again").length - 1), 1, "shown once");
    const there = (await said(id)).filter((c) => /export works/.test(c.content));
    assert.equal(there.length, 1);
    assert.match(there[0]?.content ?? "", /<b>again<\/b>|<strong>again/);
    await page.close();
  });

  test("a note is private at the helpdesk", async () => {
    const page = await open(browser, url, panel);
    await openTicket(page, "status:active in:useresponse", 3);
    const id = await ticketOf(page);
    await press(page, "n");
    await page.keyboard.type("Only between us.");
    await page.click(".composer-send");
    await click(page, "button", "Send now");
    await arrived(page);
    assert.deepEqual((await said(id)).filter((c) => /between us/.test(c.content)), [], "clients do not read it");
    assert.equal((await said(id, true)).filter((c) => /between us/.test(c.content)).length, 1);
    await page.close();
  });

  test("what was written is there after the panel was closed in the middle of it", async () => {
    const page = await open(browser, url, panel);
    await openTicket(page, "status:active in:useresponse", 4);
    const id = await ticketOf(page);
    await press(page, "w");
    await page.keyboard.type("Half a sent");
    await kept(page, "Half a sent");
    await page.close();
    const again = await open(browser, url, panel);
    // By its number: what others wrote meanwhile has moved it in the list, which must be there first.
    await text(again, /Updated/, 30_000);
    await (await waitFor(again, (end: string) => document.querySelector(`[data-rows] [data-key$="${end}"]`), {}, `/${id}`)).asElement()?.evaluate((row) => (row as HTMLElement).click());
    await waitFor(again, () => document.querySelector<HTMLTextAreaElement>(".composer-field")?.value === "Half a sent");
    await press(again, "w");
    await press(again, "Control", "a");
    await again.keyboard.press("Backspace");
    await press(again, "Escape");
    await again.close();
  });

  test("what was typed in the moment in which the panel goes is there, too", async () => {
    const page = await open(browser, url, panel);
    await openTicket(page, "status:active in:useresponse", 3);
    const id = await ticketOf(page);
    await press(page, "w");
    await page.keyboard.type("Half a wo");
    // Sooner than it would be kept by itself.
    await page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>(".composer-field");
      field?.setRangeText("rd", field.value.length, field.value.length, "end");
      field?.dispatchEvent(new InputEvent("input", { bubbles: true }));
      location.reload();
    });
    await waitFor(page, (n: string) => document.querySelector(".ticket-id")?.textContent?.includes(n), {}, `#${id}`);
    await waitFor(page, () => document.querySelector<HTMLTextAreaElement>(".composer-field")?.value === "Half a word");
    await press(page, "w");
    await press(page, "Control", "a");
    await page.keyboard.press("Backspace");
    await press(page, "Escape");
    await page.close();
  });

  test("a reply and the status that ends the ticket go in one step", async () => {
    const page = await open(browser, url, panel);
    await openTicket(page, "status:active in:useresponse", 5);
    const id = await ticketOf(page);
    await press(page, "w");
    await page.keyboard.type("All done.");
    await click(page, "button", "Send and change the status");
    await shot(page, "compose-menu");
    await press(page, "Escape");
    await press(page, "w");
    await press(page, "Control", "Shift", "Enter");
    await click(page, "button", "Send now");
    await arrived(page);
    await waitFor(page, () => document.querySelector(".outgoing:not([data-state=sent])") === null);
    for (let tries = 0; (await statusOf(id)) !== "completed" && tries < 50; tries++) await new Promise((next) => setTimeout(next, 100));
    assert.equal(await statusOf(id), "completed");
    assert.equal((await said(id)).filter((c) => /All done/.test(c.content)).length, 1);
    await page.close();
  });

  test("where somebody wrote meanwhile, the reply waits and says so", async () => {
    const page = await open(browser, url, panel);
    await openTicket(page, "status:active in:useresponse", 6);
    const id = await ticketOf(page);
    await press(page, "w");
    await page.keyboard.type("Have you tried to turn it off?");
    await tell(id, "It works now, thank you!");
    await press(page, "Control", "Enter");
    await click(page, "button", "Send now");
    await text(page, /came from .* meanwhile/);
    await shot(page, "compose-needs-you");
    assert.deepEqual(await violations(page), []);
    assert.deepEqual((await said(id)).filter((c) => /turn it off/.test(c.content)), []);
    await click(page, "button", "Send anyway");
    await arrived(page);
    assert.equal((await said(id)).filter((c) => /turn it off/.test(c.content)).length, 1);
    await page.close();
  });

  test("a reply whose answer is lost is there once", { skip: !soaks && "make soak waits for it" }, async () => {
    const page = await open(browser, url, panel);
    await openTicket(page, "status:active in:useresponse", 7);
    const id = await ticketOf(page);
    await press(page, "w");
    await page.keyboard.type("Sent into the dark.");
    await press(page, "Control", "Enter");
    await find(page, "button", "Send now");
    await fail(stack.useResponse, "lost");
    await click(page, "button", "Send now");
    for (let tries = 0; (await said(id)).every((c) => !/into the dark/.test(c.content)) && tries < 100; tries++) await new Promise((next) => setTimeout(next, 100));
    await fail(stack.useResponse, "ok");
    // The helpdesk may be at work for a minute on what nobody has heard an answer to.
    await arrived(page, 120_000);
    assert.equal((await said(id)).filter((c) => /into the dark/.test(c.content)).length, 1);
    await page.close();
  });
});
