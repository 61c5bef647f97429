// Drives the panel in Chromium and measures it: node measure.mjs, with BROWSER_PATH, ROOT and the addresses of the local
// stack in the environment. A line of JSON on standard output tells each comparison: milliseconds by contender, the same
// place is the same moment; of the heap, bytes.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import type { Figures } from "../turns";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this by go run ./build bench panel`);
  return value;
};

const OURS = "the panel";
const EMPTY = "an empty page of the extension";
const ROUNDS = 25;
const MANY = 10_000;

const tell = (figures: Figures) => console.log(JSON.stringify(figures));

/** The extension as it ships, with this machine's hosts granted and an empty page beside its own. */
async function prepared(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "deskside-bench-"));
  await cp(join(need("ROOT"), "dist/extension/chrome"), copy, { recursive: true });
  const manifest = join(copy, "manifest.json");
  await writeFile(manifest, JSON.stringify({ ...JSON.parse(await readFile(manifest, "utf8")), host_permissions: ["http://127.0.0.1/*"] }));
  await writeFile(join(copy, "empty.html"), '<!doctype html><meta charset="utf-8"><title>Empty</title><body><ul class="list"><li>0</li></ul><script src="empty.js"></script></body>');
  // As little as a page can do at a key and at a letter: one text is another.
  await writeFile(join(copy, "empty.js"), 'let n = 0; for (const of of ["keydown", "input"]) addEventListener(of, () => { document.querySelector("li").textContent = ++n; });');
  return copy;
}

/** Runs in a page, before anything of it: presses j as soon as there are rows, and keeps when a row had the keyboard; of an empty page, when its text was another. */
function pressing(what: string): void {
  const first = { at: 0 };
  (window as unknown as { first: typeof first }).first = first;
  const taken = () => void (first.at ||= performance.now());
  addEventListener("focusin", (event) => (event.target as Element).matches("[data-rows] [data-key]") && taken());
  const turn = new MessageChannel();
  turn.port1.onmessage = () => {
    if (first.at) return;
    const shown = document.querySelector(what === "empty" ? "li" : "[data-rows] [tabindex='0']");
    if (shown) document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", code: "KeyJ", bubbles: true }));
    if (what === "empty" && shown && shown.textContent !== "0") taken();
    setTimeout(() => turn.port2.postMessage(null), 1);
  };
  turn.port2.postMessage(null);
}

/** Asks a page until it answers with something. Puppeteer's own way compiles within the page, which its policy refuses. */
async function until<T>(page: Page, look: () => T): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const found = await page.evaluate(look);
    if (found) return found as T;
    await new Promise((next) => setTimeout(next, 10));
  }
  throw new Error(`waited 30 s for ${String(look)} in: ${await page.evaluate(() => document.body.innerText.slice(0, 500))}`);
}

async function keyTaken(browser: Browser, url: string, what: string): Promise<number> {
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 800 });
  await page.evaluateOnNewDocument(pressing, what);
  await page.goto(url, { waitUntil: "load" });
  const at = await until(page, () => (window as unknown as { first: { at: number } }).first.at);
  await page.close();
  return at;
}

/** Runs in a page, before anything of it: keeps how long after the last byte of an answer the rows of it that the window has room for were painted. */
function painting(): void {
  const painted = { after: 0 };
  (window as unknown as { painted: typeof painted }).painted = painted;
  new MutationObserver(() => {
    if (painted.after || !document.querySelector("[data-rows] > li")) return;
    painted.after = -1;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const last = Math.max(...performance.getEntriesByType("resource").filter((e) => e.name.startsWith("http:")).map((e) => (e as PerformanceResourceTiming).responseEnd));
        painted.after = performance.now() - last;
      };
      port2.postMessage(null);
    });
  }).observe(document, { subtree: true, childList: true });
}

async function listPainted(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  await page.setViewport({ width: 360, height: 800 });
  await page.evaluateOnNewDocument(painting);
  await page.goto(url, { waitUntil: "load" });
  const after = await until(page, () => Math.max(0, (window as unknown as { painted: { after: number } }).painted.after));
  await page.close();
  return after;
}

/**
 * Runs in a page at rest, as a frame begins: how long an event takes until what comes of it is painted. Of a key that is
 * the first frame after which another row has the cursor; of a page without rows, always a whole frame.
 */
async function untilPainted(event: string, letter: string): Promise<number> {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const painted = () =>
    new Promise((next) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = next;
      port2.postMessage(null);
    });
  const rows = document.querySelector("[data-rows]") !== null;
  const cursor = () => document.activeElement?.getAttribute("data-key");
  // A page that comes into view looks for what is new.
  await new Promise((rest) => setTimeout(rest, 100));
  await new Promise((rest) => requestIdleCallback(rest));
  await frame();
  const began = performance.now();
  const before = cursor();
  const field = document.querySelector<HTMLInputElement>("#query");
  if (event === "input" && field) {
    field.value += letter;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: letter, inputType: "insertText" }));
  } else document.body.dispatchEvent(event === "input" ? new InputEvent("input", { bubbles: true }) : new KeyboardEvent("keydown", { key: letter, code: "KeyJ", bubbles: true }));
  if (!rows) await frame();
  await painted();
  while (event === "key" && rows && cursor() === before) {
    await frame();
    await painted();
  }
  return performance.now() - began;
}

