// A post that somebody follows, and takes the link of along.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser } from "puppeteer-core";

import { ask, becomes } from "./acting";
import { browserName, click, desktop, fail, find, has, launch, openWidget, phone, resize, shot, stack, text, violations, waitFor } from "./harness";
import { called, visitor } from "./visiting";

interface Post {
  id: number;
  title: string;
  url: string;
  status: { slug: string } | null;
}

const read = async (path: string) => (await fetch(new URL(`/api/7.0/${path}`, stack.demo))).json() as Promise<unknown>;

describe(`following posts in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("what is new of it is news to who follows it, until they leave it", async () => {
    const { page, leave } = await visitor(browser);
    let frame = await openWidget(page);
    const { success } = (await read("search.json?count=50&sort=popular")) as { success: { data: Post[] } };
    // One of its own for each browser, which nothing else looks at.
    const post = success.data.filter((p) => p.status?.slug !== "completed").at(browserName === "firefox" ? -3 : -4)!;
    const go = async () => {
      await called(page, "open", `post/${post.id}`);
      await find(frame, "heading", post.title);
    };
    await go();
    await find(frame, "button", "Follow");
    assert.equal(await frame.evaluate(() => document.querySelector(".acts [aria-pressed]")?.getAttribute("aria-pressed")), "false");

    // The helpdesk's own copy: pasted where somebody types.
    await click(frame, "button", "Copy link");
    await find(frame, "button", "Link copied");
    await frame.evaluate(() => document.querySelector<HTMLElement>(".header-back")?.click());
    await frame.focus("#search");
    await page.keyboard.down("Control");
    await page.keyboard.press("v");
    await page.keyboard.up("Control");
    await waitFor(frame, (url: string) => document.querySelector<HTMLInputElement>("#search")?.value === url, {}, post.url);
    await page.keyboard.press("Escape");

    await go();
    await click(frame, "button", "Follow");
    await find(frame, "button", "Following");
    await text(frame, /What is new stands under “What’s new” in this browser/);
    for (const size of [desktop, phone, { width: 320, height: 568 }]) {
      await resize(page, size);
      await shot(page, `follow-post-${size.width}`);
      assert.deepEqual(await violations(frame), [], `${size.width}`);
      assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `wider than ${size.width}`);
    }
    await resize(page, desktop);
    // Firefox takes no such wish of a test.
    if (browserName === "chromium") await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    await shot(page, "follow-post-dark");

    await page.reload();
    frame = await openWidget(page);
    await click(frame, "button", "Mine");
    await find(frame, "heading", "Followed by you");
    await shot(page, "follow-mine");
    await ask("POST", "comments.json", { object_id: post.id, content: "We look into it." });
    const said = async () => JSON.stringify(await read(`objects/${post.id}/comments.json`)).includes("We look into it.") ? "there" : "";
    await becomes(said, "there", 40_000);
    await read(`objects/${post.id}.json`);
    await page.reload();
    frame = await openWidget(page);
    await click(frame, "button", /What’s new.*1 post has changed/);
    await find(frame, "listitem", /New comment/);

    await go();
    await click(frame, "button", "Following");
    await find(frame, "button", "Follow");
    await text(frame, /You no longer follow this/);
    await page.reload();
    frame = await openWidget(page);
    await click(frame, "button", "Mine");
    await text(frame, /Nothing of yours yet/);
    assert.equal(await has(frame, "button", /changed/), false);
    await leave();
  });

  test("what could not be changed says so, and stands as it was", async () => {
    const { page, leave } = await visitor(browser);
    const frame = await openWidget(page);
    const { success } = (await read("search.json?count=1&sort=popular")) as { success: { data: Post[] } };
    const post = success.data[0]!;
    await called(page, "open", `post/${post.id}`);
    await find(frame, "button", "Follow");
    await fail(stack.useResponse, "reset");
    await click(frame, "button", "Follow");
    await text(frame, /This was not changed/, 30_000);
    await find(frame, "button", "Follow");
    await shot(page, "follow-failed");
    await fail(stack.useResponse, "ok");
    await click(frame, "button", "Follow");
    await find(frame, "button", "Following");
    await leave();
  });
});
