// How every view of both faces looks: a picture of each, nothing that keeps
// somebody from using it, nothing wider than the page.
//
// SOAK=all takes each view in every width and direction; without it in the
// narrowest alone. SCHEME and SPEAKS choose the scheme and the panel's language
// of a run. It is a part of make soak: in make test the walks through both faces
// in other languages (pseudo, languages) ask the same of each view, once.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { give, png } from "./filing";
import { misfits } from "./fits";
import { browserName, click, clickIfThere, desktop, fail, fill, find, has, installExtension, launch, open, openWidget, phone, resize, shot, soaks, stack, text, usual, violations, waitFor } from "./harness";

const language = process.env["SPEAKS"] ?? "en";
const directions = soaks ? (["ltr", "rtl"] as const) : (["ltr"] as const);

/** Takes a page in each width and direction that a run has. */
async function looks(page: Page, name: string, widths: readonly number[]): Promise<void> {
  for (const dir of directions) {
    for (const width of soaks ? widths : widths.slice(0, 1)) {
      await resize(page, { width, height: 800 });
      await page.evaluate((d) => void (document.documentElement.dir = d), dir);
      const what = [name, width, dir, usual, language].join("-");
      await shot(page, `looks-${what}`);
      assert.deepEqual(await misfits(page), [], what);
      assert.deepEqual(await violations(page), [], what);
    }
  }
  await page.evaluate(() => void (document.documentElement.dir = "ltr"));
  await resize(page, { width: widths[0]!, height: 800 });
}