interface Account {
  id: string;
  system: string;
  address: string;
  key: string;
  host: string;
  pattern: string;
  agent: string;
  me: number;
}

const account = (id: string, system: string, address: string, key: string): Account => ({ id, system, address, key, host: new URL(address).host, pattern: "http://127.0.0.1/*", agent: "Marta Lindqvist", me: 0 });
const helpdesk = account("bench", "useresponse", need("USERESPONSE_URL"), need("USERESPONSE_API_KEY"));
/** One of whose pages has 100 tickets. */
const hundreds = { ...account("hundreds", "usedesk", need("USEDESK_URL"), need("USEDESK_API_TOKEN")), me: 1 };
const nobody = { ...helpdesk, address: "http://127.0.0.1:9", host: "127.0.0.1:9" };

/** Has the panel begin with these helpdesks, this filter and so many rows kept of it. */
async function given(browser: Browser, url: string, accounts: readonly Account[], query: string, many: number): Promise<void> {
  const page = await browser.newPage();
  await page.goto(url.replace("panel.html", "empty.html"), { waitUntil: "load" });
  await page.evaluate(
    async (accounts: readonly Account[], query: string, many: number) => {
      const now = Math.floor(Date.now() / 1000);
      const row = (i: number) => ({
        key: `bench/${i}`, number: i, account: "bench", system: "useresponse", id: i, subject: `Ticket ${i}${i % 7 === 0 ? " with a subject of many words that the panel has no room for" : ""}`,
        client: i % 3 === 0 ? "" : "Anna Weber", assignee: "", status: { id: 1, slug: "", title: "", state: "open" }, priority: i % 11 === 0 ? "urgent" : "normal", urgency: i % 11 === 0 ? "high" : "",
        excerpt: "", tags: [], updated: now - i * 3600, due: i % 5 === 0 ? now + 3600 : 0, overdue: false,
      });
      await chrome.storage.local.clear();
      await chrome.storage.local.set({ accounts, keeping: "computer", ...(many ? { lists: { [query]: { rows: Array.from({ length: many }, (_, i) => row(i + 1)), answered: 1, views: [], at: Date.now(), old: [] } } } : {}) });
      localStorage.removeItem("first");
      localStorage.setItem("left", JSON.stringify({ query, draft: query, ticket: "", scroll: 0, folded: [] }));
    },
    accounts, query, many,
  );
  await page.close();
}

async function taking(browser: Browser, url: string): Promise<void> {
  await given(browser, url, [helpdesk], "status:active", 200);
  const samples: Record<string, number[]> = { [OURS]: [], [EMPTY]: [] };
  for (let i = 0; i <= ROUNDS; i++) {
    for (const [who, at, what] of [[OURS, url, "panel"], [EMPTY, url.replace("panel.html", "empty.html"), "empty"]] as const) {
      const took = await keyTaken(browser, at, what);
      // The first of each compiles.
      if (i > 0) samples[who]?.push(took);
    }
  }
  tell({ what: "a key taken, a kept list shown (150 ms)", samples });
}

async function hundred(browser: Browser, url: string): Promise<void> {
  const samples: Record<string, number[]> = { [OURS]: [], [EMPTY]: [] };
  const empty = await browser.newPage();
  await empty.goto(url.replace("panel.html", "empty.html"), { waitUntil: "load" });
  for (let i = 0; i <= ROUNDS; i++) {
    await given(browser, url, [hundreds], "in:usedesk", 0);
    const took = await listPainted(browser, url);
    await empty.bringToFront();
    const frame = await empty.evaluate(untilPainted, "key", "j");
    if (i > 0) {
      samples[OURS]?.push(took);
      samples[EMPTY]?.push(frame);
    }
  }
  await empty.close();
  tell({ what: "100 rows painted after their last byte (30 ms)", samples });
}

async function strokes(browser: Browser, url: string): Promise<void> {
  await given(browser, url, [nobody], "status:active", MANY);
  const [panel, empty] = [await browser.newPage(), await browser.newPage()];
  await panel.setViewport({ width: 360, height: 800 });
  await panel.goto(url, { waitUntil: "load" });
  await until(panel, () => document.querySelector("[data-rows][data-long]") !== null);
  await empty.goto(url.replace("panel.html", "empty.html"), { waitUntil: "load" });
  for (const [what, event, letters] of [["a key in a list of 10,000 (16 ms)", "key", "j"], ["a letter typed over 10,000 (16 ms)", "input", "ticket 1"]] as const) {
    const samples: Record<string, number[]> = { [OURS]: [], [EMPTY]: [] };
    for (let i = 0; i <= ROUNDS; i++) {
      for (const [who, page] of [[OURS, panel], [EMPTY, empty]] as const) {
        await page.bringToFront();
        if (event === "input" && page === panel && i % letters.length === 0) await page.evaluate(() => { document.querySelector<HTMLInputElement>("#query")!.value = ""; });
        const took = await page.evaluate(untilPainted, event, letters[i % letters.length]!);
        if (i > 0) samples[who]?.push(took);
      }
    }
    tell({ what, samples });
  }
  await panel.close();
  await empty.close();
}

