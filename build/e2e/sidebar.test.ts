// The agent's side, in a real browser: the extension's panel with tickets of
// both helpdesks.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { rowKeys } from "./acting";
import { browserName, click, enterHelpdesk, fail, fill, find, installExtension, launch, need, open, shot, stack, text, type, value, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };
const wide = { width: 1100, height: 800 };

describe(`the sidebar in ${browserName}`, () => {
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

  test("a newcomer is told what this is and what to do", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Tickets beside any page/);
    await shot(page, "sidebar-welcome");
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

  test("whatever is wrong with an account is said at its field and nothing typed is lost", async () => {
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    const cases: { name: string; address: string; key: string; mode?: "html" | "truncated" | "reset"; says: RegExp }[] = [
      { name: "no address", address: "", key: "k", says: /Enter the address of your helpdesk/ },
      { name: "an address that is none", address: "https://", key: "k", says: /no host|Enter the address/ },
      { name: "no key", address: stack.useResponse, key: "", says: /Enter the API key/ },
      { name: "a wrong key", address: stack.useResponse, key: "wrong-key", says: /does not accept this key/ },
      { name: "nobody answers", address: "http://127.0.0.1:9", key: "k", says: /cannot be reached/ },
      // A browser does not tell an extension why, so that where it tells a person has to be said.
      { name: "a certificate that nobody knows", address: need("SELF_SIGNED_URL"), key: stack.key, says: /open it in a tab: there the browser says whether its certificate is the reason/ },
      { name: "a page instead of JSON", address: stack.useResponse, key: stack.key, mode: "html", says: /a web page/ },
      { name: "a body that breaks off", address: stack.useResponse, key: stack.key, mode: "truncated", says: /breaks off/ },
      { name: "a broken connection", address: stack.useResponse, key: stack.key, mode: "reset", says: /cannot be reached/ },
    ];
    for (const c of cases) {
      if (c.mode) await fail(stack.useResponse, c.mode);
      await enterHelpdesk(page, "UseResponse", c.address, c.key);
      await text(page, c.says);
      assert.equal(await value(page, "Address"), c.address, c.name);
      assert.equal(await value(page, /^API key$/), c.key, c.name);
      assert.ok(!(await page.evaluate(() => document.body.innerText)).includes("sandbox-agent-key"), "the key is never shown");
      if (c.name === "a wrong key") await shot(page, "sidebar-wrong-key");
      await fail(stack.useResponse, "ok");
    }
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

  test("tickets of both helpdesks come in one list", async () => {
    const page = await open(browser, url, panel);
    if (browserName === "chromium") {
      await page.evaluate(() => {
        const asked: unknown[] = [];
        (window as unknown as { asked: unknown[] }).asked = asked;
        const request = chrome.permissions.request.bind(chrome.permissions);
        chrome.permissions.request = (wanted: chrome.permissions.Permissions) => {
          asked.push(wanted);
          return request(wanted);
        };
      });
    } else {
      const had = await page.evaluate(() => chrome.permissions.contains({ origins: ["http://127.0.0.1/*"] }));
      assert.equal(had, false, "no host is granted before an account is added");
    }
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await find(page, "button", "Settings");
    if (browserName === "chromium") {
      assert.deepEqual(await page.evaluate(() => (window as unknown as { asked: unknown[] }).asked), [{ origins: ["http://127.0.0.1/*"] }]);
    } else {
      assert.equal(await page.evaluate(() => chrome.permissions.contains({ origins: ["http://127.0.0.1/*"] })), true);
    }
    await addSecond(page);
    await text(page, /UseResponse/);
    await text(page, /Usedesk/);
    await shot(page, "sidebar-list-light");
    assert.deepEqual(await violations(page), []);

    const all = await rows(page);
    assert.ok(all > 20, `${all} tickets`);
    await click(page, "tab", /^New/);
    await text(page, /New/);
    await waitFor(page, (n: number) => document.querySelectorAll("[data-rows]:not([aria-busy='true']) > li").length < n && document.querySelector("[data-rows] > li") !== null, {}, all);
    await page.close();
  });

  test("a panel that is opened again and again starts every time", async () => {
    for (let opened = 0; opened < 5; opened++) {
      const page = await open(browser, url, panel);
      await text(page, /Updated/);
      await page.close();
    }
  });

  test("a filter with a typing error keeps its text and says what is allowed", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Usedesk/);
    await type(page, /Filter tickets/, "statsu:open");
    await page.keyboard.press("Enter");
    await text(page, /Did you mean status\?/);
    await shot(page, "sidebar-filter-problem");
    assert.equal(await value(page, /Filter tickets/), "statsu:open");
    await fill(page, /Filter tickets/, "status:solved in:usedesk");
    await page.keyboard.press("Enter");
    await waitFor(page, () => !/UseResponse/.test(document.querySelector("[role=listbox], [role=list], ol, ul")?.textContent ?? "x"));
    await page.close();
  });

  test("a list goes on, and is filtered by what no helpdesk can filter", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Usedesk/);
    await fill(page, /Filter tickets/, "status:all");
    await page.keyboard.press("Enter");
    await text(page, /Show more tickets/, 20_000);
    const first = await rows(page);
    // By the keyboard: rows that are measured yet move under a pointer.
    await (await find(page, "button", /Show more tickets/)).focus();
    await page.keyboard.press("Enter");
    // Of a long list not every row is drawn; each says how many there are.
    await waitFor(
      page,
      (n: number) => {
        const drawn = document.querySelectorAll("[data-rows] > li");
        return Number(drawn[0]?.getAttribute("aria-setsize") ?? drawn.length) > n;
      },
      { timeout: 20_000 },
      first,
    );
    await fill(page, /Filter tickets/, "(status:open or status:pending) -in:usedesk -tag:vip updated:>-365d");
    await page.keyboard.press("Enter");
    await waitFor(page, () => !/Usedesk/.test(document.querySelector("[data-rows]")?.textContent ?? "Usedesk"), { timeout: 20_000 });
    await shot(page, "sidebar-filter");
    await fill(page, /Filter tickets/, "group:nowhere");
    await page.keyboard.press("Enter");
    await text(page, /No ticket matches/);
    await shot(page, "sidebar-filter-nothing");
    await page.close();
  });

  test("a ticket opens with its conversation, by keyboard alone", async () => {
    const page = await open(browser, url, wide);
    await text(page, /Usedesk/);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await text(page, /Conversation|Client/i);
    await text(page, /Open in UseResponse|#\d+/);
    await shot(page, "sidebar-wide-ticket");
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

  test("when one account stops answering the others are shown, and the list of before when none does", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Usedesk/);
    await fail(stack.useResponse, "busy");
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("r");
    await text(page, /could not be loaded|0 of 2 accounts answered|cannot answer right now/, 40_000);
    assert.ok((await rows(page)) > 10, "the tickets of before are still there");
    await shot(page, "sidebar-trouble");
    assert.deepEqual(await violations(page), []);
    await fail(stack.useResponse, "ok");
    await click(page, "button", /Try again|Refresh/);
    await waitFor(page, () => !/could not be loaded|accounts answered/.test(document.body.innerText));
    await page.close();
  });

  async function addSecond(page: Page): Promise<void> {
    await find(page, "listitem", /\d/);
    await click(page, "button", "Settings");
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "Usedesk", stack.usedesk, stack.token);
    await text(page, /Usedesk/);
  }

  test("an address and a password are exchanged for a key, and the password stays nowhere", async () => {
    const page = await open(browser, url, panel);
    await click(page, "button", "Settings");
    await click(page, "button", "Add a helpdesk");
    await click(page, "radio", "UseResponse");
    await click(page, "radio", "E-mail and password");
    await fill(page, "Address", stack.useResponse);
    await fill(page, "E-mail", "admin@harbor.test");
    await fill(page, "Password", "not this one");
    await waitFor(page, () => document.querySelector("form .form-end [type=submit]")?.getAttribute("aria-disabled") !== "true");
    await click(page, "button", "Add helpdesk");
    await waitFor(page, () => document.querySelector("#password[aria-invalid=true], #email[aria-invalid=true]"));
    assert.equal(await value(page, "E-mail"), "admin@harbor.test");
    assert.equal(await value(page, "Password"), "not this one");
    await shot(page, "sidebar-password-wrong");
    assert.deepEqual(await violations(page), []);
    await fill(page, "Password", "sandbox-admin-password");
    await click(page, "button", "Add helpdesk");
    await waitFor(page, async () => JSON.stringify(await chrome.storage.session.get("keys")).includes("sandbox-admin-key"));
    await text(page, /key works|Updated/i);
    const kept = await page.evaluate(async () => JSON.stringify([await chrome.storage.local.get(), await chrome.storage.session.get(), Object.entries(localStorage)]));
    for (const typed of ["sandbox-admin-password", "not this one"]) assert.equal(kept.includes(typed), false, `${typed} is kept`);
    await page.close();
  });

  async function rows(page: Page): Promise<number> {
    return (await rowKeys(page)).length;
  }
});
