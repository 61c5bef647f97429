// Keys that are kept no longer than somebody wants, and a passphrase that seals
// everything that is kept: by keyboard, over lunch, and what lies where.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { addUseResponse, ask, becomes, openTicket, type Said, written } from "./acting";
import { misfits } from "./fits";
import { browserName, click, fail, fill, find, has, installExtension, launch, open, resize, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };
const passphrase = "seven quiet harbours";

/** Runs in a page of the extension: all that the extension keeps anywhere, as text. */
async function everything(): Promise<string> {
  const found: string[] = [];
  const look = async (at: string, value: unknown): Promise<void> => {
    if (value instanceof Blob) value = new Uint8Array(await value.arrayBuffer());
    if (value instanceof Uint8Array) return void found.push(at, new TextDecoder().decode(value));
    if (typeof value === "object" && value !== null) {
      for (const [name, within] of Object.entries(value)) await look(`${at} ${name}`, within);
      return;
    }
    found.push(`${at} ${String(value)}`);
    // What only looks sealed is read, too.
    if (typeof value === "string" && /^[\w+/]{8,}=*$/.test(value)) {
      try {
        found.push(atob(value));
      } catch {
        // It is a word.
      }
    }
  };
  await look("local", await chrome.storage.local.get(null));
  await look("session", await chrome.storage.session.get(null));
  await look("localStorage", Object.fromEntries(Object.entries(localStorage)));
  await look("sessionStorage", Object.fromEntries(Object.entries(sessionStorage)));
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((opened, failed) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => opened(request.result);
      request.onerror = () => failed(new Error(name));
    });
    for (const store of database.objectStoreNames) {
      const rows = await new Promise<unknown[]>((read, failed) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => read(request.result as unknown[]);
        request.onerror = () => failed(new Error(store));
      });
      await look(`${name}/${store}`, rows);
    }
    database.close();
  }
  return found.join("\n");
}

/** What the browser forgets when it is closed is forgotten. */
async function restart(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await chrome.storage.session.clear();
  });
}

/** Opens the settings with a key of the keyboard on their button. */
async function toSettings(page: Page): Promise<void> {
  await (await find(page, "button", "Settings")).focus();
  await page.keyboard.press("Enter");
  await find(page, "heading", "Passphrase");
}

/** Goes with Tab to what has such a name, as one does who has no mouse. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  // From the top: behind the last control some browsers leave the page.
  await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("button, input, [tabindex='0']")].find((e) => !e.closest("[inert]") && e.getClientRects().length > 0)?.focus());
  for (let presses = 0; presses < 80; presses++) {
    const now = await page.evaluate(() => {
      const e = document.activeElement as HTMLElement | null;
      const label = (e as HTMLInputElement | null)?.labels?.[0]?.textContent ?? "";
      return e?.getAttribute("aria-label") || label || e?.textContent || "";
    });
    if (name.test(now.trim())) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not come to ${String(name)}`);
}

/** Sets a passphrase in the settings, by keyboard, and waits until everything is sealed. */
async function setPassphrase(page: Page, words: string): Promise<void> {
  await toSettings(page);
  await tabTo(page, /^Set a passphrase$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^New passphrase$/);
  await page.keyboard.type(words);
  await page.keyboard.press("Tab");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await sealed(page);
}

/** Waits until nothing is left to be sealed otherwise. */
async function sealed(page: Page): Promise<void> {
  await waitFor(page, async () => ((await chrome.storage.local.get("seal"))["seal"] as { pending?: boolean } | undefined)?.pending === false, { timeout: 60_000 });
  await find(page, "button", "Lock", 30_000);
}

async function lock(page: Page): Promise<void> {
  await page.keyboard.down("Control");
  await page.keyboard.down("Shift");
  await page.keyboard.press("KeyL");
  await page.keyboard.up("Shift");
  await page.keyboard.up("Control");
  await text(page, /Deskside is locked/, 30_000);
}

async function unlock(page: Page, words: string): Promise<void> {
  await waitFor(page, () => document.activeElement?.id === "passphrase");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
}

/** Where the panel is, which not every browser tells of a page. */
let address = "";

/** Opens the panel again where another was. */
async function anew(page: Page): Promise<Page> {
  const browser = page.browser();
  await page.close();
  return open(browser, address, panel, { goesOn: true });
}

