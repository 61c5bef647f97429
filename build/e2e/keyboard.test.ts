// Everything by keyboard: all commands by name, keys that are made others, what
// was done and its way back, links, and a ticket on paper.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, KeyInput, Page } from "puppeteer-core";

import { addUseResponse, ask, becomes, written } from "./acting";
import { browserName, click, fill, find, installExtension, launch, open, resize, shot, text, violations, waitFor } from "./harness";
import { misfits } from "./fits";

const panel = { width: 360, height: 800 };

interface Ticket {
  status: { title: string };
  responsible: { id: number; name: string } | null;
}

const truth = (id: number) => ask<Ticket>("GET", `objects/${id}.json`);
const statusOf = async (id: number) => (await truth(id))?.status.title ?? "";

/** Presses keys, of which those before the last are held. */
async function press(page: Page, ...keys: KeyInput[]): Promise<void> {
  const held = keys.slice(0, -1);
  for (const key of held) await page.keyboard.down(key);
  await page.keyboard.press(keys[keys.length - 1]!);
  for (const key of held.reverse()) await page.keyboard.up(key);
}

/** Opens the panel with the tickets of a word, and the keyboard at the first. */
async function among(browser: Browser, url: string, word: string, size = panel): Promise<Page> {
  const page = await open(browser, url, size);
  await text(page, /Updated/, 30_000);
  await fill(page, /Filter tickets/, word);
  await page.keyboard.press("Enter");
  await waitFor(page, (w: string) => document.querySelector("#tickets")?.getAttribute("aria-busy") === "false" && [...document.querySelectorAll("[data-rows] .subject")].every((s) => s.textContent?.includes(w)) && document.querySelector("[data-rows] .row"), { timeout: 30_000 }, word);
  await page.focus("[data-rows] .row");
  return page;
}

/** Opens the commands and types into them. */
async function command(page: Page, typed: string): Promise<void> {
  await press(page, "Control", "k");
  await waitFor(page, () => document.querySelector(".palette input") === document.activeElement);
  if (typed) await page.keyboard.type(typed);
}

/** What is offered, in its order. */
const offers = (page: Page) => page.evaluate(() => [...document.querySelectorAll(".palette-name")].map((n) => n.textContent ?? ""));

const dialog = (page: Page, there: boolean) => waitFor(page, (t: boolean) => (document.querySelector("dialog:modal") !== null) === t, {}, there);

/** The key that the list of keys shows of a command. */
const keyOf = (page: Page, of: string) => page.evaluate((c: string) => [...document.querySelectorAll(`[data-command="${c}"] kbd`)].map((k) => k.textContent).join("+"), of);

