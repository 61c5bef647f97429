// What a customer gives a post beside its words: the installation's own fields and tags, by clicking and typing; what is
// missing or refused stands at its field, and nothing typed is lost.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, ElementHandle, Page } from "puppeteer-core";

import { ask } from "./acting";
import { contentOf, enclosed, give } from "./filing";
import { browserName, click, desktop, fill, find, has, launch, open, phone, resize, shot, stack, text, usual, value, violations, visit, waitFor } from "./harness";

const frame = new URL("/widget/frame.html", stack.demo).href;

interface Made {
  id: number;
  title: string;
  tags: string[];
  custom_fields: { label: string; textValue: string[] }[];
  attachments: { name: { full: string }; directUrl: string }[];
}

/** The post of that title as the helpdesk has it. */
async function atHelpdesk(title: string): Promise<Made> {
  const found = await ask<{ data: Made[] }>("GET", `search.json?${new URLSearchParams({ text: title, ownership: "feedback", count: "50" })}`);
  const posts = found?.data.filter((o) => o.title === title) ?? [];
  assert.equal(posts.length, 1, title);
  return (await ask<Made>("GET", `objects/${posts[0]!.id}.json`))!;
}

/** Opens the form as a page of its own, with a title and a text. changed is what the page hears of fields, by their labels, beside what they are. */
async function form(browser: Browser, title: string, changed: Record<string, object> = {}): Promise<Page> {
  const page = await open(browser, "about:blank", phone);
  await page.evaluateOnNewDocument((beside: Record<string, object>) => {
    // What a test before left is none of this one's.
    localStorage.clear();
    const send = window.fetch;
    window.fetch = async (...args) => {
      const answer = await send(...args);
      if (!String(args[0] instanceof Request ? args[0].url : args[0]).includes("custom-fields")) return answer;
      const fields = (await answer.json()) as { label: string }[];
      return new Response(JSON.stringify(fields.map((f) => ({ ...f, ...beside[f.label] }))), answer);
    };
  }, changed);
  await visit(page, frame);
  await write(page, title);
  return page;
}

async function write(page: Page, title: string): Promise<void> {
  await click(page, "button", /^Problem$/);
  await fill(page, /What is not working/, title);
  await find(page, "button", /^Continue$/);
  await click(page, "button", /^Continue$/);
  await fill(page, /What happened/, `It happens with ${title}.`);
  await find(page, "textbox", /^Tags/);
}

/** Chooses an option of a list by its words. */
async function choose(page: Page, name: RegExp, option: string): Promise<void> {
  const list = (await find(page, "combobox", name)) as ElementHandle<HTMLSelectElement>;
  const of = await list.evaluate((l, words) => [...l.options].find((o) => o.text === words)?.value, option);
  assert.ok(of !== undefined, option);
  await list.select(of);
}

const fieldProblem = (page: Page, id: string) => page.evaluate((at) => document.getElementById(`${at}-problem`)?.textContent ?? "", id);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? "");

/** A picture in which no two points beside each other are alike, 240 × 120. */
const noise = (page: Page) =>
  page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 240, height: 120 });
    const on = canvas.getContext("2d")!;
    const pixels = on.createImageData(240, 120);
    for (let i = 0, n = 7; i < pixels.data.length; i += 4) {
      n = (n * 1103515245 + 12345) % 2 ** 31;
      pixels.data.set([n & 255, (n >> 8) & 255, (n >> 16) & 255, 255], i);
    }
    on.putImageData(pixels, 0, 0);
    return canvas.toDataURL("image/png").split(",")[1]!;
  });

/** How many colours parts of a picture have, each given as left, top, width and height. */
const coloursIn = (page: Page, base64: string, ...parts: [number, number, number, number][]) =>
  page.evaluate(
    async (content, of) => {
      const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))]));
      const on = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height }).getContext("2d")!;
      on.drawImage(picture, 0, 0);
      return of.map(([x, y, width, height]) => new Set(new Uint32Array(on.getImageData(x, y, width, height).data.buffer)).size);
    },
    base64,
    parts,
  );

