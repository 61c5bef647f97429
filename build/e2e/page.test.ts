// What is taken from the page beside the panel. In Chromium the handler of the
// key is called in the background, with the tab that the browser would give it,
// since no test can press a key of the browser itself; the panel then opens as a
// page, since no person has pressed anything. Firefox lets no test into the
// background: there the page is left for the panel as the background leaves it.
// What the background does with clicks, keys and pages that it may not read is in
// extension/background/pages.test.ts.

import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { addUseResponse, ask, becomes, inHelpdesk } from "./acting";
import { browserName, click, find, has, installExtension, launch, open, shot, text, violations, visit, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** Somebody's page, with what wants to be something else. */
const article = `<!doctype html><meta charset="utf-8"><title>Reports are too bright [b]x[/b]</title>
<p id="words">Charts glare at night.<br>A dark theme would help. &lt;img src=x onerror=alert(1)&gt; [url=javascript:alert(1)]x[/url]</p>
<p dir="rtl" id="other">דוח</p><p>Write to Nina Owl, nina.owl@example.org, or call +49 (30) 1234-5678. See #1, and icon@2x.png.</p>`;

describe(`the page beside the panel in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let server: Server;
  let site: string;
  before(async () => {
    server = createServer((_, response) => response.setHeader("content-type", "text/html").end(article));
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/reports?page=1`;
    await ask("POST", "users.json", { email: "nina.owl@example.org", full_name: "Nina Owl" });
    browser = await launch();
    url = await installExtension(browser);
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await browser?.close();
  });

  /** The panel that was open when something was asked, where that is how it is asked. */
  let beside: Page | undefined;

  /** Asks something of the page, of which a part may be selected; the panel's page where one is opened by it. */
  async function asks(what: "take" | "people", selected: string): Promise<void> {
    const page = await open(browser, "about:blank", panel);
    await visit(page, site);
    await page.bringToFront();
    const there = await page.evaluate((of: string) => {
      const part = document.querySelector(of);
      if (part) getSelection()?.selectAllChildren(part);
      return { title: document.title, address: location.href, selected: getSelection()?.toString() ?? "", all: document.body.innerText };
    }, selected || "none");
    if (browserName === "chromium") {
      const target = await browser.waitForTarget((t) => t.type() === "service_worker");
      const worker = await target.worker();
      await worker?.evaluate(
        async (name: string, address: string) => {
          const [tab] = (await chrome.tabs.query({})).filter((t) => t.url === address);
          (chrome.commands.onCommand as unknown as { dispatch(name: string, tab: unknown): void }).dispatch(name, tab);
          for (let i = 0; i < 100 && !(await chrome.storage.session.get("page"))["page"]; i++) await new Promise((next) => setTimeout(next, 50));
        },
        what,
        there.address,
      );
      await page.close();
      return;
    }
    await page.close();
    // The panel that is open hears of it.
    beside = await open(browser, url, panel);
    await waitFor(beside, () => document.querySelector(".desk, .welcome"));
    await beside.evaluate(
      async (page: object) => {
        await chrome.storage.session.set({ page });
      },
      { what, text: what === "take" ? there.selected : there.all, title: there.title, address: there.address, link: "", unread: false },
    );
  }

  /** The panel that the browser has opened for it, or one that somebody opens. */
  async function panelPage(): Promise<Page> {
    if (beside) return beside;
    const target = await browser.waitForTarget((t) => t.url() === url);
    const page = await target.page();
    assert.ok(page);
    await page.setViewport(panel);
    await page.bringToFront();
    return page;
  }

  test("what is asked before there is an account waits for one", async () => {
    await asks("take", "#words");
    const page = await panelPage();
    await find(page, "button", "Add a helpdesk");
    assert.equal(await page.evaluate(async () => ((await chrome.storage.session.get("page"))["page"] as { what: string } | null)?.what), "take");
    await page.close();
    await addUseResponse(browser, url, panel);
    const then = await open(browser, url, panel);
    // It was taken by the panel in which the account was added, or is by this one: it is a draft now.
    await waitFor(then, async () => !(await chrome.storage.session.get("page"))["page"]);
    await then.close();
  });

  test("an idea from a page's selection, by keyboard", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("f");
    await waitFor(page, () => document.querySelector<HTMLTextAreaElement>("#new-text")?.value.includes("Charts glare at night."));
    const draft = await page.evaluate(() => ({ subject: document.querySelector<HTMLInputElement>("#new-subject")?.value, text: document.querySelector<HTMLTextAreaElement>("#new-text")?.value ?? "" }));
    assert.equal(draft.subject, "Reports are too bright [b]x[/b]");
    assert.match(draft.text, /^\[quote\]Charts glare at night\.\nA dark theme would help\./);
    assert.match(draft.text, /\[url=http:\/\/127\.0\.0\.1:\d+\/reports\?page=1\]/);
    await shot(page, "page-draft");
    assert.deepEqual(await violations(page), []);
    // It is an idea, chosen among the kinds by arrows, from where it goes on.
    await page.focus(".new [data-property=account]");
    for (let tries = 0; tries < 40 && !(await page.evaluate(() => document.activeElement?.matches(".new [type=radio]"))); tries++) await page.keyboard.press("Tab");
    for (let tries = 0; tries < 5 && !(await page.evaluate(() => document.querySelector(".new [type=radio]:checked")?.getAttribute("value") === "idea")); tries++) await page.keyboard.press("ArrowRight");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await text(page, /New idea: Reports are too bright/);
    await becomes(async () => (await inHelpdesk("Reports are too bright [b]x[/b]")) !== undefined, true);
    const post = await inHelpdesk("Reports are too bright [b]x[/b]");
    assert.match(post?.content ?? "", /Charts glare at night\./);
    assert.match(post?.content ?? "", /<blockquote/);
    assert.doesNotMatch(post?.content ?? "", /<img|href="javascript/);
    await page.close();
  });

  test("what was begun stays, and what is taken stands below it", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/, 30_000);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("f");
    await waitFor(page, () => document.activeElement?.matches(".new input.ds-input"));
    await page.evaluate(() => (document.querySelector("#new-text") as HTMLElement).focus());
    await page.keyboard.type("My own words.");
    await waitFor(page, () => document.querySelector<HTMLTextAreaElement>("#new-text")?.value.includes("My own words."));
    await page.close({ runBeforeUnload: true });
    await asks("take", "#other");
    const shown = await panelPage();
    await waitFor(shown, () => /My own words\.[\s\S]*\[quote\]דוח\[\/quote\]/.test(document.querySelector<HTMLTextAreaElement>("#new-text")?.value ?? ""));
    await text(shown, /Added below what you had begun/);
    await shot(shown, "page-added");
    assert.deepEqual(await violations(shown), []);
    await shown.close();
  });

  test("who is on the page is listed first, and looked up when somebody presses", async () => {
    await asks("people", "");
    const page = await panelPage();
    await find(page, "heading", "Who is on this page");
    const listed = await page.evaluate(() => [...document.querySelectorAll(".onpage bdi")].map((b) => b.textContent));
    assert.deepEqual(listed, ["nina.owl@example.org", "+49 (30) 1234-5678", "#1"]);
    assert.equal(await page.evaluate(() => document.querySelector(".onpage-who")), null, "nobody is asked before");
    await shot(page, "page-people");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Look up");
    await text(page, /Nina Owl, no tickets/);
    await shot(page, "page-known");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Show #1");
    await waitFor(page, () => document.querySelector<HTMLInputElement>("#query")?.value === "id:1");
    await page.close();
  });

  test("a page that nobody may read says so", async () => {
    const page = await open(browser, url, panel);
    // Whether the helpdesk answers says nothing of a page.
    await waitFor(page, () => document.querySelector("[data-rows] .row"));
    await page.evaluate(() => chrome.storage.session.set({ page: { what: "people", text: "", title: "Settings", address: "chrome://settings/", link: "", unread: true } }));
    await text(page, /This page cannot be read/);
    await shot(page, "page-unread");
    assert.deepEqual(await violations(page), []);
    assert.equal(await has(page, "button", "Look up"), false);
    await page.close();
  });

  test("the browser knows the keys, and lets people give others", async () => {
    const page = await open(browser, url, panel);
    const commands = await page.evaluate(async () => (await chrome.commands.getAll()).map((c) => `${c.name} ${c.shortcut}`));
    for (const [name, letter] of [["take", "N"], ["people", "P"]] as const) {
      const command = commands.find((c) => c.startsWith(`${name} `));
      assert.ok(command, commands.join("; "));
      // Chromium gives no key to what a test installs.
      if (browserName === "firefox") assert.match(command, new RegExp(`Alt.*Shift.*${letter}`));
    }
    await page.close();
  });
});