/** A view in both themes and languages, at each width: nothing keeps anybody from using it, and everything fits. The page that is open then. */
async function looksWell(first: Page, name: string): Promise<Page> {
  let page = first;
  for (const language of ["en", "ru"]) {
    for (const theme of ["light", "dark"]) {
      await page.evaluate((l: string, t: string) => {
        localStorage.setItem("language", l);
        localStorage.setItem("theme", t);
      }, language, theme);
      page = await anew(page);
      await waitFor(page, (l: string) => document.documentElement.lang === l && document.querySelector("main"), { timeout: 30_000 }, language);
      await view(page, name);
      for (const width of [280, 360, 720]) {
        await resize(page, { width, height: 800 });
        assert.deepEqual(await misfits(page), [], `${name} ${language} ${width}`);
        if (language === "en" || theme === "dark") await shot(page, `${name}-${language}-${theme}-${width}`);
      }
      await resize(page, panel);
      assert.deepEqual(await violations(page), [], `${name} ${language} ${theme}`);
    }
  }
  await page.evaluate(() => ["language", "theme"].forEach((key) => localStorage.removeItem(key)));
  return anew(page);
}

/** Comes to a view of a page that has begun anew. */
async function view(page: Page, name: string): Promise<void> {
  if (name === "locked") {
    await waitFor(page, () => document.querySelector(".locked details"), { timeout: 30_000 });
    await page.evaluate(() => document.querySelector("details")?.setAttribute("open", ""));
    return;
  }
  await waitFor(page, () => document.querySelector(".status"), { timeout: 30_000 });
  if (name === "locked-ask") return void (await waitFor(page, () => document.querySelector(".ask"), { timeout: 30_000 }));
  await page.evaluate(() => document.querySelector<HTMLElement>(".status > button:last-child")?.click());
  await waitFor(page, () => document.querySelector("#passphrase-heading"), { timeout: 30_000 });
  await page.evaluate(() => {
    [...document.querySelectorAll<HTMLElement>("section[aria-labelledby='passphrase-heading'] .form-end button")].at(-2)?.click();
    document.querySelector<HTMLElement>("section[aria-labelledby='told-heading'] button")?.click();
    document.querySelector("#passphrase-heading")?.scrollIntoView();
  });
  await waitFor(page, () => document.querySelector(".told") && document.querySelector("#passphrase-new"));
}

