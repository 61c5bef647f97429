// What is listed in the widget, what of it is the customer's own, and what is new of that.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { ask, becomes } from "./acting";
import { browserName, click, desktop, fail, fill, find, has, launch, open, openWidget, phone, resize, shot, stack, text, violations, waitFor } from "./harness";
import { visitor } from "./visiting";

interface Post {
  id: number;
  title: string;
  isPrivate: boolean;
  type: { slug: string };
  status: { slug: string; title: string; isClosed: boolean } | null;
}

/** What the edge lists. */
async function listed(query: string): Promise<Post[]> {
  const answer = (await (await fetch(new URL(`/api/7.0/search.json?count=50&${query}`, stack.demo))).json()) as { success: { data: Post[] } };
  return answer.success.data;
}

/** The titles that are listed, once there are some. */
async function titles(frame: Frame): Promise<string[]> {
  await waitFor(frame, () => document.querySelector(".row-title"));
  return frame.evaluate(() => Array.from(document.querySelectorAll(".row-title"), (e) => e.textContent ?? ""));
}

/** Chooses what is listed as a person does, and waits until the list is there. */
async function choose(frame: Frame, filter: "order" | "type" | "status", value: string): Promise<void> {
  const before = await frame.evaluate(() => document.querySelector(".rows")?.textContent);
  await frame.select(`#filter-${filter}`, value);
  await waitFor(frame, (was: string | null | undefined) => document.querySelector(".rows") && document.querySelector(".rows")?.textContent !== was, {}, before);
}