describe(`the keyboard in ${browserName}`, () => {
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

  test("a ticket is solved by its status's name, and what is chosen is shown at once", async () => {
    const { id } = await written("ticket", "Palettepress");
    const page = await among(browser, url, "Palettepress");
    await command(page, "");
    assert.ok((await offers(page)).length > 15);
    await shot(page, "keyboard-commands");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.type("stcomp");
    await waitFor(page, () => document.querySelector(".palette-item")?.textContent?.includes("Status: Completed"));
    await shot(page, "keyboard-typed");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter");
    await dialog(page, false);
    await text(page, /Status: Completed/);
    await becomes(() => statusOf(id), "Completed");
    assert.ok(await page.evaluate(() => document.activeElement?.classList.contains("row")), "the keyboard is where it was");
    await page.close();
  });

  test("commands lead to views, tickets, settings and back, and what is called by nothing filters", async () => {
    await written("ticket", "Leadsome one", "A message.");
    const page = await among(browser, url, "Leadsome");
    await command(page, "open lead");
    await page.keyboard.press("Enter");
    await find(page, "heading", "Leadsome one");
    await command(page, "private note");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector(".composer[data-kind=note], .composer-kind[data-of=note][aria-pressed=true]"));
    await waitFor(page, () => document.activeElement?.matches("textarea, [contenteditable]"));
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press(";");
    await waitFor(page, () => document.querySelector(".composer-macros")?.getAttribute("aria-expanded") === "true");
    await page.keyboard.press("Escape");
    await command(page, "settings");
    assert.equal((await offers(page))[0], "Settings");
    await page.keyboard.press("Enter");
    await find(page, "heading", "Settings");
    await command(page, "appearance dark");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.documentElement.dataset["theme"] === "dark");
    await command(page, "");
    await shot(page, "keyboard-dark");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await dialog(page, false);
    await command(page, "appearance system");
    await page.keyboard.press("Enter");
    await command(page, "tag:nosuchtag");
    await waitFor(page, () => document.querySelector(".palette-item")?.textContent === "Filter tickets by “tag:nosuchtag”");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector<HTMLInputElement>("#query")?.value === "tag:nosuchtag");
    await command(page, "view unass");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector("[role=tab][aria-selected=true] .tab-name")?.textContent === "Unassigned");
    await command(page, "");
    assert.equal((await offers(page))[0], "Settings", "what was done lately comes first");
    await page.close();
  });

  test("a key is made another one, also on another keyboard, and the first keys come back", async () => {
    await written("ticket", "Rekeyed");
    const page = await among(browser, url, "Rekeyed");
    const other = await open(browser, url, panel);
    await text(other, /Updated/, 30_000);
    await page.bringToFront();
    await page.keyboard.press("?");
    await dialog(page, true);
    assert.equal(await keyOf(page, "settings"), ",");
    await page.focus('[data-command="settings"]');
    await page.keyboard.press("Enter");
    await text(page, /Press a key/);
    await shot(page, "keyboard-press");
    assert.deepEqual(await violations(page), []);
    await press(page, "Control", "w");
    await text(page, /Ctrl\+W belongs to the browser/);
    await page.keyboard.press("e");
    await text(page, /e was the key of “Mark as solved”, which has none now/);
    assert.equal(await keyOf(page, "settings"), "e");
    await shot(page, "keyboard-taken");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await dialog(page, false);
    await page.focus("[data-rows] .row");
    await page.keyboard.press("e");
    await find(page, "heading", "Settings");
    await page.keyboard.press("Escape");
    // Another window has heard of it, and the next one begins so.
    await other.bringToFront();
    await other.keyboard.press("?");
    await dialog(other, true);
    assert.deepEqual([await keyOf(other, "settings"), await keyOf(other, "done")], ["e", ""]);
    await other.close();
    const again = await open(browser, url, panel);
    await text(again, /Updated/, 30_000);
    await again.keyboard.press("?");
    await dialog(again, true);
    assert.equal(await keyOf(again, "settings"), "e");
    await click(again, "button", "First keys");
    await waitFor(again, () => document.querySelector('[data-command="settings"] kbd')?.textContent === ",");
    assert.equal(await keyOf(again, "done"), "e");
    // Without letters the palette is left, and it has not got them either.
    await click(again, "checkbox", "Keys without Ctrl do something");
    await again.keyboard.press("Escape");
    await dialog(again, false);
    await again.keyboard.press("?");
    await again.keyboard.press(",");
    await command(again, "keys and");
    await again.keyboard.press("Enter");
    await find(again, "heading", "Help");
    assert.equal(await again.evaluate(() => document.querySelector(".desk")?.getAttribute("data-place")), "tickets", "a letter did nothing");
    await click(again, "button", "First keys");
    await again.close();
    await page.close();
  });

  test("what was done stands in a list, and is taken back after it was sent", async () => {
    const one = await written("ticket", "Wayback one");
    const two = await written("ticket", "Wayback two");
    const before = await statusOf(one.id);
    const page = await among(browser, url, "Wayback");
    await press(page, "Shift", "Z");
    await text(page, /Nothing was done yet|Take back/);
    await page.keyboard.press("Escape");
    await dialog(page, false);
    await page.focus("[data-rows] .row");
    await press(page, "Control", "a");
    await page.keyboard.press("e");
    await becomes(async () => [await statusOf(one.id), await statusOf(two.id)].join(), "Completed,Completed");
    await waitFor(page, () => document.querySelector(".status .unsent") === null);
    // Nothing waits: the key that takes back leads to the list.
    await waitFor(page, () => !/to send/.test(document.body.innerText));
    await page.keyboard.press("z");
    await dialog(page, true);
    await text(page, /2 tickets/);
    await shot(page, "keyboard-done");
    assert.deepEqual(await violations(page), []);
    await resize(page, { width: 280, height: 700 });
    await shot(page, "keyboard-done-280");
    assert.deepEqual(await misfits(page), []);
    await resize(page, panel);
    await click(page, "button", "Take back 2 changes");
    await becomes(async () => [await statusOf(one.id), await statusOf(two.id)].join(), [before, before].join());
    await text(page, /Taken back/);
    await page.close();
    // It is known to the next panel.
    const again = await open(browser, url, panel);
    await text(again, /Updated/, 30_000);
    await press(again, "Shift", "Z");
    await text(again, /2 tickets/);
    await again.close();
  });

  test("a link to a message is copied, and a ticket is printed without what is around it", async () => {
    await written("ticket", "Paperwork", "First answer.", "Second answer.");
    const page = await among(browser, url, "Paperwork");
    await page.keyboard.press("Enter");
    await text(page, /Second answer/);
    await page.evaluate(() => {
      const kept = window as unknown as { copied: string; printed: number };
      kept.copied = "";
      kept.printed = 0;
      Object.defineProperty(navigator, "clipboard", { value: { writeText: async (copied: string) => void (kept.copied = copied) } });
      window.print = () => void kept.printed++;
    });
    await press(page, "Shift", "L");
    await text(page, /Link copied/);
    const link = await page.evaluate(() => (window as unknown as { copied: string }).copied);
    assert.equal(link, await page.evaluate(() => document.querySelector<HTMLAnchorElement>(".to-helpdesk")?.href));
    await page.keyboard.press("]");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    await click(page, "menuitem", "Copy link");
    await waitFor(page, (l: string) => (window as unknown as { copied: string }).copied.startsWith(`${l}#comment-`), {}, link);
    await press(page, "Control", "p");
    await waitFor(page, () => (window as unknown as { printed: number }).printed === 1);
    if (browserName === "chromium") {
      await page.emulateMediaType("print");
      await shot(page, "keyboard-print");
      const shown = await page.evaluate(() => [".ticket-bar", ".composer", ".status", "[data-rows]", ".message"].map((s) => document.querySelector(s)?.checkVisibility() ?? false));
      assert.deepEqual(shown, [false, false, false, false, true]);
      const pages = await page.pdf({ printBackground: false });
      assert.ok(pages.length > 1000);
    }
    await page.close();
  });

  test("it fits 280 pixels, and a whole window", async () => {
    await written("ticket", "Fitting");
    const page = await among(browser, url, "Fitting", { width: 280, height: 700 });
    await command(page, "");
    await shot(page, "keyboard-280");
    assert.deepEqual(await misfits(page), []);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await dialog(page, true);
    await waitFor(page, () => document.querySelector(".help-keys"));
    await shot(page, "keyboard-help-280");
    assert.deepEqual(await misfits(page), []);
    await page.keyboard.press("Escape");
    await resize(page, { width: 1280, height: 800 });
    await page.keyboard.press("?");
    await dialog(page, true);
    await waitFor(page, () => document.querySelector(".help-keys"));
    await shot(page, "keyboard-help");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await command(page, "");
    await shot(page, "keyboard-wide");
    await page.close();
  });
});
