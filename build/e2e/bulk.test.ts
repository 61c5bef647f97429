// Several tickets at once: selected and changed by keys, shown at once, taken
// back as one, sent one after the other, with what fails told by its number.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, KeyInput, Page } from "puppeteer-core";

import { addUseResponse, ask, becomes, rowKeys } from "./acting";
import { browserName, click, enterHelpdesk, fail, fill, find, installExtension, launch, open, resize, shot, stack, text, violations, waitFor } from "./harness";
import { misfits } from "./fits";

const panel = { width: 360, height: 800 };

interface Ticket {
  id: number;
  status: { title: string };
  responsible: { id: number; name: string } | null;
  tags: readonly (string | { name: string })[];
}

const truth = (id: number) => ask<Ticket>("GET", `objects/${id}.json`);

/** So many tickets with a word of their own; their numbers. */
async function written(word: string, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 1; i <= count; i++) {
    const made = await ask<{ id: number }>("POST", "objects.json", { ownership: "helpdesk", object_type: "ticket", title: `${word} ${i}`, content: `This is about ${word}.` });
    ids.push(made?.id ?? 0);
  }
  return ids;
}

/** How many of some tickets are so at the helpdesk. */
async function many(ids: readonly number[], so: (ticket: Ticket) => boolean): Promise<number> {
  let count = 0;
  for (const id of ids) {
    const ticket = await truth(id);
    if (ticket && so(ticket)) count++;
  }
  return count;
}

const solved = (t: Ticket) => /completed|solved/i.test(t.status.title);

/** Opens the panel with the tickets of a word, and the keyboard at the first. */
async function among(browser: Browser, url: string, word: string, count: number, size = panel): Promise<Page> {
  const page = await open(browser, url, size);
  await text(page, /Updated/, 30_000);
  await fill(page, /Filter tickets|Отбор|Фильтр/, word);
  await page.keyboard.press("Enter");
  await waitFor(page, (n: number) => document.querySelector("#tickets")?.getAttribute("aria-busy") === "false" && document.querySelectorAll("[data-rows] > li").length === n, { timeout: 30_000 }, count);
  assert.equal((await rowKeys(page)).length, count);
  await page.focus("[data-rows] .row");
  return page;
}

/** Presses keys, of which those before the last are held. */
async function press(page: Page, ...keys: KeyInput[]): Promise<void> {
  const held = keys.slice(0, -1);
  for (const key of held) await page.keyboard.down(key);
  await page.keyboard.press(keys[keys.length - 1]!);
  for (const key of held.reverse()) await page.keyboard.up(key);
}

/** Runs in the page: each request takes a while longer, so that there is a middle. */
function slow() {
  const send = window.fetch;
  window.fetch = async (...args) => {
    await new Promise((go) => setTimeout(go, 250));
    return send(...args);
  };
}

const selected = (page: Page, count: number) => waitFor(page, (said: string) => document.querySelector(".bulk-count")?.textContent === said, {}, `${count} selected`);
const far = (page: Page, said: RegExp, timeout = 60_000) => waitFor(page, (s: string) => new RegExp(s).test(document.querySelector(".bulk-far")?.textContent ?? ""), { timeout }, said.source);