describe(`what a customer creates in ${browserName}`, () => {
  let browser: Browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());

  test("the installation's fields and tags are filled in, outlast the page and arrive with the post", async () => {
    const title = `Fields filled in (${browserName})`;
    let page = await form(browser, title);
    assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /Revenue at risk|Department|Severity/, "what agents fill in, and what tickets have, is nobody's here");
    await click(page, "checkbox", "Web");
    await click(page, "checkbox", "iOS");
    await choose(page, /^How often/, "Every day");
    await fill(page, /^Version/, "4.12");
    await page.evaluate(() => {
      const day = document.querySelector<HTMLInputElement>("[type=date]")!;
      day.value = "2026-05-31";
      day.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await fill(page, /^Tags/, "exports, big files,exports");
    assert.deepEqual(await violations(page), []);
    await shot(page, "create-fields");
    await page.close();

    page = await open(browser, frame, phone, { goesOn: true });
    await click(page, "button", /^Problem$/);
    await find(page, "textbox", /^Version/);
    assert.equal(await value(page, /^Version/), "4.12");
    assert.equal(await value(page, /^Tags/), "exports, big files,exports");
    await click(page, "checkbox", "Android");
    await click(page, "checkbox", "iOS");
    await click(page, "button", /^Send problem$/);
    await text(page, /Thank you/);
    const made = await atHelpdesk(title);
    assert.deepEqual(made.tags.toSorted(), ["big files", "exports"]);
    assert.deepEqual(Object.fromEntries(made.custom_fields.map((f) => [f.label, f.textValue])), {
      Platforms: ["Web", "Android"],
      "How often": ["Every day"],
      Version: ["4.12"],
      "Noticed on": ["2026-05-31"],
    });
    await page.close();
  });

  test("what is required is asked for at its field, and what the helpdesk refuses stands there, with all that was typed", async () => {
    const title = `Fields refused (${browserName})`;
    const page = await form(browser, title, {
      "How often": { is_required: 1, options: { 1: "Once", 9: "Hourly" } },
      Platforms: { is_required: 1 },
    });
    await fill(page, /^Tags/, "x".repeat(61));
    await click(page, "button", /^Send problem$/);
    await waitFor(page, () => document.getElementById("property_16-problem"));
    assert.equal(await fieldProblem(page, "property_16"), "Fill in “How often”.");
    assert.equal(await fieldProblem(page, "property_15"), "Fill in “Platforms”.");
    assert.match(await fieldProblem(page, "tags"), /it may have 60 characters/);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), "true", "the keyboard is led to the first");
    await shot(page, "create-required");
    assert.deepEqual(await violations(page), []);
    await click(page, "checkbox", "Web");
    assert.equal(await fieldProblem(page, "property_15"), "", "what is mended says nothing any more");
    assert.equal(await fieldProblem(page, "property_16"), "Fill in “How often”.", "the others still do");
    await fill(page, /^Tags/, "fits");
    await choose(page, /^How often/, "Hourly");
    await click(page, "button", /^Send problem$/);
    await waitFor(page, () => document.getElementById("property_16-problem"));
    assert.equal(await fieldProblem(page, "property_16"), "Choose for “How often” from what is offered.");
    assert.equal(await focused(page), "property_16");
    assert.equal(await value(page, /What is not working/), title);
    assert.equal(await value(page, /What happened/), `It happens with ${title}.`);
    assert.equal(await value(page, /^Tags/), "fits");
    await shot(page, "create-refused");
    await choose(page, /^How often/, "Once");
    await click(page, "button", /^Try again$/);
    await text(page, /Thank you/);
    const made = await atHelpdesk(title);
    assert.deepEqual(made.custom_fields.map((f) => f.textValue), [["Web"], ["Once"]]);
    await page.close();
  });

  test("a site without fields, or whose fields cannot be had, has its form all the same", async () => {
    const title = `No fields (${browserName})`;
    const page = await open(browser, "about:blank", phone);
    await page.evaluateOnNewDocument(() => {
      localStorage.clear();
      const send = window.fetch;
      window.fetch = (...args) => (String(args[0] instanceof Request ? args[0].url : args[0]).includes("custom-fields") ? Promise.reject(new TypeError("no network")) : send(...args));
    });
    await visit(page, frame);
    await write(page, title);
    assert.equal(await has(page, "textbox", /^Version/), false);
    await click(page, "button", /^Send problem$/);
    await text(page, /Thank you/);
    assert.deepEqual((await atHelpdesk(title)).custom_fields, []);
    await page.close();
  });

  test("parts of a picture are blurred and highlighted, by pointer and by keyboard, and what was there is not sent", async () => {
    const title = `A picture (${browserName})`;
    const page = await form(browser, title);
    await give(page, "paste", "#content", { name: "image.png", type: "image/png", base64: await noise(page) });
    await enclosed(page, "image.png");
    await click(page, "button", /^Mark or blur image.png$/);
    await find(page, "button", /^Use it so$/);
    await click(page, "button", /^Blur$/);
    const box = await page.evaluate(() => {
      const { x, y, width, height } = document.querySelector(".picture canvas")!.getBoundingClientRect();
      return { x, y, width, height };
    });
    const at = (x: number, y: number): [number, number] => [box.x + (x / 240) * box.width, box.y + (y / 120) * box.height];
    await page.mouse.move(...at(20, 20));
    await page.mouse.down();
    await page.mouse.move(...at(60, 60));
    await page.mouse.move(...at(100, 100));
    await page.mouse.up();
    await text(page, /1 part is marked/);
    assert.deepEqual(await violations(page), []);
    await shot(page, "create-blur");
    await click(page, "button", /^Highlight$/);
    await page.evaluate(() => document.querySelector<HTMLElement>(".picture canvas")!.focus());
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Enter", "Enter", "Backspace"] as const) await page.keyboard.press(key);
    await text(page, /2 parts are marked/);
    await shot(page, "create-highlight");
    await click(page, "button", /^Use it so$/);
    await enclosed(page, "image.png");
    await waitFor(page, () => document.querySelectorAll(".enclosure progress").length === 0);
    await click(page, "button", /^Send problem$/);
    await waitFor(page, () => document.querySelector(".enclosure[data-state=delivered]"), { timeout: 30_000 });
    const { attachments } = await atHelpdesk(title);
    assert.deepEqual(attachments.map((a) => a.name.full), ["image.png"]);
    const [blurred, left] = await coloursIn(page, await contentOf(attachments[0]!.directUrl), [24, 24, 72, 72], [0, 104, 240, 16]);
    assert.ok(blurred! <= 25, `${blurred} colours where it was blurred`);
    assert.ok(left! > 3000, `${left} colours where nothing was done`);
    await page.close();
  });

  test("a picture that is left as it was is sent as it was", async () => {
    const page = await form(browser, `Left (${browserName})`);
    const picture = await noise(page);
    await give(page, "paste", "#content", { name: "image.png", type: "image/png", base64: picture });
    await enclosed(page, "image.png");
    await click(page, "button", /^Mark or blur image.png$/);
    await find(page, "button", /^Use it so$/);
    await page.keyboard.press("Escape");
    await waitFor(page, () => !document.querySelector(".picture"));
    assert.equal(await has(page, "button", /^Send problem$/), true, "Escape ends the picture alone");
    await click(page, "button", /^Send problem$/);
    await waitFor(page, () => document.querySelector(".enclosure[data-state=delivered]"), { timeout: 30_000 });
    const { attachments } = await atHelpdesk(`Left (${browserName})`);
    assert.equal(await contentOf(attachments[0]!.directUrl), picture);
    await page.close();
  });

  test("what waits for the team's approval says so, and the author's vote counts at once where nothing waits", async () => {
    const page = await form(browser, `Posted at once (${browserName})`);
    await click(page, "button", /^Send problem$/);
    await text(page, /Your problem is posted/);
    const vote = await find(page, "button", /^1\b|vote/i);
    assert.equal(await vote.evaluate((b) => b.getAttribute("aria-pressed")), "true", "who writes something has voted for it");
    assert.match(await vote.evaluate((b) => b.textContent ?? ""), /1/);
    await shot(page, "create-posted");
    await page.close();

    const waits = await open(browser, "about:blank", phone);
    await waits.evaluateOnNewDocument(() => {
      const send = window.fetch;
      window.fetch = async (...args) => {
        const answer = await send(...args);
        const [asked, options] = args;
        if (!/objects\.json/.test(String(asked instanceof Request ? asked.url : asked)) || (asked instanceof Request ? asked.method : options?.method) !== "POST") return answer;
        const made = (await answer.json()) as { success: object };
        return new Response(JSON.stringify({ success: { ...made.success, state: { name: "moderation" } } }), answer);
      };
    });
    await visit(waits, frame);
    await write(waits, `Posted later (${browserName})`);
    await click(waits, "button", /^Send problem$/);
    await text(waits, /Your problem is with the team/);
    await text(waits, /Once it approves this, others see it/);
    assert.equal(await has(waits, "link", /./), false, "there is no page to open so far");
    assert.deepEqual(await violations(waits), []);
    await shot(waits, "create-moderated");
    await waits.close();
  });

  test("looks as it should, wide and narrow, in both languages and schemes", { skip: browserName === "firefox" }, async () => {
    for (const [language, kind, go] of [["en", /^Problem$/, /^Continue$/], ["ru", /^Проблема$/, /^Продолжить$/]] as const) {
      const page = await open(browser, "about:blank", phone);
      await page.evaluateOnNewDocument((tag: string) => {
        localStorage.clear();
        Object.defineProperty(navigator, "languages", { get: () => [tag] });
      }, language);
      await visit(page, frame);
      await click(page, "button", kind);
      await waitFor(page, () => document.querySelector("#title"));
      await page.type("#title", language === "ru" ? "Выгрузка обрывается на больших файлах" : "The export stops with big files");
      await click(page, "button", go);
      await waitFor(page, () => document.querySelector("#tags"));
      for (const size of [phone, { width: 320, height: 700 }, desktop]) {
        await resize(page, size);
        for (const scheme of ["light", "dark"] as const) {
          await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
          await page.evaluate(() => document.querySelector(".fields")?.scrollIntoView({ block: "start", behavior: "instant" }));
          await shot(page, `create-${language}-${scheme}-${size.width}`);
        }
      }
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: usual }]);
      await page.evaluate(() => localStorage.clear());
      await page.close();
    }
  });
});
