// What customers send, in a real browser: stored before it is sent, and there
// once in the helpdesk, whatever happens to the page on the way.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { dieAt } from "./dying";
import { browserName, click, clickIfThere, fail, fill, find, has, launch, open, shot, soaks, stack, text, type, value } from "./harness";

interface SandboxObject {
  id: number;
  title: string;
  votes: { all: number };
}

/** Asks the sandbox itself, past widget and edge. */
async function inHelpdesk(title: string): Promise<SandboxObject[]> {
  const url = new URL("/api/7.0/search.json", stack.truth);
  url.search = new URLSearchParams({ text: title, ownership: "feedback", count: "50" }).toString();
  const response = await fetch(url, { headers: { authorization: stack.key } });
  const answer = (await response.json()) as { success: { data: SandboxObject[] } };
  return answer.success.data.filter((o) => o.title === title);
}

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await done()) return;
    await new Promise((next) => setTimeout(next, 150));
  }
  throw new Error(`waited for ${what}`);
}

/** The widget as a page of its own, which is all of the frame there is. */
const alone = () => new URL("/widget/frame.html", stack.demo).href;

async function widget(browser: Browser, prepare: (page: Page) => Promise<unknown> = async () => {}): Promise<Page> {
  const page = await browser.newPage();
  await prepare(page);
  await page.goto(alone());
  await find(page, "button", /^Idea$/);
  return page;
}

async function write(at: Page | Frame, title: string): Promise<void> {
  await click(at, "button", /^Idea$/);
  await fill(at, /What is your idea about/, title);
  if (await has(at, "button", /^Continue$/)) await click(at, "button", /^Continue$/);
  await fill(at, /How would it help you/, `It would help with ${title}.`);
}

/** Runs in the page: the core of those who write is on its way until it is let through. */
function holdTheCoreForWriting() {
  const send = window.fetch;
  window.fetch = (input, init) => {
    if (!(input instanceof Request ? input.url : String(input)).endsWith("/writing.wasm")) return send(input, init);
    return new Promise((come) => {
      (window as unknown as { letThrough: () => void }).letThrough = () => come(send(input, init));
    });
  };
}