/** Takes a view in every size, light and dark. */
async function pictures(page: Page, frame: Frame, name: string): Promise<void> {
  for (const size of [desktop, phone, { width: 320, height: 568 }]) {
    await resize(page, size);
    await shot(page, `mine-${name}-${size.width}`);
    assert.deepEqual(await violations(frame), [], `${name}, ${size.width}`);
    assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name} is wider than ${size.width}`);
  }
  await resize(page, desktop);
}

describe(`lists of the widget in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("what can still come stands first, by type, status and order, and goes on where somebody scrolls", async () => {
    const page = await open(browser, stack.demo);
    const frame = await openWidget(page);
    const popular = await listed("sort=popular");
    const over = new Set(popular.filter((p) => p.status?.isClosed).map((p) => p.title));
    const first = await titles(frame);
    assert.ok(first.length >= 10, `${first.length} posts`);
    assert.deepEqual(first.filter((title) => over.has(title)), [], "what is done stands after all that can still come");
    await pictures(page, frame, "home");
    const row = await frame.evaluate(() => Array.from(document.querySelectorAll(".row"), (e) => e.getBoundingClientRect().height));
    assert.ok(Math.min(...row) >= 56 && Math.min(...row) < 60, `a row of one line has ${Math.min(...row)} px`);

    await frame.evaluate(() => document.querySelector(".more")?.scrollIntoView());
    await waitFor(frame, (n: number) => document.querySelectorAll(".row-title").length > n, {}, first.length);
    const more = await titles(frame);
    assert.deepEqual(more.slice(0, first.length), first, "what stands there stays");
    assert.equal(new Set(more).size, more.length);
    // To the end, where what is done comes.
    for (let turn = 0; turn < 40 && (await frame.evaluate(() => document.querySelector(".more") !== null)); turn++) {
      const before = (await titles(frame)).length;
      await frame.evaluate(() => document.querySelector(".more")?.scrollIntoView());
      await waitFor(frame, (n: number) => document.querySelector(".more") === null || document.querySelectorAll(".row-title").length > n, {}, before);
    }
    await find(frame, "heading", "Done");
    const all = await titles(frame);
    assert.ok([...over].every((title) => all.includes(title)));
    await frame.evaluate(() => document.querySelector(".over")?.scrollIntoView());
    await shot(page, "mine-home-end");
    // A post that is opened from far below is come back to.
    const deep = all.at(-1)!;
    await (await frame.$$(".row-title")).at(-1)!.click();
    await find(frame, "heading", deep);
    await click(frame, "button", "Back");
    await waitFor(frame, (title: string) => document.activeElement?.textContent === title, {}, deep);

    await choose(frame, "type", "problem");
    assert.deepEqual([...new Set(await frame.evaluate(() => Array.from(document.querySelectorAll(".row .meta-item:first-child"), (e) => e.getAttribute("title"))))], ["Problem"]);
    await shot(page, "mine-home-problems");
    await choose(frame, "type", "");
    await choose(frame, "order", "new");
    assert.equal((await titles(frame))[0], (await listed("sort=new"))[0]!.title);
    await choose(frame, "order", "");
    const done = popular.find((p) => p.status?.isClosed)!.status!;
    await choose(frame, "status", done.slug);
    assert.deepEqual([...new Set(await frame.evaluate(() => Array.from(document.querySelectorAll(".row .status"), (e) => e.textContent)))], [done.title]);
    await pictures(page, frame, "home-status");
    await fill(frame, /Search/, "zzzz qqqq");
    await text(frame, /Nothing found/);
    await shot(page, "mine-home-none");
    assert.deepEqual(await violations(frame), []);
    await click(frame, "button", "Show all");
    assert.deepEqual((await titles(frame)).slice(0, 5), first.slice(0, 5));
    await page.close();
  });

  test("a list whose next page cannot be had says so, and goes on once it can", async () => {
    const page = await open(browser, stack.demo);
    const frame = await openWidget(page);
    await choose(frame, "order", "new");
    const first = await titles(frame);
    await fail(stack.useResponse, "reset");
    await frame.evaluate(() => document.querySelector(".more")?.scrollIntoView());
    await text(frame, /More could not be loaded/, 30_000);
    await shot(page, "mine-home-more-failed");
    assert.deepEqual(await violations(frame), []);
    assert.deepEqual(await titles(frame), first);
    await fail(stack.useResponse, "ok");
    await click(frame, "button", "Try again");
    await waitFor(frame, (n: number) => document.querySelectorAll(".row-title").length > n, { timeout: 30_000 }, first.length);
    await page.close();
  });

  test("what somebody wrote and voted for is theirs, and what becomes of it is news until they have looked", async () => {
    const { page, leave } = await visitor(browser);
    let frame = await openWidget(page);
    await click(frame, "button", "Mine");
    await text(frame, /Nothing of yours yet/);
    await pictures(page, frame, "none");
    await click(frame, "button", "What’s new");
    await text(frame, /Nothing new/);
    await shot(page, "mine-news-none");
    assert.deepEqual(await violations(frame), []);

    await click(frame, "button", "Home");
    const liked = (await titles(frame))[0]!;
    await click(frame, "button", new RegExp(`vote for ${liked.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`));
    await text(frame, /Vote counted/);
    const title = `A calendar of holidays (${browserName})`;
    await click(frame, "button", /^Idea$/);
    await fill(frame, /What is your idea about/, title);
    if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
    await fill(frame, /How would it help you/, "So that nobody plans work for them.");
    await click(frame, "button", "Send idea");
    await text(frame, /Your idea is posted/);
    await click(frame, "button", "Done");
    await click(frame, "button", "Mine");
    await find(frame, "heading", "Written by you");
    await find(frame, "heading", "Voted for by you");
    assert.deepEqual(await titles(frame), [title, liked]);
    await pictures(page, frame, "some");
    assert.equal(await has(frame, "button", /What’s new.*changed/), false);

    // The team does something about it, and somebody looks at it.
    const { id } = (await listed("sort=new")).find((p) => p.title === title)!;
    const statuses = (await ask<{ slug: string; title: string; isDefault: boolean; isClosed: boolean; type: string; ownership: string }[]>("GET", "statuses.json?ownership=feedback&type=idea"))!;
    const planned = statuses.find((s) => !s.isDefault && !s.isClosed)!;
    await ask("PUT", `objects/${id}.json`, { status: planned.slug });
    await ask("POST", "comments.json", { object_id: id, content: "We begin with Europe." });
    const seen = async () => ((await (await fetch(new URL(`/api/7.0/objects/${id}.json`, stack.demo))).json()) as Post).status?.slug ?? "";
    await becomes(seen, planned.slug, 40_000);

    await page.reload();
    frame = await openWidget(page);
    await find(frame, "button", /What’s new.*1 post has changed/);
    await shot(page, "mine-home-news");
    assert.deepEqual(await violations(frame), []);
    await click(frame, "button", /What’s new/);
    await find(frame, "listitem", new RegExp(`${planned.title}.*New comment`));
    await pictures(page, frame, "news");
    await click(frame, "button", title.replace(/ \(.*/, ""));
    await text(frame, /We begin with Europe/);
    await click(frame, "button", "Back");
    await find(frame, "listitem", /New comment/);
    await page.reload();
    frame = await openWidget(page);
    await find(frame, "button", /^What’s new$/);
    assert.equal(await has(frame, "button", /changed/), false, "they have looked");
    await click(frame, "button", "What’s new");
    await find(frame, "listitem", /New comment/);
    assert.equal(await frame.evaluate(() => document.querySelector("[data-fresh=true]")), null);

    // A page leads to it.
    await page.evaluate(() => (window as unknown as { deskside: (...call: unknown[]) => void }).deskside("open", "mine"));
    await find(frame, "heading", "Written by you");
    await leave();
  });

  test("what waits to be sent is told where it is looked for", async () => {
    const { page, leave } = await visitor(browser);
    const frame = await openWidget(page);
    const title = `Reminders before a deadline (${browserName})`;
    await fail(stack.useResponse, "busy");
    await click(frame, "button", /^Idea$/);
    await fill(frame, /What is your idea about/, title);
    if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
    await fill(frame, /How would it help you/, "Nobody would forget to send an invoice.");
    await click(frame, "button", "Send idea");
    await text(frame, /Your idea is waiting to be sent/);
    await click(frame, "button", "Done");
    await click(frame, "button", /^Mine ?1 waiting to be sent/);
    await find(frame, "heading", "Waiting to be sent");
    await text(frame, /Nobody would forget/);
    await pictures(page, frame, "waiting");
    await fail(stack.useResponse, "ok");
    await click(frame, "button", "Send now");
    await find(frame, "heading", "Written by you");
    await find(frame, "listitem", title);
    assert.equal(await frame.evaluate(() => document.querySelector(".entry")), null);
    await leave();
  });
});
