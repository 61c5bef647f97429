// The panel is killed at any moment of storing and sending: no word is lost,
// nothing is done twice, and what is turned over is turned over once.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { addUseResponse, ask, openTicket, type Said, written } from "./acting";
import { browserName, clickIfThere, fail, has, installExtension, launch, open, soaks, stack, text, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** The moments at which it is killed: all of them until one run comes to its end, or some of them, always the same. */
const [first, step, most] = soaks ? [1, 1, 100] : [3, 7, 100];

/** Runs in the page: time goes twenty times as fast from now on, in all pages by the same clock. */
function hurry(since: number) {
  const now = Date.now.bind(Date);
  Date.now = () => since + (now() - since) * 20;
  const later = setTimeout.bind(window);
  window.setTimeout = ((run: () => void, ms = 0) => later(run, ms / 20)) as typeof setTimeout;
  // What waits by the clock before looks anew.
  dispatchEvent(new Event("offline"));
  dispatchEvent(new Event("online"));
}

/**
 * Runs in the page: the n-th thing that takes a while (a read or a write of the
 * outbox, a request that changes something, its answer) never comes back, and
 * nothing after it, as for a page that is killed there.
 */
function dieAt(n: number) {
  const here = window as unknown as { dead: boolean };
  here.dead = false;
  let left = n;
  const counts = () => {
    if (!here.dead && --left === 0) here.dead = true;
    return here.dead;
  };
  const never = new Promise<never>(() => {});
  for (const name of ["get", "put"] as const) {
    const real = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
    IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...args: unknown[]) {
      if (this.name === "outbox" && counts()) {
        this.transaction.abort();
        throw new DOMException("killed", "AbortError");
      }
      return real.apply(this, args);
    } as never;
  }
  // A killed page takes no draft away, either.
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof begin>) {
    if (here.dead) throw new DOMException("killed", "AbortError");
    return begin.apply(this, args);
  };
  for (const name of ["setItem", "removeItem"] as const) {
    const real = Storage.prototype[name] as (...args: unknown[]) => void;
    Storage.prototype[name] = function (this: Storage, ...args: unknown[]) {
      if (!here.dead) real.apply(this, args);
    } as never;
  }
  const send = window.fetch;
  window.fetch = async (input, init) => {
    if (!init?.method || init.method === "GET") return here.dead ? never : send(input, init);
    if (counts()) return never;
    const answer = await send(input, init);
    return counts() ? never : answer;
  };
}

/** What of a draft this browser keeps. */
function keeps(words: string): Promise<boolean> {
  return new Promise((tell) => {
    const opening = indexedDB.open("drafts");
    opening.onsuccess = () => {
      const db = opening.result;
      const all = db.transaction("drafts").objectStore("drafts").getAll();
      all.onsuccess = () => {
        db.close();
        tell(JSON.stringify(all.result).includes(words));
      };
    };
  });
}

const pressed = (page: Page) => page.evaluate(() => document.querySelector("[data-property=locked]")?.getAttribute("aria-pressed") === "true");

/** Sends what stands in the field, and has replies locked: what a person does who finds it undone. */
async function act(page: Page, words: string): Promise<void> {
  await page.evaluate((w: string) => {
    const field = document.querySelector<HTMLElement>(".composer textarea, .composer [contenteditable]");
    const typed = field instanceof HTMLTextAreaElement ? field.value : (field?.textContent ?? "");
    if (field && typed.includes(w)) field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
  }, words);
  if (!(await pressed(page))) await clickIfThere(page, "button", "Lock replies");
}

describe(`a panel that is killed in ${browserName}`, { skip: browserName === "firefox" && !soaks && "make soak does it" }, () => {
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

  test("loses no word, says nothing twice, and turns over once what is turned over", async (t) => {
    const since = Date.now();
    let last = false;
    let n = first;
    for (; !last && n <= most; n += step) {
      const title = `Killed at the moment of number ${n}`;
      const words = `Written before moment ${n}.`;
      const { id } = await written("ticket", title);
      const messages = async () => ((await ask<Said[]>("GET", `objects/${id}/comments.json`)) ?? []).filter((m) => m.content.includes(words)).length;
      const locked = async () => (await ask<{ canBeCommented: boolean }>("GET", `objects/${id}.json`))?.canBeCommented === false;
      let page = await open(browser, url, panel);
      await openTicket(page, "type:ticket", title);
      await page.keyboard.press("w");
      await waitFor(page, () => document.activeElement?.closest(".composer") !== null);
      await page.keyboard.type(words);
      await waitFor(page, keeps, {}, words);
      await page.evaluate(hurry, since);
      await page.evaluate(dieAt, n);
      await act(page, words);
      // What is held can be taken back, and looks as if it were done: it is once the helpdesk has it and nothing is left to be told.
      const end = Date.now() + 90_000;
      for (;;) {
        const dead = await page.evaluate(() => (window as unknown as { dead: boolean }).dead);
        last = !dead && (await messages()) === 1 && (await locked()) && (await page.evaluate(() => document.querySelector(".composer-sending, .unsent") === null));
        if (dead || last) break;
        assert.ok(Date.now() < end, `before moment ${n}: ${await messages()} messages, locked: ${String(await locked())}, ${await page.evaluate(() => document.body.innerText)}`);
        await new Promise((next) => setTimeout(next, 100));
      }
      await page.close();

      page = await open(browser, url, panel);
      await openTicket(page, "type:ticket", title);
      await page.evaluate(hurry, since);
      const late = Date.now() + 60_000;
      while (!((await messages()) === 1 && (await locked()) && !(await has(page, "button", /waiting to send|needs? you/)))) {
        assert.ok(Date.now() < late, `killed at moment ${n}: ${await messages()} messages, locked: ${String(await locked())}, ${await page.evaluate(() => document.body.innerText)}`);
        // Not stored when it died: then it is to be seen, and done again.
        await act(page, words);
        await new Promise((next) => setTimeout(next, 300));
      }
      await text(page, new RegExp(words));
      await page.close();
      assert.deepEqual([await messages(), await locked()], [1, true], `killed at moment ${n}`);
      if (soaks) console.log(`killed at moment ${n}: nothing lost, nothing twice`);
    }
    assert.ok(last, "the last moment was reached");
    t.diagnostic(`killed at moments ${first} to ${n - step}, each ${step}.`);
  });
});