describe(`looks of the sidebar in ${browserName}`, () => {
  const widths = [280, 360, 480, 720, 1100];
  let browser: Browser;
  let url: string;
  let say: (id: string) => string;
  before(async () => {
    const messages = JSON.parse(await readFile(join(process.env["ROOT"]!, "shared/words", `${language}.json`), "utf8")) as Record<string, string>;
    say = (id) => {
      const message = messages[id];
      if (message === undefined || message.includes("{")) throw new Error(`no plain message ${id}`);
      return message;
    };
    browser = await launch();
    url = await installExtension(browser);
    const page = await open(browser, url.replace("panel.html", "options.html"));
    const name = (JSON.parse(await readFile(join(process.env["ROOT"]!, "shared/words/languages.json"), "utf8")) as { tag: string; name: string }[]).find((l) => l.tag === language)!.name;
    await click(page, "radio", name);
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  async function add(page: Page, system: string, address: string, key: string): Promise<void> {
    await click(page, "radio", system);
    await fill(page, say("panel.add.address"), address);
    await fill(page, new RegExp(`^(${say("panel.add.key")}|${say("panel.add.token")})$`), key);
    await click(page, "button", say("panel.add.submit"));
  }

  test("before there is a helpdesk, and adding one", async () => {
    const page = await open(browser, url, { width: 280, height: 800 });
    await text(page, new RegExp(say("panel.welcome.heading")));
    await looks(page, "sidebar-welcome", widths);
    await click(page, "button", say("panel.add.heading"));
    await looks(page, "sidebar-add", widths);
    await add(page, "UseResponse", "https://", "");
    await waitFor(page, () => document.querySelector("[aria-invalid=true]"));
    await looks(page, "sidebar-add-problem", widths);
    await add(page, "UseResponse", stack.useResponse, stack.key);
    await find(page, "listitem", /\d/);
    await click(page, "button", say("panel.status.settings"));
    await click(page, "button", say("panel.add.heading"));
    await add(page, "Usedesk", stack.usedesk, stack.token);
    await find(page, "listitem", /Usedesk/);
    await looks(page, "sidebar-added", widths);
    await page.close();
  });

  test("a list, a query, a ticket, help", async () => {
    const page = await open(browser, url, { width: 280, height: 800 });
    await find(page, "listitem", /Usedesk/);
    await looks(page, "sidebar-list", widths);
    await (await find(page, "listitem", /UseResponse/)).click();
    await waitFor(page, () => document.querySelector(".pane-ticket a[href]"));
    await looks(page, "sidebar-ticket", widths);
    await page.keyboard.press("Escape");
    await fill(page, say("panel.query.label"), "statsu:open");
    await page.keyboard.press("Enter");
    await text(page, /status\?/);
    await looks(page, "sidebar-query-problem", widths);
    await fill(page, say("panel.query.label"), "group:nowhere");
    await page.keyboard.press("Enter");
    await find(page, "button", say("panel.query.clear"));
    await looks(page, "sidebar-nothing", widths);
    await click(page, "button", say("panel.query.clear"));
    await click(page, "button", say("panel.status.help"));
    await looks(page, "sidebar-help", widths);
    await page.close();
  });

  test("writing, a person, what waits, a new ticket, views, settings", async () => {
    const page = await open(browser, url, { width: 280, height: 800 });
    await (await find(page, "listitem", /UseResponse/)).click();
    await waitFor(page, () => document.querySelector(".pane-ticket .message"));
    for (const [key, name] of [["n", "note"], ["w", "reply"]] as const) {
      await page.keyboard.press(key);
      await waitFor(page, () => document.activeElement?.closest(".composer-rich") !== null);
      await page.keyboard.type("We look at it today.");
      await give(page, "drop", ".pane-ticket .conversation", { name: "What we saw in the evening, on the large screen beside the window.png", type: "image/png", base64: png.toString("base64") });
      await find(page, "button", /What we saw in the evening/);
      await looks(page, `sidebar-${name}`, widths);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    }
    await page.keyboard.press("u");
    await waitFor(page, () => document.activeElement?.matches("textarea"));
    await looks(page, "sidebar-person", widths);
    // In the widest window it is no dialog, and does not become one again. Escape may leave the field first.
    for (let tries = 0; tries < 2 && (await page.evaluate(() => document.querySelector("dialog:modal") !== null)); tries++) await page.keyboard.press("Escape");
    await waitFor(page, () => document.querySelector("dialog:modal") === null);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await fail(stack.useResponse, "limited");
    await page.keyboard.press("w");
    await waitFor(page, () => document.activeElement?.closest(".composer-rich") !== null);
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await find(page, "button", new RegExp(say("panel.compose.undo")));
    await waitFor(page, () => document.querySelector(".unsent") !== null, { timeout: 20_000 });
    await looks(page, "sidebar-waits", widths);
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.querySelector<HTMLElement>(".unsent")?.click());
    await waitFor(page, () => document.querySelector("main.page h1"));
    await looks(page, "sidebar-outbox", widths);
    await fail(stack.useResponse, "ok");
    await page.keyboard.press("Escape");
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("f");
    await waitFor(page, () => document.querySelector("main.page h1"));
    await looks(page, "sidebar-new", widths);
    await page.keyboard.press("Escape");
    await waitFor(page, () => document.querySelector("main.page") === null);
    await click(page, "button", say("panel.views.more"));
    await click(page, "menuitem", say("panel.views.arrange"));
    await waitFor(page, () => document.querySelector("main.page h1"));
    await looks(page, "sidebar-views", widths);
    await page.keyboard.press("Escape");
    await click(page, "button", say("panel.status.settings"));
    await waitFor(page, () => document.querySelector("main.page h1"));
    await looks(page, "sidebar-settings", widths);
    await page.close();
  });

  test("a helpdesk that does not answer", async () => {
    const page = await open(browser, url, { width: 280, height: 800 });
    await find(page, "listitem", /Usedesk/);
    await fail(stack.useResponse, "busy");
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("r");
    await find(page, "button", say("panel.problem.retry"), 40_000);
    await looks(page, "sidebar-trouble", widths);
    await page.close();
  });
});

describe(`looks of the widget in ${browserName}`, () => {
  const widths = [360, 320, 480, 1024];
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  /** The widget as a page of its own, which is all of the frame there is. */
  async function alone(): Promise<Page> {
    const page = await open(browser, new URL("/widget/frame.html", stack.demo).href, { width: 360, height: 800 });
    await find(page, "listitem", /\d/);
    return page;
  }

  test("it stands in a page as a card or a sheet", async () => {
    for (const [name, size] of [["desktop", desktop], ["phone", phone]] as const) {
      const page = await open(browser, stack.demo, size);
      assert.equal(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches), usual === "dark");
      const frame = await openWidget(page);
      await shot(page, `looks-widget-${name}-${usual}`);
      assert.deepEqual(await violations(frame), []);
      await page.close();
    }
  });

  test("what others wrote: home, a search, a post", async () => {
    const page = await alone();
    await looks(page, "widget-home", widths);
    await fill(page, /Search/, "report");
    await text(page, /found/);
    await looks(page, "widget-search", widths);
    await fill(page, /Search/, "zzzz");
    await text(page, /Nothing found/);
    await looks(page, "widget-nothing", widths);
    await fill(page, /Search/, " ");
    await page.reload();
    await (await find(page, "listitem", /\d/)).evaluate((row) => row.querySelector<HTMLElement>("button:not([aria-pressed])")?.click());
    await text(page, /Comments/);
    await looks(page, "widget-post", widths);
    await page.close();
  });

  test("writing: a form, what is missing, what waits, what was sent", async () => {
    const page = await alone();
    await click(page, "button", /^Idea$/);
    await find(page, "textbox", /What is your idea about/);
    await looks(page, "widget-form", widths);
    await fill(page, /What is your idea about/, "Dark mode for reports");
    if (await has(page, "button", /^Continue$/)) await click(page, "button", /^Continue$/);
    await click(page, "button", "Send idea");
    await text(page, /Describe it/);
    await looks(page, "widget-form-missing", widths);
    await fill(page, /How would it help you/, "Our eyes would be glad in the evening.");
    await give(page, "drop", "form", { name: "What I see in the evening, on the large screen beside the window.png", type: "image/png", base64: png.toString("base64") });
    await give(page, "drop", "form", { name: "settings.exe", type: "application/octet-stream", base64: png.toString("base64") });
    await find(page, "button", /^Remove What I see/);
    await waitFor(page, () => document.querySelectorAll(".enclosure progress").length === 0);
    await looks(page, "widget-form-files", widths);
    await fail(stack.useResponse, "limited");
    await click(page, "button", /^(Send idea|Try again)$/);
    await text(page, /Your idea is waiting to be sent/);
    await looks(page, "widget-waits", widths);
    await click(page, "button", /^Done$/);
    await click(page, "button", /1 waiting to be sent/);
    await looks(page, "widget-waiting", widths);
    await fail(stack.useResponse, "ok");
    await clickIfThere(page, "button", /^Send now$/); // it goes out by itself as well
    await text(page, /Everything is sent|Your idea is posted/);
    await looks(page, "widget-sent", widths);
    await page.close();
  });
});
