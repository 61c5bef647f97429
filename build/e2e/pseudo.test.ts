// Every view of both faces in the pseudo-language, whose words are longer than
// any language's and known by their look: nothing is cut, nothing stands out of
// the view, nothing is said in plain English. What is looked for where is told
// apart from what helpdesks and people say, which is theirs.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { browserName, fail, fill, find, has, installExtension, launch, misread, need, open, openWidget, shot, stack, text, waitFor, widgetFrame } from "./harness";

/** The faces in the pseudo-language. */
const demo = need("PSEUDO_DEMO_URL");
const dist = need("PSEUDO_DIST");

const narrow = { width: 280, height: 800 };
const phone = { width: 360, height: 740 };

/**
 * What is wrong with the words of a page: plain ones, cut ones, those beyond its
 * edges. Runs in the page.
 */
function wrong(theirs: string): string[] {
  const found = new Set<string>();
  const brief = (s: string) => s.replace(/\s+/g, " ").trim().slice(0, 80);
  const within = (e: Element | null) => e !== null && e.closest(theirs) !== null;
  /** A text without whole messages, the messages in them included. */
  const beside = (s: string) => {
    for (let before = ""; before !== s; ) [before, s] = [s, s.replace(/⟦[^⟦⟧]*⟧/g, "")];
    return s.replace(/UseResponse|Usedesk|Deskside/g, "");
  };
  const plain = (s: string | null, of: Element | null, where: string) => {
    if (s && !within(of) && /\p{L}{2}|[⟦⟧]/u.test(beside(s))) found.add(`plain ${where}: ${brief(s)}`);
  };
  const clips = (style: CSSStyleDeclaration) => /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`);
  const scrolls = (e: Element | null): boolean => e !== null && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const e = node.parentElement as HTMLElement;
    const says = node.nodeValue ?? "";
    if (!says.trim() || e.closest("script, style, noscript, template")) continue;
    plain(says, e, "text");

    const range = document.createRange();
    range.selectNodeContents(node);
    const at = range.getBoundingClientRect();
    const box = e.getBoundingClientRect();
    // Nothing is drawn of it, or it is only there to be read aloud.
    if (at.width === 0 || box.width <= 1 || box.height <= 1 || e.closest(".ds-hidden") || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    for (let holder: HTMLElement | null = e; holder && holder !== document.body; holder = holder.parentElement) {
      const style = getComputedStyle(holder);
      if (/auto|scroll/.test(`${style.overflowX} ${style.overflowY}`)) break;
      if (!clips(style) || style.display === "inline") continue;
      const edge = holder.getBoundingClientRect();
      const cut = at.right > edge.right + 1 || at.left < edge.left - 1 || at.bottom > edge.bottom + 1 || at.top < edge.top - 1;
      const ellipsis = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
      if (cut && !(ellipsis && (holder.closest("[title]") || within(holder)))) found.add(`cut: ${brief(says)} in ${holder.localName}.${holder.className}`);
      if (cut) break;
    }
    const block = e.clientWidth > 0 ? e : null;
    if (block && block.scrollWidth > block.clientWidth + 1 && !clips(getComputedStyle(block)) && !scrolls(block)) found.add(`too wide: ${brief(says)} in ${block.localName}.${block.className}`);
    if ((at.right > innerWidth + 1 || at.left < -1) && !scrolls(e)) found.add(`beyond the edge: ${brief(says)}`);
  }
  for (const e of document.querySelectorAll<HTMLElement>("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      if (name === "placeholder" && e.matches("[dir=auto]")) plain(e.getAttribute(name), e.parentElement, name);
      else plain(e.getAttribute(name), e, name);
    }
    const hint = e.getAttribute("placeholder");
    if (!hint || !(e instanceof HTMLInputElement) || e.value) continue;
    const ruler = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
    const style = getComputedStyle(e);
    ruler.font = style.font;
    const room = e.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
    if (ruler.measureText(hint).width > room + 1 && !e.title) found.add(`cut placeholder: ${hint}`);
  }
  return [...found].sort();
}

/** What people and helpdesks said, how a browser writes a time, and what is the same in every language: keys and the words of the filter. */
const theirs = [
  "[dir=auto]:not(input, textarea)", "bdi", "option[value]:not([value='0'])", "time", "[lang]:not(html)", "kbd", "code", ".prose",
  ".chip", ".query-chip", "[data-property^=field]", ".ds-avatar", ".state-name", ".source", ".host",
].join(", ");

/** Takes a view: whole words, and within the page. */
async function whole(page: Page, name: string, root: Page | Frame = page): Promise<void> {
  await shot(page, `pseudo-${name}`);
  assert.deepEqual(await root.evaluate(wrong, theirs), [], name);
  const wide = await root.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `${name} is ${wide} px wider than its page`);
}

/** The pseudo-language's look of some English words, anywhere in a message. */
function like(words: string): RegExp {
  const accents: Record<string, string> = Object.fromEntries(
    "aábƀcçdðeéfƒgĝhĥiîjĵkķlļmɱnñoöpþqɋrŕsštţuûvṽwŵxẋyýzžAÅBƁCÇDÐEÉFƑGĜHĤIÎJĴKĶLĻMṀNÑOÖPÞQɊRŔSŠTŢUÛVṼWŴXẊYÝZŽ".match(/../gu)!.map((pair) => Array.from(pair)),
  );
  return new RegExp(Array.from(words).map((c) => accents[c] ?? c).join(""));
}

async function press(root: Page | Frame, role: string, words: string): Promise<void> {
  const element = await find(root, role, like(words));
  await element.click();
}

describe(`the sidebar in the pseudo-language in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser, dist);
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("from the first screen to the settings nothing is cut, glued or plain", async () => {
    let page = await open(browser, url.replace("panel.html", "options.html"), narrow);
    await text(page, like("Language"));
    await whole(page, "settings-empty");
    await page.close();

    page = await open(browser, url, narrow);
    await text(page, like("Tickets beside any page"));
    await whole(page, "welcome");
    await press(page, "button", "Add a helpdesk");
    await find(page, "textbox", like("Address"));
    await whole(page, "add");
    await (await find(page, "radio", /UseResponse/)).click();
    await fill(page, like("Address"), stack.useResponse);
    await fill(page, like("API key"), "wrong-key");
    await press(page, "button", "Add helpdesk");
    await text(page, like("does not accept this key"));
    await whole(page, "add-problem");
    await fill(page, like("API key"), stack.key);
    await press(page, "button", "Add helpdesk");
    await text(page, like("Updated"), 30_000);
    await whole(page, "list");

    await (await find(page, "listitem", /./)).click();
    await text(page, like("Open in"));
    await whole(page, "ticket");
    await page.keyboard.press("Escape");

    await fill(page, like("Filter tickets"), "statsu:open");
    await page.keyboard.press("Enter");
    await text(page, /status\?/);
    await whole(page, "filter-problem");
    await fill(page, like("Filter tickets"), "group:nowhere");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelectorAll("[role=option]").length === 0);
    await whole(page, "nothing");
    await fill(page, like("Filter tickets"), "status:open ");
    await whole(page, "completion");

    await press(page, "button", "Keyboard and filter help");
    await text(page, like("Move"));
    await whole(page, "help");
    await page.keyboard.press("Escape");

    await press(page, "button", "Settings");
    await text(page, like("What is kept"));
    await whole(page, "settings");
    await page.close();
  });

  test("what fails is said in whole words", async () => {
    await fail(stack.useResponse, "busy");
    const page = await open(browser, url, narrow);
    await text(page, like("Try again"), 30_000);
    await whole(page, "failed");
    await page.close();
  });

  test("the test finds what is planted: words that are plain, cut or too wide", async () => {
    const page = await open(browser, url.replace("panel.html", "options.html"), narrow);
    await text(page, like("Language"));
    const plant = (html: { tag: string; text: string; style: string; title?: string }) =>
      page.evaluate((p) => {
        const e = document.createElement(p.tag);
        e.textContent = p.text;
        e.style.cssText = p.style;
        if (p.title) e.title = p.title;
        e.id = "planted";
        document.querySelector("main, body")?.append(e);
      }, html);
    for (const [name, planted, says] of [
      ["a plain text", { tag: "p", text: "Hard-coded", style: "" }, /^plain text: Hard-coded/],
      ["a plain title", { tag: "p", text: "⟦þ⟧", style: "", title: "Hard-coded" }, /^plain title: Hard-coded/],
      ["words glued to a message", { tag: "p", text: "⟦þ⟧ of two", style: "" }, /^plain text: ⟦þ⟧ of two/],
      ["a cut", { tag: "p", text: "⟦šöɱéţĥîñĝ ļöñĝ ẋẋẋẋ ẋẋẋẋ⟧", style: "inline-size: 40px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis" }, /^cut: ⟦šöɱéţĥîñĝ/],
      ["a cut at the bottom", { tag: "p", text: "⟦šöɱéţĥîñĝ ļöñĝ ẋẋẋẋ ẋẋẋẋ⟧", style: "inline-size: 60px; block-size: 20px; overflow: hidden" }, /^cut: ⟦šöɱéţĥîñĝ/],
      ["words too wide for their place", { tag: "p", text: "⟦šöɱéţĥîñĝ⟧", style: "inline-size: 20px; white-space: nowrap" }, /^too wide: ⟦šöɱéţĥîñĝ/],
      ["words beyond the edge", { tag: "p", text: "⟦šöɱéţĥîñĝ⟧", style: "position: fixed; left: 270px; width: 200px" }, /^beyond the edge: ⟦šöɱéţĥîñĝ/],
    ] as const) {
      await plant(planted);
      const found = await page.evaluate(wrong, theirs);
      assert.ok(found.some((f) => says.test(f)), `${name}: ${found.join("; ")}`);
      await page.evaluate(() => document.getElementById("planted")?.remove());
    }
    await page.close();
  });
});

