// One customer with the widget in two tabs: whatever is typed in either can be had again.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { browserName, click, fail, fill, find, launch, open, resize, shot, stack, text, value, waitFor } from "./harness";

const form = { width: 390, height: 700 };
const title = /What is your idea about/;

describe(`two tabs with the widget in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    await fail(stack.useResponse, "ok");
    const page = await open(browser, new URL("/widget/frame.html", stack.demo).href, form);
    await page.evaluate(() => localStorage.clear());
    await page.close();
  });

  test("what is typed in one is in the form of the other, and each goes on where the other was", async () => {
    const one = await idea(browser);
    const two = await idea(browser);
    await fill(one, title, "Dark mode");
    await shows(two, "Dark mode");
    await click(two, "button", "Continue");
    await fill(two, /How would it help/, "At night.");
    await waitFor(one, () => document.querySelector<HTMLTextAreaElement>("#content")?.value === "At night.");
    assert.equal(await value(one, title), "Dark mode");
    await one.close();
    await two.close();
  });

  test("two that do not hear of each other lose nothing: what the other tab held can be shown and taken back", async () => {
    const one = await idea(browser);
    const two = await idea(browser);
    for (const page of [one, two]) await deaf(page);
    await fill(one, title, "Dark mode for reports");
    await fill(two, title, "Export to CSV");
    await fill(one, title, "Dark mode for all reports");
    await one.close();
    await two.close();
    const three = await idea(browser);
    assert.equal(await value(three, title), "Dark mode for all reports");
    await text(three, /Also written, in another tab: Export to CSV/);
    await shot(three, "widget-other-tab");
    await click(three, "button", "Show it");
    await shows(three, "Export to CSV");
    await text(three, /Also written, in another tab: Dark mode for all reports/);
    await three.close();
    const four = await idea(browser);
    assert.equal(await value(four, title), "Export to CSV");
    await click(four, "button", "Show it");
    await shows(four, "Dark mode for all reports");
    await four.close();
  });

  test("who writes keeps what they see when the other begins something else, and what is sent from one leaves both", async () => {
    const one = await idea(browser);
    const two = await idea(browser);
    await deaf(two);
    await fill(one, title, "Dark mode");
    await fill(two, title, "Export");
    await text(one, /Also written, in another tab: Export/);
    assert.equal(await value(one, title), "Dark mode");
    await two.close();
    const three = await idea(browser);
    assert.equal(await value(three, title), "Export");
    await click(three, "button", "Continue");
    await fill(three, /How would it help/, "For the auditors.");
    await click(three, "button", "Send idea");
    await text(three, /Your idea is posted/, 30_000);
    await waitFor(one, () => !document.body.innerText.includes("Also written"));
    assert.equal(await value(one, title), "Dark mode");
    await one.close();
    await three.close();
  });
});

/** The form for an idea, in a tab of its own. */
async function idea(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await resize(page, form);
  // Before the widget listens: some browsers call who listens at a window in the order in which they came.
  await page.evaluateOnNewDocument(() => addEventListener("storage", (event) => document.documentElement.dataset["deaf"] && event.stopImmediatePropagation()));
  await page.goto(new URL("/widget/frame.html", stack.demo).href, { waitUntil: "load" });
  await click(page, "button", /^Idea$/);
  await find(page, "textbox", title);
  // The core decides, and it is there once the list is.
  await waitFor(page, () => performance.getEntriesByType("resource").some((r) => r.name.includes("/api/")));
  return page;
}

/** Keeps a tab from hearing what others write, as one that was frozen. */
async function deaf(page: Page): Promise<void> {
  await page.evaluate(() => void (document.documentElement.dataset["deaf"] = "true"));
}

/** Waits until the form has this title. */
async function shows(page: Page, wanted: string): Promise<void> {
  await waitFor(page, (wanted: string) => document.querySelector<HTMLTextAreaElement>("#title")?.value === wanted, {}, wanted);
}
