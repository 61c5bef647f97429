// Formatting of what customers write, by a bar and by keys, and the preview of it: in the form of a post and below one.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { ask, written } from "./acting";
import { browserName, click, desktop, fail, fill, find, has, launch, openWidget, phone, resize, shot, stack, start, text, usual, value, violations, visit, waitFor } from "./harness";
import { visitor } from "./visiting";

const frame = new URL("/widget/frame.html", stack.demo).href;
const command = process.platform === "darwin" ? "Meta" : "Control";

/** Opens the form of a problem as a page of its own, at the field for what happened. before runs in the page before all else. */
async function form(browser: Browser, title: string, before?: () => void): Promise<Page> {
  const page = await (await browser.createBrowserContext()).newPage();
  await resize(page, phone);
  if (before) await page.evaluateOnNewDocument(before);
  await visit(page, frame);
  await click(page, "button", /^Problem$/);
  await fill(page, /What is not working/, title);
  await click(page, "button", /^Continue$/);
  await find(page, "textbox", /What happened/);
  return page;
}

const source = (page: Page | Frame) => page.evaluate(() => document.querySelector<HTMLTextAreaElement>("#content")!.value);
const selected = (page: Page | Frame) =>
  page.evaluate(() => {
    const field = document.querySelector<HTMLTextAreaElement>("#content")!;
    return field.value.slice(field.selectionStart, field.selectionEnd);
  });
/** Selects words in the field, as a person does who drags over them. */
const select = (page: Page | Frame, words: string) =>
  page.evaluate((part) => {
    const field = document.querySelector<HTMLTextAreaElement>("#content")!;
    field.focus();
    const at = field.value.indexOf(part);
    field.setSelectionRange(at, at + part.length);
  }, words);
const focused = (page: Page | Frame) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? "");
const atField = (page: Page | Frame) => page.evaluate(() => document.activeElement?.id === "content");

async function chord(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys.slice(0, -1)) await page.keyboard.down(key as "Shift");
  await page.keyboard.press(keys.at(-1) as "b");
  for (const key of keys.slice(0, -1).toReversed()) await page.keyboard.up(key as "Shift");
}

/** The post of that title as the helpdesk has it. */
async function atHelpdesk(title: string): Promise<{ id: number; content: string }> {
  const found = await ask<{ data: { id: number; title: string }[] }>("GET", `search.json?${new URLSearchParams({ text: title, ownership: "feedback", count: "50" })}`);
  const posts = found?.data.filter((o) => o.title === title) ?? [];
  assert.equal(posts.length, 1, title);
  return (await ask<{ id: number; content: string }>("GET", `objects/${posts[0]!.id}.json`))!;
}

/** Runs in the page: has the core for formatting come when it is told to. */
function held(): void {
  const send = window.fetch;
  const let_ = new Promise<void>((go) => Object.assign(window, { go }));
  window.fetch = async (...args) => {
    if (String(args[0] instanceof Request ? args[0].url : args[0]).includes("formatting.wasm")) await let_;
    return send(...args);
  };
}

/** Runs in the page: the core for formatting cannot be had. */
function lost(): void {
  const send = window.fetch;
  window.fetch = (...args) => (String(args[0] instanceof Request ? args[0].url : args[0]).includes("formatting.wasm") ? Promise.reject(new TypeError("no network")) : send(...args));
}

