// The pictures of the stores' pages, of invented tickets: 1280 × 800 in both
// languages, and a small tile. go run ./build stores --pictures takes them along.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { browserName, find, installExtension, launch, need, open, resize, shot, waitFor } from "./harness";

const size = { width: 1280, height: 800 };

const words = {
  en: { begin: "Look around first", ticket: "Irrigation does not start in house 3", answer: "Hello Ingrid,\n\nthe controller has its new version now and keeps its clock. I have started the 13:00 run from here: all four valves are open.", line: "Your helpdesk, beside any page" },
  ru: { begin: "Сначала осмотреться", ticket: "В третьей теплице", answer: "Ирина, здравствуйте!\n\nНа контроллере уже новая версия, часы больше не сбиваются. Я запустил полив отсюда: все четыре клапана открыты.", line: "Ваша служба поддержки рядом с любой страницей" },
} as const;

/** Everything is there to be looked at, and no cursor blinks. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    document.documentElement.style.setProperty("caret-color", "transparent");
  });
}

async function picture(page: Page, name: string): Promise<void> {
  await settled(page);
  await shot(page, `listing-${name}`);
}

describe(`the stores' pictures, in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
  });
  after(async () => {
    await browser?.close();
  });

  for (const tag of ["en", "ru"] as const) {
    const { begin, ticket, answer, line } = words[tag];
    test(`in ${tag}`, async () => {
      const first = await open(browser, url, size);
      await first.evaluate((l: string) => localStorage.setItem("language", l), tag);
      await first.close();
      const page = await open(browser, url, size);
      if (tag === "en") await (await find(page, "button", begin)).click();
      else {
        // The tickets are invented in the language of whoever looks around.
        await page.evaluate(async () => chrome.storage.local.clear());
        await page.reload();
        await (await find(page, "button", begin)).click();
      }
      await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length > 8);
      const at = await page.evaluate((subject: string) => [...document.querySelectorAll("[data-rows] .subject")].findIndex((s) => s.textContent?.startsWith(subject)), ticket);
      assert.ok(at >= 0, `${ticket} is in the list`);
      await page.evaluate((i: number) => document.querySelectorAll<HTMLElement>("[data-rows] .row")[i]?.click(), at);
      await waitFor(page, () => document.querySelectorAll(".message").length > 2 && document.querySelector(".pane-person li"));
      await waitFor(page, () => document.querySelector("#tickets")?.getAttribute("aria-busy") === "false");
      await picture(page, `${tag}-1-ticket`);
      await page.keyboard.press("w");
      await waitFor(page, () => document.activeElement?.matches(".composer textarea, .composer [contenteditable]"));
      for (const [i, part] of answer.split("\n\n").entries()) {
        if (i > 0) await page.keyboard.press("Enter");
        if (i > 0 && (await page.evaluate(() => document.activeElement?.matches("textarea")))) await page.keyboard.press("Enter");
        await page.keyboard.type(part);
      }
      await picture(page, `${tag}-2-answer`);
      await page.keyboard.press("Escape");
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.keyboard.down("Control");
      await page.keyboard.press("k");
      await page.keyboard.up("Control");
      await waitFor(page, () => document.querySelector(".palette input") === document.activeElement);
      await picture(page, `${tag}-3-commands`);
      await page.keyboard.press("Escape");
      await waitFor(page, () => document.querySelector("dialog:modal") === null);
      await page.evaluate(() => (document.documentElement.dataset["theme"] = "dark"));
      await picture(page, `${tag}-4-dark`);
      await page.evaluate(() => delete document.documentElement.dataset["theme"]);
      await page.close();

      // As it stands beside a page.
      const narrow = await open(browser, url, { width: 400, height: 800 });
      await waitFor(narrow, () => document.querySelectorAll("[data-rows] > li").length > 8);
      await waitFor(narrow, () => /\d{1,2}:\d\d/.test(document.querySelector(".freshness")?.textContent ?? ""));
      await settled(narrow);
      const panel = await narrow.screenshot({ encoding: "base64" });
      await narrow.close();
      const beside = await browser.newPage();
      await resize(beside, size);
      const mark = await readFile(join(need("ROOT"), "extension/icons/mark.svg"), "utf8");
      await beside.setContent(
        `<!doctype html><style>body{margin:0;display:flex;font:16px/1.5 system-ui;background:#f3f5f7}main{flex:1;padding:120px 72px;display:grid;gap:24px;align-content:start}h1{margin:0;font-size:44px;line-height:1.2;color:#15202b}i{block-size:14px;border-radius:7px;background:#d9dfe5}svg{inline-size:72px;block-size:72px}img{block-size:800px;border-inline-start:1px solid #cfd6dd}</style><main>${mark}<h1>${line}</h1><i style="inline-size:92%"></i><i></i><i style="inline-size:84%"></i><i style="inline-size:60%"></i></main><img alt="" src="data:image/png;base64,${panel}">`,
      );
      await beside.evaluate(() => document.querySelector("img")?.decode());
      await picture(beside, `${tag}-5-beside`);
      if (tag === "en") {
        await resize(beside, { width: 440, height: 280 });
        await beside.setContent(
          `<!doctype html><style>body{margin:0;block-size:280px;display:grid;place-content:center;justify-items:center;gap:18px;background:#0b3a5b;color:#fff;font:650 34px/1.2 system-ui}svg{inline-size:96px;block-size:96px;background:#fff;border-radius:20px;padding:8px;box-sizing:border-box}</style>${mark}Deskside`,
        );
        await picture(beside, "tile");
      }
      await beside.close();
    });
  }
});
