// The agent's side in another language: nothing of what the panel says itself
// is left in English.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { browserName, click, fail, fill, find, installExtension, launch, open, shot, stack, text } from "./harness";

const panel = { width: 360, height: 800 };
const wide = { width: 1100, height: 800 };

/** English words that stand on a page or are read aloud; what people and helpdesks wrote is theirs. */
function leftovers(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const theirs = "[dir=auto], .ds-avatar, [lang]:not(html), .state-name, .source, .prose, code, kbd, script, style";
    const names = /Deskside|UseResponse|Usedesk|API|SLA|Marta Lindqvist|https?:\/\/\S+|\S+\.(com|ru)\b|127\.0\.0\.1\S*|\w+:\w+|«\w+»|none(?= —)/g;
    const found: string[] = [];
    const look = (words: string | null, of: Element) => {
      if (words && !of.closest(theirs) && /[a-z]{2,}/i.test(words.replace(names, ""))) found.push(words.trim());
    };
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (all.nextNode()) look(all.currentNode.nodeValue, all.currentNode.parentElement as Element);
    for (const e of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      for (const name of ["aria-label", "title", "placeholder"]) look(e.getAttribute(name), e);
    }
    return found;
  });
}

async function russian(page: Page, name: string): Promise<void> {
  await shot(page, `russian-${name}`);
  assert.deepEqual(await leftovers(page), [], name);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ru", name);
}

describe(`the sidebar in Russian in ${browserName}`, () => {
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

  test("a language is chosen in the settings and spoken at once, and it is from the first frame on", async () => {
    // The page that the browser's list of extensions opens: there are settings before there is a helpdesk.
    let page = await open(browser, url.replace("panel.html", "options.html"), panel);
    await click(page, "radio", "Русский");
    await text(page, /Настройки/);
    await russian(page, "settings-empty");
    assert.equal(await page.title(), "Настройки Deskside");
    await page.close();

    page = await open(browser, url, panel);
    await text(page, /Тикеты рядом с любой страницей/);
    await russian(page, "welcome");
    await click(page, "button", "Добавить службу поддержки");
    await russian(page, "add");
    await click(page, "radio", "UseResponse");
    await fill(page, "Адрес", stack.useResponse);
    await fill(page, "Ключ API", "wrong-key");
    await click(page, "button", "Добавить");
    await text(page, /не принимает этот ключ/);
    await russian(page, "add-problem");
    await fill(page, "Ключ API", stack.key);
    await click(page, "button", "Добавить");
    await text(page, /Обновлено в/, 30_000);
    await russian(page, "list");
    await page.close();
  });

  test("tickets, their filter, help and settings say nothing in English", async () => {
    const page = await open(browser, url, wide);
    await text(page, /Обновлено в/, 30_000);
    const row = await find(page, "listitem", /UseResponse/);
    await row.click();
    await text(page, /Открыть в UseResponse/);
    await russian(page, "ticket");
    await fill(page, "Фильтр тикетов", "statsu:open");
    await page.keyboard.press("Enter");
    await text(page, /status\?/);
    await shot(page, "russian-filter-problem");
    await fill(page, "Фильтр тикетов", "group:nowhere");
    await page.keyboard.press("Enter");
    await text(page, /Ни один тикет не подходит/);
    await shot(page, "russian-nothing");
    await click(page, "button", "Справка по клавишам и фильтру");
    await text(page, /Перемещение по списку/);
    await russian(page, "help");
    await page.keyboard.press("Escape");
    await click(page, "button", "Настройки");
    await text(page, /Что сохраняется/);
    await russian(page, "settings");
    await click(page, "radio", "Системный");
    await text(page, /What is kept/);
    assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    await page.close();
  });
});