/** Opens, refreshes and replies as in an hour, as fast as it goes, and looks at the heap when a twentieth is done and at the end. */
async function hour(browser: Browser, url: string): Promise<void> {
  await given(browser, url, [helpdesk], "status:active", 0);
  const page = await browser.newPage();
  await page.setViewport({ width: 1000, height: 800 });
  await page.goto(url, { waitUntil: "load" });
  await until(page, () => document.querySelectorAll("[data-rows] > li").length > 20);
  const session = await page.createCDPSession();
  const heap = async () => {
    for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  const [tickets, refreshes, replies] = [1000, 300, 100];
  let first = 0;
  for (let i = 0; i < tickets; i++) {
    await page.evaluate(opening, i % 20);
    if (i % Math.floor(tickets / refreshes) === 0) await page.evaluate(refreshing);
    if (i % (tickets / replies) === 0) await page.evaluate(replying, i);
    if (i === tickets / 20) first = await heap();
    if (i % 100 === 0) process.stderr.write(`  an hour of work: ${i} of ${tickets} tickets\n`);
  }
  tell({ what: "the heap after an hour of work", samples: { [OURS]: [await heap()], "after a twentieth of it": [first] } });
  await page.close();
}

/** Runs in the panel: opens the row at a place and waits for its conversation. */
async function opening(place: number): Promise<void> {
  const row = document.querySelectorAll<HTMLElement>("[data-rows] > li [data-key]")[place];
  row?.click();
  const number = row?.dataset["key"]?.split("/").pop() ?? "";
  for (let waited = 0; waited < 10_000; waited += 5) {
    if (document.querySelector(".message") && document.querySelector(".ticket-id")?.textContent?.includes(number)) return;
    await new Promise((next) => setTimeout(next, 5));
  }
  throw new Error(`ticket ${number} did not open`);
}

/** Runs in the panel: has all asked again, and goes on when the list is there. */
async function refreshing(): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "r", code: "KeyR", bubbles: true }));
  await new Promise((next) => setTimeout(next, 50));
}

/** Runs in the panel: writes a reply to the open ticket and sends it at once. */
async function replying(of: number): Promise<void> {
  const press = (on: EventTarget, key: string, more: KeyboardEventInit = {}) => on.dispatchEvent(new KeyboardEvent("keydown", { key, code: `Key${key.toUpperCase()}`, bubbles: true, ...more }));
  const waits = async <T>(look: () => T | null | undefined | false): Promise<T | null> => {
    for (let waited = 0; waited < 10_000; waited += 10) {
      const found = look();
      if (found) return found;
      await new Promise((next) => setTimeout(next, 10));
    }
    return null;
  };
  press(document.body, "w");
  const field = await waits(() => document.querySelector<HTMLElement>(".composer [role=textbox], .composer textarea"));
  if (!field) throw new Error("there is no field to write in");
  field.focus();
  (document as unknown as { execCommand(command: string, ui: boolean, value: string): boolean }).execCommand("insertText", false, `Answer ${of}`);
  await new Promise((next) => setTimeout(next, 20));
  press(field, "Enter", { ctrlKey: true, code: "Enter" });
  (await waits(() => [...document.querySelectorAll("button")].find((b) => /Send now/.test(b.textContent ?? ""))))?.click();
}

/** What the engine makes of code that runs often lies in the heap too, and has nothing to do with what the panel keeps. */
const AS_WRITTEN = "--js-flags=--no-opt,--no-maglev,--no-sparkplug";

const folder = await prepared();

/** Measures in a browser of its own. */
async function within(flags: readonly string[], measured: (browser: Browser, url: string) => Promise<void>): Promise<void> {
  const browser = await puppeteer.launch({
    executablePath: need("BROWSER_PATH"), headless: true, enableExtensions: true, pipe: true, protocolTimeout: 900_000, timeout: 120_000,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=en-US", ...flags],
  });
  try {
    await measured(browser, `chrome-extension://${await browser.installExtension(folder)}/panel.html`);
  } finally {
    await browser.close();
  }
}

try {
  await within([], async (browser, url) => {
    await taking(browser, url);
    await hundred(browser, url);
    await strokes(browser, url);
  });
  await within([AS_WRITTEN], hour);
} finally {
  await rm(folder, { recursive: true, force: true });
}
