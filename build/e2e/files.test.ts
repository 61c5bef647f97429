// Files that a customer sends with a post: picked, dropped and pasted, with how far they are, what is refused and why,
// kept with the draft, and at the helpdesk once.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { contentOf, enclosed, give, pick, png } from "./filing";
import { browserName, click, fail, fill, find, has, launch, open, phone, shot, stack, text, value, violations, waitFor } from "./harness";

interface Made {
  title: string;
  id: number;
}

/** The files of the post of that title, as the helpdesk has them: name and content of each. */
async function atHelpdesk(title: string): Promise<[string, string][]> {
  const ask = async (path: string) => (await (await fetch(new URL(path, stack.truth), { headers: { authorization: stack.key } })).json()) as unknown;
  const query = new URLSearchParams({ text: title, ownership: "feedback", count: "50" });
  const found = (await ask(`/api/7.0/search.json?${query}`)) as { success: { data: Made[] } };
  const posts = found.success.data.filter((o) => o.title === title);
  assert.equal(posts.length, 1, title);
  const { attachments } = (await ask(`/api/7.0/objects/${posts[0]!.id}.json`)) as { attachments: { name: { full: string }; directUrl: string }[] };
  return Promise.all(attachments.map(async (a): Promise<[string, string]> => [a.name.full, await contentOf(a.directUrl)]));
}

/** Opens the widget's form as a page of its own, with something written. */
async function form(browser: Browser, title: string, size = phone): Promise<Page> {
  const page = await open(browser, new URL("/widget/frame.html", stack.demo).href, size);
  await click(page, "button", /^Idea$/);
  await fill(page, /What is your idea about/, title);
  if (await has(page, "button", /^Continue$/)) await click(page, "button", /^Continue$/);
  await fill(page, /How would it help you/, `It would help with ${title}.`);
  await find(page, "button", /^Attach files$/);
  return page;
}

/** Empties the form, so that the next test begins with none. */
async function empty(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.clear());
  await page.close();
}

const inText = (content: string) => Buffer.from(content).toString("base64");

