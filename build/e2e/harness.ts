// What every end-to-end test shares: one real browser, the extension in it,
// screenshots, and the switches that make servers fail.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import puppeteer, { type Browser, type ElementHandle, type Frame, type JSHandle, type Page } from "puppeteer-core";

export const browserName = process.env["BROWSER"] === "firefox" ? "firefox" : "chromium";
const executablePath = need("BROWSER_PATH");
export const built = need("DIST");
/** Where pictures go; nowhere where nobody is going to look at them. */
const shots = process.env["SHOTS"];

/** Addresses and keys of the local stack under test. */
export const stack = {
  demo: need("DEMO_URL"),
  useResponse: need("USERESPONSE_URL"),
  key: need("USERESPONSE_API_KEY"),
  usedesk: need("USEDESK_URL"),
  token: need("USEDESK_API_TOKEN"),
  /** The sandbox itself, behind no switch: what tests ask for the truth. */
  truth: need("SANDBOX_URL"),
};

/** A variable that whoever runs the tests has set. */
export function need(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run these tests by go run ./build test`);
  return value;
}

const firefoxUUID = "5a1c2f60-0d6e-4c1b-9a57-d35c51de0001";

export type Scheme = "light" | "dark";

/** Whether a run takes everything, as make soak does, or of what is alike a fixed part. */
export const soaks = process.env["SOAK"] === "all";

/** SCHEME=dark runs all of it in the other one. */
export const usual: Scheme = process.env["SCHEME"] === "dark" ? "dark" : "light";

let started: Promise<Browser> | undefined;
let end: (() => Promise<void>) | undefined;
after(() => end?.());

/**
 * The browser of a file, with a fresh profile: started once, since that takes longer than most tests. What closes it
 * in a part of the file closes its pages. Lets the helpdesk answer whatever a test before had it do.
 */
export async function launch(): Promise<Browser> {
  await fail(stack.useResponse, "ok");
  const browser = await (started ??= start(usual));
  end ??= browser.close.bind(browser);
  browser.close = async () => {
    // Without its first page some browsers end.
    const [, ...pages] = await browser.pages();
    for (const page of pages) await page.close();
  };
  return browser;
}

/**
 * Starts a browser of its own, which whoever starts it closes; one that compiles nothing runs no WebAssembly. secure is
 * the address of what it takes for all hosts that it asks by https, profile the folder of what it goes on with, captures gives Chromium's pages pictures of themselves.
 */
export async function start(scheme: Scheme, { compiles = true, secure = "", profile = "", captures = false } = {}): Promise<Browser> {
  const proxy = secure && new URL(secure);
  if (browserName === "firefox") {
    return puppeteer.launch({
      browser: "firefox",
      acceptInsecureCerts: !!proxy,
      executablePath,
      headless: true,
      // Without it Firefox lets no test open an extension's own pages.
      args: ["--remote-allow-system-access"],
      extraPrefsFirefox: {
        "extensions.webextensions.uuids": JSON.stringify({ [await geckoId()]: firefoxUUID }),
        // A person clicks "Allow"; nobody is there to do it in a test.
        "extensions.webextOptionalPermissionPrompts": false,
        "intl.accept_languages": "en-US, en",
        "javascript.options.wasm": compiles,
        ...(proxy && { "network.proxy.type": 1, "network.proxy.ssl": proxy.hostname, "network.proxy.ssl_port": Number(proxy.port) }),
        // A process that waits for the next page is started for each that is opened, and takes longer than the page.
        "dom.ipc.processPrelaunch.enabled": false,
        "browser.newtab.preload": false,
        // What moves is drawn sixty times a second, by the processors that everything else needs.
        "ui.prefersReducedMotion": 1,
        "layout.css.prefers-color-scheme.content-override": scheme === "dark" ? 0 : 1,
      },
    });
  }
  return puppeteer.launch({
    ...(profile && { userDataDir: profile }),
    executablePath,
    headless: true,
    acceptInsecureCerts: !!proxy,
    // Chromium installs an extension at a test's word only when it is driven through a pipe.
    pipe: true,
    enableExtensions: true,
    args: [
      // A page of a test is gone before code that was made faster for it would have paid.
      // Without a compiler there is no WebAssembly, either: nothing else takes it away.
      compiles ? "--js-flags=--liftoff-only --no-opt --no-maglev" : "--js-flags=--jitless",
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--lang=en-US", "--force-prefers-reduced-motion", ...(proxy ? [`--proxy-server=https=${proxy.host}`] : []), ...(scheme === "dark" ? ["--force-dark-mode"] : []), ...(captures ? ["--auto-accept-this-tab-capture"] : []),
    ],
  });
}

async function geckoId(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(built, "extension/firefox/manifest.json"), "utf8")) as { browser_specific_settings: { gecko: { id: string } } };
  return manifest.browser_specific_settings.gecko.id;
}

/** Installs an extension that was built and returns the address of its panel page. Of the same folder it is the same one in Chromium; without one it is a new one. */
export async function installExtension(browser: Browser, dist = built, folder = ""): Promise<string> {
  if (browserName === "firefox") {
    await browser.installExtension(join(dist, "extension/firefox"));
    return `moz-extension://${firefoxUUID}/panel.html`;
  }
  // Chromium asks for a host in a window that nothing can click, so a copy has
  // this machine's hosts granted from the start. What the panel asks for is
  // recorded all the same.
  const copy = folder || (await mkdtemp(join(tmpdir(), "deskside-extension-")));
  await cp(join(dist, "extension/chrome"), copy, { recursive: true });
  const path = join(copy, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as { permissions: string[]; optional_permissions: string[]; host_permissions?: string[] };
  assert.equal(manifest.host_permissions, undefined, "no host is granted at install time");
  // So are notifications, which it asks for in the same way.
  const { optional_permissions: optional, ...rest } = manifest;
  await writeFile(path, JSON.stringify({ ...rest, permissions: [...manifest.permissions, ...optional], host_permissions: ["http://127.0.0.1/*", "https://127.0.0.1/*"] }));
  const id = await browser.installExtension(copy);
  if (!folder) browser.once("disconnected", () => void rm(copy, { recursive: true, force: true }));
  return `chrome-extension://${id}/panel.html`;
}

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 800 };

