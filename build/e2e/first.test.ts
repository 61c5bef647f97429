// The picture of the list that stands in the panel's place until that is there:
// what a person does to it counts.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { rowKeys } from "./acting";
import { browserName, built, click, enterHelpdesk, fail, find, installExtension, launch, open, resize, shot, stack, text, value, visit, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** The rows that were there first, and whether that was while the page was still being read: before the panel can be there. */
interface Seen {
  rows: string[];
  early: boolean;
  /** The whole of it, where it is short. */
  held: string;
}

type Touched = Window & { seen?: Seen };
type Marked = Element & { ofPicture?: boolean };

/** Runs in the panel before its own first script: does what the address says the moment that there are rows, before anything else runs. */
function touching(): void {
  const what = location.hash;
  const began = new MutationObserver(() => {
    const rows = [...document.querySelectorAll<HTMLElement>("[data-rows] [data-key]")];
    if (rows.length === 0) return;
    began.disconnect();
    for (const part of document.querySelectorAll<Marked>("body *")) part.ofPicture = true;
    (window as Touched).seen = { rows: rows.map((row) => row.dataset["key"] ?? ""), early: document.readyState === "loading", held: (rows.length < 2 && document.querySelector(".desk")?.outerHTML) || "" };
    const press = (key: string) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
    if (what === "#keys") ["j", "Shift", "F1", "j", "k", "j", "Enter"].forEach(press);
    if (what === "#click") rows[2]?.click();
    const field = document.querySelector<HTMLInputElement>("#query");
    if (what !== "#type" || !field) return;
    field.focus();
    field.value += " priority:urgent";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  began.observe(document, { childList: true, subtree: true });
}

/** The extension with a script before the first one of its panel. */
async function probed(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), "deskside-first-"));
  for (const browser of ["chrome", "firefox"]) {
    const of = join("extension", browser);
    await cp(join(built, of), join(copy, of), { recursive: true });
    await writeFile(join(copy, of, "touching.js"), `(${touching})()`);
    const page = join(copy, of, "panel.html");
    await writeFile(page, (await readFile(page, "utf8")).replace("<script ", '<script src="touching.js"></script><script '));
  }
  return copy;
}

/** Opens the panel, and does something the moment that it has rows. */
async function openAgain(browser: Browser, url: string, what: "look" | "keys" | "click" | "type" = "look"): Promise<Page> {
  const page = await browser.newPage();
  await resize(page, panel);
  await visit(page, `${url}#${what}`);
  return page;
}

/** What there was at first, once the panel is there. */
async function seen(page: Page): Promise<Seen> {
  return (await (await waitFor(page, () => (window as Touched).seen)).jsonValue()) as Seen;
}

/** Leaves the panel as a person does who closes it. */
async function leave(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.close();
}

/** Adds a helpdesk, and leaves the panel with its list. */
async function begin(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, url, panel);
  await click(page, "button", "Add a helpdesk");
  await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
  await waitFor(page, () => document.querySelectorAll("[data-rows] [data-key]").length > 5 && document.querySelector(".list[aria-busy=false]"));
  await leave(page);
}

