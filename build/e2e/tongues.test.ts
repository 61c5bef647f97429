// The widget in every language that customers read: its button, the first view,
// a post, a form, a mistake, what was sent; nothing of it in English, nothing
// wider than its place. SOAK=all takes all of them, without it some that differ
// most: one from right to left, one without blanks, one with long words.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { parse, type Token } from "@messageformat/parser";
import type { Browser, Frame, Page } from "puppeteer-core";

import { give } from "./filing";
import { misfits } from "./fits";
import { browserName, click, clickIfThere, desktop, fail, fill, find, has, launch, need, open, phone, resize, shot, soaks, stack, text, violations, visit, waitFor, widgetFrame } from "./harness";

const folder = join(need("ROOT"), "shared/words");
const read = async <T>(name: string) => JSON.parse(await readFile(join(folder, `${name}.json`), "utf8")) as T;
type Catalogue = Readonly<Record<string, string>>;

const all = await read<{ tag: string; dir: string }[]>("languages");
const english = await read<Catalogue>("en");
const languages = soaks ? all : all.filter(({ tag }) => ["de", "ar", "ja"].includes(tag));

/** As a pattern; names have a plain blank where a message has one at which no line ends. */
const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s/g, "\\s");

/** A message of a catalogue as a pattern: what it tells apart as chosen, all else that it takes as anything. */
function pattern(tokens: Token[], choice: string): string {
  return tokens
    .map((t) => {
      if (t.type === "content") return escaped(t.value);
      if (t.type !== "select" && t.type !== "plural") return ".*";
      const cases = t.type === "select" ? [t.cases.find((c) => c.key === choice) ?? t.cases.at(-1)!] : t.cases;
      return `(?:${cases.map((c) => pattern(c.tokens, choice)).join("|")})`;
    })
    .join("");
}

/** The choices that a message tells apart. */
const choices = (tokens: Token[]): string[] => tokens.flatMap((t) => (t.type === "select" ? t.cases.map((c) => c.key) : []));

const says = (catalogue: Catalogue, id: string, choice = "") => {
  const message = catalogue[id];
  assert.ok(message, `no message ${id}`);
  return new RegExp(`^${pattern(parse(message), choice)}$`);
};
const within = (catalogue: Catalogue, id: string, choice = "") => new RegExp(says(catalogue, id, choice).source.slice(1, -1));

/** The patterns of all that a catalogue says, but for messages that are nothing but a value. */
const everything = (catalogue: Catalogue, ids: readonly string[]) =>
  ids.flatMap((id) => {
    const tokens = parse(catalogue[id]!);
    return ["", ...choices(tokens)].map((choice) => pattern(tokens, choice)).filter((p) => /\p{L}{2}/u.test(p.replaceAll(".*", "")));
  });

/** What stands in a view or is read aloud, but for what people wrote. */
function spoken(root: Frame): Promise<string[]> {
  return root.evaluate(() => {
    const theirs = "[dir=auto]:not(input, textarea), bdi, #filter-status option + option, .ds-avatar, .state-name, .prose, script, style, noscript";
    const found: string[] = [document.title];
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
      const words = all.currentNode.nodeValue?.trim();
      if (words && !all.currentNode.parentElement!.closest(theirs)) found.push(words);
    }
    for (const e of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      if (!e.closest(theirs)) for (const name of ["aria-label", "title", "placeholder"]) found.push(e.getAttribute(name) ?? "");
    }
    return [...new Set(found)].filter((words) => /\p{L}{2}/u.test(words));
  });
}

/** Has the widget of the demo site begin anew in a page of a language. */
function embed(page: Page, lang: string): Promise<void> {
  return page.evaluate(
    (tag: string, dir: string) =>
      new Promise<void>((loaded) => {
        (window as unknown as { deskside: (command: string) => void }).deskside("destroy");
        document.documentElement.lang = tag;
        document.documentElement.dir = dir;
        const script = document.createElement("script");
        script.src = "/widget/loader.js";
        script.onload = () => loaded();
        document.head.append(script);
      }),
    lang,
    all.find(({ tag }) => lang.startsWith(tag))?.dir ?? "ltr",
  );
}

/** What the button in a page says, once it shows itself. */
async function launcher(page: Page): Promise<string> {
  const shown = await waitFor(page, () => {
    const button = [...document.querySelectorAll("deskside-feedback")].at(-1)?.shadowRoot?.querySelector("button");
    return button?.checkVisibility() && button.textContent;
  });
  return (await shown.jsonValue()) as string;
}

/** Opens the widget and waits for what it lists, by no digit, which not every language writes in the same way. */
async function opened(page: Page): Promise<Frame> {
  await page.evaluate(() => (window as unknown as { deskside: (command: string) => void }).deskside("open"));
  const frame = await widgetFrame(page, null);
  await waitFor(frame, () => document.querySelector(".row-title"));
  return frame;
}