/** Asks a page until it is the one at url and complete; between two documents there is nobody to answer. */
async function loaded(page: Page, url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const there = await page
      .evaluate((at: string) => location.href.startsWith(at) && document.readyState === "complete", url)
      // Asked again.
      .catch(() => false);
    if (there) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`${url} did not load`);
}

/**
 * Gives a page a viewport of that size, and waits until it has heard of it, which it does with the next frame. Older
 * Firefoxes know no orientation of a screen, which is asked for along with it.
 */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewport(size).catch((error: unknown) => {
    if (!/unknown command/.test(String(error))) throw error;
  });
  await page.evaluate(
    () =>
      new Promise<void>((heard) => {
        requestAnimationFrame(() => setTimeout(heard));
        // No frame is drawn of a page that is behind another.
        setTimeout(heard, 500);
      }),
  );
}

/** Has a page show what is at url, and waits until it is loaded. */
export async function visit(page: Page, url: string): Promise<void> {
  if (!url.startsWith("moz-extension:")) {
    await page.goto(url, { waitUntil: "load" });
    return;
  }
  // Firefox tells nothing of how an extension's page loads, so this never settles.
  page.goto(url).catch(() => undefined);
  await loaded(page, url);
}

/** Opens a page in a viewport of that size. The panel begins as it does for the first time, unless it is to go on where it was left. */
export async function open(browser: Browser, url: string, size = desktop, { goesOn = false } = {}): Promise<Page> {
  const page = await browser.newPage();
  await resize(page, size);
  if (url.endsWith("/panel.html") && !goesOn) {
    // Another file of the extension has the same storage, and nothing in it keeps where the panel is.
    await visit(page, url.replace("panel.html", "manifest.json"));
    await page.evaluate(() => ["left", "first"].forEach((name) => localStorage.removeItem(name)));
  }
  await visit(page, url);
  return page;
}

/** Saves a screenshot as dist/shots/BROWSER-NAME.png, in the commands e2e and soak. */
export async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `${browserName}-${name}.png`) });
}

