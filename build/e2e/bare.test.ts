// Customers whose browsers run no WebAssembly, so that the edge runs the widget's core.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "puppeteer-core";

import { becomes, inHelpdesk } from "./acting";
import { browserName, click, desktop, fail, fill, find, has, open, openWidget, phone, resize, shot, stack, start, text, type, usual, value } from "./harness";

describe(`a browser without WebAssembly (${browserName})`, () => {
  let browser: Browser;
  before(async () => {
    await fail(stack.useResponse, "ok");
    browser = await start(usual, { compiles: false });
  });
  after(() => browser?.close());

  test("shows what others wrote, by the core that the edge runs", async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname + new URL(request.url()).search));
    await resize(page, desktop);
    await page.goto(stack.demo);
    const frame = await openWidget(page);
    assert.equal(await frame.evaluate(() => typeof WebAssembly), "undefined", "this browser has none");
    assert.ok(asked.some((path) => path.startsWith("/api/7.0/core.msgpack")), "the edge ran the core");
    // A page stands still while it waits for the edge, and Firefox loses the keys that are pressed meanwhile.
    await click(frame, "button", /^Idea$/);
    // What a form asks for stands in it once it is opened.
    await becomes(async () => asked.filter((path) => path.endsWith("?op=form.fields")).length, 2);
    const before = asked.length;
    await type(frame, /What is your idea about/, "What is typed key by key");
    assert.equal(await value(frame, /What is your idea about/), "What is typed key by key");
    assert.deepEqual(asked.slice(before).filter((path) => path.includes("core.msgpack")), [], "nothing is asked while somebody types");
  });

  test("posts an idea and votes", async () => {
    const page = await open(browser, stack.demo);
    const frame = await openWidget(page);
    const title = `A calendar without compilers (${browserName})`;
    await click(frame, "button", /^Idea$/);
    await fill(frame, /What is your idea about/, title);
    if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
    await fill(frame, /How would it help you/, "Some machines compile nothing.");
    await shot(page, "bare-form");
    await click(frame, "button", "Send idea");
    await text(frame, /Your idea is posted/);
    const made = await inHelpdesk(title);
    assert.equal(made?.votes.all, 1, "who writes something has voted for it");
    await click(frame, "button", /vote for A calendar without compilers/);
    await text(frame, /Vote taken back/);
    await shot(page, "bare-sent");
    assert.equal((await inHelpdesk(title))!.votes.all, 0);
    await click(frame, "button", /vote for A calendar without compilers/);
    await text(frame, /Vote counted, 1 vote/);
  });

  test("finds posts like the one that is written where it is asked to", async () => {
    const page = await open(browser, stack.demo, phone);
    const frame = await openWidget(page);
    await click(frame, "button", /^Idea$/);
    await fill(frame, /What is your idea about/, "Report");
    // Nothing is lent to a core that is elsewhere, so that nothing is found while one types.
    await click(frame, "button", /^Search all posts/);
    await find(frame, "button", /vote for .*[Rr]eport/);
    await shot(page, "bare-similar");
  });
});
