// What tests of an agent's acts have in common: what the helpdesk itself says, and
// the way to a ticket in the panel.

import assert from "node:assert/strict";
import type { Browser, Page } from "puppeteer-core";

import { click, enterHelpdesk, fill, find, open, stack, text, waitFor } from "./harness";

/** Asks UseResponse itself, in the agent's name, past whatever is broken on the way; null where it answers that there is nothing. */
export async function ask<T>(method: string, path: string, body?: unknown): Promise<T | null> {
  const headers: Record<string, string> = { Authorization: stack.key };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(new URL(`/api/7.0/${path}`, stack.truth), { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (answer.status === 404) return null;
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  const said = (await answer.json()) as { success?: T } & T;
  return said.success ?? said;
}

/** What the helpdesk says of a message. */
export interface Said {
  id: number;
  content: string;
  is_best: number;
  votes: { amount: number; isVoted: boolean };
}

/** A ticket or a post of its own, with messages; their numbers. */
export async function written(kind: "ticket" | "idea", title: string, ...messages: string[]): Promise<{ id: number; messages: number[] }> {
  const made = await ask<{ id: number }>("POST", "objects.json", { ownership: kind === "ticket" ? "helpdesk" : "feedback", object_type: kind, title, content: "Please have a look at this." });
  assert.ok(made);
  const numbers: number[] = [];
  for (const content of messages) numbers.push((await ask<{ id: number }>("POST", "comments.json", { object_id: made.id, content }))?.id ?? 0);
  return { id: made.id, messages: numbers };
}

/** Waits until something has a value. */
export async function becomes<T>(look: () => Promise<T>, wanted: T, timeout = 30_000): Promise<void> {
  const end = Date.now() + timeout;
  while ((await look()) !== wanted) {
    if (Date.now() > end) assert.equal(await look(), wanted);
    await new Promise((next) => setTimeout(next, 200));
  }
}

/** The keys of the rows in the list, once all that it draws are drawn; of is a selector of the list's items. */
export async function rowKeys(page: Page, of = "li"): Promise<string[]> {
  await waitFor(page, () => document.querySelector("[data-rows][aria-busy='true']") === null);
  return page.evaluate((s: string) => Array.from(document.querySelectorAll<HTMLElement>(`[data-rows] > ${s} .row`), (row) => row.dataset["key"] ?? ""), of);
}

/** Adds the helpdesk and waits until its names are kept, which are read after the list. */
export async function addUseResponse(browser: Browser, url: string, size: { width: number; height: number }): Promise<void> {
  const page = await open(browser, url, size);
  await click(page, "button", "Add a helpdesk");
  await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
  await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length > 5);
  await waitFor(page, async () => Object.keys(((await chrome.storage.local.get("names"))["names"] as object | undefined) ?? {}).length > 0, { timeout: 20_000 });
  await page.close();
}

/** Finds a ticket by its subject, with the cursor on its row. */
export async function findTicket(page: Page, query: string, title: string): Promise<void> {
  await text(page, /Updated/, 30_000);
  await fill(page, "Filter tickets", `${query} "${title}"`);
  await page.keyboard.press("Enter");
  await waitFor(page, (t: string) => document.querySelectorAll("[data-rows] > li").length === 1 && document.querySelector("[data-rows]")?.textContent?.includes(t), {}, title);
  await page.focus("[data-rows] [tabindex='0']");
}

/** Opens a ticket by its subject; no key then goes into a field. */
export async function openTicket(page: Page, query: string, title: string): Promise<void> {
  await findTicket(page, query, title);
  await page.keyboard.press("Enter");
  await waitFor(page, () => document.querySelector(".message") !== null);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Opens the menu of a letter, types some of a name, and takes the first that is found. */
export async function choose(page: Page, letter: string, name: string): Promise<void> {
  await page.keyboard.press(letter as "s");
  await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox");
  await page.keyboard.type(name);
  await find(page, "option", new RegExp(name));
  await page.keyboard.press("Enter");
}

/** What a customer wrote, as the helpdesk has it. */
export interface SandboxObject {
  id: number;
  title: string;
  content: string;
  ownership: string;
  type: { slug: string };
  votes: { all: number };
  author: { name: string };
}

/** Asks the sandbox itself, past widget and edge. */
export async function inHelpdesk(title: string): Promise<SandboxObject | undefined> {
  const url = new URL("/api/7.0/search.json", stack.truth);
  url.search = new URLSearchParams({ text: title, ownership: "feedback", count: "50" }).toString();
  const response = await fetch(url, { headers: { authorization: stack.key } });
  const answer = (await response.json()) as { success: { data: SandboxObject[] } };
  return answer.success.data.find((o) => o.title === title);
}
