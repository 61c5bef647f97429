// The widget in other people's pages, which do to it whatever pages do: put its place there late, take it away, replace
// themselves, change their colours, stand something in front of it, and keep its server from it.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createProxy, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, ElementHandle, Frame, Page } from "puppeteer-core";

import { becomes } from "./acting";
import { browserName, click, desktop, fail, fill, find, has, launch, need, open, openWidget, phone, resize, shot, stack, text, type, value, violations, waitFor, widgetFrame } from "./harness";

/** A page: what is in its head and body, and headers of it. */
interface Host {
  head?: string;
  body?: string;
  html?: string;
  headers?: Record<string, string>;
}

/** The line of the README by which a page calls before the widget is there. */
const stub = 'window.deskside = typeof deskside == "function" ? deskside : Object.assign((...a) => new Promise((done) => deskside.q.push(Object.assign(a, { done }))), { q: [] })';

type Call = (...call: unknown[]) => Promise<unknown>;

/** The edge behind a line that can be cut: the address is there, and nobody answers. */
async function line(): Promise<{ address: string; cut(): Promise<void>; mend(): Promise<void>; end(): Promise<void> }> {
  const target = new URL(stack.demo);
  const open = new Set<Socket>();
  const answer = (client: Socket) => {
    const server = connect(Number(target.port), target.hostname);
    for (const [one, other] of [[client, server], [server, client]] as const) {
      open.add(one);
      one.on("error", () => other.destroy()).on("close", () => open.delete(one));
      one.pipe(other);
    }
  };
  let proxy = createProxy(answer);
  await new Promise<void>((listens) => proxy.listen(0, "127.0.0.1", listens));
  const { port } = proxy.address() as AddressInfo;
  const cut = async () => {
    const closed = new Promise((done) => proxy.close(done));
    for (const one of open) one.destroy();
    await closed;
  };
  return {
    address: `http://127.0.0.1:${port}`,
    cut,
    async mend() {
      proxy = createProxy(answer);
      await new Promise<void>((listens) => proxy.listen(port, "127.0.0.1", listens));
    },
    end: cut,
  };
}