describe(`the list before the panel is there in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let folder: string;
  before(async () => {
    browser = await launch();
    folder = await probed();
    url = await installExtension(browser, folder);
    await begin(browser, url);
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("it is drawn before the panel is asked for, and the panel goes on with it", async () => {
    const page = await openAgain(browser, url);
    const first = await seen(page);
    assert.ok(first.rows.length > 5 && first.early, JSON.stringify(first));
    await waitFor(page, () => document.querySelector(".list[aria-busy=false]"));
    assert.deepEqual((await rowKeys(page)).slice(0, first.rows.length), first.rows);
    const made = await page.evaluate(
      (keys: string[]) => {
        const all = [...document.querySelectorAll<Marked>(".desk, main, h1, header, form, #query, [role=tab], .list, [data-rows], footer"), ...keys.map((key) => document.querySelector<Marked>(`[data-key="${key}"]`))];
        return all.filter((part) => !part?.ofPicture).map((part) => part?.outerHTML.slice(0, 100));
      },
      first.rows,
    );
    assert.deepEqual(made, [], "the panel draws nothing anew that the picture had");
    await leave(page);
  });

  test("keys move its cursor at once, and open the ticket once the panel is there", async () => {
    const page = await openAgain(browser, url, "keys");
    const { rows } = await seen(page);
    await find(page, "button", "Back to the list");
    const opened = await page.evaluate(() => document.querySelector("[data-key][aria-current=true]")?.getAttribute("data-key"));
    assert.equal(opened, rows[1]);
    await page.keyboard.press("Escape");
    await leave(page);
  });

  test("a click on one of its rows opens that ticket", async () => {
    const page = await openAgain(browser, url, "click");
    const { rows } = await seen(page);
    await find(page, "button", "Back to the list");
    assert.equal(await page.evaluate(() => document.querySelector("[data-key][aria-current=true]")?.getAttribute("data-key")), rows[2]);
    await page.keyboard.press("Escape");
    await leave(page);
  });

  test("what is typed into its filter stays, and so does the keyboard", async () => {
    const page = await openAgain(browser, url, "type");
    await seen(page);
    await waitFor(page, () => document.querySelector(".list[aria-busy=false]"));
    assert.match(await value(page, /filter/i), / priority:urgent$/);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "query");
    // A filter that was not sent is not what the list stands for: there is no picture of it.
    await leave(page);
    const again = await openAgain(browser, url);
    assert.ok(!(await seen(again)).early);
    await again.focus("#query");
    await again.keyboard.press("Escape");
    await leave(again);
  });

  test("nothing of an account that is removed is drawn again", async () => {
    const page = await openAgain(browser, url);
    await shot(page, "first");
    assert.ok((await seen(page)).early);
    assert.equal(await page.evaluate(() => localStorage.getItem("first")), null, "it is taken anew when the panel is left");
    await page.evaluate(() => chrome.storage.local.set({ accounts: [] }));
    await text(page, /Add a helpdesk/);
    await leave(page);
    const again = await open(browser, url, panel, { goesOn: true });
    assert.equal(await again.evaluate(() => localStorage.getItem("first")), null);
    await leave(again);
  });

  test("a picture that somebody made does nothing, and one of another shape is not drawn", async () => {
    await begin(browser, url);
    const keep = async (first: unknown) => {
      const page = await open(browser, url, panel);
      // In place of the panel's own, whenever it keeps that.
      await page.evaluate((kept: string) => {
        const keep = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
          if (key !== "first") keep.call(this, key, value);
        };
        Storage.prototype.removeItem = () => {};
        keep.call(localStorage, "first", kept);
      }, JSON.stringify(first));
      await leave(page);
    };
    const row = ["button", { "data-key": "a/1", onclick: "window.ran = true", style: "background: url(https://example.com/)" }, ["A row"]];
    const hostile = ["div", { class: "desk", onpointermove: "window.ran = true" }, [["script", {}, ["window.ran = true"]], ["img", { src: "x", onerror: "window.ran = true" }, []], ["a", { href: "javascript:window.ran = true" }, ["x"]], ["ul", { "data-rows": "" }, [["li", {}, [row]]]]]];
    await keep({ at: Date.now(), lang: "en", dir: "ltr", scroll: 0, wide: false, unread: [], asleep: [], hidden: [], body: hostile });
    const page = await openAgain(browser, url);
    assert.deepEqual(await seen(page), { rows: ["a/1"], early: true, held: "<div class=\"desk\"><a>x</a><ul data-rows=\"\"><li><button data-key=\"a/1\">A row</button></li></ul></div>" });
    await waitFor(page, () => document.querySelector(".list[aria-busy=false]"));
    assert.equal(await page.evaluate(() => "ran" in window), false);
    await leave(page);
    for (const other of [17, { at: Date.now() }, { at: Date.now(), wide: false, body: ["div", {}, 7] }]) {
      await keep(other);
      const again = await openAgain(browser, url);
      assert.equal((await seen(again)).early, false, JSON.stringify(other));
      await leave(again);
    }
  });
});
