// The person behind a ticket: how to reach them, what is noted, and what they
// wrote in every account.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { browserName, click, enterHelpdesk, fill, find, has, installExtension, launch, open, shot, stack, text, violations, waitFor } from "./harness";

const ADDRESS = "anna.reader@example.org";

/** Asks the sandbox itself, as another agent's program would. */
async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${stack.truth}/api/7.0/${path}`, {
    method,
    headers: { authorization: stack.key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return ((await response.json()) as { success: T }).success;
}

interface Note {
  content: string;
  remind_at: string | null;
}

describe(`a person in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let person: number;
  before(async () => {
    person = (await ask<{ id: number }>("POST", "users.json", { email: ADDRESS, full_name: "Anna Reader" })).id;
    await ask("POST", "objects.json", { ownership: "feedback", object_type: "idea", forum_id: 1, title: "Export as a table", content: "Please.", force_author: ADDRESS });
    await ask("POST", "objects.json", { ownership: "helpdesk", object_type: "ticket", title: "The invoice of May", content: "Where is it?", force_author: ADDRESS });
    const made = await fetch(`${stack.usedesk}/create/ticket`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ api_token: stack.token, subject: "Where is my parcel", message: "<p>Hello</p>", new_client: "new_client", client_name: "Anna R.", client_email: ADDRESS, from: "client" }),
    });
    assert.ok(made.ok);
    browser = await launch();
    url = await installExtension(browser);
    const page = await open(browser, url, { width: 360, height: 800 });
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await text(page, /Updated/, 30_000);
    await click(page, "button", "Settings");
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "Usedesk", stack.usedesk, stack.token);
    await text(page, /Where is my parcel/, 30_000);
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });

  async function opened(width: number): Promise<Page> {
    const page = await open(browser, url, { width, height: 800 });
    await click(page, "listitem", /The invoice of May/);
    await text(page, /Where is it\?/);
    return page;
  }

  test("what they wrote in every account stands beside the ticket", async () => {
    const page = await opened(1280);
    await find(page, "link", ADDRESS);
    await find(page, "button", /Export as a table/);
    await find(page, "button", /Where is my parcel.*Usedesk/);
    await shot(page, "person-wide");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", /Where is my parcel/);
    await text(page, /Hello/);
    await page.close();
  });

  test("a note with a reminder, by keyboard alone", async () => {
    const page = await opened(360);
    await (await find(page, "button", "Show Anna Reader")).focus();
    await page.keyboard.press("Enter");
    const adding = await find(page, "button", "Add note");
    await adding.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("Prefers calls in the [b]morning[/b]");
    await fillMoment(page, "2030-05-06T09:30");
    await shot(page, "person-note");
    assert.deepEqual(await violations(page), []);
    await (await find(page, "textbox", "Note")).focus();
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await text(page, /Reminder .*2030/);
    await shot(page, "person-noted");
    const [note] = await ask<Note[]>("GET", `users/${person}/notes.json`);
    assert.match(note?.content ?? "", /morning/);
    assert.match(note?.remind_at ?? "", /^2030-05-0[567]/);

    await click(page, "button", "Edit");
    await fill(page, "Note", "Prefers mail");
    await click(page, "button", "Save note");
    await text(page, /Prefers mail/);
    await click(page, "button", "Delete");
    await text(page, /Delete this note for good\?/);
    await click(page, "button", "Delete");
    await waitFor(page, () => !document.querySelector(".note"));
    assert.deepEqual(await ask<Note[]>("GET", `users/${person}/notes.json`), []);
    await page.keyboard.press("Escape");
    await waitFor(page, () => !document.querySelector("dialog[open]"));
    await text(page, /Where is it\?/);
    await page.close();
  });

  test("a note without words is refused, and what was typed stays where it cannot be saved, also when the panel is closed", async () => {
    const page = await opened(1280);
    await click(page, "button", "Add note");
    await click(page, "button", "Save note");
    await text(page, /Write the note/);
    await fill(page, "Note", "To be kept");
    await fetch(new URL("/switch?mode=reset", stack.useResponse), { method: "POST" });
    await click(page, "button", "Save note");
    await find(page, "textbox", "Note");
    await text(page, /cannot be reached|No network|offline|breaks off|no connection/i);
    assert.equal(await (await find(page, "textbox", "Note")).evaluate((e) => (e as HTMLTextAreaElement).value), "To be kept");
    await fetch(new URL("/switch?mode=ok", stack.useResponse), { method: "POST" });
    // The panel is closed in the middle of it, and nothing has been saved.
    await fill(page, "Note", "To be kept, with a reminder");
    await fillMoment(page, "2031-02-03T08:15");
    await page.close();
    const again = await opened(1280);
    const field = await find(again, "textbox", "Note");
    assert.equal(await field.evaluate((e) => (e as HTMLTextAreaElement).value), "To be kept, with a reminder");
    assert.equal(await field.evaluate((e) => e === document.activeElement), false, "what was begun before takes the keyboard from nobody");
    await again.keyboard.press("u");
    await waitFor(again, () => document.activeElement?.matches(".note-form textarea"));
    assert.equal(await again.evaluate(() => document.querySelector<HTMLInputElement>("input[type=datetime-local]")?.value), "2031-02-03T08:15");
    await shot(again, "person-note-kept");
    await click(again, "button", "Cancel");
    await find(again, "button", "Add note");
    await again.close();
    const last = await opened(1280);
    await find(last, "button", "Add note");
    assert.equal(await has(last, "textbox", "Note"), false, "what was cancelled is gone");
    await last.close();
  });
});

/** Sets a field for date and time, which each browser has typed in another way. */
async function fillMoment(page: Page, moment: string): Promise<void> {
  await page.evaluate((value) => {
    const field = document.querySelector<HTMLInputElement>("input[type=datetime-local]");
    if (!field) throw new Error("there is no field for date and time");
    field.focus();
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, moment);
}