describe(`the widget's outbox in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("what waits when the page is closed is sent when it is opened again, by one of two pages", async () => {
    const title = `Closed before it was sent (${browserName})`;
    let page = await widget(browser);
    await fail(stack.useResponse, "busy");
    await write(page, title);
    await click(page, "button", /^Send idea$/);
    await text(page, /Your idea is waiting to be sent/);
    await click(page, "button", /^Done$/);
    await click(page, "button", /1 waiting to be sent/);
    await text(page, new RegExp(`It would help with ${title.replace(/[()]/g, "\\$&")}`));
    await shot(page, "widget-waiting");
    await page.close();
    await fail(stack.useResponse, "ok");
    page = await widget(browser);
    const other = await widget(browser);
    for (const at of [page, other]) {
      // A page in the background draws nothing, so that nothing in it can be clicked.
      await at.bringToFront();
      // It is sent by itself as well, at any moment between these.
      await clickIfThere(at, "button", /waiting to be sent/);
      await clickIfThere(at, "button", /^Send now$/);
    }
    await until("the idea", async () => (await inHelpdesk(title)).length > 0);
    await until("both pages to know", async () => !(await has(page, "button", /waiting to be sent/)) && !(await has(other, "button", /waiting to be sent/)));
    assert.equal((await inHelpdesk(title)).length, 1);
    await page.close();
    await other.close();
  });

  test("who types waits for no core, and what was typed before it came outlasts the page", async () => {
    // So long that the review has something to say: 13 of 100 characters are left.
    const title = `Typed before the core came (${browserName}) `.padEnd(87, "x");
    const held = () => widget(browser, (p) => p.evaluateOnNewDocument(holdTheCoreForWriting));
    const left = async (at: Page) => /characters left/.test(await at.evaluate(() => document.body.innerText));
    let page = await held();
    assert.deepEqual(await page.evaluate(() => performance.getEntriesByType("resource").filter((r) => r.name.endsWith("/writing.wasm")).length), 0, "nobody has begun to write");
    await click(page, "button", /^Idea$/);
    await type(page, /What is your idea about/, title);
    assert.equal(await value(page, /What is your idea about/), title, "each key has arrived");
    await click(page, "button", /^Continue$/);
    await type(page, /How would it help you/, "Nobody waits.");
    assert.equal(await value(page, /How would it help you/), "Nobody waits.");
    assert.equal(await left(page), false, "nobody has reviewed it");
    await page.close();

    page = await held();
    await click(page, "button", /^Idea$/);
    assert.equal(await value(page, /What is your idea about/), title);
    assert.equal(await value(page, /How would it help you/), "Nobody waits.");
    await type(page, /How would it help you/, "Nobody waits. Not even now.");
    assert.equal(await left(page), false);
    await page.evaluate(() => (window as unknown as { letThrough: () => void }).letThrough());
    await text(page, /13 characters left/);
    assert.equal(await value(page, /How would it help you/), "Nobody waits. Not even now.");
    await click(page, "button", /^Send idea$/);
    await text(page, /Your idea is posted/);
    assert.equal((await inHelpdesk(title)).length, 1);
    await page.close();
  });

  test("what waits can be changed while nothing of it was sent", async () => {
    const title = `Changed before it was sent (${browserName})`;
    const page = await widget(browser, (p) => p.evaluateOnNewDocument(() => void Object.defineProperty(Navigator.prototype, "onLine", { get: () => (window as unknown as { here?: boolean }).here !== false, configurable: true })));
    await page.evaluate(() => {
      const send = window.fetch;
      (window as unknown as { here: boolean }).here = false;
      window.fetch = (input, init) => ((window as unknown as { here: boolean }).here ? send(input, init) : Promise.reject(new TypeError("offline")));
      dispatchEvent(new Event("offline"));
    });
    await write(page, title);
    await click(page, "button", /^Send idea$/);
    await text(page, /Your idea is waiting to be sent/);
    await text(page, /You are offline/);
    await click(page, "button", /^Change it$/);
    assert.equal(await value(page, /What is your idea about/), title);
    await fill(page, /How would it help you/, "Better words.");
    await click(page, "button", /^(Send idea|Try again)$/);
    await text(page, /Better words/);
    assert.deepEqual(await inHelpdesk(title), []);
    await page.evaluate(() => {
      (window as unknown as { here: boolean }).here = true;
      dispatchEvent(new Event("online"));
    });
    await text(page, /Your idea is posted/);
    assert.equal((await inHelpdesk(title)).length, 1);
    await page.close();
  });

  test("a page that is killed at any moment loses no word and doubles no post", async () => {
    for (let n = soaks ? 1 : browserName === "chromium" ? 1 : 2; n <= 12; n += soaks ? 1 : 3) {
      const title = `Killed at moment ${n} (${browserName})`;
      let page = await widget(browser);
      await write(page, title);
      await page.evaluate(dieAt, n);
      await click(page, "button", /^Send idea$/);
      await until("its end", () => page.evaluate(() => (window as unknown as { dead: boolean }).dead || /Your idea is posted/.test(document.body.innerText)));
      await page.close();
      page = await widget(browser);
      await until(`the idea of moment ${n}`, async () => {
        if ((await inHelpdesk(title)).length > 0) return true;
        // Not stored yet when it died: then it is still in its form.
        if (!(await has(page, "textbox", /What is your idea about/))) {
          // Nor is there a form while it is being sent.
          await clickIfThere(page, "button", /^Idea$/);
          return false;
        }
        // Where it has been sent meanwhile there is nothing to press: the next look tells.
        if ((await value(page, /What is your idea about/)) === title) await click(page, "button", /^(Send idea|Continue)$/).catch(() => undefined);
        return false;
      });
      await page.close();
      // Whatever else still waits would come now.
      const last = await widget(browser);
      await until("the outbox to be empty", () => last.evaluate(() => localStorage.getItem("deskside.waits") !== "true"));
      await last.close();
      assert.equal((await inHelpdesk(title)).length, 1, `killed at moment ${n}`);
    }
  });

  for (const [name, prepare] of [
    ["refused", () => {
      const refuse = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
      Object.defineProperty(window, "indexedDB", { get: refuse });
      Object.defineProperty(window, "localStorage", { get: refuse });
      LockManager.prototype.request = () => Promise.reject(new DOMException("no locks here", "SecurityError"));
    }],
    ["full", () => {
      const full = () => {
        throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      };
      IDBObjectStore.prototype.put = full;
      Storage.prototype.setItem = full;
    }],
  ] as const) {
    test(`where storage is ${name} it is said, and everything is sent all the same`, async () => {
      const title = `Storage is ${name} (${browserName})`;
      const page = await widget(browser, (p) => p.evaluateOnNewDocument(prepare));
      await fail(stack.useResponse, "busy");
      await write(page, title);
      await text(page, /Draft kept while this page is open/);
      await click(page, "button", /^Send idea$/);
      await text(page, /Your idea is waiting to be sent/);
      await text(page, /only while this page is open/);
      await shot(page, `widget-storage-${name}`);
      await fail(stack.useResponse, "ok");
      await click(page, "button", /^Send now$/);
      await text(page, /Your idea is posted/);
      assert.equal((await inHelpdesk(title)).length, 1);
      await page.close();
    });
  }

  test("an opaque origin has neither store nor locks, and the outbox does without", async () => {
    const script = await readFile(join(process.env["ROOT"]!, "dist/widget/outbox.js"), "utf8");
    const page = await open(browser, "about:blank");
    // A core of one entry, which is due until it is settled.
    const program = `
      const { openOutbox } = await import(URL.createObjectURL(new Blob([${JSON.stringify(script)}], { type: "text/javascript" })));
      const tell = (m) => parent.postMessage(m, "*");
      const entry = (box) => ({ key: "k", kind: "post", state: box[0] === 2 ? "sent" : "waiting" });
      const core = {
        call(op, { box }) {
          const after = op === "outbox.post" ? [1] : op === "outbox.settle" ? [2] : [...box];
          return { box: new Uint8Array(after), pending: after.length ? [entry(after)] : [], next: 0,
            steps: op === "outbox.due" && after[0] === 1 ? [{ key: "k", attempt: 1, entry: new Uint8Array() }] : [] };
        },
        run: async () => ({ answer: new Uint8Array(), post: null, votes: null }),
      };
      const outbox = openOutbox(core, async () => core, {}, "holder",
        { holds() {}, settled: (entry) => tell({ state: entry.state, grade: outbox.grade, origin }), failed: (error) => tell({ failed: String(error) }) },
        { stores: () => true, held: {}, tell() {}, show: async () => "" });
      await outbox.run("outbox.post", {});
    `;
    const heard = await page.evaluate(
      (source: string) =>
        new Promise((resolve) => {
          addEventListener("message", (event) => resolve(event.data), { once: true });
          const frame = document.createElement("iframe");
          frame.setAttribute("sandbox", "allow-scripts");
          frame.srcdoc = `<script type="module">${source.replaceAll("</", "<\\/")}</script>`;
          document.body.append(frame);
        }),
      program,
    );
    assert.deepEqual(heard, { state: "sent", grade: "page", origin: "null" });
    await page.close();
  });
});
