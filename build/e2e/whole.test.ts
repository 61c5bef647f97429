// The widget stays whole: what cannot be drawn is alone in it, and nothing fails unheard.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { browserName, click, launch, open, resize, shot, stack, text, waitFor } from "./harness";

const form = { width: 390, height: 700 };
const frame = new URL("/widget/frame.html", stack.demo).href;

describe(`the widget with something bad in it in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });

  test("one post that cannot be drawn takes neither the list nor the widget, and can be left", async () => {
    const good = await open(browser, frame, form);
    await waitFor(good, () => document.querySelectorAll(".rows > li .row-title").length > 2);
    const votes = await good.evaluate(() => [...document.querySelectorAll(".rows > li .vote:not([data-down])")].map((v) => Number(v.textContent?.replace(/\D/g, ""))));
    const titles = await good.evaluate(() => [...document.querySelectorAll(".rows .row-title")].map((t) => t.textContent ?? ""));
    await good.close();
    const bad = votes.findIndex((count) => count > 20 && votes.filter((c) => c === count).length === 1);
    assert.ok(bad >= 0, `one of ${votes} stands once`);

    const page = await plant(browser, votes[bad] ?? 0);
    await text(page, /A post that cannot be shown here/);
    await shot(page, "widget-bad-row");
    const left = await page.evaluate(() => [...document.querySelectorAll(".rows .row-title")].map((t) => t.textContent ?? ""));
    assert.deepEqual(left, titles.filter((_, i) => i !== bad));
    await page.evaluate(() => document.querySelector<HTMLElement>(".rows .row-title")?.click());
    await text(page, /Comments/);
    await page.close();
  });

  test("what nobody else heard is said, without what it was", async () => {
    const page = await browser.newPage();
    await resize(page, form);
    // What a test runs by itself in a page is no script of the page, and its failures are not told there.
    await page.evaluateOnNewDocument(() => {
      addEventListener("plant", (event) => {
        const what = (event as CustomEvent<string>).detail;
        // oxlint-disable-next-line typescript/no-floating-promises -- it is planted to fail unheard
        if (what === "a promise") void Promise.reject(new Error("secret-of-a-promise"));
        else throw new Error("secret-of-an-error");
      });
    });
    await page.goto(frame, { waitUntil: "load" });
    await text(page, /Popular/);
    for (const what of ["a promise", "an error"] as const) {
      await page.evaluate((planted: string) => void setTimeout(() => dispatchEvent(new CustomEvent("plant", { detail: planted }))), what);
      await text(page, /Something went wrong\. What you wrote is kept/);
      assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /secret/, what);
      if (what === "a promise") await shot(page, "widget-unexpected");
      await click(page, "button", "Dismiss");
      await waitFor(page, () => !document.body.innerText.includes("Something went wrong"));
    }
    await page.close();
  });
});

/** Opens the widget in a browser that cannot write one number. */
async function plant(browser: Browser, number: number): Promise<Page> {
  const page = await browser.newPage();
  await resize(page, form);
  await page.evaluateOnNewDocument((bad: number) => {
    const written = Object.getOwnPropertyDescriptor(Intl.NumberFormat.prototype, "format")?.get;
    Object.defineProperty(Intl.NumberFormat.prototype, "format", {
      get(this: Intl.NumberFormat) {
        const format = written?.call(this) as (n: number) => string;
        return (n: number) => {
          if (n === bad) throw new RangeError("it was planted");
          return format(n);
        };
      },
    });
  }, number);
  await page.goto(frame, { waitUntil: "load" });
  return page;
}
