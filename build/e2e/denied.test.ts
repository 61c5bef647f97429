// A browser that keeps nothing for the widget, as some do for every frame of another site: what is written lasts as long as
// the page is open, wherever the page puts the widget meanwhile.

import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { becomes, inHelpdesk } from "./acting";
import { browserName, click, desktop, fail, fill, find, launch, openWidget, resize, shot, stack, text, value, waitFor, widgetFrame } from "./harness";

/** The widget's place is taken out of the page, which puts it back: its frame begins anew. */
async function moved(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.querySelector("deskside-feedback")!.remove();
  });
  await waitFor(page, () => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("[data-ready]"));
}

describe(`a browser that keeps nothing for the widget, in ${browserName}`, () => {
  let browser: Browser;
  let site: Server;
  let page: Page;
  before(async () => {
    browser = await launch();
    await fail(stack.useResponse, "ok");
    // A page without an origin: neither it nor a frame in it has any storage.
    site = createServer((_, response) => {
      response.setHeader("content-security-policy", "sandbox allow-scripts allow-forms allow-popups");
      response.setHeader("content-type", "text/html").end(`<!doctype html><html lang="en"><title>A preview</title><h1>A preview</h1><script async src="${stack.demo}/widget/loader.js"></script>`);
    });
    await new Promise<void>((listens) => site.listen(0, "127.0.0.1", listens));
    page = await browser.newPage();
    await resize(page, desktop);
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}`);
  });
  after(async () => {
    site?.close();
    await browser?.close();
  });

  const title = `Written where nothing is kept (${browserName})`;

  test("what is being written comes back with the widget", async () => {
    const frame = await openWidget(page);
    assert.equal(await frame.evaluate(() => origin), "null");
    await click(frame, "button", "Idea");
    await fill(frame, /What is your idea about/, title);
    await click(frame, "button", "Continue");
    await fill(frame, /How would it help you/, "It is not typed twice.");
    await text(frame, /Draft kept while this page is open/);
    await moved(page);
    const next = await widgetFrame(page, null);
    await click(next, "button", "Idea");
    assert.equal(await value(next, /What is your idea about/), title);
    assert.equal(await value(next, /How would it help you/), "It is not typed twice.");
    await shot(page, "denied-draft");
  });

  test("what waits is sent by the frame that comes next", async () => {
    const frame = await widgetFrame(page, null);
    await frame.evaluate(() => void (window.fetch = () => Promise.reject(new TypeError("there is no way"))));
    await click(frame, "button", "Send idea");
    await text(frame, /Leave it open until it is sent/);
    await shot(page, "denied-waits");
    await moved(page);
    await becomes(async () => ((await inHelpdesk(title)) ? "there" : ""), "there", 30_000);
    const next = await widgetFrame(page, null);
    await find(next, "button", "Mine");
  });
});
