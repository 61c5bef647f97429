// What is kept in a visitor's browser, what goes along with a post, and how they have it forgotten.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { browserName, click, desktop, fail, fill, find, has, launch, openWidget, phone, resize, shot, stack, text, violations, waitFor } from "./harness";
import { called, visitor } from "./visiting";

/** What a document has in its storage. */
const stored = (of: Page | Frame) =>
  of.evaluate(async () => ({ names: Object.keys(localStorage).sort(), databases: (await indexedDB.databases()).map((d) => d.name), cookies: document.cookie }));

const nothing = { names: [], databases: [], cookies: "" };

async function frameOf(page: Page): Promise<Frame> {
  const frame = await page.waitForFrame((f) => f.url().includes("frame.html"));
  await waitFor(frame, () => document.querySelector(".app"));
  return frame;
}

/** Takes what is shown in every size. */
async function pictures(page: Page, frame: Frame, name: string): Promise<void> {
  for (const size of [desktop, phone, { width: 320, height: 568 }]) {
    await resize(page, size);
    await shot(page, `privacy-${name}-${size.width}`);
    assert.deepEqual(await violations(frame), [], `${name}, ${size.width}`);
    assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name} is wider than ${size.width}`);
  }
  await resize(page, desktop);
}

async function writeIdea(frame: Frame, title: string, content: string): Promise<void> {
  await click(frame, "button", /^Idea$/);
  await fill(frame, /What is your idea about/, title);
  if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
  await fill(frame, /How would it help you/, content);
}

describe(`privacy in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("nothing is kept before somebody agrees, and then what they wrote meanwhile is", async () => {
    const { page, leave } = await visitor(browser);
    await called(page, "set", { consent: "wait" });
    const frame = await openWidget(page);
    await click(frame, "button", /^Idea$/);
    await fill(frame, /What is your idea about/, "A quiet mode");
    if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
    await text(frame, /this page is open/);
    await called(page, "open", "home");
    await click(frame, "button", /, vote for /);
    await text(frame, /Vote counted/);
    assert.deepEqual([await stored(frame), await stored(page)], [nothing, nothing]);

    await called(page, "set", { consent: "given" });
    await waitFor(frame, () => localStorage.getItem("deskside.draft.idea")?.includes("A quiet mode") && localStorage.getItem("deskside.visitor"));
    await waitFor(page, () => localStorage.getItem("deskside-feedback"));
    await page.reload();
    const again = await openWidget(page);
    await click(again, "button", /^Idea$/);
    await waitFor(again, () => document.querySelector<HTMLTextAreaElement>("#title")?.value === "A quiet mode");

    // Whoever takes it back is forgotten.
    await called(page, "set", { consent: "wait" });
    await waitFor(page, () => localStorage.getItem("deskside-feedback") === null);
    const anew = await frameOf(page);
    await waitFor(anew, () => Object.keys(localStorage).length === 0);
    assert.deepEqual(await stored(anew), nothing);
    await leave();
  });

  test("whoever wants it is forgotten, and told before what that takes away", async () => {
    const { page, leave } = await visitor(browser);
    const frame = await openWidget(page);
    await click(frame, "button", /, vote for /);
    await text(frame, /Vote counted/);
    await writeIdea(frame, "A draft of mine", "So that it is there.");
    await called(page, "open", "mine");
    await find(frame, "heading", "Voted for by you");
    await click(frame, "button", "Clear my data");
    await text(frame, /Posts, comments and votes themselves stay/);
    assert.equal(await frame.evaluate(() => document.activeElement?.textContent), "Keep it", "Enter takes nothing away");
    await pictures(page, frame, "clear");
    await page.keyboard.press("Enter");
    await find(frame, "button", "Clear my data");
    await find(frame, "heading", "Voted for by you");
    const before = await frame.evaluate(() => localStorage.getItem("deskside.visitor"));

    await click(frame, "button", "Clear my data");
    await click(frame, "button", "Clear");
    await waitFor(page, () => localStorage.getItem("deskside-feedback") === null);
    // The frame begins anew, as somebody else.
    const started = async () => {
      const anew = await frameOf(page);
      return (await anew.evaluate((was: string | null) => localStorage.getItem("deskside.visitor") !== was && localStorage.getItem("deskside.draft.idea") === null, before)) ? anew : null;
    };
    let anew: Frame | null = null;
    for (let turn = 0; turn < 100 && !anew; turn++) anew = await started().catch(() => null); // while it loads there is none
    assert.ok(anew);
    await called(page, "open", "mine");
    await text(anew, /Nothing of yours yet/);
    await leave();
  });

  test("the address of a page goes along where its site wants it, in sight, and unless whoever writes does not", async () => {
    const { page, leave } = await visitor(browser);
    await page.goto(new URL("/pricing?from=mail#prices", stack.demo).href);
    await called(page, "set", { context: "path" });
    const frame = await openWidget(page);
    const address = new URL("/pricing", stack.demo).href;
    const title = `Prices by the day (${browserName})`;
    await writeIdea(frame, title, "For those who come seldom.");
    await frame.evaluate(() => document.querySelector<HTMLElement>(".sends > summary")?.click());
    await text(frame, new RegExp(`The address of this page: ${address}`));
    await frame.evaluate(() => document.querySelector(".sends")?.scrollIntoView());
    await pictures(page, frame, "sends");
    await click(frame, "button", "Send idea");
    await find(frame, "heading", /Your idea is posted/);
    const content = async (wanted: string) => {
      const { success } = (await (await fetch(new URL("/api/7.0/search.json?count=20&sort=new", stack.demo))).json()) as { success: { data: { id: number; title: string }[] } };
      const id = success.data.find((p) => p.title === wanted)?.id ?? 0;
      return ((await (await fetch(new URL(`/api/7.0/objects/${id}.json?bbcode=1`, stack.demo))).json()) as { content: string }).content;
    };
    assert.match(await content(title), new RegExp(`For those who come seldom\\.\\s+Page: .*${address}`));
    assert.doesNotMatch(await content(title), /from=mail/);

    await click(frame, "button", "Done");
    const other = `Prices by the week (${browserName})`;
    await writeIdea(frame, other, "For those who come more often.");
    await frame.evaluate(() => document.querySelector<HTMLElement>(".sends > summary")?.click());
    await frame.evaluate(() => document.querySelector<HTMLElement>(".sends input")?.click());
    await click(frame, "button", "Send idea");
    await find(frame, "heading", /Your idea is posted/);
    assert.doesNotMatch(await content(other), /pricing/);
    await leave();
  });
});
