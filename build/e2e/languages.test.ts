// Both faces in another language: nothing of what they say themselves is left in
// English.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { misfits } from "./fits";
import { browserName, click, fail, fill, find, has, installExtension, launch, misread, open, openWidget, resize, shot, stack, text, violations, waitFor, widgetFrame } from "./harness";

const panel = { width: 360, height: 800 };
const narrow = { width: 280, height: 800 };
const wide = { width: 1100, height: 800 };

/** English words that stand on a page or are read aloud; what people and helpdesks wrote is theirs. */
function leftovers(root: Page | Frame): Promise<string[]> {
  return root.evaluate(() => {
    const theirs = "[dir=auto]:not(input, textarea), bdi, option[value]:not([value='0']), .ds-avatar, [lang]:not(html), .state-name, .source, .prose, code, kbd, script, style, noscript, .control, .to-person";
    const names = /Deskside|UseResponse|Usedesk|API|SLA|Marta Lindqvist|https?:\/\/\S+|\S+@\S+|\S+\.(com|ru)\b|127\.0\.0\.1\S*|\w+:\w+|«[^»]+»|none(?= —)|status(?=\?)|\b(Ctrl|Shift)\b/g;
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

/** Takes a view: in Russian all of it, and in the narrowest panel without a broken word or anything that keeps somebody from using it. */
async function russian(page: Page, name: string, root: Page | Frame = page): Promise<void> {
  await shot(page, `russian-${name}`);
  assert.deepEqual(await leftovers(root), [], name);
  assert.equal(await root.evaluate(() => document.documentElement.lang), "ru", name);
  // Not asked of Puppeteer, which does not know what an older Firefox took.
  const size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  if (root === page) await resize(page, narrow);
  assert.deepEqual(await misfits(root), [], name);
  assert.deepEqual(await violations(root), [], name);
  if (root === page) await resize(page, size);
}

/** Loads the widget of the demo site anew, in a page that says it is in a language, with further attributes of the script. */
function embedAnew(page: Page, lang: string, attributes: Record<string, string> = {}): Promise<void> {
  return page.evaluate(
    (tag: string, more: Record<string, string>) =>
      new Promise<void>((loaded) => {
        const { deskside } = window as unknown as { deskside: (command: string) => void };
        deskside("destroy");
        document.documentElement.lang = tag;
        const script = document.createElement("script");
        script.src = "/widget/loader.js";
        for (const name in more) script.setAttribute(name, more[name] as string);
        script.onload = () => loaded();
        document.head.append(script);
      }),
    lang,
    attributes,
  );
}

/** What the launcher in a page says. */
function launcher(page: Page): Promise<string | undefined> {
  return page.evaluate(() => [...document.querySelectorAll("deskside-feedback")].at(-1)?.shadowRoot?.querySelector("button")?.textContent ?? undefined);
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
    // Its heading stays above what is scrolled to, which is not looked at here.
    await page.evaluate(() => document.querySelectorAll("*").forEach((e) => (e.scrollTop = 0)));
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
    const row = await find(page, "listitem", /\d/);
    await row.click();
    await text(page, /Открыть в UseResponse/);
    await waitFor(page, () => document.querySelector(".ticket, .person") !== null && document.querySelector(".ds-coming") === null);
    await russian(page, "ticket");
    await fill(page, "Фильтр тикетов", "statsu:open");
    await page.keyboard.press("Enter");
    await text(page, /status\?/);
    await russian(page, "filter-problem");
    await fill(page, "Фильтр тикетов", "group:nowhere");
    await page.keyboard.press("Enter");
    await text(page, /Ни один тикет не подходит/);
    await russian(page, "nothing");
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

describe(`the widget in Russian in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("it speaks as its settings say, else as the page does, else as the browser does", async () => {
    const page = await open(browser, stack.demo);
    const heard = async () => {
      const frame = await openWidget(page);
      return [await launcher(page), await frame.evaluate(() => document.documentElement.lang), await frame.evaluate(() => document.title)];
    };
    assert.deepEqual(await heard(), ["Feedback", "en", "Share feedback"], "an English page");
    await embedAnew(page, "ru-RU");
    assert.deepEqual(await heard(), ["Обратная связь", "ru", "Обратная связь"], "a Russian page");
    await embedAnew(page, "ru-RU", { "data-locale": "en" });
    assert.deepEqual(await heard(), ["Feedback", "en", "Share feedback"], "a Russian page that wants English");
    await embedAnew(page, "en", { "data-locale": "ru", "data-launcher": "Спросить" });
    assert.deepEqual(await heard(), ["Спросить", "ru", "Обратная связь"], "an English page that wants Russian and has its own button");
    await embedAnew(page, "zu");
    assert.deepEqual(await heard(), ["Feedback", "en", "Share feedback"], "a page in a language that there are no words for, in an English browser");
    await page.close();
  });

  test("from the first screen to the last it says nothing in English", async () => {
    const page = await open(browser, stack.demo, { width: 360, height: 800 });
    await embedAnew(page, "ru");
    const frame = await openWidget(page);
    await text(frame, /Популярное/);
    await russian(page, "widget-home", frame);

    await fill(frame, /Поиск/, "zzz qqq");
    await text(frame, /Ничего не найдено/);
    await russian(page, "widget-nothing", frame);
    await fill(frame, /Поиск/, "report");
    await text(frame, /Найден/);
    await russian(page, "widget-search", frame);
    // The edge refuses this itself, in the language that the widget asks for.
    await fill(frame, /Поиск/, "z".repeat(201));
    await text(frame, /Это не принято: Ищите не более чем по 200 знакам/);
    await russian(page, "widget-refused", frame);
    await click(frame, "button", "Очистить поиск");

    await (await find(frame, "listitem", /\d/)).evaluate((row) => row.querySelector<HTMLElement>(".row-title")?.click());
    await text(frame, /Комментарии/);
    await russian(page, "widget-post", frame);
    await click(frame, "button", "Назад");

    await click(frame, "button", /^Проблема$/);
    await fill(frame, /Что не работает/, "x".repeat(101));
    await text(frame, /Лишний 1 знак/);
    await click(frame, "button", /^(Продолжить|Отправить проблему)$/);
    await text(frame, /Сократите заголовок на 1 знак/);
    await russian(page, "widget-form-problem", frame);
    const title = `Выгрузка обрывается (${browserName})`;
    await fill(frame, /Что не работает/, title);
    if (await has(frame, "button", /^Продолжить$/)) await click(frame, "button", /^Продолжить$/);
    await fill(frame, /Что произошло/, "На сороковой странице.");
    await russian(page, "widget-form", frame);

    await fail(stack.useResponse, "limited");
    await click(frame, "button", /^Отправить проблему$/);
    await text(frame, /Ваша проблема ожидает отправки/);
    await russian(page, "widget-waits", frame);
    await click(frame, "button", /^Готово$/);
    await click(frame, "button", /Ожидает отправки: 1/);
    await find(frame, "heading", /^Ожидает отправки$/);
    await russian(page, "widget-waiting", frame);
    await fail(stack.useResponse, "ok");
    await click(frame, "button", /^Отправить сейчас$/);
    await text(frame, /Всё отправлено/, 30_000);
    await russian(page, "widget-sent", frame);
    await page.close();
  });

  test("what fails is said in Russian, also by the loader", async () => {
    const page = await open(browser, stack.demo);
    await misread(page);
    await embedAnew(page, "ru");
    await page.evaluate(() => (window as unknown as { deskside: (command: string) => void }).deskside("open"));
    const frame = await widgetFrame(page, null);
    await text(frame, /Не удалось загрузить записи/);
    await russian(page, "widget-failed", frame);
    await page.close();
  });
});
