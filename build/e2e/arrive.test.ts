// How the tickets of several helpdesks arrive, and how the list follows them
// while somebody looks.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { type Between, between } from "./between";
import { rowKeys } from "./acting";
import { browserName, click, enterHelpdesk, find, has, installExtension, launch, open, shot, stack, text, type, value, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };
/** Firefox runs no script of a test before an extension's own page, so that a minute there is a minute. */
const unhurried = { skip: browserName === "firefox" && "its clock cannot be hurried" };

describe(`a list that arrives in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let useResponse: Between;
  let usedesk: Between;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    [useResponse, usedesk] = await Promise.all([between(stack.useResponse), between(stack.usedesk)]);
  });
  afterEach(async () => {
    await Promise.all([useResponse.close(), usedesk.close()]);
  });

  /** Opens the panel with these helpdesks kept, as an agent has them, and nothing else. */
  async function opened(...which: ("ur" | "ud")[]): Promise<Page> {
    const page = await open(browser, url, panel);
    const accounts = which.map((id) => ({
      id, system: id === "ur" ? "useresponse" : "usedesk", address: id === "ur" ? useResponse.address : usedesk.address,
      key: id === "ur" ? stack.key : stack.token, host: id === "ur" ? "one.example" : "two.example", pattern: "http://127.0.0.1/*", agent: "",
    }));
    if (browserName === "firefox") await grant(page);
    await page.evaluate(async (accounts: unknown) => {
      await chrome.storage.local.clear();
      // What accounts may send is known there, by clocks that ran ahead.
      await chrome.storage.session.clear();
      await chrome.storage.local.set({ accounts, keeping: "computer" });
    }, accounts);
    await page.close();
    return open(browser, url, panel);
  }

  test("the tickets of a fast helpdesk are there while another takes ten seconds, which is named", async () => {
    usedesk.slow = 10_000;
    const began = Date.now();
    const page = await opened("ur", "ud");
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length > 10, { timeout: 8_000 });
    assert.ok(Date.now() - began < 8_000, `${Date.now() - began} ms`);
    assert.doesNotMatch(await sources(page), /Usedesk/);
    await text(page, /Waiting for Usedesk/, 8_000);
    await shot(page, "arrive-waiting");
    assert.deepEqual(await violations(page), []);
    await waitFor(page, () => /Usedesk/.test(document.querySelector("[data-rows]")?.textContent ?? ""), { timeout: 20_000 });
    assert.match(await sources(page), /UseResponse/);
    await text(page, /Updated/);
    await page.close();
  });

  test("a browser that sees no network is not believed when the helpdesk answers", async () => {
    const page = await opened("ur");
    await text(page, /Updated/);
    useResponse.instead = () => {
      throw new Error("the line is dead");
    };
    await page.evaluate(() => {
      Object.defineProperty(Navigator.prototype, "onLine", { get: () => false, configurable: true });
      dispatchEvent(new Event("offline"));
    });
    await click(page, "button", "Refresh");
    await text(page, /You are offline/);
    useResponse.instead = () => null;
    await click(page, "button", "Refresh");
    await waitFor(page, () => !document.body.innerText.includes("You are offline"));
    await text(page, /Updated/);
    await page.close();
  });

  test("the tickets of a helpdesk that fails once stay, marked as of when, and trying again brings it back", async () => {
    const page = await opened("ur", "ud");
    await text(page, /Updated/, 20_000);
    const before = await rowKeys(page);
    usedesk.refuse = 401;
    await page.keyboard.press("r");
    await text(page, /does not accept this key|token/i);
    await text(page, /as of \d/);
    assert.deepEqual(await rowKeys(page), before);
    await shot(page, "arrive-failed");
    usedesk.refuse = 0;
    await page.keyboard.press("r");
    await waitFor(page, () => !/as of \d/.test(document.body.innerText));
    assert.deepEqual(await rowKeys(page), before);
    await page.close();
  });

  test("a ticket that comes in while one looks is there by itself, and the time of the list is true", async () => {
    const page = await hurried(await opened("ud"));
    await text(page, /Updated/, 20_000);
    await page.mouse.move(180, 20);
    const before = await rowKeys(page);
    const time = await freshness(page);
    const subject = `Came in by itself ${Date.now()}`;
    await comesIn(subject);
    await waitFor(page, (subject: string) => document.querySelector("[data-rows]")?.textContent?.includes(subject), { timeout: 30_000 }, subject);
    assert.equal((await rowKeys(page)).length, before.length + 1);
    await waitFor(page, (time: string) => document.querySelector(".freshness")?.textContent !== time, {}, time);
    await page.close();
  });

  test("nothing moves under the pointer: what is new waits until a key shows it", async () => {
    const page = await hurried(await opened("ud"));
    await text(page, /Updated/, 20_000);
    const before = await rowKeys(page);
    const row = await page.$("[data-rows] > li:nth-child(2)");
    await row?.hover();
    const place = await row?.boundingBox();
    const subject = `Waits above ${Date.now()}`;
    await comesIn(subject);
    await text(page, /1 new ticket/, 30_000);
    assert.deepEqual(await rowKeys(page), before);
    assert.deepEqual(await row?.boundingBox(), place, "the row is where it was");
    await shot(page, "arrive-new");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press(".");
    await waitFor(page, (subject: string) => document.querySelector("[data-rows]")?.textContent?.includes(subject), {}, subject);
    assert.equal(await has(page, "button", /new ticket/), false);
    await page.close();
  });

  test("nor where the keyboard is; a click shows it and the row keeps the keyboard", async () => {
    const page = await hurried(await opened("ud"));
    await text(page, /Updated/, 20_000);
    await page.mouse.move(180, 20);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const before = await rowKeys(page);
    const at = await page.evaluate(() => (document.activeElement as HTMLElement).dataset["key"]);
    assert.equal(at, before[1]);
    await comesIn(`Waits for the reader ${Date.now()}`);
    await text(page, /1 new ticket/, 30_000);
    assert.deepEqual(await rowKeys(page), before);
    await click(page, "button", "1 new ticket");
    await waitFor(page, (n: number) => document.querySelectorAll("[data-rows] > li").length === n, {}, before.length + 1);
    await page.close();
  });

  test("what is typed into the filter stays, whatever comes", unhurried, async () => {
    const page = await hurried(await opened("ud"));
    await text(page, /Updated/, 20_000);
    await type(page, /Filter tickets/, "status:active inv");
    const asked = usedesk.asked.length;
    await waitUntil(() => usedesk.asked.length > asked + 1);
    assert.equal(await value(page, /Filter tickets/), "status:active inv");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "query");
    await page.close();
  });

  test("nobody is asked while the panel is hidden", unhurried, async () => {
    const page = await hurried(await opened("ud"));
    await text(page, /Updated/, 20_000);
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await waitUntil(() => usedesk.asked.length > 0);
    const asked = usedesk.asked.length;
    const until = Date.now() + 5_000;
    await waitUntil(() => Date.now() > until);
    assert.ok(usedesk.asked.length <= asked + 1, "no more than what was on its way");
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "visible" });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await waitUntil(() => usedesk.asked.length > asked + 1);
    await page.close();
  });

  test("a fresh list of a hundred is drawn as soon as its last byte is there", unhurried, async () => {
    useResponse.instead = thousands(100);
    const page = await opened("ur");
    await text(page, /100 tickets/, 20_000);
    await page.evaluateOnNewDocument(() => {
      const read = Response.prototype.arrayBuffer;
      const times = { last: 0, drawn: 0 };
      (window as unknown as { times: typeof times }).times = times;
      Response.prototype.arrayBuffer = async function (this: Response) {
        const bytes = await read.call(this);
        if (times.drawn === 0) times.last = performance.now();
        return bytes;
      };
      new MutationObserver(() => {
        if (times.drawn === 0 && times.last > 0 && document.querySelectorAll("[data-rows] > li").length === 100) requestAnimationFrame(() => (times.drawn = performance.now()));
      }).observe(document, { childList: true, subtree: true });
    });
    await page.evaluate(() => chrome.storage.local.remove("lists"));
    await page.evaluate(() => location.reload());
    const drawn = await waitFor(page, () => {
      const { times } = window as unknown as { times?: { last: number; drawn: number } };
      return times && times.drawn > 0 ? times.drawn - times.last : null;
    });
    const ms = Number(await drawn.jsonValue());
    console.log(`${browserName}: a list of 100 is drawn ${ms.toFixed(1)} ms after its last byte`);
    await page.close();
  });

  test("a helpdesk that is removed and put back has its tickets back at once, with the pointer on the list", async () => {
    const page = await opened("ur", "ud");
    await text(page, /Updated/, 20_000);
    const before = await rowKeys(page);
    await click(page, "button", "Settings");
    await click(page, "button", /Remove.*two\.example|Remove Usedesk|Remove/);
    const undo = await find(page, "button", "Undo");
    usedesk.slow = 5_000;
    useResponse.slow = 5_000;
    await page.keyboard.press("Escape");
    const row = await page.$("[data-rows] > li");
    await row?.hover();
    await undo.evaluate((b) => b.click());
    await waitFor(page, (n: number) => document.querySelectorAll("[data-rows] > li").length === n, { timeout: 2_000 }, before.length);
    assert.deepEqual((await rowKeys(page)).toSorted(), before.toSorted());
    await page.close();
  });
});

/** Lets a person grant this machine's hosts, as a click would. */
async function grant(page: Page): Promise<void> {
  if (await page.evaluate(() => chrome.permissions.contains({ origins: ["http://127.0.0.1/*"] }))) return;
  await click(page, "button", "Add a helpdesk");
  await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
  await text(page, /Updated/, 30_000);
}

/** A page whose clock runs twenty times as fast, from the next time it is loaded on. */
async function hurried(page: Page): Promise<Page> {
  await page.evaluateOnNewDocument(() => {
    const began = Date.now();
    const now = Date.now.bind(Date);
    Date.now = () => began + (now() - began) * 20;
    const every = setInterval.bind(window);
    window.setInterval = ((run: () => void, ms: number) => every(run, ms / 20)) as typeof setInterval;
  });
  await page.evaluate(() => location.reload());
  await text(page, /Updated/, 20_000);
  return page;
}

/** A client writes to Usedesk. */
async function comesIn(subject: string): Promise<void> {
  const answer = await fetch(`${stack.truth}/uapi/create/ticket`, {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify({ api_token: stack.token, subject, message: "Hello", client_email: "new@client.test" }),
  });
  assert.equal(answer.status, 200, await answer.text());
}

/** Answers lists of UseResponse with so many tickets, the newest first. */
function thousands(many: number): Between["instead"] {
  const newest = Math.floor(Date.now() / 1000);
  return (path, query) => {
    if (!path.endsWith("/tickets.json")) return null;
    const size = Number(query.get("count") ?? 50);
    const page = Number(query.get("page") ?? 1);
    const data = Array.from({ length: Math.max(0, Math.min(size, many - (page - 1) * size)) }, (_, i) => {
      const id = (page - 1) * size + i + 1;
      return { id, title: `Ticket ${id}`, status: { id: 11, slug: "opened", title: "Opened" }, latestActivityPosix: newest - id * 60, author: { id: 5, name: "Anna Weber" } };
    });
    return { body: { success: { totalObjects: many, totalPages: Math.ceil(many / size), currentPage: page, data } } };
  };
}

function sources(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector("[data-rows]")?.textContent ?? "");
}

function freshness(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector(".freshness")?.textContent ?? "");
}

/** Waits for something outside the page. */
async function waitUntil(look: () => boolean, timeout = 20_000): Promise<void> {
  const end = Date.now() + timeout;
  while (!look()) {
    if (Date.now() > end) throw new Error(`waited ${timeout} ms`);
    await new Promise((next) => setTimeout(next, 50));
  }
}