/** Where everything stands that somebody may be about to press. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("#title, #content, .content, .enclose, #tags, .footer, .fields")].map((e) => {
      const { x, y, width, height } = e.getBoundingClientRect();
      return [e.id || e.className, x, y, width, height].join();
    }),
  );

describe(`formatting in ${browserName}`, () => {
  let browser: Browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("by pointer: what is selected becomes bold, lists go on with Enter, the browser's undo takes it back, and the preview is what is read then", async () => {
    const title = `Formatted (${browserName})`;
    const page = await form(browser, title);
    await page.type("#content", "It stops at once.");
    await find(page, "toolbar", "Formatting");
    await select(page, "at once");
    await click(page, "button", "Bold");
    assert.equal(await source(page), "It stops [b]at once[/b].");
    assert.equal(await atField(page), true, "the keyboard stays in the field");
    assert.equal(await selected(page), "at once");
    await click(page, "button", "Italic");
    assert.equal(await source(page), "It stops [b][i]at once[/i][/b].");
    await chord(page, command, "z");
    assert.equal(await source(page), "It stops [b]at once[/b].", "the browser's own undo");
    await chord(page, command, "z");
    assert.equal(await source(page), "It stops at once.");
    await chord(page, command, "b");
    assert.match(await source(page), /\[b\]/);
    await chord(page, command, "z");
    await select(page, "at once");
    await chord(page, command, "b");
    assert.equal(await source(page), "It stops [b]at once[/b].");

    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    assert.equal(await source(page), "It stops [b]at once[/b].\n", "outside of a list Enter is what it always is");
    await click(page, "button", "Numbered list");
    await page.keyboard.type("Open it");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Wait");
    assert.match(await source(page), /\[li\]Open it\[\/li\]\n\[li\]Wait\[\/li\]/);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Then");
    assert.match(await source(page), /\[\/ol\]\n?Then$/, "Enter in an empty line ends the list");
    await shot(page, "formatting-source");
    assert.deepEqual(await violations(page), []);

    const kept = await source(page);
    const tall = await page.evaluate(() => document.querySelector<HTMLElement>("#content")!.offsetHeight);
    const before = await places(page);
    await click(page, "button", "Preview");
    await find(page, "region", "Preview");
    await waitFor(page, () => document.querySelectorAll(".editor-shown li").length === 2);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll(".editor-shown b, .editor-shown li")].map((e) => e.textContent)), ["at once", "Open it", "Wait"]);
    assert.ok((await page.evaluate(() => document.querySelector<HTMLElement>(".editor-shown")!.offsetHeight)) >= tall, "nothing below moves up");
    assert.equal(await page.evaluate(() => document.querySelector<HTMLElement>("#content")!.offsetHeight), 0, "it stands in the field's place");
    assert.deepEqual((await places(page)).filter((p) => /title|footer/.test(p)), before.filter((p) => /title|footer/.test(p)));
    await shot(page, "formatting-preview");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Preview");
    assert.equal(await value(page, /What happened/), kept);
    await waitFor(page, () => document.activeElement?.id === "content");

    await click(page, "button", "Preview");
    await find(page, "region", "Preview");
    await click(page, "button", /^Send problem$/);
    await text(page, /Thank you/);
    const made = await atHelpdesk(title);
    assert.match(made.content, /<(?:b|strong)>at once<\/(?:b|strong)>/);
    assert.match(made.content, /<ol>\s*<li>Open it<\/li>\s*<li>Wait<\/li>\s*<\/ol>/);
    await page.close();
  });

  test("by keys alone: the bar is one stop, arrows go along it, and Escape leaves what is above the form", async () => {
    const page = await form(browser, `By keys (${browserName})`);
    await page.focus("#content");
    await page.keyboard.type("See the manual");
    await find(page, "toolbar", "Formatting");
    for (let i = 0; i < "manual".length; i++) await chord(page, "Shift", "ArrowLeft");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Bold");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(page), "Italic");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await focused(page), "Preview", "around its end");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    assert.equal(await source(page), "See the [i]manual[/i]");
    assert.equal(await atField(page), true);
    assert.equal(await selected(page), "manual");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Italic", "where one was");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.closest("[role=toolbar]")), null, "one stop");
    await chord(page, "Shift", "Tab");
    await chord(page, "Shift", "Tab");
    assert.equal(await atField(page), true);

    await select(page, "manual");
    await chord(page, command, "k");
    await find(page, "heading", "Link");
    await shot(page, "formatting-link");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.type("javascript:alert(1)");
    await page.keyboard.press("Enter");
    await text(page, /Enter the address of a page/);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await waitFor(page, () => !document.querySelector("dialog"));
    assert.equal(await has(page, "button", /^Send problem$/), true, "Escape ends the link alone");
    assert.equal(await selected(page), "manual");
    await chord(page, command, "k");
    await fill(page, "Address", "example.com/manual");
    await page.keyboard.press("Enter");
    await waitFor(page, () => !document.querySelector("dialog"));
    await waitFor(page, () => document.querySelector<HTMLTextAreaElement>("#content")!.value.includes("[url"));
    assert.match(await source(page), /^See the .*\[url=https:\/\/example\.com\/manual\]/);
    assert.equal(await atField(page), true);
    await page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>("#content")!;
      field.setSelectionRange(field.value.length, field.value.length);
    });
    await page.keyboard.type(" or ");
    await click(page, "button", "Link");
    await fill(page, "Address", "https://example.org");
    await fill(page, "Text", "ask");
    await click(page, "button", "Insert link");
    await waitFor(page, () => document.querySelector<HTMLTextAreaElement>("#content")!.value.endsWith("[url=https://example.org/]ask[/url]"));

    await page.keyboard.press("Tab");
    await page.keyboard.press("End");
    assert.equal(await focused(page), "Preview");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelectorAll(".editor-shown a[href]").length === 2);
    assert.equal(await focused(page), "Preview", "whoever goes by keys stays there");
    await page.keyboard.press("Enter");
    await waitFor(page, () => !document.querySelector(".editor-shown"));
    await page.keyboard.press("Enter");
    await find(page, "region", "Preview");
    await page.focus(".editor-shown");
    await page.keyboard.press("Escape");
    await waitFor(page, () => document.activeElement?.id === "content");
    assert.equal(await has(page, "button", /^Send problem$/), true);
    await page.close();
  });

  test("what an input method composes is its own, and what is typed as tags counts as it is sent", async () => {
    const page = await form(browser, `Composed (${browserName})`);
    await page.focus("#content");
    await find(page, "toolbar", "Formatting");
    await click(page, "button", "List");
    const before = await source(page);
    const taken = await page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>("#content")!;
      return [{ key: "Enter" }, { key: "b", code: "KeyB", ctrlKey: true, metaKey: false }].map((init) => field.dispatchEvent(new KeyboardEvent("keydown", { ...init, isComposing: true, bubbles: true, cancelable: true })));
    });
    assert.deepEqual(taken, [true, true], "left to the input method");
    assert.equal(await source(page), before);
    await page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>("#content")!;
      field.select();
      // oxlint-disable-next-line typescript/no-deprecated -- nothing else changes a field as a person does, with all its events
      document.execCommand("insertText", false, "x".repeat(11_990));
    });
    await text(page, /10 characters left/);
    await page.evaluate(() => document.querySelector<HTMLTextAreaElement>("#content")!.select());
    await click(page, "button", "Bold");
    await text(page, /3 characters left/);
    await page.close();
  });

  test("nothing waits for the bar, nothing moves when it comes, and without it the field is what it was", async () => {
    const late = await form(browser, `Late (${browserName})`, held);
    await late.type("#content", "Typed before.");
    assert.equal(await has(late, "toolbar", "Formatting"), false);
    await find(late, "button", "Attach files");
    await find(late, "textbox", /^Tags/);
    const before = await places(late);
    await shot(late, "formatting-late");
    await late.evaluate(() => (window as unknown as { go: () => void }).go());
    await find(late, "toolbar", "Formatting");
    assert.deepEqual(await places(late), before);
    assert.equal(await source(late), "Typed before.");
    await late.close();

    const none = await form(browser, `None (${browserName})`, lost);
    await none.type("#content", "Typed");
    await none.keyboard.press("Enter");
    await none.keyboard.type("without.");
    assert.equal(await source(none), "Typed\nwithout.");
    assert.equal(await has(none, "toolbar", "Formatting"), false);
    await click(none, "button", /^Send problem$/);
    await text(none, /Thank you/);
    await none.close();
  });

  test("a comment is formatted below a post, and reads so while it is on its way and when it is there", async () => {
    const { id } = await written("idea", `Formatted below (${browserName})`);
    const { page, leave } = await visitor(browser);
    const widget = await openWidget(page);
    await page.evaluate((post: number) => (window as unknown as { deskside: (...call: unknown[]) => void }).deskside("open", `post/${post}`), id);
    const field = await find(widget, "textbox", "Write a comment");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await field.click();
    const at = () => widget.evaluate(() => JSON.stringify(document.querySelector("#content")!.getBoundingClientRect()));
    const place = await at();
    await find(widget, "toolbar", "Formatting");
    assert.equal(await at(), place, "the field stays under the pointer");
    await field.type("Only on Mondays");
    await select(widget, "Mondays");
    await click(widget, "button", "Bold");
    assert.equal(await source(widget), "Only on [b]Mondays[/b]");
    await shot(page, "formatting-comment");
    assert.deepEqual(await violations(widget), []);
    await click(widget, "button", "Preview");
    await waitFor(widget, () => document.querySelector(".editor-shown b")?.textContent === "Mondays");
    await fail(stack.useResponse, "busy");
    await click(widget, "button", "Send comment");
    await text(widget, /Your comment is waiting to be sent/);
    await waitFor(widget, () => document.querySelector(".comment[data-waits] b")?.textContent === "Mondays");
    assert.equal(await value(widget, "Write a comment"), "", "the field is there again for the next");
    await shot(page, "formatting-comment-waits");
    await click(widget, "button", /1 waiting to be sent/);
    await waitFor(widget, () => document.querySelector(".entry b")?.textContent === "Mondays");
    await shot(page, "formatting-waiting");
    await fail(stack.useResponse, "ok");
    await click(widget, "button", "Send now");
    await click(widget, "button", "Back");
    await waitFor(widget, () => document.querySelector(".comment:not([data-waits]) b")?.textContent === "Mondays", { timeout: 30_000 });
    assert.deepEqual(asked.filter((url) => url.includes("custom-fields")), [], "a comment has no fields");
    await leave();
  });

  test("where the edge runs the core, typing asks it nothing, and a press asks it once", async () => {
    const bare = await start(usual, { compiles: false });
    try {
      const page = await form(bare, `Formatted elsewhere (${browserName})`);
      const asked: string[] = [];
      page.on("request", (request) => request.url().includes("core.msgpack") && asked.push(new URL(request.url()).search));
      await find(page, "toolbar", "Formatting");
      await page.type("#content", "[ul]\n[li]one[/li]");
      await page.keyboard.press("Enter");
      await page.keyboard.type("two");
      assert.equal(await source(page), "[ul]\n[li]one[/li]\ntwo");
      assert.deepEqual(asked.filter((op) => op.includes("content")), []);
      await select(page, "two");
      await click(page, "button", "Bold");
      assert.equal(await source(page), "[ul]\n[li]one[/li]\n[b]two[/b]");
      assert.deepEqual(asked.filter((op) => op.includes("content")), ["?op=content.format"]);
      await click(page, "button", "Preview");
      await waitFor(page, () => document.querySelector(".editor-shown b")?.textContent === "two");
      assert.deepEqual(asked.filter((op) => op.includes("content")), ["?op=content.format", "?op=content.show"]);
    } finally {
      await bare.close();
    }
  });

  test("looks as it should, wide and narrow, in both languages and schemes, and from right to left", { skip: browserName === "firefox" }, async () => {
    for (const [language, kind, go] of [["en", /^Problem$/, /^Continue$/], ["ru", /^Проблема$/, /^Продолжить$/]] as const)
      for (const touched of [false, true]) {
        const page = await (await browser.createBrowserContext()).newPage();
        const wide = (size: typeof phone) => page.setViewport({ ...size, hasTouch: touched, isMobile: touched });
        await wide(phone);
        await page.evaluateOnNewDocument((tag: string) => Object.defineProperty(navigator, "languages", { get: () => [tag] }), language);
        await visit(page, frame);
        await click(page, "button", kind);
        await waitFor(page, () => document.querySelector("#title"));
        await page.type("#title", language === "ru" ? "Выгрузка обрывается" : "The export stops");
        await click(page, "button", go);
        await waitFor(page, () => document.querySelector("[role=toolbar]"));
        await page.type("#content", language === "ru" ? "[b]Сразу[/b] после начала" : "[b]At once[/b], when it begins");
        for (const size of [phone, { width: 320, height: 700 }, desktop]) {
          await wide(size);
          for (const [scheme, dir] of [["light", "ltr"], ["dark", "rtl"]] as const) {
            await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
            await page.evaluate((to) => (document.documentElement.dir = to), dir);
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
            await page.evaluate(() => document.querySelector("#content")?.scrollIntoView({ block: "start", behavior: "instant" }));
            await shot(page, `formatting-${language}-${scheme}-${size.width}${touched ? "-touch" : ""}`);
            const least = await page.evaluate(() => Math.min(...[...document.querySelectorAll(".editor-bar button")].flatMap((b) => [b.getBoundingClientRect().width, b.getBoundingClientRect().height])));
            assert.equal(await page.evaluate(() => matchMedia("(pointer: coarse)").matches), touched);
            assert.ok(least >= (touched ? 44 : 24), `${least} px`);
            const [place, bar] = await page.evaluate(() => [".formatting", ".editor-bar"].map((of) => document.querySelector<HTMLElement>(of)!.offsetHeight));
            assert.equal(place, bar, "its place was as tall before it came");
            const places = await page.evaluate(() => [...document.querySelectorAll(".editor-bar button")].map((b) => b.getBoundingClientRect().x));
            assert.equal(places[0]! < places[1]!, dir === "ltr", "the bar begins where lines do");
          }
        }
        await page.close();
      }
  });
});