describe(`several tickets at once, in ${browserName}`, () => {
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
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("five are assigned to me by six strokes", async () => {
    const ids = await written("Takefive", 7);
    const page = await among(browser, url, "Takefive", 7);
    const rows = await rowKeys(page);
    await press(page, "x");
    for (let i = 0; i < 4; i++) await press(page, "Shift", "ArrowDown");
    await selected(page, 5);
    await shot(page, "bulk-five");
    assert.deepEqual(await violations(page), []);
    await press(page, "i");
    await text(page, /5 tickets: Assign to me/);
    await shot(page, "bulk-held");
    assert.equal(await many(ids, (t) => t.responsible !== null), 0, "nothing is sent while it can be taken back");
    assert.equal(await page.evaluate(() => document.querySelector(".bulk")), null, "the selection is done with");
    await far(page, /^5 of 5 sent$/);
    const mine = rows.slice(0, 5).map((key) => Number(key.split("/")[1]));
    await becomes(() => many(mine, (t) => t.responsible !== null), 5);
    assert.equal(await many(ids, (t) => t.responsible !== null), 5, "and no other");
    await page.close();
  });

  test("three are snoozed until tomorrow by keys, and come back by one", async () => {
    await written("Sleepthree", 4);
    const page = await among(browser, url, "Sleepthree", 4);
    await press(page, "x");
    await press(page, "Shift", "ArrowDown");
    await press(page, "Shift", "ArrowDown");
    await selected(page, 3);
    await press(page, "h");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    while (!(await page.evaluate(() => document.activeElement?.textContent?.includes("Tomorrow")))) await press(page, "ArrowDown");
    await press(page, "Enter");
    await text(page, /3 tickets: Snoozed until/);
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length === 1);
    assert.equal(await page.evaluate(() => document.activeElement?.matches(".row")), true, "the keyboard is at the ticket that is left");
    await press(page, "z");
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length === 4);
    await page.close();
  });

  test("a range shrinks, boxes and Shift with the pointer do the same, and all of it is taken back as one", async () => {
    const ids = await written("Rangeback", 6);
    const page = await among(browser, url, "Rangeback", 6);
    await press(page, "x");
    for (let i = 0; i < 3; i++) await press(page, "Shift", "ArrowDown");
    await press(page, "Shift", "ArrowUp");
    await selected(page, 3);
    await press(page, "Escape");
    await waitFor(page, () => document.querySelector(".bulk") === null);
    await page.hover("[data-rows] > li:nth-child(2)");
    await page.click("[data-rows] > li:nth-child(2) .row-pick");
    await selected(page, 1);
    await page.keyboard.down("Shift");
    await page.click("[data-rows] > li:nth-child(5) .subject");
    await page.keyboard.up("Shift");
    await selected(page, 4);
    await page.click("[data-rows] > li:nth-child(3) .row-pick");
    await selected(page, 3);
    await page.focus("[data-rows] .row");
    await press(page, "l");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox");
    await page.keyboard.type("together");
    await press(page, "Enter");
    await text(page, /3 tickets: Tag together added/);
    await waitFor(page, () => [...document.querySelectorAll("[data-rows] > li")].filter((li) => li.textContent?.includes("together")).length === 3);
    await press(page, "z");
    await waitFor(page, () => ![...document.querySelectorAll("[data-rows] > li")].some((li) => li.textContent?.includes("together")));
    await waitFor(page, () => document.querySelector(".bulk-progress") === null && !document.body.innerText.includes("waiting to send"));
    await new Promise((over) => setTimeout(over, 9000));
    assert.equal(await many(ids, (t) => t.tags.length > 0), 0, "nothing of it goes out later");
    await page.close();
  });

  test("a hundred are ended with failures in the middle, and each is counted once", async () => {
    const ids = await written("Hundredfold", 100);
    const page = await among(browser, url, "Hundredfold", 100);
    await press(page, "Control", "a");
    await selected(page, 100);
    await press(page, "e");
    await find(page, "heading", "Change 100 tickets?");
    await shot(page, "bulk-ask");
    assert.deepEqual(await violations(page), []);
    await press(page, "Escape");
    await waitFor(page, () => document.querySelector("dialog") === null);
    await selected(page, 100);
    assert.equal(await page.evaluate(() => document.body.innerText.includes("waiting to send")), false, "who says no changes nothing");
    await press(page, "e");
    await click(page, "button", "Change 100 tickets");
    await text(page, /100 tickets: Status: Solved/);
    // What somebody else does meanwhile: four are gone, and one was given another status.
    for (const id of [ids[10], ids[40], ids[41], ids[99]]) await ask("DELETE", `objects/${id}.json`, undefined);
    const statuses = await ask<readonly { id: number; slug: string }[]>("GET", "statuses.json?ownership=helpdesk&type=ticket");
    await ask("PUT", `objects/${ids[60]}.json`, { status_id: statuses?.find((s) => /hold/i.test(s.slug))?.id });
    await far(page, /^(1[0-9]|[2-9][0-9]) of 100 sent/);
    await shot(page, "bulk-going");
    await fail(stack.useResponse, "full");
    await far(page, /tried again/);
    await shot(page, "bulk-limited");
    await fail(stack.useResponse, "ok");
    const failed = 5;
    await far(page, new RegExp(`^${100 - failed} of 100 sent · ${failed} need you$`), 180_000);
    await shot(page, "bulk-failed");
    assert.deepEqual(await misfits(page), [], "with what is new and what needs somebody below the list");
    assert.deepEqual(await violations(page), []);
    const left = ids.filter((_, i) => ![10, 40, 41, 99].includes(i));
    await becomes(() => many(left, solved), 100 - failed);

    await click(page, "button", "Show");
    await find(page, "heading", "Waiting to be sent");
    assert.equal(await page.evaluate(() => document.querySelectorAll(".outbox-entry[data-needs] .outbox-ticket").length), failed);
    await shot(page, "bulk-outbox");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.evaluate(slow);
    await click(page, "button", "Try again");
    // The one that was given another status stays for somebody to look at.
    await far(page, new RegExp(`^${100 - failed} of 100 sent · 1 needs you$`));
    await far(page, new RegExp(`^${100 - failed} of 100 sent · ${failed} need you$`), 60_000);
    await page.close();
  });

  test("stopped in the middle it says how many were sent, and no other is", async () => {
    const ids = await written("Stopwatch", 24);
    const page = await among(browser, url, "Stopwatch", 24);
    await page.evaluate(slow);
    // The background, which nothing slows down, may still be at what another page has left.
    await waitFor(page, async () => !(await navigator.locks.query()).held?.some((lock) => lock.name === "deskside.acts"), { timeout: 30_000 });
    await press(page, "Control", "a");
    await press(page, "e");
    await far(page, /^([3-9]|1\d) of 24 sent/);
    await click(page, "button", "Stop");
    await far(page, /^Stopped: \d+ of 24 sent$/);
    const sent = await page.evaluate(() => Number(/: (\d+) of/.exec(document.querySelector(".bulk-far")?.textContent ?? "")?.[1]));
    await becomes(() => many(ids, solved), sent);
    assert.ok(sent < 24);
    await page.close();
  });

  test("a panel that is killed in the middle leaves nothing undone, and does nothing twice", async () => {
    const ids = await written("Killfold", 24);
    const page = await among(browser, url, "Killfold", 24);
    await page.evaluate(slow);
    // The background, which nothing slows down, may still be at what another page has left.
    await waitFor(page, async () => !(await navigator.locks.query()).held?.some((lock) => lock.name === "deskside.acts"), { timeout: 30_000 });
    await press(page, "Control", "a");
    await press(page, "e");
    await far(page, /^([3-9]|1\d) of 24 sent/);
    await page.close();
    const again = await open(browser, url, panel);
    await text(again, /Updated/, 30_000);
    await becomes(() => many(ids, solved), 24, 90_000);
    await waitFor(again, () => !document.body.innerText.includes("waiting to send"), { timeout: 30_000 });
    await again.close();
  });

  test("of tickets of two helpdesks it is said for how many an act works", async () => {
    const setUp = await open(browser, url, panel);
    await text(setUp, /Updated/, 30_000);
    await click(setUp, "button", "Settings");
    await click(setUp, "button", "Add a helpdesk");
    await enterHelpdesk(setUp, "Usedesk", stack.usedesk, stack.token);
    await waitFor(setUp, () => document.querySelector("[data-rows] [data-key]"), { timeout: 30_000 });
    await waitFor(setUp, async () => Object.keys(((await chrome.storage.local.get("names"))["names"] as object | undefined) ?? {}).length > 1, { timeout: 30_000 });
    await setUp.close();
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    const rows = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("[data-rows] .row")].map((r) => r.dataset["key"] ?? ""));
    const accounts = [...new Set(rows.map((key) => key.split("/")[0]))];
    assert.equal(accounts.length, 2, "tickets of both are in the list");
    for (const account of accounts) {
      await page.focus(`[data-key="${rows.find((key) => key.startsWith(`${account}/`))}"]`);
      await press(page, "x");
    }
    await selected(page, 2);
    await find(page, "button", /^Priority\s*1 of 2$/);
    await press(page, "o");
    await find(page, "menuitem", /Archive\s*1 of 2/);
    await shot(page, "bulk-two");
    assert.deepEqual(await violations(page), []);
    await press(page, "Escape");
    for (const width of [280, 360, 720]) {
      await resize(page, { width, height: 800 });
      await shot(page, `bulk-two-${width}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(wide, false, `nothing stands out at ${width}`);
      assert.deepEqual(await violations(page), [], `at ${width}`);
    }
    await page.close();
  });

  test("it reads in Russian and in the dark", async () => {
    await written("Ruddark", 3);
    const setUp = await open(browser, url, panel);
    await setUp.evaluate(() => (localStorage.setItem("language", "ru"), localStorage.setItem("theme", "dark")));
    await setUp.close();
    const page = await open(browser, url, { width: 280, height: 700 });
    await waitFor(page, () => document.querySelector("[data-rows] .row"), { timeout: 30_000 });
    await page.focus("[data-rows] .row");
    await press(page, "x");
    await press(page, "Shift", "ArrowDown");
    await waitFor(page, () => /Выбрано 2/.test(document.querySelector(".bulk-count")?.textContent ?? ""));
    await waitFor(page, () => document.querySelector(".bulk-values [data-property=status]"), { timeout: 30_000 });
    for (const width of [280, 360, 720]) {
      await resize(page, { width, height: 700 });
      await shot(page, `bulk-ru-${width}`);
      assert.deepEqual(await violations(page), [], `at ${width}`);
    }
    await press(page, "o");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    await shot(page, "bulk-ru-more");
    await press(page, "Escape");
    await press(page, "Escape");
    await page.evaluate(() => (localStorage.removeItem("language"), localStorage.removeItem("theme")));
    await page.close();
  });
});
