// Customers whose browsers run no script: they write by the edge's own form. Nothing can be waited for in such a page,
// so that what stands there is asked again and again.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { inHelpdesk } from "./acting";
import { browserName, desktop, launch, need, open, phone, shot, soaks, stack, text, violations } from "./harness";

/** What a page says, once it says that. */
async function says(page: Page, pattern: RegExp): Promise<void> {
  let said = "";
  for (let tries = 0; tries < 150; tries++) {
    // Between two documents there is nobody to answer.
    said = await page.evaluate(() => document.body.innerText).catch(() => "");
    if (pattern.test(said)) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`waited for ${pattern} in:\n${said}`);
}

/** Clicks where something stands. */
async function press(page: Page, what: string): Promise<void> {
  const at = await page.evaluate((selector: string) => {
    const element = document.querySelector(selector);
    if (!element) throw new Error(`there is no ${selector}`);
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, what);
  await page.mouse.click(at.x, at.y);
}

/** Types into a field, in the place of what stands in it. */
async function type(page: Page, field: string, what: string): Promise<void> {
  await press(page, field);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type(what);
}

/** Whether a page is wider than its window, as nobody wants to scroll it. */
const tooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

describe(`the form without a script in ${browserName}`, () => {
  let browser: Browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());

  // Firefox lets nobody drive a page whose scripts are off.
  test("somebody without scripts is led to it, errs, and has a problem posted", { skip: browserName === "firefox" }, async () => {
    const page = await browser.newPage();
    await page.setViewport(phone);
    await page.setJavaScriptEnabled(false);
    await page.goto(stack.demo);
    assert.equal(await page.evaluate(() => document.querySelector("deskside-feedback")), null, "no script ran");
    await press(page, 'footer a[href$="/feedback"]');
    await says(page, /Share feedback/);
    assert.equal(await tooWide(page), false);
    const title = `By hand (${browserName})`;
    await press(page, "label:has(#type-problem)");
    await type(page, "#content", "It stops at the first page. & <b>that</b> is all.");
    // Nobody writes within three seconds, and an edge takes nothing that came so fast.
    await new Promise((written) => setTimeout(written, 3100));
    await type(page, "#title", " ");
    await press(page, "form button");
    await says(page, /title/i);
    assert.equal(await page.evaluate(() => document.querySelector("textarea")!.value), "It stops at the first page. & <b>that</b> is all.", "what was typed is there");
    await shot(page, "form-wrong");
    assert.equal(await inHelpdesk(title), undefined);
    await type(page, "#title", title);
    await press(page, "form button");
    await says(page, /Thank you[^]*Write another/);
    await shot(page, "form-thanks");
    const made = await inHelpdesk(title);
    assert.match(made?.content ?? "", /It stops at the first page/);
    assert.doesNotMatch(made?.content ?? "", /<b>that/);
    await page.close();
  });

  const words = join(need("ROOT"), "shared/words");
  for (const { tag, dir } of JSON.parse(readFileSync(join(words, "languages.json"), "utf8")) as { tag: string; dir: string }[])
    for (const size of [{ width: 320, height: 568 }, ...(soaks ? [phone, desktop] : [])])
      for (const scheme of soaks ? (["light", "dark"] as const) : (["light"] as const))
        test(`is in ${tag}, ${scheme}, ${size.width} wide`, async () => {
          const page = await open(browser, `${stack.demo}/feedback?lang=${tag}`, size);
          if (browserName === "chromium") await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          const says = JSON.parse(readFileSync(join(words, `${tag}.json`), "utf8")) as Record<string, string>;
          for (const id of ["title", "choose", "about", "content", "category", "optional", "send"]) await text(page, new RegExp(says[`edge.form.${id}`]!.replace(/[?()]/g, "\\$&")));
          assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [tag, dir]);
          assert.equal(await tooWide(page), false);
          assert.deepEqual(await violations(page), []);
          await shot(page, `form-${tag}-${scheme}-${size.width}`);
          await page.close();
        });
});
