// Going on: drafts are seen in the list, the next ticket opens where one is
// closed, and what came since one looked last is new in another session, too.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { rowKeys } from "./acting";
import { browserName, click, enterHelpdesk, fail, find, installExtension, launch, open, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

async function openAt(page: Page, at: number): Promise<string> {
  const key = (await rowKeys(page))[at] ?? "";
  await page.evaluate((k: string) => document.querySelector<HTMLElement>(`[data-key="${k}"]`)?.click(), key);
  await waitFor(page, () => document.querySelector(".conversation .message"));
  return key;
}

/** Waits until the ticket of a row is open and read. */
function opened(page: Page, key: string): Promise<unknown> {
  return waitFor(page, (k: string) => document.querySelector(`[data-key="${k}"]`)?.getAttribute("aria-current") === "true" && document.querySelector(".conversation .message") !== null, {}, key);
}

describe(`going on in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    await fail(stack.useResponse, "ok");
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await find(page, "listitem", /\d/);
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });

  test("a row says that its ticket has a draft, as long as it has one", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    const key = await openAt(page, 2);
    await page.keyboard.press("w");
    await find(page, "textbox", /reply/i);
    await page.keyboard.type("Begun");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    const drafted = (k: string) => document.querySelector(`[data-key="${k}"] .drafted`);
    await waitFor(page, drafted, {}, key);
    assert.match(await page.evaluate((k: string) => document.querySelector(`[data-key="${k}"]`)?.textContent ?? "", key), /Draft/, "it is part of what the row is called");
    assert.equal(await page.evaluate(() => document.querySelectorAll(".drafted").length), 1);
    await shot(page, "next-draft");
    assert.deepEqual(await violations(page), []);
    await page.close();
    const again = await open(browser, url, panel);
    await waitFor(again, drafted, {}, key);
    await again.close();
  });

  test("from a ticket that covers the list a key leads to the next and back, and not beyond the first", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    const all = await rowKeys(page);
    const shown = (k: string) => waitFor(page, (n: string) => document.querySelector(".ticket-id")?.textContent?.includes(n) && document.querySelector(".conversation .message"), {}, `#${k.split("/").pop()}`);
    await openAt(page, 0);
    await page.keyboard.press("k");
    await shown(all[0]!);
    await page.keyboard.press("j");
    await shown(all[1]!);
    await page.keyboard.press("j");
    await shown(all[2]!);
    await page.keyboard.press("k");
    await shown(all[1]!);
    await page.keyboard.press("Escape");
    await waitFor(page, (k: string) => (document.activeElement as HTMLElement | null)?.dataset["key"] === k, {}, all[1]!);
    await page.close();
  });

  test("closing a ticket stays with it, opens the next, or goes back to the list, as one has chosen", async () => {
    const page = await open(browser, url, { width: 900, height: 800 });
    await text(page, /Updated/);
    const all = await rowKeys(page);
    await page.evaluate((k: string) => document.querySelector<HTMLElement>(`[data-key="${k}"]`)?.click(), all[3] ?? "");
    await opened(page, all[3] ?? "");
    await page.keyboard.press("e");
    await waitFor(page, () => /Undo/.test(document.body.innerText));
    await opened(page, all[3] ?? "");
    await click(page, "button", "Settings");
    await find(page, "heading", "After closing a ticket");
    await page.evaluate(() => document.querySelector<HTMLInputElement>("input[name=after][value=next]")?.click());
    await shot(page, "next-setting");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.evaluate((k: string) => document.querySelector<HTMLElement>(`[data-key="${k}"]`)?.click(), all[4] ?? "");
    await opened(page, all[4] ?? "");
    await page.keyboard.press("e");
    await opened(page, all[5] ?? "");
    await click(page, "button", "Settings");
    await find(page, "heading", "After closing a ticket");
    await page.evaluate(() => document.querySelector<HTMLInputElement>("input[name=after][value=list]")?.click());
    await page.close();
    const again = await open(browser, url, { width: 900, height: 800 });
    await text(again, /Updated/);
    await again.evaluate((k: string) => document.querySelector<HTMLElement>(`[data-key="${k}"]`)?.click(), all[6] ?? "");
    await opened(again, all[6] ?? "");
    await again.keyboard.press("e");
    await text(again, /Choose a ticket/);
    await again.close();
  });

  test("what came after the panel was closed is new when its ticket is opened again", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await click(page, "button", "Settings");
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "Usedesk", stack.usedesk, stack.token);
    await find(page, "listitem", /Usedesk/, 30_000);
    const key = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("[data-rows] .row")].find((r) => r.textContent?.includes("Usedesk"))?.dataset["key"] ?? "");
    await page.evaluate((k: string) => document.querySelector<HTMLElement>(`[data-key="${k}"]`)?.click(), key);
    await waitFor(page, () => document.querySelector(".conversation .message"));
    await page.close();
    const response = await fetch(`${stack.truth}/uapi/create/comment`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ api_token: stack.token, ticket_id: Number(key.split("/").pop()), message: "Came in between", type: "public", from: "client" }),
    });
    assert.ok(response.ok, `${response.status}`);
    const again = await open(browser, url, panel);
    await waitFor(again, (k: string) => document.querySelector(`[data-key="${k}"]`)?.closest("[data-unread]"), { timeout: 30_000 }, key);
    await again.evaluate((k: string) => document.querySelector<HTMLElement>(`[data-key="${k}"]`)?.click(), key);
    await waitFor(again, () => {
      const line = document.querySelector(".new-line");
      return line && /Came in between/.test(line.nextElementSibling?.textContent ?? "");
    });
    await shot(again, "next-new");
    await again.close();
  });
});
