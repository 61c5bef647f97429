// Reading a conversation: where it opens, what stands between the messages, and
// the files that came with them.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { browserName, click, enterHelpdesk, find, installExtension, launch, open, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** Asks the sandbox itself, as another agent's program would. */
async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${stack.truth}/api/7.0/${path}`, {
    method,
    headers: { authorization: stack.key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return ((await response.json()) as { success: T }).success;
}

/** A picture of 2 × 2 pixels. */
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4X6EBRAwQCgAwzgZ9ycs64wAAAABJRU5ErkJggg==";
const base64 = (s: string) => Buffer.from(s).toString("base64");

describe(`reading in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let ticket: number;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.truth, stack.key);
    await text(page, /Updated/, 30_000);
    await page.close();
    const made = await ask<{ id: number }>("POST", "objects.json", { ownership: "helpdesk", object_type: "ticket", title: "Reading, from first to last", content: "The first message." });
    ticket = made.id;
    for (let i = 2; i <= 30; i++) await say(`Message ${i}. ${"It goes on for a while, so that a person has to scroll. ".repeat(4)}`);
  });
  after(async () => {
    await browser?.close();
  });

  const say = (content: string, more: object = {}) => ask("POST", "comments.json", { object_id: ticket, content, ...more });

  async function opened(): Promise<Page> {
    const page = await open(browser, url, panel);
    await click(page, "listitem", /Reading, from first to last/);
    await text(page, /Message 30/);
    return page;
  }

  test("a conversation opens with its newest message in view", async () => {
    const page = await opened();
    assert.equal(await inView(page, "[data-last]"), true);
    assert.equal(await inView(page, ".message"), false, "the oldest is far above");
    await shot(page, "read-newest");
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

  test("what comes while one reads is told, and moves nothing", async () => {
    const page = await opened();
    await page.evaluate(() => document.querySelector(".ticket-body")?.scrollTo({ top: 0 }));
    const at = await page.evaluate(() => document.querySelector(".ticket-body")?.scrollTop);
    await say("An answer that came while somebody read.");
    await page.keyboard.press("r");
    await find(page, "button", "1 new message");
    assert.equal(await page.evaluate(() => document.querySelector(".ticket-body")?.scrollTop), at);
    await shot(page, "read-come");
    await click(page, "button", "1 new message");
    await waitFor(page, () => {
      const last = document.querySelector("[data-last]")?.getBoundingClientRect();
      return last !== undefined && last.bottom <= innerHeight && last.top >= 0;
    });
    await waitFor(page, () => !document.querySelector(".come"));
    await page.close();
  });

  test("what was changed stands between the messages", async () => {
    const statuses = await (await fetch(`${stack.truth}/api/7.0/statuses.json?ownership=helpdesk&type=ticket`, { headers: { authorization: stack.key } })).json() as { id: number; slug: string; title: string }[];
    const hold = statuses.find((s) => /hold/i.test(s.slug));
    assert.ok(hold);
    await ask("PUT", `objects/${ticket}.json`, { status_id: hold.id });
    await say("Thank you for waiting.");
    const page = await opened();
    await text(page, /Status: .* → On hold/i);
    await shot(page, "read-history");
    await page.close();
  });

  test("pictures stand in their place, and what is none is only saved", async () => {
    await say("With files.", {
      attachments: [
        { name: "screen.png", body: PICTURE },
        { name: "page.png", body: base64("<!doctype html><script>document.title='ran'</script>") },
        { name: "drawing.svg", body: base64("<svg xmlns='http://www.w3.org/2000/svg'><script>document.title='ran'</script></svg>") },
        { name: "list.csv", body: base64("a;b\n1;2\n") },
      ],
    });
    const page = await opened();
    await waitFor(page, () => (document.querySelector<HTMLImageElement>(".picture img")?.naturalWidth ?? 0) > 0);
    assert.match((await page.evaluate(() => document.querySelector<HTMLImageElement>(".picture img")?.src)) ?? "", /^blob:/);
    await text(page, /page\.png could not be loaded/);
    await find(page, "button", "Save drawing.svg");
    await find(page, "button", "Save list.csv");
    assert.equal(await page.evaluate(() => document.querySelectorAll(".files svg script, .files iframe, .files object").length), 0);
    await shot(page, "read-files");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Enlarge screen.png");
    await find(page, "heading", "screen.png");
    await shot(page, "read-picture");
    await page.keyboard.press("Escape");
    await waitFor(page, () => !document.querySelector("dialog[open]"));
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Enlarge screen.png", "focus is given back");
    await page.close();
  });
});

/** Whether an element of the page is in view as a whole. */
function inView(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((s) => {
    const box = document.querySelector(s)?.getBoundingClientRect();
    return box !== undefined && box.top >= 0 && box.bottom <= innerHeight + 1;
  }, selector);
}