describe(`the widget in the pseudo-language in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("from the first screen to the last nothing is cut, glued or plain", async () => {
    const page = await open(browser, demo, phone);
    const launcher = await page.evaluate(() => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("button")?.textContent ?? "");
    assert.match(launcher, like("Feedback"));
    const frame = await openWidget(page);
    await whole(page, "widget-home", frame);

    await fill(frame, like("Search ideas, problems"), "zzz qqq");
    await text(frame, like("Nothing found"));
    await whole(page, "widget-nothing", frame);
    await fill(frame, like("Search ideas, problems"), "report");
    await text(frame, like("found"));
    await whole(page, "widget-search", frame);
    await press(frame, "button", "Clear the search");

    await (await find(frame, "listitem", /\d/)).evaluate((row) => row.querySelector<HTMLElement>(".row-title")?.click());
    await text(frame, like("Comments"));
    await whole(page, "widget-post", frame);
    await press(frame, "button", "Back");

    await press(frame, "button", "Problem");
    await fill(frame, like("What is not working"), "Export");
    await press(frame, "button", "Search all posts for these words");
    await text(frame, like("Similar problems"));
    await whole(page, "widget-similar", frame);
    await fill(frame, like("What is not working"), "x".repeat(101));
    await press(frame, "button", "Continue");
    await text(frame, like("Shorten the title"));
    await whole(page, "widget-form-problem", frame);
    await fill(frame, like("What is not working"), `The export breaks off in pseudo (${browserName})`);
    if (await has(frame, "button", like("Continue"))) await press(frame, "button", "Continue");
    await fill(frame, like("What happened"), "On page 40.");
    await whole(page, "widget-form", frame);

    await fail(stack.useResponse, "busy");
    await press(frame, "button", "Send problem");
    await text(frame, like("Your problem is waiting"));
    await whole(page, "widget-waits", frame);
    await press(frame, "button", "Done");
    await press(frame, "button", "waiting to be sent");
    await find(frame, "button", like("Send now"));
    await whole(page, "widget-waiting", frame);
    await fail(stack.useResponse, "ok");
    await press(frame, "button", "Send now");
    await text(frame, like("Everything is sent"), 30_000);
    await whole(page, "widget-all-sent", frame);
    await press(frame, "button", "Back");

    await press(frame, "button", "Idea");
    await fill(frame, like("What is your idea about"), `Words in every language (${browserName})`);
    if (await has(frame, "button", like("Continue"))) await press(frame, "button", "Continue");
    await fill(frame, like("How would it help you"), "Everybody could read it.");
    await press(frame, "button", "Send idea");
    await text(frame, like("Your idea is posted"), 30_000);
    await whole(page, "widget-sent", frame);
    await page.close();
  });

  test("what fails is said in whole words", async () => {
    const page = await open(browser, demo, phone);
    await misread(page);
    await page.evaluate(() => (window as unknown as { deskside: (command: string) => void }).deskside("open"));
    const frame = await widgetFrame(page, null);
    await text(frame, like("The posts could not be loaded"));
    await whole(page, "widget-failed", frame);
    await page.close();
  });
});
