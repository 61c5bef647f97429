// What the sidebar keeps in the browser, and what becomes of the panel when
// it cannot be kept, or is of a kind that cannot be drawn.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { QUOTA, refused, taken } from "../../extension/kept.double";
import { ask, becomes, openTicket, rowKeys, written } from "./acting";
import { browserName, click, enterHelpdesk, fail, fill, find, installExtension, launch, open, shot, stack, text, value, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** Runs in the panel: keeps a value, and tells what became of it. */
async function keep(page: Page, source: string): Promise<"same" | "other" | "refused"> {
  return (await page.evaluate(`(async () => {
    const value = ${source};
    try {
      await chrome.storage.local.set({ probe: value });
    } catch {
      // Each browser has its own words for it.
      return "refused";
    }
    const { probe } = await chrome.storage.local.get("probe");
    await chrome.storage.local.remove("probe");
    // Members come back in another order. What JSON cannot tell apart is told apart by its kind.
    const plain = (v) => JSON.stringify(v, (_, m) => {
      if (typeof m === "bigint") return "bigint " + m;
      if (typeof m === "number" && !Number.isFinite(m)) return String(m);
      if (typeof m !== "object" || m === null || Array.isArray(m)) return m;
      return [Object.prototype.toString.call(m), ...Object.keys(m).sort().map((k) => [k, m[k] === undefined ? "undefined" : m[k]])];
    });
    try {
      return plain(probe) === plain(value) ? "same" : "other";
    } catch {
      // What holds itself has no end to be told.
      return "other";
    }
  })()`)) as "same" | "other" | "refused";
}

async function rows(page: Page): Promise<number> {
  return (await rowKeys(page)).length;
}

/** Where in all that this browser keeps something of an account is, "" for nowhere. */
function everywhere(page: Page, account: string): Promise<string> {
  return page.evaluate(async (id: string) => {
    const found: string[] = [];
    const look = (where: string, what: unknown) => {
      // An outbox is bytes.
      const words = JSON.stringify(what, (_, v: unknown) => (v instanceof Uint8Array ? new TextDecoder("latin1").decode(v) : v)) ?? "";
      // What was taken back stays in an outbox for a day without a word, so that no copy of it brings it back.
      const named = words.includes(id) && !where.startsWith("deskside.acts ");
      if (named || /Said to nobody|A ticket that is written to/.test(words)) found.push(where);
    };
    for (const [key, value] of Object.entries(await chrome.storage.local.get(null))) look(`storage ${key}`, value);
    for (const [key, value] of Object.entries(localStorage) as [string, string][]) if (key !== "left") look(`early ${key}`, value);
    for (const { name = "" } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((open, failed) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => open(asked.result);
        asked.onerror = () => failed(new Error(name));
      });
      for (const store of Array.from(db.objectStoreNames)) {
        const all = await new Promise<unknown[]>((read) => {
          const asked = db.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => read(asked.result as unknown[]);
        });
        all.forEach((value) => look(`${name} ${store}`, value));
      }
      db.close();
    }
    return found.join();
  }, account);
}