describe(`files of customers in ${browserName}`, () => {
  let browser: Browser;
  let folder: string;
  const path = (name: string) => join(folder, name);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "deskside-posted-"));
    await Promise.all([
      writeFile(path("point.png"), png),
      writeFile(path("a report.txt"), "It says it all."),
      writeFile(path("tool.png"), "MZ\u0000\u0000 a program under another name"),
      writeFile(path("notes.md"), "# A text that this helpdesk does not take"),
      writeFile(path("large.log"), "x".repeat(6_000_000)),
      writeFile(path("empty.txt"), ""),
    ]);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("picked, dropped and pasted files outlast the page and arrive with their post, once", async () => {
    const title = `With its files (${browserName})`;
    let page = await form(browser, title);
    await text(page, /Up to 5, 5 MB together/);
    await shot(page, "widget-files-none");
    await pick(page, path("point.png"));
    await enclosed(page, "point.png");
    await give(page, "drag", "form", { name: "x", type: "text/plain", size: 1 });
    await text(page, /Drop the files to attach them/);
    await shot(page, "widget-files-drop");
    await give(page, "drop", "form", { name: "dropped.log", type: "text/plain", base64: inText("dropped") });
    await enclosed(page, "point.png", "dropped.log");
    await give(page, "paste", "#content", { name: "image.png", type: "image/png", base64: png.toString("base64") });
    await enclosed(page, "point.png", "dropped.log", "image.png");
    await waitFor(page, () => document.querySelectorAll(".enclosure progress").length === 0);
    await shot(page, "widget-files");
    assert.deepEqual(await violations(page), []);
    await page.close();

    page = await open(browser, new URL("/widget/frame.html", stack.demo).href, phone, { goesOn: true });
    await click(page, "button", /^Idea$/);
    await enclosed(page, "point.png", "dropped.log", "image.png");
    assert.equal(await value(page, /What is your idea about/), title);
    await page.evaluate(() => document.querySelector<HTMLElement>("[aria-label='Remove dropped.log']")!.focus());
    await page.keyboard.press("Enter");
    await enclosed(page, "point.png", "image.png");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Remove image.png", "the keyboard goes on with the next");
    await click(page, "button", /^Send idea$/);
    await text(page, /Thank you/);
    await waitFor(page, () => document.querySelectorAll(".enclosure[data-state=delivered]").length === 2, { timeout: 30_000 });
    await shot(page, "widget-files-sent");
    assert.deepEqual(await atHelpdesk(title), [
      ["point.png", png.toString("base64")],
      ["image.png", png.toString("base64")],
    ]);
    assert.equal(await page.evaluate(() => localStorage.getItem("deskside.files")), "[]", "nothing is followed any more");
    await empty(page);
  });

  test("what is too large, empty, or not what it says is refused beside the form, and nothing typed is lost", async () => {
    const title = `What is refused (${browserName})`;
    const page = await form(browser, title);
    await pick(page, path("large.log"), path("empty.txt"), path("a report.txt"));
    await text(page, /“large.log” is too large: the files may have 5 MB together/);
    await text(page, /“empty.txt” is empty, or a folder/);
    await enclosed(page, "a report.txt");
    await shot(page, "widget-files-refused");
    await click(page, "button", /^Hide this$/);
    await pick(page, path("tool.png"));
    await text(page, /“tool.png” is not taken\. Pictures, PDFs/);
    await enclosed(page, "a report.txt", "tool.png");
    assert.equal(await has(page, "button", /^Upload tool.png again$/), false);
    await click(page, "button", /^Send idea$/);
    await text(page, /A file is not attached yet/);
    await shot(page, "widget-files-unsent");
    assert.equal(await value(page, /How would it help you/), `It would help with ${title}.`);
    await click(page, "button", /^Remove tool.png$/);
    await click(page, "button", /^Send idea$/);
    await text(page, /Thank you/);
    await waitFor(page, () => document.querySelector(".enclosure[data-state=delivered]"), { timeout: 30_000 });
    assert.deepEqual(await atHelpdesk(title), [["a report.txt", inText("It says it all.")]]);
    await empty(page);
  });

  test("how far a file is shows, one that does not come through is brought again, and sending waits for it", async () => {
    const title = `On its way (${browserName})`;
    const page = await form(browser, title);
    await page.evaluate(() => {
      const here = window as unknown as { held: (() => void)[]; broken: boolean };
      here.held = [];
      const send = XMLHttpRequest.prototype.send;
      XMLHttpRequest.prototype.send = function (body) {
        if (here.broken) {
          here.broken = false;
          return void this.dispatchEvent(new ProgressEvent("loadend"));
        }
        here.held.push(() => send.call(this, body));
      };
      here.broken = true;
    });
    await pick(page, path("a report.txt"));
    await text(page, /Feedback cannot be reached/);
    await shot(page, "widget-files-failed");
    await click(page, "button", /^Upload a report.txt again$/);
    await waitFor(page, () => document.querySelector(".enclosure progress[aria-label='Uploading a report.txt']"));
    await shot(page, "widget-files-way");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", /^Send idea$/);
    await find(page, "button", /^Sending/);
    await page.evaluate(() => (window as unknown as { held: (() => void)[] }).held.forEach((go) => go()));
    await text(page, /Thank you/);
    await waitFor(page, () => document.querySelector(".enclosure[data-state=delivered]"), { timeout: 30_000 });
    assert.deepEqual(await atHelpdesk(title), [["a report.txt", inText("It says it all.")]]);
    await empty(page);
  });

  test("what the helpdesk does not take is said with its reason, also at a later visit", async () => {
    const title = `Not taken there (${browserName})`;
    let page = await form(browser, title);
    await pick(page, path("notes.md"));
    await waitFor(page, () => document.querySelectorAll(".enclosure .enclosure-state").length === 1);
    await click(page, "button", /^Send idea$/);
    await text(page, /Thank you/);
    await text(page, /“notes.md” was not attached: .*not allowed/, 30_000);
    await waitFor(page, () => document.querySelector(".enclosure[data-state=refused] .enclosure-why"));
    await shot(page, "widget-files-lost");
    assert.deepEqual(await atHelpdesk(title), []);
    // As if the page had been closed before it was known.
    await page.evaluate(() => {
      const there = [...document.querySelectorAll(".enclosure-name")].map((n) => n.textContent);
      if (there.length !== 1) throw new Error(String(there));
    });
    await empty(page);

    page = await form(browser, `${title}, again`);
    await pick(page, path("notes.md"));
    await waitFor(page, () => document.querySelectorAll(".enclosure .enclosure-state").length === 1);
    await fail(stack.useResponse, "busy");
    await click(page, "button", /^Send idea$/);
    await waitFor(page, () => JSON.parse(localStorage.getItem("deskside.files") ?? "[]").length === 1);
    await text(page, /waiting to be sent/);
    await page.close();
    await fail(stack.useResponse, "ok");
    page = await open(browser, new URL("/widget/frame.html", stack.demo).href, phone, { goesOn: true });
    await text(page, /“notes.md” was not attached/, 60_000);
    await empty(page);
  });
});