describe(`keys and a passphrase in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    address = url = await installExtension(browser);
    await addUseResponse(browser, url, panel);
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("are asked for again after a restart: lists can be read, a reply waits, and goes out with the key", async () => {
    const { id } = await written("ticket", "Needs a key to be answered", "Is anybody there?");
    let page = await open(browser, url, panel);
    await openTicket(page, "status:active", "Needs a key to be answered");
    assert.ok(!(await page.evaluate(() => chrome.storage.local.get(null).then(JSON.stringify))).includes(stack.key), "the key lies on no disk");
    // Written while the helpdesk is away, and not sent before the browser is closed.
    await fail(stack.useResponse, "busy");
    await page.keyboard.press("w");
    await waitFor(page, () => document.activeElement?.closest(".composer"));
    await page.keyboard.type("Somebody is, with a key.");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await text(page, /Sending|Undo/);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("Escape");
    await click(page, "tab", /Active|Open/);
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length > 5);
    await restart(page);
    await fail(stack.useResponse, "ok");
    page = await anew(page);
    const said = async () => ((await ask<Said[]>("GET", `objects/${id}/comments.json`)) ?? []).filter((m) => m.content.includes("Somebody is")).length;
    await text(page, /needs its key again/, 30_000);
    assert.ok((await page.$$("[data-rows] > li")).length > 5, "the list of before is there");
    assert.deepEqual(await violations(page), []);
    await shot(page, "locked-keyless");
    // Longer than it may be taken back.
    await new Promise((next) => setTimeout(next, 10_000));
    assert.equal(await said(), 0, "it waits for the key");
    await click(page, "button", "1 waiting to send");
    await text(page, /Enter the API key of your helpdesk account/);
    await shot(page, "locked-keyless-outbox");
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.querySelector<HTMLElement>("[data-rows] .row")?.focus());
    await tabTo(page, /^Enter key of /);
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.activeElement instanceof HTMLInputElement && document.activeElement.type === "password");
    await shot(page, "locked-keyless-settings");
    await page.keyboard.type(stack.key);
    await page.keyboard.press("Enter");
    await text(page, /The key works/, 30_000);
    await page.keyboard.press("Escape");
    await text(page, /Updated/, 30_000);
    assert.equal(await has(page, "button", /^Enter key/), false);
    await becomes(said, 1);
    await page.close();
  });

  test("stay on this computer once somebody says so, who comes from a version that did not ask", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await page.evaluate(async () => {
      const { accounts } = (await chrome.storage.local.get("accounts")) as { accounts: { id: string }[] };
      const { keys } = (await chrome.storage.session.get("keys")) as { keys: Record<string, string> };
      await chrome.storage.local.set({ accounts: accounts.map((a) => ({ ...a, key: keys[a.id] })), version: 1 });
      await chrome.storage.session.clear();
    });
    await page.close();
    let again = await open(browser, url, panel);
    await text(again, /Where should your keys be kept/, 30_000);
    await text(again, /Updated/, 30_000);
    again = await looksWell(again, "locked-ask");
    await click(again, "button", "Keep on this computer");
    await waitFor(again, () => !document.querySelector(".ask"));
    await restart(again);
    again = await anew(again);
    await text(again, /Updated/, 30_000);
    assert.equal(await has(again, "button", "Use a passphrase"), false, "once");
    await again.close();
  });

  const subject = "Cannot export the ledger";
  const theirs = "The ledger says Zwetschgenkuchen.";
  const draft = "A draft of Pumpernickel.";
  const reply = "A reply of Schwarzwald.";
  const secrets = [stack.key, "ledger", "Zwetschgenkuchen", "Pumpernickel", "Schwarzwald", passphrase];

  /** None of it lies anywhere. */
  async function holds(page: Page, when: string): Promise<void> {
    const all = await page.evaluate(everything);
    assert.ok(all.length > 500, "there is something to look through");
    for (const secret of secrets) assert.equal(all.includes(secret), false, `${secret} ${when}: ${all.slice(Math.max(0, all.indexOf(secret) - 300), all.indexOf(secret) + 60)}`);
  }

  test("by keyboard: locked over lunch with a reply waiting, and unlocked after it", async () => {
    const { id } = await written("ticket", subject, theirs);
    const page = await open(browser, url, panel);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await openTicket(page, "status:active", subject);
    await page.keyboard.press("n");
    await waitFor(page, () => document.activeElement?.closest(".composer"));
    await page.keyboard.type(draft);
    const before = await page.evaluate(everything);
    await page.keyboard.press("Escape");
    await waitFor(page, () => new Promise((tell) => setTimeout(() => tell(true), 600)));
    assert.ok(before.includes("ledger"), "without a passphrase words are found by this");

    await page.keyboard.press("Escape");
    await setPassphrase(page, passphrase);
    await holds(page, "right after it was set");

    await openTicket(page, "status:active", subject);
    await fail(stack.useResponse, "busy");
    await page.keyboard.press("w");
    await waitFor(page, () => document.activeElement?.closest(".composer"));
    await page.keyboard.type(reply);
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await text(page, /Sending|Undo/);
    await holds(page, "while a reply waits");
    await lock(page);
    await text(page, /1 change waits for you to unlock/);
    await fail(stack.useResponse, "ok");
    const since = asked.length;
    await holds(page, "while it is locked");
    assert.equal(await page.evaluate(() => chrome.action.getBadgeText({})), "");
    await waitFor(page, () => chrome.alarms.getAll().then((all) => all.length === 0));
    // Longer than a reply may be taken back.
    await new Promise((next) => setTimeout(next, 10_000));
    assert.deepEqual(asked.slice(since).filter((u) => u.startsWith("http")), [], "nothing is asked");
    const said = async () => ((await ask<Said[]>("GET", `objects/${id}/comments.json`)) ?? []).filter((m) => m.content.includes(reply)).length;
    assert.equal(await said(), 0, "nothing is sent");

    await unlock(page, "seven quiet harbors");
    await text(page, /This is not the passphrase/, 30_000);
    await shot(page, "locked-wrong");
    assert.deepEqual(await violations(page), []);
    await page.evaluate(() => (document.querySelector("#passphrase") as HTMLInputElement | null)?.select());
    await unlock(page, passphrase);
    await find(page, "button", "Lock", 30_000);
    await becomes(said, 1, 30_000);
    // The ticket is open as it was.
    await text(page, /Cannot export the ledger/);
    await page.keyboard.press("n");
    await waitFor(page, (d: string) => document.querySelector<HTMLElement>(".composer textarea, .composer [contenteditable]")?.textContent?.includes(d) || document.querySelector<HTMLTextAreaElement>(".composer textarea")?.value.includes(d), {}, draft);
    await holds(page, "after it was unlocked");
    await page.close();
  });

  test("is asked for after a restart, with every view of it fit to be used", async () => {
    let page = await open(browser, url, panel);
    await find(page, "button", "Lock", 30_000);
    page = await looksWell(page, "locked-settings");
    await restart(page);
    await text(page, /Deskside is locked/, 30_000);
    page = await looksWell(page, "locked");
    await unlock(page, passphrase);
    await find(page, "button", "Lock", 30_000);
    await page.close();
  });

  test("locks by itself when nobody has touched anything for as long as somebody has chosen", async () => {
    const page = await open(browser, url, panel);
    await toSettings(page);
    await (await find(page, "combobox", /Lock when nobody/)).select("5");
    await waitFor(page, async () => (await chrome.storage.local.get("lockAfter"))["lockAfter"] === 5);
    await waitFor(page, async () => (await chrome.alarms.get("lock")) !== undefined, { timeout: 30_000 });
    // As if somebody had left for lunch, and the browser woken its background after that.
    await page.evaluate(async () => {
      await chrome.storage.session.set({ touched: Date.now() - 6 * 60_000 });
      await chrome.alarms.create("lock", { when: Date.now() + 500 });
    });
    await text(page, /Deskside is locked/, 60_000);
    await unlock(page, passphrase);
    await find(page, "button", "Lock", 30_000);
    await page.close();
  });

  test("is told to nobody who helps: the text has numbers and kinds", async () => {
    const page = await open(browser, url, panel);
    await find(page, "button", "Lock", 30_000);
    await toSettings(page);
    await click(page, "button", "Show the text");
    const told = (await (await waitFor(page, () => document.querySelector(".told")?.textContent)).jsonValue()) as string;
    assert.match(told, /Deskside: \d+\.\d+/);
    assert.match(told, /Helpdesks: useresponse 1\n/);
    assert.match(told, /Keys: sealed\n/);
    for (const secret of [...secrets, new URL(stack.useResponse).host, "Harbor"]) assert.equal(told.includes(secret), false, secret);
    await page.close();
  });

  test("is changed and removed, and everything is there after each", async () => {
    const page = await open(browser, url, panel);
    await find(page, "button", "Lock", 30_000);
    await toSettings(page);
    await click(page, "button", "Change passphrase");
    await fill(page, "Present passphrase", "not this one at all");
    await fill(page, "New passphrase", "eight louder harbours");
    await fill(page, "The same again", "eight louder harbours");
    await click(page, "button", "Seal what is kept");
    await text(page, /This is not the passphrase/, 30_000);
    await fill(page, "Present passphrase", passphrase);
    await click(page, "button", "Seal what is kept");
    await waitFor(page, () => !document.querySelector("#passphrase-old"), { timeout: 30_000 });
    await sealed(page);
    await restart(page);
    await unlock(page, passphrase);
    await text(page, /This is not the passphrase/, 30_000);
    await page.evaluate(() => (document.querySelector("#passphrase") as HTMLInputElement | null)?.select());
    await unlock(page, "eight louder harbours");
    await find(page, "button", "Lock", 30_000);
    await toSettings(page);
    await click(page, "button", "Remove passphrase");
    await fill(page, "Present passphrase", "eight louder harbours");
    await click(page, "button", "Keep it without a passphrase");
    await waitFor(page, async () => ((await chrome.storage.local.get("seal"))["seal"] ?? null) === null, { timeout: 60_000 });
    await text(page, /Updated/, 30_000);
    await openTicket(page, "status:active", subject);
    await page.keyboard.press("n");
    await waitFor(page, (d: string) => document.querySelector<HTMLElement>(".composer textarea, .composer [contenteditable]")?.textContent?.includes(d) || document.querySelector<HTMLTextAreaElement>(".composer textarea")?.value.includes(d), {}, draft);
    assert.ok((await page.evaluate(everything)).includes("Pumpernickel"), "it lies open again");
    await page.close();
  });

  test("that is forgotten leaves one way: to remove everything, with the access to the helpdesk", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await setPassphrase(page, passphrase);
    await lock(page);
    await click(page, "button", "Forgot the passphrase?");
    await click(page, "button", "Remove everything");
    await find(page, "button", "Add a helpdesk", 30_000);
    const all = await page.evaluate(everything);
    for (const secret of [...secrets, "127.0.0.1", "seal"]) assert.equal(all.includes(secret), false, `${secret}: ${all}`);
    // What a test has granted beforehand in Chromium, where nobody can be asked, nobody can give back.
    if (browserName === "firefox") assert.deepEqual(await page.evaluate(() => chrome.permissions.getAll().then((p) => p.origins ?? [])), []);
    await page.close();
  });
});
