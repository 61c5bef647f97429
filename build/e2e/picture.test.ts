// A picture of the page that the widget stands in, taken by a press, and what is said where none is to be had.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { browserName, click, desktop, fail, fill, find, has, openWidget, resize, shot, stack, start, text, usual, violations, waitFor } from "./harness";

/** Opens the form of a problem in the demo site, as far as its files. */
async function form(browser: Browser, title: string, ready?: (page: Page) => Promise<void>): Promise<{ page: Page; frame: Frame }> {
  const page = await (await browser.createBrowserContext()).newPage();
  await resize(page, desktop);
  await ready?.(page);
  await page.goto(stack.demo);
  const frame = await openWidget(page);
  await click(frame, "button", /^Problem$/);
  await fill(frame, /What is not working/, title);
  await click(frame, "button", /^Continue$/);
  await find(frame, "button", "Attach files");
  return { page, frame };
}

const denied = /No picture was taken\. Paste one here or attach a file instead\./;

describe(`a picture of the page in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    await fail(stack.useResponse, "ok");
    browser = await start(usual, { captures: true });
  });
  after(() => browser?.close());

  test("it is taken without the card, marked before it goes anywhere, and stands among the files", { skip: browserName === "firefox" }, async () => {
    const { page, frame } = await form(browser, "A picture of the page");
    await page.evaluate(() => {
      document.body.replaceChildren();
      document.documentElement.style.background = "#f00";
    });
    const sent: string[] = [];
    page.on("request", (request) => request.method() === "POST" && /upload|files|attach/.test(request.url()) && sent.push(request.url()));
    await frame.evaluate(() => document.querySelector(".enclosures")?.scrollIntoView({ block: "end", behavior: "instant" }));
    await shot(page, "picture-offered");
    assert.deepEqual(await violations(frame), []);
    await click(frame, "button", "Picture of the page");
    await find(frame, "button", /^Use it so$/);
    await shot(page, "picture-marking");
    const colours = await frame.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".picture canvas")!;
      const on = canvas.getContext("2d")!;
      // Where the card was, and in the opposite corner.
      return [[0.85, 0.5], [0.1, 0.1]].map(([x, y]) => {
        const [red = 0, green = 0, blue = 0] = on.getImageData(Math.round(canvas.width * x!), Math.round(canvas.height * y!), 1, 1).data;
        return red > 180 && green < 90 && blue < 90;
      });
    });
    assert.deepEqual(colours, [true, true], "the page alone");
    assert.deepEqual(sent, [], "nothing has gone anywhere");
    await frame.evaluate(() => document.querySelector<HTMLElement>(".picture canvas")!.focus());
    await page.keyboard.press("Enter");
    await text(frame, /1 part is marked/);
    await click(frame, "button", /^Use it so$/);
    await waitFor(frame, () => [...document.querySelectorAll(".enclosure-name")].some((n) => n.textContent === "screenshot.png"));
    await waitFor(frame, () => document.querySelectorAll(".enclosure progress").length === 0);
    assert.equal(sent.length, 1, "once, as it was marked");
    assert.equal(await has(frame, "button", "Picture of the page"), true, "another may be taken");
    await page.close();
  });

  test("where the page's policy keeps it, there is no button", { skip: browserName === "firefox" }, async () => {
    const { page, frame } = await form(browser, "No picture", async (fresh) => {
      const body = await (await fetch(stack.demo)).text();
      await fresh.setRequestInterception(true);
      fresh.on("request", (request) => {
        if (request.url() !== new URL(stack.demo).href) return void request.continue();
        return void request.respond({ status: 200, contentType: "text/html", headers: { "permissions-policy": "display-capture=()" }, body });
      });
    });
    assert.equal(await has(frame, "button", "Picture of the page"), false);
    await page.close();
  });

  test("who says no is told what to do instead, and is not asked again", async () => {
    const { page, frame } = await form(browser, `A picture refused (${browserName})`, async (fresh) => {
      // What the browser's own window does where somebody closes it; Firefox finds nothing to share by itself.
      if (browserName === "chromium") await fresh.evaluateOnNewDocument(() => Object.assign(MediaDevices.prototype, { getDisplayMedia: () => Promise.reject(new DOMException("Permission denied", "NotAllowedError")) }));
    });
    await click(frame, "button", "Picture of the page");
    await text(frame, denied);
    assert.equal(await has(frame, "button", "Picture of the page"), false);
    assert.equal(await has(frame, "button", /^Send problem$/), true, "the card is there again");
    await frame.evaluate(() => document.querySelector(".enclosures")?.scrollIntoView({ block: "end", behavior: "instant" }));
    await shot(page, "picture-denied");
    assert.deepEqual(await violations(frame), []);
    await page.close();
  });
});
