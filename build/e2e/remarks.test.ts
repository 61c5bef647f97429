// Comments that customers write below a post, and what the team answers.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { ask, becomes, written } from "./acting";
import { browserName, click, desktop, fail, fill, find, has, launch, openWidget, phone, resize, shot, stack, text, value, violations, waitFor } from "./harness";
import { visitor } from "./visiting";
import { give, png } from "./filing";

interface Said {
  id: number;
  content: string;
  attachments: { name: { full: string } }[];
}

/** What is said about a post at the helpdesk, oldest first. */
const saidAbout = async (id: number) => (await ask<Said[]>("GET", `objects/${id}/comments.json`)) ?? [];

/** Leads to a post. */
async function goTo(page: Page, id: number): Promise<Frame> {
  const frame = await openWidget(page);
  await page.evaluate((post: number) => (window as unknown as { deskside: (...call: unknown[]) => void }).deskside("open", `post/${post}`), id);
  await find(frame, "heading", /^Comments/);
  return frame;
}

describe(`comments of customers in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("a comment arrives once, with its file, and is the customer's own from then on", async () => {
    const { id } = await written("idea", `Reports by mail (${browserName})`);
    const { page, leave } = await visitor(browser);
    const told = page.evaluate(
      () =>
        new Promise<unknown>((done) => {
          (window as unknown as { deskside: (...call: unknown[]) => void }).deskside("on", "commented", done);
        }),
    );
    const frame = await goTo(page, id);
    await text(frame, /No comments yet/);
    await shot(page, "remarks-none");
    assert.deepEqual(await violations(frame), []);
    await fill(frame, "Write a comment", "On Mondays,\nplease.");
    await find(frame, "button", "Attach files");
    await give(frame, "drop", ".composer", { name: "as now.png", type: "image/png", base64: png.toString("base64") });
    await find(frame, "button", /^Remove as now/);
    await waitFor(frame, () => document.querySelectorAll(".enclosure progress").length === 0);
    for (const size of [desktop, phone, { width: 320, height: 568 }]) {
      await resize(page, size);
      await frame.evaluate(() => document.querySelector(".composer")?.scrollIntoView({ block: "end" }));
      await shot(page, `remarks-writing-${size.width}`);
      assert.deepEqual(await violations(frame), []);
      assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    }
    await resize(page, desktop);
    await click(frame, "button", "Send comment");
    await find(frame, "listitem", /On Mondays/);
    await waitFor(frame, () => document.querySelector(".comment[data-waits]") === null);
    assert.equal(await value(frame, "Write a comment"), "");
    assert.equal(((await told) as { id: number }).id, id);
    const [said] = await saidAbout(id);
    assert.match(said!.content, /On Mondays/);
    assert.deepEqual(said!.attachments.map((a) => a.name.full), ["as now.png"]);
    assert.equal((await saidAbout(id)).length, 1, "once");
    assert.equal(await has(frame, "listitem", /Team/), false, "a guest's stands in the name of the edge's account, and is not the team's");

    await ask("POST", "comments.json", { object_id: id, content: "We begin with Mondays." });
    // What happens at the helpdesk itself shows within a quarter of a minute; asking too often for it would be refused.
    await becomes(async () => (await (await fetch(new URL(`/api/7.0/objects/${id}/comments.json?drawn=1`, stack.demo))).text()).split('"author"').length, 3, 40_000);
    await page.reload();
    const again = await goTo(page, id);
    await find(again, "listitem", /We begin with Mondays/);
    await shot(page, "remarks-answered");
    assert.deepEqual(await violations(again), []);
    await click(again, "button", "Back");
    await click(again, "button", "Mine");
    await find(again, "heading", "Commented by you");
    await leave();
  });

  test("what is typed is kept over a reload and beside another tab, and what is missing is said", async () => {
    const { id } = await written("idea", `Two kinds of holidays (${browserName})`);
    const { page, leave } = await visitor(browser);
    let frame = await goTo(page, id);
    await fill(frame, "Write a comment", "Half days count, too");
    await text(frame, /Draft kept/);
    await page.reload();
    frame = await goTo(page, id);
    assert.equal(await value(frame, "Write a comment"), "Half days count, too");
    const second = await page.browserContext().newPage();
    await second.goto(stack.demo);
    const other = await goTo(second, id);
    assert.equal(await value(other, "Write a comment"), "Half days count, too");
    await second.close();
    await page.bringToFront();
    await fill(frame, "Write a comment", "  ");
    await click(frame, "button", "Send comment");
    await text(frame, /Write your comment first/);
    await shot(page, "remarks-missing");
    assert.deepEqual(await violations(frame), []);
    assert.equal((await saidAbout(id)).length, 0);
    await leave();
  });

  test("what the helpdesk does not take now waits in sight and arrives once it can", async () => {
    const { id } = await written("idea", `Rounded minutes (${browserName})`);
    const { page, leave } = await visitor(browser);
    const frame = await goTo(page, id);
    await fail(stack.useResponse, "busy");
    await fill(frame, "Write a comment", "By quarters of an hour");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await text(frame, /Your comment is waiting to be sent/);
    await shot(page, "remarks-waiting");
    assert.deepEqual(await violations(frame), []);
    await click(frame, "button", /1 waiting to be sent/);
    await text(frame, /Comment on “Rounded minutes/);
    await shot(page, "remarks-waiting-list");
    await fail(stack.useResponse, "ok");
    await click(frame, "button", "Send now");
    await becomes(async () => (await saidAbout(id)).length, 1);
    await click(frame, "button", "Back");
    await waitFor(frame, () => document.querySelector(".comment") !== null && document.querySelector(".comment[data-waits]") === null);
    await find(frame, "listitem", /By quarters/);
    assert.equal((await saidAbout(id)).length, 1);
    await leave();
  });

  test("a file that is dropped before there is a place for it goes along, and the browser does not leave for it", async () => {
    const { id } = await written("idea", `Dropped early (${browserName})`);
    const { page, leave } = await visitor(browser);
    const frame = await goTo(page, id);
    const kept = await frame.evaluate((base64: string) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], "early.png", { type: "image/png" }));
      const at = document.querySelector(".composer")!;
      if (at.querySelector(".enclosures")) throw new Error("its place is there");
      return ["dragover", "drop"].map((type) => !at.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true })));
    }, png.toString("base64"));
    assert.deepEqual(kept, [true, true]);
    await find(frame, "button", /^Remove early/);
    assert.equal(await frame.evaluate(() => document.querySelectorAll(".enclosure").length), 1, "once");
    await leave();
  });

  test("where comments are closed there is no field for one", async () => {
    const { id } = await written("idea", `Closed to comments (${browserName})`);
    await ask("POST", `objects/${id}/comments/toggle.json`);
    const { page, leave } = await visitor(browser);
    const frame = await goTo(page, id);
    await text(frame, /Comments are closed/);
    assert.equal(await frame.evaluate(() => document.querySelector("textarea")), null);
    await shot(page, "remarks-closed");
    await leave();
  });
});
