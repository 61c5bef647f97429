// A list of thousands: what is drawn of it, and that nobody notices.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { rowKeys, written } from "./acting";
import { browserName, click, enterHelpdesk, fail, installExtension, launch, open, shot, soaks, stack, text, waitFor } from "./harness";

const panel = { width: 360, height: 800 };
const MANY = soaks ? 10_000 : 3_000;

/** A helpdesk as the panel keeps it, as far as it matters here. */
interface Account {
  id: string;
  address: string;
  host: string;
}

describe(`a list of ${MANY} tickets in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let helpdesk: Account;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await text(page, /Updated/, 30_000);
    helpdesk = await page.evaluate(async () => ((await chrome.storage.local.get("accounts")) as { accounts: [Account] }).accounts[0]);
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });
  // Nobody answers, so that the list of before is what is shown.
  beforeEach(() => fail(stack.useResponse, "html"));

  test("no more rows are drawn than are in view and around", async () => {
    const page = await long(browser, url, [gone(helpdesk)]);
    assert.ok((await drawn(page)) < 100, `${await drawn(page)} rows are drawn`);
    const { first, of } = await page.evaluate(() => {
      const item = document.querySelector("[data-rows] > li");
      return { first: item?.getAttribute("aria-posinset"), of: item?.getAttribute("aria-setsize") };
    });
    assert.deepEqual([first, of], ["1", String(MANY)], "and who cannot see it hears how many there are");
    await shot(page, "sidebar-long");
    await page.close();
  });

  test("a list begins with what there is room for, goes on to its end, and its last row is reached before that", async () => {
    const page = await long(browser, url, [gone(helpdesk)]);
    await page.evaluate(() => {
      const seen: number[] = [];
      (window as unknown as { seen: number[] }).seen = seen;
      new MutationObserver(() => {
        const rows = document.querySelector("[data-rows]:not([data-long])")?.childElementCount ?? 0;
        if (rows > 0 && rows !== seen.at(-1)) seen.push(rows);
      }).observe(document.body, { childList: true, subtree: true });
    });
    await click(page, "tab", /^New/);
    assert.equal((await rowKeys(page)).length, 200);
    const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
    assert.ok((seen[0] ?? 0) > 10 && (seen[0] ?? 0) < 60 && seen.length > 2, `rows drawn, one after the other: ${seen.join(", ")}`);
    await click(page, "tab", /^Active/);
    await waitFor(page, () => document.querySelector("[data-rows][data-long]") !== null);
    // The keyboard does not wait for what is still to be drawn.
    await page.evaluate(() => {
      window.requestIdleCallback = () => 0;
    });
    await click(page, "tab", /^New/);
    await waitFor(page, () => document.querySelector("[data-rows]:not([data-long])[aria-busy='true']") !== null);
    await page.focus("[data-rows] [tabindex='0']");
    await page.keyboard.press("End");
    await waitFor(page, () => (document.activeElement as HTMLElement | null)?.dataset["key"]?.endsWith("/200"));
    await page.close();
  });

  test("the keyboard reaches the last row and the first, and a row has it all the time", async () => {
    const page = await long(browser, url, [gone(helpdesk)]);
    await page.focus("[data-rows] [tabindex='0']");
    const strokes = [["End", MANY], ["k", MANY - 1], ["ArrowUp", MANY - 2], ["Home", 1], ["j", 2], ["ArrowDown", 3]] as const;
    for (const [key, place] of strokes) {
      await page.keyboard.press(key);
      await at(page, key, place);
      assert.ok((await drawn(page)) < 100, `${await drawn(page)} rows are drawn after ${key}`);
      if (key === "End") await shot(page, "sidebar-long-end");
    }
    let before = 3;
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press("PageDown");
      const now = await focused(page);
      assert.ok(now > before + 5 && now < before + 30, `PageDown leads from ${before} to ${now}`);
      await at(page, "PageDown", now);
      before = now;
    }
    await page.keyboard.press("PageUp");
    assert.ok((await focused(page)) < before, "PageUp leads back");
    await page.close();
  });

  test("a row that has the keyboard keeps it out of sight, and the next key comes back to it", async () => {
    const page = await long(browser, url, [gone(helpdesk)]);
    await page.focus("[data-rows] [tabindex='0']");
    await page.keyboard.press("j");
    await scroll(page, 200_000);
    assert.equal(await focused(page), 2);
    await page.keyboard.press("j");
    await at(page, "j", 3);
    await page.close();
  });

  test("who comes back from a ticket is where they were", async () => {
    const page = await long(browser, url, [gone(helpdesk)]);
    await scroll(page, 123_456);
    const before = await page.evaluate(() => document.querySelector(".list")?.scrollTop);
    const row = await inView(page);
    await page.evaluate((key: string) => document.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click(), row.key);
    await waitFor(page, () => document.activeElement?.tagName === "H2");
    await page.keyboard.press("Escape");
    await waitFor(page, (key: string) => (document.activeElement as HTMLElement).dataset["key"] === key, {}, row.key);
    assert.equal(await page.evaluate(() => document.querySelector(".list")?.scrollTop), before);
    await page.close();
  });

  test("rows that come in above move nothing in view", async () => {
    await fail(stack.useResponse, "ok");
    const page = await long(browser, url, [gone(helpdesk), helpdesk], 1);
    await text(page, /1 of 2 accounts answered/);
    await scroll(page, 80_000);
    const row = await inView(page);
    const top = row.top + (await page.evaluate(() => document.querySelector(".list")?.getBoundingClientRect().top ?? 0));
    for (let i = 0; i < 5; i++) await written("ticket", `Comes in above ${i}`);
    const many = await count(page);
    await page.keyboard.press("r");
    // What is new may wait to be shown, where somebody reads.
    await waitFor(page, (n: number) => /\d+ new tickets/.test(document.body.innerText) || Number(document.querySelector("[data-rows] > li")?.getAttribute("aria-setsize")) > n, { timeout: 30_000 }, many);
    await page.keyboard.press(".");
    await waitFor(page, (n: number) => Number(document.querySelector("[data-rows] > li")?.getAttribute("aria-setsize")) >= n + 5, { timeout: 30_000 }, many);
    const { place } = await inView(page, row.key);
    assert.equal(place, row.place + (await count(page)) - many);
    // What is read stays before the eyes. Rows are as high as they were guessed to be until they are drawn, so that it
    // may come to stand a few pixels off: less than half a line.
    await waitFor(
      page,
      (key: string, top: number) => {
        const now = document.querySelector(`[data-rows] [data-key="${key}"]`)?.getBoundingClientRect().top;
        return now !== undefined && Math.abs(now - top) <= 12;
      },
      {},
      row.key,
      top,
    );
    await page.close();
  });

  test("it is drawn, walked and scrolled as fast as a short one", async () => {
    const page = await long(browser, url, [gone(helpdesk)]);
    const [rounds, steps] = soaks ? [3, 20] : [2, 8];
    const times = await page.evaluate(async (rounds: number, steps: number) => {
      const list = document.querySelector<HTMLElement>(".list");
      const tab = (name: string) => [...document.querySelectorAll<HTMLElement>("[role=tab]")].find((t) => t.textContent?.startsWith(name));
      if (!list) throw new Error("there is no list");
      const drawn = async () => {
        for (let i = 0; i < 3; i++) {
          await new Promise((next) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = next;
            port2.postMessage(0);
          });
        }
        return list.getBoundingClientRect().height;
      };
      const frame = () => new Promise((next) => requestAnimationFrame(next));
      const time = async (run: () => unknown) => {
        const began = performance.now();
        await run();
        return performance.now() - began;
      };
      const sums = { short: { draw: 0, walk: 0, scroll: 0 }, long: { draw: 0, walk: 0, scroll: 0 } };
      for (let round = 0; round < rounds; round++) {
        for (const [of, name] of [["short", "New"], ["long", "Active"]] as const) {
          const sum = sums[of];
          sum.draw += await time(async () => {
            tab(name)?.click();
            await drawn();
          });
          await frame();
          for (let i = 0; i < steps; i++) {
            sum.walk += await time(async () => {
              document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", code: "KeyJ", bubbles: true }));
              await drawn();
            });
          }
          for (let i = 0; i < steps; i++) {
            sum.scroll += await time(async () => {
              list.scrollTop += 300;
              await frame();
              await drawn();
            });
          }
        }
      }
      return sums;
    }, rounds, steps);
    for (const what of ["draw", "walk", "scroll"] as const) {
      const ratio = times.long[what] / times.short[what];
      assert.ok(ratio <= 3, `to ${what} ${MANY} rows takes ${ratio.toFixed(1)} times as long as 200 (${JSON.stringify(times)})`);
    }
    await page.close();
  });
});

/** One like it that nobody answers for any more. */
function gone(like: Account): Account {
  return { ...like, id: "gone", address: "http://127.0.0.1:9", host: "127.0.0.1:9" };
}

/** Opens the panel with these helpdesks and many tickets kept of the first, 200 of them in another view. */
async function long(browser: Browser, url: string, accounts: readonly Account[], troubles = accounts.length): Promise<Page> {
  // The settings keep what the panel does and draw none of it.
  const page = await open(browser, url.replace("panel.html", "options.html"), panel);
  await page.evaluate(
    async (many: number, accounts: readonly Account[]) => {
      const account = accounts[0]?.id;
      const now = Math.floor(Date.now() / 1000);
      const row = (i: number) => ({
        key: `${account}/${i}`, number: i, account, system: "useresponse", id: i, subject: `Ticket ${i}${i % 7 === 0 ? " with a subject of many words that the panel has no room for" : ""}`,
        client: i % 3 === 0 ? "" : "Anna Weber", assignee: "", status: { id: 1, slug: "", title: "", state: "open" }, priority: i % 11 === 0 ? "urgent" : "normal", urgency: i % 11 === 0 ? "high" : "",
        excerpt: "", tags: [], updated: now - i * 3600, due: i % 5 === 0 ? now + 3600 : 0, overdue: false,
      });
      const list = (n: number) => ({ rows: Array.from({ length: n }, (_, i) => row(i + 1)), answered: 1, views: [], at: Date.now(), old: [] });
      await chrome.storage.local.set({ accounts, lists: { "status:active": list(many), "status:new": list(200) } });
    },
    MANY,
    accounts,
  );
  await page.close();
  const again = await open(browser, url, panel);
  // What is said of who does not answer stands above the rows.
  await waitFor(again, (n: number) => document.querySelector("[data-rows][data-long]") !== null && document.querySelectorAll(".troubles > li").length === n, { timeout: 30_000 }, troubles);
  return again;
}

/** How many rows the list says that it has. */
function count(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.querySelector("[data-rows] > li")?.getAttribute("aria-setsize")));
}

/** How many rows are in the page. */
function drawn(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("[data-rows] > li").length);
}

/** The place in the list of the row that has the keyboard; 0 for none. */
function focused(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.activeElement?.closest("[data-rows] > li")?.getAttribute("aria-posinset") ?? 0));
}

/** Waits until the row at a place has the keyboard and is in view, with its neighbours around it. */
async function at(page: Page, key: string, place: number): Promise<void> {
  const look = (place: number) => {
    const item = document.activeElement?.closest("[data-rows] > li");
    const list = document.querySelector(".list");
    if (!item || !list || Number(item.getAttribute("aria-posinset")) !== place) return false;
    const { top, bottom } = item.getBoundingClientRect();
    const view = list.getBoundingClientRect();
    const beside = document.querySelector(`[data-rows] > li[aria-posinset="${place > 1 ? place - 1 : place + 1}"]`)?.getBoundingClientRect();
    // They touch, as they do where all are drawn.
    const touching = beside !== undefined && Math.abs(place > 1 ? beside.bottom - top : beside.top - bottom) < 1;
    return top >= view.top - 1 && bottom <= view.bottom + 1 && touching;
  };
  try {
    await waitFor(page, look, {}, place);
  } catch (error) {
    const rows = await page.evaluate(() => {
      const view = document.querySelector(".list")?.getBoundingClientRect();
      const near = [...document.querySelectorAll<HTMLElement>("[data-rows] > li")].map((item) => `${item.getAttribute("aria-posinset")} at ${item.style.insetBlockStart}, ${item.getBoundingClientRect().top} to ${item.getBoundingClientRect().bottom}`);
      return `in ${view?.top} to ${view?.bottom}: ${near.join("; ")}`;
    });
    throw new Error(`${key} does not lead to row ${place}: row ${await focused(page)} has the keyboard ${rows}`, { cause: error });
  }
}

/** Scrolls as a wheel does, and waits until what is there is drawn. */
async function scroll(page: Page, to: number): Promise<void> {
  await page.evaluate((to: number) => document.querySelector(".list")?.scrollTo(0, to), to);
  await waitFor(page, () => {
    const list = document.querySelector(".list")?.getBoundingClientRect();
    const items = [...document.querySelectorAll("[data-rows] > li")].map((item) => item.getBoundingClientRect());
    // What is around is drawn and measured a little later, and how far it is scrolled goes by that.
    return list && items.some((item) => item.top > list.top && item.bottom < list.bottom) && items.filter((item) => item.bottom < list.top).length >= 8;
  });
}

/** A row, or the first that is all in view: its key, its place in the list and how far below the top of the list's window it is. */
async function inView(page: Page, key = ""): Promise<{ key: string; place: number; top: number }> {
  const row = await page.evaluate((key: string) => {
    const list = document.querySelector(".list")?.getBoundingClientRect().top ?? 0;
    const item = [...document.querySelectorAll("[data-rows] > li")].find((i) => (key ? i.querySelector(`[data-key="${key}"]`) : i.getBoundingClientRect().top >= list));
    const button = item?.querySelector<HTMLElement>("[data-key]");
    return button && item && { key: button.dataset["key"] ?? "", place: Number(item.getAttribute("aria-posinset")), top: button.getBoundingClientRect().top - list };
  }, key);
  if (!row) throw new Error(`row ${key} is not drawn`);
  return row;
}