describe(`the widget as a guest in ${browserName}`, () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  const hosts = new Map<string, Host>();
  const loader = (attributes = "", at = stack.demo) => `<script async src="${at}/widget/loader.js" ${attributes}></script>`;

  before(async () => {
    browser = await launch();
    server = createServer(({ url = "/" }, response) => {
      const script = scripts.exec(url)?.[1];
      if (script) {
        const file = script === "turbo" ? join(need("ROOT"), "node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js") : join(need("APPS"), `${script}.js`);
        readFile(file).then(
          (content) => response.setHeader("content-type", "text/javascript").end(content),
          () => response.writeHead(404).end(),
        );
        return;
      }
      const host = hosts.get(url.split("?", 1)[0]!);
      for (const [name, value] of Object.entries(host?.headers ?? {})) response.setHeader(name, value);
      response.statusCode = host ? 200 : 404;
      response.setHeader("content-type", "text/html; charset=utf-8").end(
        host && `<!doctype html><html lang="en" ${host.html ?? ""}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A site</title>${host.head ?? ""}</head><body><main><h1>A site</h1>${host.body ?? ""}</main></body></html>`,
      );
    });
    await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.close();
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  /** Scripts that pages of this site have. */
  const scripts = /^\/([\w-]+)\.js$/;
  /** Opens a page of another site. */
  const enter = async (host: Host, size = desktop): Promise<Page> => {
    const path = `/${hosts.size}`;
    hosts.set(path, host);
    return open(browser, origin + path, size);
  };
  /** The button of the nth widget, once it is drawn. */
  const launcher = async (page: Page, nth = 0): Promise<ElementHandle<HTMLElement>> => {
    const drawn = (at: number) => {
      // Pages may have made something else of what is newer.
      const all = document.querySelectorAll("deskside-feedback");
      const button = all[at < 0 ? all.length + at : at]?.shadowRoot?.querySelector("button");
      return button?.checkVisibility() && button;
    };
    return (await waitFor(page, drawn, {}, nth)).asElement() as ElementHandle<HTMLElement>;
  };
  const call = (page: Page, ...what: unknown[]) => page.evaluate((args: unknown[]) => (window as unknown as { deskside: Call }).deskside(...args), what);
  /** Waits until the function is the widget's own. */
  const there = (page: Page) => waitFor(page, () => typeof (window as { deskside?: unknown }).deskside === "function" && "here" in (window as unknown as { deskside: object }).deskside);
  /** Whether the card can be seen. */
  const shown = (page: Page) => page.evaluate(() => [...document.querySelectorAll("deskside-feedback")].some((e) => getComputedStyle(e.shadowRoot!.querySelector("dialog")!).visibility === "visible"));
  const frames = (page: Page) => page.frames().filter((f) => f.url().includes("/frame.html"));
  /** Where the focus is: in a field of the page, or in the widget. */
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);

  describe("stands wherever the page puts it", () => {
    test("in an element that comes late, leaves, and comes again, with the script put in once more", async () => {
      const page = await enter({ head: loader('data-inline="#here"') });
      await there(page);
      assert.equal(frames(page).length, 0, "nothing of it is there");
      const arrive = () => page.evaluate(() => document.querySelector("main")!.insertAdjacentHTML("beforeend", '<div id="here"></div>'));
      await arrive();
      let frame = await widgetFrame(page);
      await click(frame, "button", /^Idea$/);
      await type(frame, /What is your idea about/, "Half a thought");
      for (const again of [false, true]) {
        await page.evaluate(() => document.querySelector("#here")!.remove());
        await becomes(async () => frames(page).length, 0);
        await arrive();
        if (again) {
          await page.evaluate((src) => {
            const script = Object.assign(document.createElement("script"), { src });
            script.dataset["inline"] = "#here";
            document.head.append(script);
          }, `${stack.demo}/widget/loader.js`);
        }
        frame = await widgetFrame(page);
        assert.equal(frames(page).length, 1);
        await click(frame, "button", /^Idea$/);
        assert.equal(await value(frame, /What is your idea about/), "Half a thought");
      }
      await page.close();
    });

    test("in several elements at once, beside a launcher, each with settings of its own", async () => {
      const page = await enter({
        head: loader('data-launcher="Ideas?"'),
        body: `<div id="a"></div><deskside-feedback inline locale="ru"></deskside-feedback>${loader('data-inline="#a" data-theme="dark"')}`,
      });
      await becomes(async () => frames(page).length, 2);
      const said = async () => (await Promise.all(frames(page).map((f) => f.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dataset["theme"]}`)))).sort();
      await becomes(async () => (await said()).join(), "en dark,ru light");
      const button = await launcher(page, -1);
      assert.equal(await button.evaluate((b) => b.textContent), "Ideas?");
      await button.click();
      await becomes(async () => frames(page).length, 3);
      await page.close();
    });

    test("through a page that replaces its body, its document, or what it does not know", async () => {
      const page = await enter({ head: loader() });
      await launcher(page);
      const lives = async (what: string) => {
        const button = await launcher(page);
        assert.equal(await page.evaluate(() => document.querySelectorAll("deskside-feedback").length), 1, what);
        await button.click();
        await find(await widgetFrame(page), "button", /^Idea$/);
        await call(page, "close");
      };
      await page.evaluate(() => document.body.replaceWith(document.createElement("body")));
      await lives("another body");
      await page.evaluate(() => document.querySelector("deskside-feedback")!.remove());
      await lives("taken out");
      await page.evaluate(() => {
        const html = document.createElement("html");
        html.append(document.createElement("head"), document.createElement("body"));
        document.documentElement.replaceWith(html);
      });
      await lives("another root");
      await page.evaluate(() => {
        document.open();
        // oxlint-disable-next-line typescript/no-deprecated -- that old pages still do it is why it is tried
        document.write("<!doctype html><title>Anew</title><h1>Written anew</h1>");
        document.close();
      });
      await becomes(async () => frames(page).length, 0);
      await lives("written anew");
      await page.close();
    });

    test("through Turbo's visits and morphs", async () => {
      const head = `<script src="/turbo.js"></script><meta name="turbo-refresh-method" content="morph">${loader()}`;
      hosts.set("/turbo-2", { head, body: '<p id="second">The second</p><a href="/turbo-2">Again</a><div id="late"></div>' });
      const page = await enter({ head, body: '<a href="/turbo-2">Go on</a>' });
      await launcher(page);
      const frame = await openWidget(page);
      await click(frame, "button", /^Idea$/);
      await page.evaluate(() => document.querySelector("a")!.click());
      await waitFor(page, () => document.getElementById("second"));
      await find(frame, "textbox", /What is your idea about/);
      assert.equal(await shown(page), true, "an open card stays as it is");
      await page.evaluate(
        () =>
          new Promise((done) => {
            document.addEventListener("turbo:load", done, { once: true });
            (window as unknown as { Turbo: { visit(to: string, how: object): void } }).Turbo.visit(location.href, { action: "replace" });
          }),
      );
      assert.equal(await page.evaluate(() => document.querySelectorAll("deskside-feedback").length), 1);
      await call(page, "open", "home");
      await find(frame, "button", /^Problem$/);
      await page.close();
    });

    test("in an app of React, from the npm package, as its component", async () => {
      const page = await enter({ body: '<div id="app"></div><script type="module" src="/react.js"></script>' });
      await page.goto(`${page.url()}?edge=${encodeURIComponent(stack.demo)}`);
      const log = () => page.evaluate(() => (window as unknown as { log: string[] }).log.join());
      await becomes(log, "ready light");
      assert.equal(await page.evaluate(() => document.querySelectorAll("deskside-feedback").length), 2);
      const theme = () => frames(page)[0]?.evaluate(() => document.documentElement.dataset["theme"]);
      await becomes(async () => theme(), "light");
      await click(page, "button", "Theme");
      await becomes(async () => theme(), "dark");
      await click(page, "button", "Route");
      await becomes(async () => frames(page).length, 0);
      await click(page, "button", "Route");
      await becomes(log, "ready light,ready dark");
      await becomes(async () => theme(), "dark");
      await click(page, "button", "Report a problem");
      await becomes(log, "ready light,ready dark,opened true");
      await becomes(async () => frames(page).length, 2);
      await page.keyboard.press("Escape");
      await becomes(log, "ready light,ready dark,opened true,closed");
      await page.close();
    });

    test("though the page takes it out each time, without standing still", async () => {
      const page = await enter({
        head: loader(),
        body: '<script>new MutationObserver(() => document.querySelector("deskside-feedback")?.remove()).observe(document, {childList: true, subtree: true})</script>',
      });
      await there(page);
      const turns = await page.evaluate(async () => {
        let turns = 0;
        while (turns < 20) await new Promise((next) => setTimeout(() => next(++turns), 5));
        return turns;
      });
      assert.equal(turns, 20);
      await page.close();
    });

    test("until it is destroyed, and then anew", async () => {
      const page = await enter({ head: loader() });
      await launcher(page);
      await call(page, "destroy");
      assert.deepEqual(await page.evaluate(() => [document.querySelector("deskside-feedback"), typeof (window as { deskside?: unknown }).deskside]), [null, "undefined"]);
      await page.evaluate((src) => document.head.append(Object.assign(document.createElement("script"), { src })), `${stack.demo}/widget/loader.js`);
      await launcher(page);
      await openWidget(page);
      await page.close();
    });
  });

  describe("gets along with pages that", () => {
    const strange: [name: string, host: Host][] = [
      ["name an element like it, with the line for early calls", { body: `<div id="deskside"></div><script>${stub}</script><script>deskside("open")</script>${loader()}` }],
      ["are isolated from other origins", { headers: { "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" }, head: loader("crossorigin") }],
      ["are isolated, and load it as any script", { headers: { "cross-origin-embedder-policy": "require-corp" }, head: loader() }],
      ["take it as a module", { head: `<script type="module" src="${stack.demo}/widget/loader.js"></script>` }],
      ["ask for it with something behind its address", { head: `<script async src="${stack.demo}/widget/loader.js?v=3"></script>` }],
      ["hide and shrink whatever they can", { head: `<style>*{display:none!important;visibility:hidden!important;transform:scale(0)!important}html,body,main{display:block!important;visibility:visible!important;transform:none!important}html{font-size:1px!important}</style>${loader()}` }],
      ["have an old library extend what is built in", {
        head: `<script>
          Object.prototype.extend = function () { return this };
          Array.prototype.toJSON = () => "[]";
          Array.prototype.find = function (f) { for (var i = 0; i < this.length; i++) if (f(this[i], i)) return this[i] };
          Array.prototype.at = function (i) { return this[i] };
          Array.from = function (x) { return [].slice.call(x) };
          Function.prototype.bind = function () { return this };
          Element.prototype.remove = function () { this.parentNode.removeChild(this); return this };
          Element.prototype.toggle = Element.prototype.show = Element.prototype.hide = function () { return this };
          String.prototype.startsWith = function (x) { return this.indexOf(x) === 0 };
        </script>${loader()}`,
      }],
      ["trust one script by its number, and no words", {
        headers: { "content-security-policy": `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; frame-src ${stack.demo}; require-trusted-types-for 'script'; trusted-types 'none'` },
        head: loader('nonce="abc"'),
      }],
    ];
    for (const [name, host] of strange) {
      test(name, async () => {
        const page = await enter(host);
        const reports: string[] = [];
        page.on("console", (m) => /content.security|trusted type|refused/i.test(m.text()) && reports.push(m.text()));
        const faults: string[] = [];
        page.on("pageerror", (error) => faults.push(String(error)));
        await (await launcher(page)).evaluate((b) => b.click());
        const frame = await widgetFrame(page);
        // The line for early calls has opened it already.
        if (!(await shown(page))) await call(page, "open");
        // Firefox's driver finds no frame where the page has changed what is built in.
        await (await find(frame, "button", /^Question$/)).evaluate((b) => b.click());
        await find(frame, "textbox", /What would you like to know/);
        assert.deepEqual(reports, []);
        assert.deepEqual(faults, []);
        await page.close();
      });
    }

    test("are files, or stand in a sandbox without an origin", async () => {
      const folder = await mkdtemp(join(tmpdir(), "deskside-guest-"));
      try {
        const path = join(folder, "page.html");
        await writeFile(path, `<!doctype html><title>A file</title><h1>A file</h1>${loader()}`);
        const page = await open(browser, pathToFileURL(path).href);
        const frame = await openWidget(page);
        await find(frame, "button", /^Idea$/);
        await page.close();
      } finally {
        await rm(folder, { recursive: true });
      }
      const inner = `<!doctype html><title>A preview</title><h1>A preview</h1>${loader("data-inline=h1")}`;
      const page = await enter({ body: `<iframe sandbox="allow-scripts allow-forms" width="600" height="700" srcdoc="${inner.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>` });
      const frame = await widgetFrame(page);
      await (await find(frame, "button", /^Idea$/)).evaluate((b) => b.click());
      await find(frame, "textbox", /What is your idea about/);
      await page.close();
    });
  });

  describe("changes with the page", () => {
    const theme = (frame: Frame) => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
    test("its theme, by the page's own switch, by an attribute and by a call", async () => {
      const page = await enter({ head: `<meta name="color-scheme" content="light dark"><style>:root{color-scheme:light}:root.dark{color-scheme:dark}</style>${loader('id="theirs"')}` });
      const frame = await openWidget(page);
      const light = await theme(frame);
      const card = () => page.evaluate(() => getComputedStyle(document.querySelector("deskside-feedback")!.shadowRoot!.querySelector("button")!).backgroundColor);
      const lightCard = await card();
      const changes: [what: string, dark: () => Promise<unknown>, back: () => Promise<unknown>][] = [
        ["a class", () => page.evaluate(() => document.documentElement.classList.add("dark")), () => page.evaluate(() => document.documentElement.classList.remove("dark"))],
        ["a property", () => page.evaluate(() => (document.documentElement.style.colorScheme = "dark")), () => page.evaluate(() => (document.documentElement.style.colorScheme = ""))],
        ["an attribute of the page", () => page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark")), () => page.evaluate(() => document.documentElement.removeAttribute("data-theme"))],
        ["a class of the body", () => page.evaluate(() => (document.body.className = "dark-mode")), () => page.evaluate(() => (document.body.className = ""))],
        ["the script's attribute", () => page.evaluate(() => (document.getElementById("theirs")!.dataset["theme"] = "dark")), () => page.evaluate(() => (document.getElementById("theirs")!.dataset["theme"] = "auto"))],
        ["a call", () => call(page, "set", { theme: "dark" }), () => call(page, "set", { theme: "light" })],
      ];
      for (const [what, dark, back] of changes) {
        await dark();
        await becomes(async () => (await theme(frame)) !== light, true);
        assert.notEqual(await card(), lightCard, what);
        await back();
        await becomes(async () => (await theme(frame)) === light, true);
      }
      await page.close();
    });

    test("its language and direction, and nothing that is typed goes", async () => {
      const page = await enter({ head: loader() });
      const button = await launcher(page);
      const frame = await openWidget(page);
      await click(frame, "button", /^Idea$/);
      await type(frame, /What is your idea about/, "Dark mode");
      await page.evaluate(() => (document.documentElement.lang = "ru"));
      await find(frame, "textbox", /идея/);
      assert.equal(await value(frame, /идея/), "Dark mode");
      assert.equal(await button.evaluate((b) => b.textContent), "Обратная связь");
      const left = async () => (await button.boundingBox())!.x < 300;
      assert.equal(await left(), false);
      await page.evaluate(() => (document.documentElement.dir = "rtl"));
      await becomes(left, true);
      await page.close();
    });

    test("its colour, roundness, font, side and distance, and what is no colour changes nothing", async () => {
      const page = await enter({ head: loader('data-accent="#c2185b" data-radius="4" data-font="Georgia, serif" data-position="start" data-offset="40"') });
      const button = await launcher(page);
      const look = () => button.evaluate((b) => {
        const { backgroundColor, borderRadius, fontFamily } = getComputedStyle(b);
        return { backgroundColor, borderRadius, fontFamily, x: b.getBoundingClientRect().x };
      });
      const { backgroundColor, ...rest } = await look();
      assert.deepEqual(rest, { borderRadius: "4px", fontFamily: "Georgia, serif", x: 40 });
      const frame = await openWidget(page);
      await click(frame, "button", /^Idea$/);
      await shot(page, "guest-coloured");
      assert.deepEqual(await violations(frame), []);
      const filled = () => frame.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ds-brand"));
      assert.equal(await filled(), "#c2185b");
      await call(page, "set", { accent: "no colour" });
      await becomes(filled, "");
      assert.notEqual((await look()).backgroundColor, backgroundColor);
      await button.evaluate((b) => b.click());
      await page.close();
    });
  });

  test("is shown on a page of its edge to whoever is to embed it, with the line for it", async () => {
    for (const [lang, label, theme, dark] of [["en", /^Theme$/, "Dark", "Copy the line"], ["ru", /^Тема$/, "Тёмная", "Скопировать строку"]] as const) {
      const page = await open(browser, `${stack.demo}/widget/try.html?lang=${lang}`);
      const button = await launcher(page);
      assert.deepEqual(await violations(page), []);
      const line = () => page.$eval("pre", (e) => e.textContent);
      assert.equal(await line(), `<script async src="${stack.demo}/widget/loader.js"></script>`);
      const choose = async (name: string, value: string) => {
        await page.$eval(`[name=${name}]`, (e, to) => {
          (e as HTMLInputElement).value = to;
          e.dispatchEvent(new Event("input", { bubbles: true }));
        }, value);
      };
      await choose("launcher", 'Say "hello"');
      await choose("accent", "#c2185b");
      await choose("theme", "dark");
      assert.equal(await line(), `<script async src="${stack.demo}/widget/loader.js" data-launcher="Say &quot;hello&quot;" data-accent="#c2185b" data-theme="dark"></script>`);
      await becomes(() => button.evaluate((b) => b.textContent), 'Say "hello"');
      await find(page, "combobox", label);
      assert.equal(await page.$eval("[name=theme]", (e) => (e as HTMLSelectElement).selectedOptions[0]!.textContent), theme);
      await find(page, "button", dark);
      await button.click();
      const frame = await widgetFrame(page);
      await becomes(() => frame.evaluate(() => document.documentElement.dataset["theme"]), "dark");
      await shot(page, `guest-try-${lang}`);
      await choose("inline", "#place");
      assert.match((await line())!, /data-inline="#place"/);
      await becomes(() => page.evaluate(() => document.querySelector("#place deskside-feedback") !== null), true);
      await find(await widgetFrame(page), "button", lang === "en" ? /^Idea$/ : /^Идея$/);
      await resize(page, phone);
      await shot(page, `guest-try-${lang}-phone`);
      await page.close();
    }
  });

  describe("leaves the visitor where they are", () => {
    test("who types in the page while it comes, on a slow line", async () => {
      const page = await enter({ head: loader(), body: '<input id="theirs"><button id="other" onclick="deskside(\'open\')">Feedback</button>' });
      await there(page);
      await page.focus("#theirs");
      const opened = call(page, "open", "idea");
      await page.keyboard.type("letters of the page", { delay: 30 });
      assert.equal(await opened, true);
      await page.keyboard.type(" and more");
      assert.equal(await page.$eval("#theirs", (e) => (e as HTMLInputElement).value), "letters of the page and more");
      const frame = await widgetFrame(page, null);
      assert.doesNotMatch(await value(frame, /What is your idea about/), /letters|more/);
      // Whoever asks for it by hand comes along.
      await call(page, "close");
      assert.equal(await focused(page), "theirs");
      await page.close();
    });

    test("whose dialog is open: it stands in front of it, and can be used", async () => {
      for (const [name, dialog] of [
        ["the browser's", '<dialog id="theirs"><button id="ask" onclick="deskside(\'open\')">Feedback</button></dialog><script>theirs.showModal()</script>'],
        ["a script's, which keeps the focus", `<div id="theirs" role="dialog" aria-modal="true" style="position:fixed;inset:0;z-index:2147483647;background:#fffc"><button id="ask" onclick="deskside('open')">Feedback</button></div>
          <script>document.addEventListener("focusin", (e) => { if (!theirs.contains(e.target)) ask.focus() })</script>`],
      ]) {
        const page = await enter({ head: loader(), body: dialog! });
        await there(page);
        await page.click("#ask");
        const frame = await widgetFrame(page);
        await click(frame, "button", /^Idea$/);
        await type(frame, /What is your idea about/, "From within");
        assert.equal(await value(frame, /What is your idea about/), "From within", name);
        if (name === "the browser's") await shot(page, "guest-dialog");
        await page.keyboard.press("Escape");
        await becomes(() => shown(page), false);
        assert.equal(await focused(page), "ask", name);
        await page.close();
      }
    });

    test("on a phone: what it covers cannot be reached, and the focus is given back", async () => {
      const page = await enter({ head: loader(), body: '<a href="#1" id="one">One</a><a href="#2" id="two">Two</a>' }, phone);
      await (await launcher(page)).click();
      const frame = await widgetFrame(page);
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press("Tab");
        assert.ok(!["one", "two"].includes((await focused(page)) ?? ""), `after ${i + 1} times Tab`);
      }
      await shot(page, "guest-phone");
      await click(frame, "button", /Close/);
      await becomes(() => shown(page), false);
      assert.equal(await focused(page), "deskside-feedback");
      // A window that grows goes on with a card that covers nothing.
      await (await launcher(page)).click();
      await resize(page, desktop);
      await becomes(() => page.evaluate(() => document.querySelector("deskside-feedback")!.shadowRoot!.querySelector("dialog")!.matches(":modal")), false);
      assert.equal(await shown(page), true);
      await page.close();
    });

    test("who composes a character: Esc and Enter end that alone", async () => {
      const page = await enter({ head: loader() });
      const frame = await openWidget(page);
      await click(frame, "button", /^Idea$/);
      const field = await find(frame, "textbox", /What is your idea about/);
      await field.type("にほ");
      for (const key of ["Escape", "Enter"]) {
        for (const how of [{ isComposing: true, keyCode: 0 }, { isComposing: false, keyCode: 229 }]) {
          const taken = await field.evaluate((e, init) => !e.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init } as KeyboardEventInit)), { key, ...how });
          assert.equal(taken, false);
        }
      }
      assert.equal(await shown(page), true);
      assert.equal(await has(frame, "textbox", /How would it help/), false);
      await page.keyboard.press("Escape");
      await becomes(() => shown(page), false);
      await page.close();
    });
  });

  test("moves nothing of the page, from before it is there until it is closed", { skip: browserName === "firefox" && "Firefox tells of nothing that moved" }, async () => {
    const watch = `<script>window.shifts = []; new PerformanceObserver((list) => { for (const e of list.getEntries()) shifts.push([e.value, ...e.sources.map((s) => [s.node && (s.node.localName || s.node.nodeName), JSON.stringify(s.previousRect), JSON.stringify(s.currentRect)])].join()) })</script>`;
    const page = await enter({ head: watch + loader(), body: "<p>Some words of the site.</p>".repeat(100) });
    await (await launcher(page)).click();
    await click(await widgetFrame(page), "button", /^Idea$/);
    await call(page, "close");
    await becomes(() => shown(page), false);
    assert.deepEqual(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts), []);
    await page.close();
  });

  describe("tells the page, and is told", () => {
    test("by promises and events, each once", async () => {
      const page = await enter({ head: `<script>${stub}</script><script>window.log = []; for (const name of ["open", "close", "ready"]) deskside("on", name, () => log.push(name)); deskside("once", "open", () => log.push("once")); deskside("ready").then((is) => log.push("ready: " + is))</script>${loader()}` });
      await there(page);
      const log = () => page.evaluate(() => (window as unknown as { log: string[] }).log.join());
      assert.equal(await log(), "", "nothing is brought in");
      assert.equal(frames(page).length, 0);
      assert.equal(await call(page, "open", "problem"), true);
      const frame = await widgetFrame(page, null);
      await find(frame, "textbox", /What is not working/);
      await becomes(log, "open,once,ready: true,ready");
      await call(page, "close");
      await call(page, "toggle");
      await becomes(log, "open,once,ready: true,ready,close,open");
      assert.equal(await call(page, "opne"), false);
      await page.close();
    });

    test("where to go: a form, a post, the first view", async () => {
      const page = await enter({ head: loader() });
      await there(page);
      const frame = await openWidget(page);
      const id = await frame.evaluate(() => Number(document.querySelector("[data-post]")?.getAttribute("data-post") ?? /\d+/.exec(document.querySelector(".row-title")?.id ?? "")?.[0]));
      assert.ok(id > 0);
      await call(page, "open", `post/${id}`);
      await find(frame, "button", "Back");
      await text(frame, /Comments/);
      await call(page, "open", "question");
      await find(frame, "textbox", /What would you like to know/);
      await call(page, "open", "home");
      await text(frame, /Popular/);
      await page.close();
      const linked = await enter({ head: loader() });
      await linked.goto(`${linked.url()}#deskside=idea`);
      await linked.reload();
      await find(await widgetFrame(linked, null), "textbox", /What is your idea about/);
      await linked.close();
    });

    test("what is about to be sent: it is changed, kept back with a reason, or goes as it is", async () => {
      const page = await enter({ head: loader() });
      await there(page);
      await page.evaluate(() => {
        const calls = window as unknown as { deskside: Call; answer: unknown };
        calls.answer = "Leave out the number of your card.";
        return calls.deskside("set", { beforeSubmit: (draft: { content: string }) => (typeof calls.answer === "function" ? (calls.answer as (d: object) => unknown)(draft) : calls.answer) });
      });
      const frame = await openWidget(page);
      await click(frame, "button", /^Idea$/);
      const title = `Looked at before (${browserName})`;
      await fill(frame, /What is your idea about/, title);
      if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
      await fill(frame, /How would it help you/, "It would.");
      await click(frame, "button", "Send idea");
      await text(frame, /Leave out the number of your card/);
      await page.evaluate(() => {
        (window as unknown as { answer: unknown }).answer = (draft: { content: string }) => Promise.resolve({ content: `${draft.content} (version 7)` });
      });
      await click(frame, "button", "Send idea");
      await text(frame, /Your idea is posted/);
      const sent = await (await fetch(new URL(`/api/7.0/search.json?text=${encodeURIComponent(title)}`, stack.truth), { headers: { authorization: stack.key } })).json() as { success: { data: { title: string; content: string }[] } };
      assert.match(sent.success.data.find((o) => o.title === title)!.content, /It would\. \(version 7\)/);
      await page.close();
    });
  });

  describe("where its server is away", () => {
    test("before it was ever wanted: the launcher says so at once, and comes when it is back", async () => {
      const edge = await line();
      const page = await enter({ head: `<script>${stub}</script><script>deskside("on", "error", () => (document.title = "away"))</script>${loader("", edge.address)}` });
      const button = await launcher(page);
      await edge.cut();
      const began = Date.now();
      await button.click();
      await becomes(() => button.evaluate((b) => b.textContent), "Not reachable. Try again");
      assert.ok(Date.now() - began < 5000, "long before a browser gives up");
      await becomes(() => page.title(), "away");
      await shot(page, "guest-away");
      await edge.mend();
      await button.click();
      await find(await widgetFrame(page), "button", /^Idea$/);
      assert.equal(await button.evaluate((b) => b.textContent), "Feedback");
      await edge.end();
      await page.close();
    });

    test("when its frame is wanted: the card says so, tries again by itself and by hand", async () => {
      for (const byHand of [false, true]) {
        const edge = await line();
        const page = await enter({ head: loader("", edge.address) });
        await (await launcher(page)).click();
        await widgetFrame(page);
        await call(page, "close");
        // What was loaded goes on; a frame that is loaded anew finds nobody.
        await edge.cut();
        await page.evaluate(() => {
          const host = document.querySelector("deskside-feedback")!;
          host.remove();
        });
        await launcher(page);
        await call(page, "open");
        await waitFor(page, () => document.querySelector("deskside-feedback")!.shadowRoot!.querySelector("[role=alert]")?.textContent?.includes("cannot be reached"));
        if (byHand) await shot(page, "guest-card-away");
        await edge.mend();
        if (byHand) await page.evaluate(() => document.querySelector("deskside-feedback")!.shadowRoot!.querySelector<HTMLElement>("[role=alert] button")!.click());
        await becomes(async () => page.frames().filter((f) => f.url().startsWith(edge.address)).length, 1);
        await waitFor(page, () => !document.querySelector("deskside-feedback")!.shadowRoot!.querySelector("[role=alert]"));
        await edge.end();
        await page.close();
      }
    });
  });
});
