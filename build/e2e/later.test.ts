// What a visitor left on one page, on a later one: before the widget is wanted there, and by as little as it takes.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { ask, becomes } from "./acting";
import { browserName, click, fail, find, launch, openWidget, shot, stack, text, waitFor } from "./harness";
import { called, visitor } from "./visiting";

const KEY = "deskside-feedback";

interface Post {
  id: number;
  title: string;
  status: { slug: string; isClosed: boolean } | null;
  votes: { all: number; isVoted: boolean };
}

const read = async <T>(path: string) => (await fetch(new URL(`/api/7.0/${path}`, stack.demo))).json() as Promise<T>;

/** Posts that take votes, each browser from another end. */
async function some(): Promise<Post[]> {
  const { success } = await read<{ success: { data: Post[] } }>("search.json?count=50&sort=popular");
  const open = success.data.filter((p) => p.status && !p.status.isClosed);
  return browserName === "firefox" ? open.reverse() : open;
}

const kept = (page: Page) => page.evaluate((key: string) => localStorage.getItem(key), KEY);
const frames = (page: Page) => page.frames().filter((frame) => frame.url().includes("frame.html"));

/** What a page asks of the edge, while something is done, beside what stands in its own document. */
async function asked(page: Page, act: () => Promise<unknown>): Promise<string[]> {
  const all: string[] = [];
  const hear = (request: { url(): string }) => all.push(new URL(request.url()).pathname);
  page.on("request", hear);
  await act();
  page.off("request", hear);
  return all.filter((path) => /^\/(widget|api|core|w)\//.test(path));
}

/** Until the page has nothing to do. */
const idle = (page: Page) => page.evaluate(() => new Promise<void>((done) => (window.requestIdleCallback ?? setTimeout)(() => setTimeout(done, 300))));

/** Opens a post and votes for it. */
async function vote(page: Page, frame: Frame, { id, title }: Post): Promise<void> {
  await called(page, "open", `post/${id}`);
  await find(frame, "heading", title);
  await click(frame, "button", /, vote for /);
}

describe(`later pages in ${browserName}`, () => {
  let browser: Browser;
  let posts: Post[];
  before(async () => {
    browser = await launch();
    posts = await some();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("whoever took part in nothing costs the loader alone", async () => {
    const { page, leave } = await visitor(browser);
    const first = await openWidget(page);
    await find(first, "button", "Mine");
    await called(page, "close");
    assert.equal(await kept(page), null);
    const after = await asked(page, async () => {
      await page.goto(new URL("/pricing", stack.demo).href);
      await idle(page);
    });
    assert.deepEqual(after, ["/widget/loader.js"]);
    await leave();
  });

  test("what waits is sent by a page where nobody opens the widget", async () => {
    const { page, leave } = await visitor(browser);
    const frame = await openWidget(page);
    await find(frame, "button", "Mine");
    const post = posts[3]!;
    await called(page, "open", `post/${post.id}`);
    await find(frame, "heading", post.title);
    // The way to the edge is gone from here on.
    await frame.evaluate(() => void (window.fetch = () => Promise.reject(new TypeError("there is no way"))));
    await click(frame, "button", /, vote for /);
    await text(frame, /Your vote is kept and will be sent by itself/);
    await waitFor(page, (key: string) => localStorage.getItem(key)?.startsWith("0 "), {}, KEY);

    const before = (await read<Post>(`objects/${post.id}.json`)).votes.all;
    await page.goto(new URL("/pricing", stack.demo).href);
    const votes = async () => String((await read<Post>(`objects/${post.id}.json`)).votes.all - before);
    await becomes(votes, "1", 30_000);
    assert.equal(frames(page).length, 1, "the frame is there, and hidden");
    assert.equal(await page.evaluate(() => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("[data-open]")), null);
    await waitFor(page, (key: string) => Number(localStorage.getItem(key)?.split(" ")[0]) > Date.now(), {}, KEY);

    const next = await asked(page, async () => {
      await page.goto(new URL("/guide", stack.demo).href);
      await idle(page);
    });
    assert.deepEqual(next, ["/widget/loader.js"], "then there is nothing to bring it in for");
    await leave();
  });

  test("what is new is asked for once an hour, without a word of who asks, and marked at the launcher", async () => {
    const { page, leave } = await visitor(browser);
    const frame = await openWidget(page);
    const post = posts[4]!;
    await vote(page, frame, post);
    await text(frame, /Vote counted/);
    await waitFor(page, (key: string) => (localStorage.getItem(key) ?? "").split(" ")[2] !== "", {}, KEY);
    assert.equal((await kept(page))!.split(" ")[2], String(post.id));

    await ask("POST", "comments.json", { object_id: post.id, content: "We look into it." });
    const said = async () => (JSON.stringify(await read(`objects/${post.id}/comments.json`)).includes("We look into it.") ? "there" : "");
    await becomes(said, "there", 40_000);
    await read(`objects/${post.id}.json`);

    // An hour later.
    await page.evaluate((key: string) => localStorage.setItem(key, localStorage.getItem(key)!.replace(/^\d+/, "1")), KEY);
    const marked = () => waitFor(page, () => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("button[data-news]"));
    let query = "";
    page.on("request", (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.endsWith("/changes.json")) query = search + JSON.stringify(request.headers());
    });
    const first = await asked(page, async () => {
      await page.goto(new URL("/pricing", stack.demo).href);
      await marked();
    });
    assert.deepEqual(first.filter((path) => !path.endsWith("host.js")), ["/widget/loader.js", "/api/7.0/changes.json"]);
    assert.match(query, /^\?since=\d+/);
    assert.doesNotMatch(query, /deskside-visitor|authorization|cookie/i);
    assert.deepEqual(frames(page), []);
    assert.equal(await page.evaluate(() => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("button")?.ariaDescription), "There is something new");
    await shot(page, "later-marked");
    const again = await asked(page, async () => {
      await page.reload();
      await idle(page);
    });
    assert.deepEqual(again, ["/widget/loader.js"], "once an hour");

    const opened = await openWidget(page);
    await click(opened, "button", /What’s new.*1 post has changed/);
    assert.equal(await page.evaluate(() => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("button[data-news]")), null);
    await leave();
  });

  test("a site that wants none of it keeps nothing", async () => {
    const { page, leave } = await visitor(browser);
    const frame = await openWidget(page);
    await called(page, "set", { storage: "none" });
    await vote(page, frame, posts[5]!);
    await text(frame, /Vote counted/);
    assert.equal(await kept(page), null);
    await leave();
  });
});