/** Makes a switched server fail, or work again: ok, html, truncated, reset, busy, limited, lost. */
export async function fail(server: string, mode: "ok" | "html" | "truncated" | "reset" | "busy" | "limited" | "full" | "lost"): Promise<void> {
  const response = await fetch(new URL("/switch?mode=" + mode, server), { method: "POST" });
  assert.equal(response.status, 204);
}

/** Has widgets that come into a page read another thing than their first screen, which an edge keeps while its helpdesk fails. */
export async function misread(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const ask = window.fetch;
    window.fetch = (...args) => (JSON.stringify(args[0]).includes("bootstrap") ? Promise.resolve(new Response("<!doctype html>")) : ask(...args));
  });
}

type Root = Page | Frame;

/** Runs in the page: waits until look gives, or promises, something else than false or null, and gives up after some ms. */
function waits(look: (...args: unknown[]) => unknown, args: unknown[], patience: number): Promise<unknown> {
  return new Promise((found, failed) => {
    const end = performance.now() + patience;
    let looked = -Infinity;
    let problem = new Error("it is not there yet");
    let stop = () => {};
    let asking = false;
    const judge = (what: unknown) => {
      if (!what && performance.now() < end) return false;
      stop();
      if (what) found(what);
      else failed(problem);
      return true;
    };
    const again = () => {
      if (asking) return false;
      looked = performance.now();
      try {
        const what = look(...args);
        if (!(what instanceof Promise)) return judge(what);
        asking = true;
        const hear = (answer: unknown) => {
          asking = false;
          judge(answer);
        };
        // The last one is told when patience ends.
        what.then(hear, (error: unknown) => {
          problem = error as Error;
          hear(undefined);
        });
        return false;
      } catch (error) {
        problem = error as Error;
        return judge(undefined);
      }
    };
    if (again()) return;
    // What is no change of the document is seen in time; many changes in a row are looked at once.
    const timer = setInterval(again, 50);
    const observer = new MutationObserver(() => void (performance.now() - looked > 20 && again()));
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    stop = () => {
      clearInterval(timer);
      observer.disconnect();
    };
  });
}

/** How long one waiting within a page lasts, in ms: a page that is left takes its waiting along. */
const patience = 3000;

/**
 * Waits until look, which runs in the page, gives something else than false or
 * null, and returns a handle of that. It waits within the page, where looking
 * costs next to nothing; arguments go there as JSON. The source of it is handed
 * to the debugger: made within the page, it would be refused by policies.
 */