describe(`what is kept in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("the storage that unit tests have takes nothing that this browser does not", async () => {
    const page = await open(browser, url, panel);
    for (const [name, source] of Object.entries(taken)) assert.equal(await keep(page, source), "same", name);
    // Firefox takes some of it; what only one browser takes is of no use.
    if (browserName === "chromium") {
      for (const [name, source] of Object.entries(refused)) assert.notEqual(await keep(page, source), "same", name);
    }
    await page.close();
  });

  test("a helpdesk that cannot be kept is not said to work, and what was typed stays", async () => {
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    if (browserName === "chromium") {
      await page.evaluate((room: number) => chrome.storage.local.set({ rest: "x".repeat(room) }), QUOTA - 20);
    } else {
      // Firefox has no limit that a test could reach.
      await page.evaluate(() => {
        chrome.storage.local.set = () => Promise.reject(new Error("QuotaExceededError"));
      });
    }
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await text(page, /could not keep the helpdesk/);
    await shot(page, "sidebar-unkept-account");
    assert.equal(await value(page, "Address"), stack.useResponse);
    assert.equal(await value(page, /^API key$/), stack.key);
    assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /key works/);
    await page.evaluate(() => chrome.storage.local.remove("rest"));
    await page.close();
    const again = await open(browser, url, panel);
    await text(again, /Tickets beside any page/);
    await again.close();
  });

  test("opened a second time, the panel shows the list of before without any helpdesk's answer, and names are known", async () => {
    const first = await open(browser, url, panel);
    await click(first, "button", "Add a helpdesk");
    await enterHelpdesk(first, "UseResponse", stack.useResponse, stack.key);
    await text(first, /Updated/, 30_000);
    const shown = await rows(first);
    await kept(first, "names");
    await first.close();

    await fail(stack.useResponse, "busy");
    const second = await open(browser, url, panel);
    await waitFor(second, (n: number) => document.querySelectorAll("[data-rows] > li").length === n, { timeout: 5_000 }, shown);
    await second.close();

    await fail(stack.useResponse, "ok");
    const third = await open(browser, url, panel);
    await text(third, /Updated/, 30_000);
    await fill(third, /Filter tickets/, "assignee:me");
    await third.keyboard.press("Enter");
    await waitFor(third, () => /Updated/.test(document.body.innerText) && document.querySelectorAll("[data-rows] > li").length > 0, { timeout: 20_000 });
    await third.close();
  });

  test("ideas, which have no status, are drawn without one", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await fill(page, /Filter tickets/, "type:idea in:useresponse");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector("[data-rows] > li .row[data-state='']") !== null, { timeout: 20_000 });
    await shot(page, "sidebar-no-status");
    assert.equal(await page.evaluate(() => document.querySelectorAll("[data-rows] .row[data-state=''] .mark, [data-rows] .row[data-state=''] .state").length), 0);
    const narrow = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("[data-rows] .row[data-state=''] .subject")].filter((s) => s.clientWidth < 100).length);
    assert.equal(narrow, 0, "what they are about has its own room");
    await page.evaluate(() => (document.querySelector("[data-rows] .row[data-state='']") as HTMLElement).click());
    await text(page, /Open in|#\d+/);
    await shot(page, "sidebar-no-status-ticket");
    await page.keyboard.press("Escape");
    await page.close();
  });

  test("one row or one ticket that cannot be drawn is all that is missing, and can be left", async () => {
    // From here on nobody answers, so that nothing is written over what is put there.
    await fail(stack.useResponse, "busy");
    const page = await open(browser, url, panel);
    await kept(page, "lists");
    const bad = await page.evaluate(async () => {
      const { lists } = (await chrome.storage.local.get("lists")) as { lists: Record<string, { rows: { id: number; updated: number; tags?: unknown }[] }> };
      const list = lists["status:active"];
      if (!list?.rows[0] || !list.rows[1]) throw new Error("no list was kept");
      list.rows[0].updated = 1e18;
      delete list.rows[1].tags;
      await chrome.storage.local.set({ lists });
      return { row: list.rows[0].id, all: list.rows.length };
    });
    await page.close();
    const again = await open(browser, url, panel);
    await text(again, new RegExp(`Ticket #${bad.row} cannot be shown here`));
    assert.equal(await rows(again), bad.all, "every other ticket is there");
    await shot(again, "sidebar-bad-row");
    await again.evaluate(() => (document.querySelectorAll("[data-rows] .row")[1] as HTMLElement).click());
    await text(again, /This cannot be shown/);
    await shot(again, "sidebar-bad-ticket");
    await click(again, "button", "Back to the list");
    await find(again, "listitem", /cannot be shown here/);
    assert.equal(await rows(again), bad.all);
    await again.close();
  });

  test("words of sixty letters stay within the narrowest panel and can be read to their end", async () => {
    await fail(stack.useResponse, "busy");
    const page = await open(browser, url, panel);
    await kept(page, "lists");
    const tag = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunt";
    assert.equal(tag.length, 60);
    await page.evaluate(async (word: string) => {
      const { lists } = (await chrome.storage.local.get("lists")) as { lists: Record<string, { rows: object[] }> };
      const list = lists["status:active"];
      if (!list?.rows[2]) throw new Error("no list was kept");
      list.rows = [{ ...list.rows[2], subject: word, client: word, assignee: word, tags: [word, "short", word.toUpperCase()] }];
      await chrome.storage.local.set({ lists });
    }, tag);
    await page.close();
    const again = await open(browser, url, { width: 280, height: 700 });
    const beyond = () =>
      again.evaluate(() => {
        const edge = document.documentElement.clientWidth;
        const seen = [...document.querySelectorAll<HTMLElement>("main *")].filter((e) => e.getBoundingClientRect().right > edge + 1 && getComputedStyle(e).visibility !== "hidden" && !e.closest(".tabs, .query"));
        return seen.map((e) => e.outerHTML.slice(0, 120));
      });
    await waitFor(again, () => document.querySelector("[data-rows] .row"));
    assert.deepEqual(await beyond(), [], "in the list");
    await again.evaluate(() => document.querySelector<HTMLElement>("[data-rows] .row")?.click());
    await text(again, new RegExp(tag.toUpperCase()));
    await shot(again, "sidebar-long-tag");
    assert.deepEqual(await beyond(), [], "in the ticket");
    const cut = await again.evaluate(() => [...document.querySelectorAll<HTMLElement>(".ticket-head h2, .facts dd, .pane-ticket .tag")].filter((e) => e.scrollWidth > e.clientWidth && e.clientWidth > 0).map((e) => e.textContent));
    assert.deepEqual(cut, [], "whole words, over several lines");
    await again.close();
  });

  test("an account of a kind that this version does not know is named, said to be none, and kept", async () => {
    const page = await open(browser, url, panel);
    await page.evaluate(async () => {
      const { accounts } = (await chrome.storage.local.get("accounts")) as { accounts: object[] };
      await chrome.storage.local.set({ accounts: [...accounts, { ...accounts[0], id: "newer", system: "zendesk", key: "of-newer", host: "newer.test" }] });
    });
    await page.close();
    const again = await open(browser, url, panel);
    await text(again, /“zendesk” is no kind of helpdesk that this version knows/, 30_000);
    assert.ok((await rows(again)) > 0, "the others are shown");
    await shot(again, "sidebar-unknown-kind");
    await click(again, "button", "Settings");
    await text(again, /newer\.test\s+zendesk/);
    await shot(again, "sidebar-unknown-kind-settings");
    await click(again, "button", /Remove newer\.test/);
    await click(again, "button", "Undo");
    await waitFor(again, async () => ((await chrome.storage.local.get("accounts")) as { accounts: object[] }).accounts.length === 2);
    const stored = await again.evaluate(async () => ((await chrome.storage.local.get("accounts")) as { accounts: { system: string; key: string }[] }).accounts);
    assert.deepEqual(stored.map((a) => a.system), ["useresponse", "zendesk"]);
    assert.equal(stored[1]?.key, stored[0]?.key);
    await again.evaluate((accounts) => chrome.storage.local.set({ accounts }), stored.slice(0, 1));
    await again.close();
  });

  /** Waits until something of that name is kept. */
  async function kept(page: Page, name: string): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const found = await page.evaluate(async (key: string) => Object.keys(((await chrome.storage.local.get(key))[key] ?? {}) as object).length, name);
      if (found > 0) return;
      await new Promise((next) => setTimeout(next, 50));
    }
    throw new Error(`no ${name} are kept`);
  }

  test("a helpdesk that is removed leaves nothing, neither at once nor in a panel that is closed before it is forgotten", async () => {
    for (const how of ["waits", "closes"] as const) {
      let page = await open(browser, url, panel);
      const account = await page.evaluate(async () => ((await chrome.storage.local.get("accounts"))["accounts"] as { id: string }[])[0]?.id ?? "");
      if (account === "") {
        await click(page, "button", "Add a helpdesk");
        await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
      }
      await text(page, /Updated/);
      const title = `A ticket that is written to before all goes: ${how}`;
      const { id } = await written("ticket", title);
      await openTicket(page, "type:ticket", title);
      await page.keyboard.press("w");
      await waitFor(page, () => document.activeElement?.closest(".composer") !== null);
      await page.keyboard.type("Said to nobody.");
      // What is on its way, and cannot be sent.
      await fail(stack.useResponse, "busy");
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await click(page, "button", "Lock replies");
      await find(page, "button", /waiting to send/);
      const ours = await page.evaluate(async () => ((await chrome.storage.local.get("accounts"))["accounts"] as { id: string }[])[0]?.id ?? "");
      assert.notEqual(await everywhere(page, ours), "", "there is something to be forgotten");
      // Back to the list, below which the settings are.
      await page.keyboard.press("Escape");
      await waitFor(page, () => document.querySelector(".message") === null);
      await click(page, "button", "Settings");
      await click(page, "button", /^Remove 127/);
      await text(page, /was removed, with 1 change that was not sent yet/);
      await shot(page, `kept-removed-${how}`);
      if (how === "waits") await click(page, "button", "Dismiss");
      else {
        // Ended without a word, as by a crash: what is noted is found by the next.
        await page.evaluate(async () => {
          const { gone } = (await chrome.storage.local.get("gone")) as { gone: { at: number }[] };
          await chrome.storage.local.set({ gone: gone.map((g) => ({ ...g, at: g.at - 60_000 })) });
          for (const kind of ["pagehide", "visibilitychange"]) addEventListener(kind, (event) => event.stopImmediatePropagation(), { capture: true });
        });
        await page.close();
        page = await open(browser, url, panel);
      }
      await becomes(() => everywhere(page, ours), "", 20_000);
      await fail(stack.useResponse, "ok");
      assert.equal((await ask<{ canBeCommented: boolean }>("GET", `objects/${id}.json`))?.canBeCommented, true, "it was not sent");
      await page.close();
    }
  });
});