describe(`the widget in the languages of customers in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  for (const { tag, dir } of languages) {
    test(`from its button to what was sent, in ${tag}`, async () => {
      const own = await read<Catalogue>(tag);
      const say = (id: string, choice?: string) => says(own, id, choice);
      const ids = Object.keys(own).filter((id) => english[id] && /^(widget|ui|customer|core)\./.test(id));
      const foreign = everything(english, ids).map((p) => new RegExp(`^${p}$`));
      const known = everything(own, ids).map((p) => new RegExp(`^${p}$`));
      const page = await open(browser, stack.demo, { width: 320, height: 640 });
      await embed(page, tag);
      assert.match(await launcher(page), say("loader.label"));
      const frame = await opened(page);

      /** Takes a view: in the language, within the narrowest page, and for everybody. */
      const take = async (name: string) => {
        await shot(page, `tongues-${tag}-${name}-320`);
        assert.deepEqual(await frame.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [tag, dir], name);
        if (tag !== "en") assert.deepEqual((await spoken(frame)).filter((words) => foreign.some((p) => p.test(words)) && !known.some((p) => p.test(words))), [], name);
        assert.deepEqual(await misfits(frame), [], name);
        if (browserName === "chromium") assert.deepEqual(await violations(frame), [], name);
        if (!soaks || tag === "en") return;
        for (const size of [phone, desktop]) {
          await resize(page, size);
          await shot(page, `tongues-${tag}-${name}-${size.width}`);
          assert.deepEqual(await misfits(frame), [], `${name}, ${size.width}`);
        }
        await resize(page, { width: 320, height: 640 });
      };

      await take("home");
      assert.equal(await frame.title(), own["widget.title"]);
      // The edge refuses this itself, in the language that the widget asks for.
      await fill(frame, say("widget.search.label"), "z".repeat(201));
      await text(frame, within(own, "edge.search_long"));
      await take("refused");
      await fill(frame, say("widget.search.label"), "zzz qqq");
      await text(frame, within(own, "widget.list.none"));
      await take("nothing");
      await click(frame, "button", say("widget.search.clear"));
      await waitFor(frame, () => document.querySelector(".row-title"));

      await frame.evaluate(() => document.querySelector<HTMLElement>(".row-title")!.click());
      await text(frame, within(own, "widget.comments.title"));
      await take("post");
      await click(frame, "button", say("widget.back"));

      await click(frame, "button", say("widget.choice", "problem"));
      const about = say("widget.form.about", "problem");
      await fill(frame, about, "x".repeat(101));
      const go = new RegExp(`${say("widget.form.proceed").source}|${say("widget.form.send", "problem").source}`);
      await click(frame, "button", go);
      await text(frame, within(own, "customer.draft.title_long"));
      await take("mistake");
      await fill(frame, about, `Reports stop in ${tag} (${browserName})`);
      if (await has(frame, "button", say("widget.form.proceed"))) await click(frame, "button", say("widget.form.proceed"));
      await fill(frame, say("widget.form.content", "problem"), "On page 40.");
      await take("form");
      await click(frame, "button", say("widget.form.send", "problem"));
      await text(frame, within(own, "widget.sent.title", "problem"), 30_000);
      await take("sent");
      await click(frame, "button", say("widget.sent.done"));

      await click(frame, "button", new RegExp(say("widget.tab", "mine").source.slice(0, -1)));
      await text(frame, within(own, "widget.mine.role", "wrote"));
      await take("mine");
      await click(frame, "button", new RegExp(say("widget.tab", "news").source.slice(0, -1)));
      await text(frame, within(own, "widget.news.none"));
      await take("news");
      await page.close();
    });
  }

  // What only stands out where everything is turned round.
  for (const { tag } of languages.filter(({ dir }) => dir === "rtl")) {
    test(`what waits, files, a picture, posts that are alike, in ${tag}`, async () => {
      const own = await read<Catalogue>(tag);
      const say = (id: string, choice?: string) => says(own, id, choice);
      const page = await open(browser, stack.demo, { width: 320, height: 640 });
      await embed(page, tag);
      const frame = await opened(page);
      const take = async (name: string) => {
        for (const size of [{ width: 320, height: 640 }, ...(soaks ? [phone, desktop] : [])]) {
          await resize(page, size);
          await shot(page, `tongues-${tag}-${name}-${size.width}`);
          assert.deepEqual(await misfits(frame), [], `${name}, ${size.width}`);
        }
        if (browserName === "chromium") assert.deepEqual(await violations(frame), [], name);
        await resize(page, { width: 320, height: 640 });
      };
      const empty = (selector: string) => frame.evaluate((of: string) => getComputedStyle(document.querySelector(of)!).direction, selector);
      assert.equal(await empty("input[type=search], .search input"), "rtl", "where nothing is written yet the page's own direction counts");

      await click(frame, "button", say("widget.choice", "idea"));
      const about = say("widget.form.about", "idea");
      await fill(frame, about, "Report");
      await click(frame, "button", say("widget.similar.ask"));
      await waitFor(frame, () => document.querySelector(".similar-folded, .similar .row-title"));
      await frame.evaluate(() => document.querySelector<HTMLDetailsElement>(".similar-folded")?.setAttribute("open", ""));
      await take("similar");
      await fill(frame, about, `\u0627\u0644\u062a\u0642\u0627\u0631\u064a\u0631 in ${tag} (${browserName}).`);
      if (await has(frame, "button", say("widget.form.proceed"))) await click(frame, "button", say("widget.form.proceed"));
      assert.equal(await empty("textarea[name=content], form textarea:last-of-type"), "rtl");
      await fill(frame, say("widget.form.content", "idea"), "\u0641\u064a \u0627\u0644\u0635\u0641\u062d\u0629 40 (PDF).");
      const picture = await frame.evaluate(() => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [320, 200];
        const pen = canvas.getContext("2d")!;
        pen.fillStyle = "#9ab";
        pen.fillRect(0, 0, 320, 200);
        return canvas.toDataURL("image/png").split(",")[1]!;
      });
      await give(frame, "drop", "form", { name: "report (1).png", type: "image/png", base64: picture });
      await give(frame, "drop", "form", { name: "settings.exe", type: "application/octet-stream", base64: picture });
      await find(frame, "button", new RegExp(`${escaped(own["widget.files.remove"]!.split("\u2068")[0]!)}.*report`));
      await waitFor(frame, () => document.querySelectorAll(".enclosure progress").length === 0);
      await frame.evaluate(() => document.querySelector(".enclosure")!.scrollIntoView({ block: "center" }));
      await take("files");
      await click(frame, "button", say("widget.picture.mark"));
      await find(frame, "button", say("widget.picture.use"));
      await take("picture");
      await click(frame, "button", say("widget.picture.leave"));

      await fail(stack.useResponse, "limited");
      await click(frame, "button", say("widget.form.send", "idea"));
      await text(frame, within(own, "widget.waiting.post", "idea"));
      await take("waits");
      await click(frame, "button", say("widget.sent.done"));
      await click(frame, "button", new RegExp(within(own, "widget.waiting.count").source));
      await find(frame, "button", say("widget.waiting.send_now"));
      await take("waiting");
      await fail(stack.useResponse, "ok");
      await clickIfThere(frame, "button", say("widget.waiting.send_now")); // it goes out by itself as well
      await text(frame, within(own, "widget.waiting.none"), 30_000);
      await click(frame, "button", say("widget.back"));

      for (const [at, position] of [["left", "end"], ["right", "start"]] as const) {
        await page.evaluate((side: string) => (window as unknown as { deskside: (...call: unknown[]) => void }).deskside("set", { position: side }), position);
        await resize(page, desktop);
        const box = await page.evaluate(() => {
          const { left, right } = [...document.querySelectorAll("deskside-feedback")].at(-1)!.shadowRoot!.querySelector("button")!.getBoundingClientRect();
          return { left, right: innerWidth - right };
        });
        assert.ok(box[at] < 40, `${position} is the ${at} side: ${JSON.stringify(box)}`);
        await shot(page, `tongues-${tag}-${position}-1280`);
      }
      await page.close();
    });
  }

  test("a tag with a region, a script or an old name leads to its language", async () => {
    const page = await open(browser, stack.demo);
    for (const [tag, language] of [["pt-BR", "pt"], ["es-419", "es"], ["iw", "he"], ["ar-EG", "ar"], ["uk-UA", "uk"], ["ja-JP", "ja"], ["DE-at", "de"], ["arn", "en"]] as const) {
      await embed(page, tag);
      assert.match(await launcher(page), says(await read<Catalogue>(language), "loader.label"), tag);
      const frame = await opened(page);
      assert.equal(await frame.evaluate(() => document.documentElement.lang), language, tag);
    }
    await page.close();
  });

  test("a page brings its own language and no other, and in English no words beside the button's", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").at(-1)!));
    const brought = () => asked.splice(0).filter((file) => /^words\.js$|\.gen\.js$/.test(file)).sort();
    await visit(page, stack.demo);
    await launcher(page);
    assert.deepEqual(brought(), [], "an English page with its button");
    await opened(page);
    assert.deepEqual(brought().filter((file) => !/^(later\.)?en\./.test(file)), []);
    await embed(page, "de");
    await launcher(page);
    assert.deepEqual(brought(), ["words.js"], "a German page with its button");
    const frame = await opened(page);
    await frame.evaluate(() => document.querySelector<HTMLElement>(".row-title")!.click());
    await find(frame, "button", says(await read<Catalogue>("de"), "widget.back"));
    assert.deepEqual(brought(), ["de.gen.js", "later.de.gen.js"]);
    await page.close();
  });

  test("where its words cannot be had, the button says the English ones", async () => {
    const page = await open(browser, stack.demo);
    await page.setRequestInterception(true);
    page.on("request", (request) => void (/words\.js/.test(request.url()) ? request.abort() : request.continue()));
    await embed(page, "pl");
    assert.match(await launcher(page), says(english, "loader.label"));
    const frame = await opened(page);
    assert.equal(await frame.evaluate(() => document.documentElement.lang), "pl", "the frame has its own");
    await page.close();
  });
});