export async function waitFor<A extends unknown[]>(root: Root, look: (...args: A) => unknown, { timeout = 15_000 } = {}, ...args: A): Promise<JSHandle> {
  const end = Date.now() + timeout;
  for (;;) {
    const left = Math.max(0, Math.min(end - Date.now(), patience));
    let lost: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        root.evaluateHandle(`(${String(waits)})(${String(look)}, ${JSON.stringify(args)}, ${left})`),
        new Promise<never>((_, reject) => {
          lost = setTimeout(() => reject(new Error("the page does not answer")), left + 5000);
        }),
      ]);
    } catch (error) {
      // Between two documents there is nobody to answer.
      if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${String(look).slice(0, 200)}\nwith the keyboard at ${await keyboardOf(root)}`, { cause: error instanceof Error ? error.message : error });
      await new Promise((next) => setTimeout(next, 50));
    } finally {
      clearTimeout(lost);
    }
  }
}

/** What has the keyboard, what is open and what stands on a page, in a few lines. */
function keyboardOf(root: Root): Promise<string> {
  // Whatever is wrong with the page is told by who asks for this.
  return root
    .evaluate(() => {
      const tag = (e: Element | null) => (e ? (e.cloneNode(false) as Element).outerHTML.slice(0, 200) : "nothing");
      const open = [...document.querySelectorAll(":popover-open, dialog[open]")].map(tag).join(", ") || "nothing";
      return `${tag(document.activeElement)}\nopen: ${open}\nin:\n${document.body.innerText.slice(0, 800)}`;
    })
    .catch(() => "nothing that answers");
}

/** The text of a page; "" where it does not even tell that, since what it should have said is still known. */
function bodyOf(root: Root): Promise<string> {
  // Whoever asks for this tells what is wrong with the page.
  return root.evaluate(() => document.body.innerText.slice(0, 2000)).catch(() => "");
}

/** Waits for the element of that role and name, as assistive technology sees it. */
export async function find(root: Root, role: string, name: string | RegExp, timeout = 15_000): Promise<ElementHandle<HTMLElement>> {
  try {
    return (await waitFor(root, byRole, { timeout }, ...asked(role, name))) as unknown as ElementHandle<HTMLElement>;
  } catch (error) {
    throw new Error(`waited for ${role} ${String(name)} in:\n${await bodyOf(root)}`, { cause: error });
  }
}

/** Reports whether such an element is there now. */
export async function has(root: Root, role: string, name: string | RegExp): Promise<boolean> {
  const handle = await root.evaluateHandle(byRole, ...asked(role, name));
  return handle.asElement() !== null;
}

/** Waits until the text of the page matches. */
export async function text(root: Root, pattern: RegExp, timeout = 15_000): Promise<void> {
  try {
    await waitFor(root, (source: string, flags: string) => new RegExp(source, flags).test(document.body.innerText), { timeout }, pattern.source, pattern.flags);
  } catch (error) {
    throw new Error(`waited for ${pattern} in:\n${await bodyOf(root)}`, { cause: error });
  }
}

/** Clicks, as a person does who sees it; what is drawn anew meanwhile is looked for again. */
export async function click(root: Root, role: string, name: string | RegExp, tries = 3): Promise<void> {
  try {
    const element = await find(root, role, name);
    await element.evaluate(rests);
    await element.click();
  } catch (error) {
    if (tries === 0 || !/detached/.test(String(error))) throw error;
    await click(root, role, name, tries - 1);
  }
}

/** Runs in the page: waits until an element stays where it is, since a click goes to a place and not to an element. */
function rests(element: Element): Promise<void> {
  return new Promise((done) => {
    let before = "";
    let looks = 0;
    const look = () => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const now = [x, y, width, height].join();
      // What takes no click yet is about to.
      const taken = getComputedStyle(element).pointerEvents !== "none";
      if ((now === before && taken) || ++looks > 40) return done();
      before = now;
      setTimeout(look, 30);
    };
    look();
  });
}

/** Clicks what is there now; what is not, or goes away by itself before the click, needs none. */
export async function clickIfThere(root: Root, role: string, name: string | RegExp): Promise<void> {
  const handle = await root.evaluateHandle(byRole, ...asked(role, name));
  try {
    await (handle.asElement() as ElementHandle<HTMLElement> | null)?.click();
  } catch (error) {
    if (await has(root, role, name)) throw error;
  }
}

/** Puts a text into a field in place of what is there, as one pastes, but for its last character, which is typed: the page hears of two changes. */
export async function fill(root: Root, name: string | RegExp, value: string): Promise<void> {
  const element = await find(root, "textbox", name);
  const characters = Array.from(value);
  const last = characters.pop();
  // A field that is drawn anew as it takes the keyboard may lose what was selected in it; a person sees that.
  for (let tries = 0; tries < 3; tries++) {
    await element.evaluate((e, most) => {
      e.focus();
      (e as HTMLInputElement).select();
      // oxlint-disable-next-line typescript/no-deprecated -- nothing else changes a field as a person does, with all its events
      document.execCommand(most ? "insertText" : "delete", false, most);
    }, characters.join(""));
    if (last !== undefined) await element.type(last);
    if ((await element.evaluate((e) => (e as HTMLInputElement).value)) === value) return;
  }
}

/** Types a text into a field in place of what is there, key by key. */
export async function type(root: Root, name: string | RegExp, value: string): Promise<void> {
  const element = await find(root, "textbox", name);
  await element.evaluate((e) => {
    e.focus();
    (e as HTMLInputElement).select();
  });
  await element.press("Backspace");
  await element.type(value);
}

export async function value(root: Root, name: string | RegExp): Promise<string> {
  return (await find(root, "textbox", name)).evaluate((e) => (e as HTMLInputElement).value);
}

/** Fills in the form that adds a helpdesk, and sends it. */
export async function enterHelpdesk(page: Page, system: "UseResponse" | "Usedesk", address: string, key: string): Promise<void> {
  await click(page, "radio", system);
  await fill(page, "Address", address);
  await fill(page, /^API (key|token)$/, key);
  await waitFor(page, () => document.querySelector("form .form-end [type=submit]")?.getAttribute("aria-disabled") !== "true");
  await click(page, "button", "Add helpdesk");
}

/** What byRole takes: a pattern cannot go into a page, its source can. */
function asked(role: string, name: string | RegExp): [role: string, name: string, pattern: boolean] {
  return typeof name === "string" ? [role, name, false] : [role, name.source, true];
}

/** Runs in the page: the first visible element of a role and an accessible name. */
function byRole(role: string, name: string, pattern: boolean): Element | null {
  const native: Record<string, string> = {
    button: "button, input[type=submit], summary, [role=button]",
    link: "a[href], [role=link]",
    textbox: "input:not([type]), input[type=text], input[type=search], input[type=url], input[type=password], input[type=email], input[type=tel], textarea, [role=textbox], [role=combobox], [role=searchbox]",
    radio: "input[type=radio], [role=radio]",
    checkbox: "input[type=checkbox], [role=checkbox]",
    combobox: "select, [role=combobox]",
    option: "option, [role=option]",
    tab: "[role=tab]",
    heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
    listitem: "li, [role=listitem], [role=option], [role=row]",
    alert: "[role=alert]",
    status: "[role=status]",
  };
  const words = (e: Element): string => {
    const labelled = e.getAttribute("aria-labelledby");
    if (labelled) return labelled.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const own = e.getAttribute("aria-label");
    if (own) return own;
    const labels = (e as HTMLInputElement).labels;
    if (labels && labels.length > 0) return Array.from(labels, (l) => l.textContent ?? "").join(" ");
    return e.textContent || e.getAttribute("placeholder") || e.getAttribute("title") || "";
  };
  const test = (s: string) => {
    const clean = s.replace(/\s+/g, " ").trim();
    return pattern ? new RegExp(name, "i").test(clean) : clean === name || clean.startsWith(name);
  };
  for (const e of document.querySelectorAll(native[role] ?? `[role=${role}]`)) {
    const box = e.getBoundingClientRect();
    const label = (e as HTMLInputElement).labels?.[0]?.getBoundingClientRect();
    const seen = box.width > 0 || (label?.width ?? 0) > 0;
    if (seen && test(words(e))) return e;
  }
  return null;
}

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What of a page, as it is now, keeps somebody from using it. */
export async function violations(root: Root): Promise<string[]> {
  // The extension's own policy forbids code from strings, so axe comes in past it.
  if (!(await root.evaluate(() => "axe" in window))) await root.evaluate(await readFile(axe, "utf8"));
  return root.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: { resultTypes: string[] }): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    return (await axe.run({ resultTypes: ["violations"] })).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
  });
}

/** Opens the widget on a page of the demo site and returns its frame when it lists posts. */
export async function openWidget(page: Page): Promise<Frame> {
  await page.evaluate(() => (window as unknown as { deskside: (command: string) => void }).deskside("open"));
  return widgetFrame(page);
}

/** The frame in which the widget stands, once a list in it has such an item. */
export async function widgetFrame(page: Page, listed: RegExp | null = /\d/): Promise<Frame> {
  const frame = await page.waitForFrame((f) => f.url().includes("/frame.html"), { timeout: 15_000 });
  // Where to click in a frame takes the element that it is in, which older Firefoxes cannot be asked for.
  const told = frame.frameElement.bind(frame);
  frame.frameElement = () =>
    told().catch(async (error: unknown) => {
      if (!/locator\.type/.test(String(error))) throw error;
      const found = await page.evaluateHandle(() =>
        [document, ...Array.from(document.querySelectorAll("*"), (e) => e.shadowRoot)].flatMap((root) => [...(root?.querySelectorAll("iframe") ?? [])]).find((f) => f.src.includes("/frame.html")),
      );
      return found.asElement() as ElementHandle<HTMLIFrameElement>;
    });
  if (listed) await find(frame, "listitem", listed);
  return frame;
}
