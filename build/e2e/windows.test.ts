// Two windows with the panel, two helpdesks, one of which is slow, fails, asks for
// patience or sends elsewhere: no row and no word is lost in either window.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { ask, becomes, rowKeys, written, type Said } from "./acting";
import { type Between, between, type Instead } from "./between";
import { browserName, click, enterHelpdesk, installExtension, launch, open, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 1000, height: 800 };
const titles = ["A ticket for one window", "A ticket for the other window"] as const;

/** What is wrong with the one helpdesk. */
const troubles: readonly [name: string, slow: number, instead: Instead][] = [
  ["is slow", 3000, () => null],
  ["fails", 0, () => ({ status: 503, body: {} })],
  ["asks for patience", 0, () => ({ status: 429, headers: { "retry-after": "2" }, body: { error: { code: 429, message: "Too many requests" } } })],
  ["sends elsewhere", 0, (path) => ({ status: 302, headers: { location: `http://localhost:9${path}` }, body: {} })],
];

function typed(page: Page): Promise<string> {
  return page.evaluate(() => {
    const field = document.querySelector<HTMLElement>(".composer textarea, .composer [contenteditable]");
    return field instanceof HTMLTextAreaElement ? field.value : (field?.textContent ?? "");
  });
}

/** Opens the ticket of that name beside the list, which goes on showing all of them. */
async function openIt(page: Page, title: string): Promise<void> {
  await page.evaluate((t: string) => [...document.querySelectorAll<HTMLElement>("[data-rows] .row")].find((r) => r.textContent?.includes(t))?.click(), title);
  await waitFor(page, () => document.querySelector(".message") !== null && document.querySelector("[data-property=locked]") !== null);
}

describe(`two windows and two helpdesks in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let bad: Between;
  let good: Between;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    [bad, good] = [await between(stack.useResponse), await between(stack.usedesk)];
  });
  after(async () => {
    await browser?.close();
    await bad?.close();
    await good?.close();
  });

  test("whatever is wrong with one of them, both windows keep rows and words, and what is done arrives once", async () => {
    const { id } = await written("ticket", titles[0]);
    const other = await written("ticket", titles[1]);
    const locked = async () => (await ask<{ canBeCommented: boolean }>("GET", `objects/${id}.json`))?.canBeCommented === false;
    const one = await open(browser, url, panel);
    await click(one, "button", "Add a helpdesk");
    await enterHelpdesk(one, "Usedesk", good.address, stack.token);
    await text(one, /Updated/, 30_000);
    await click(one, "button", "Settings");
    await click(one, "button", "Add a helpdesk");
    await enterHelpdesk(one, "UseResponse", bad.address, stack.key);
    const both = () => new Set([...document.querySelectorAll<HTMLElement>("[data-rows] [data-key]")].map((e) => e.dataset["key"]?.split("/")[0])).size === 2;
    await waitFor(one, both, { timeout: 30_000 });
    await waitFor(one, async () => Object.keys(((await chrome.storage.local.get("names"))["names"] as object | undefined) ?? {}).length === 2, { timeout: 30_000 });
    const two = await open(browser, url, panel);
    await waitFor(two, both, { timeout: 30_000 });
    for (const [i, page] of [one, two].entries()) {
      await page.bringToFront();
      await openIt(page, titles[i] ?? "");
    }
    await two.bringToFront();
    await two.keyboard.press("w");
    await waitFor(two, () => document.activeElement?.closest(".composer") !== null);
    await two.keyboard.type("What happens: ");
    let words = "What happens: ";
    let wanted = false;
    for (const [name, slow, instead] of troubles) {
      const before = [await rowKeys(one), await rowKeys(two)];
      [bad.slow, bad.instead] = [slow, instead];
      wanted = !wanted;
      // In the one window somebody acts and asks anew, in the other somebody writes.
      await one.bringToFront();
      await click(one, "button", wanted ? "Lock replies" : "Replies locked");
      await one.keyboard.press("r");
      await two.bringToFront();
      await two.focus(".composer textarea, .composer [contenteditable]");
      await two.keyboard.type(`It ${name}. `);
      words += `It ${name}. `;
      await text(two, /1 waiting to send/);
      await one.bringToFront();
      if (slow === 0) await waitFor(one, () => document.querySelector(".troubles, [data-old]") !== null, { timeout: 30_000 });
      if (name === "fails") {
        await shot(one, "windows-fails");
        assert.deepEqual(await violations(one), []);
      }
      for (const [i, page] of [one, two].entries()) {
        const now = await rowKeys(page);
        assert.deepEqual((before[i] ?? []).filter((key) => !now.includes(key)), [], `${name}: rows of window ${i + 1}`);
      }
      assert.equal((await typed(two)).trim(), words.trim(), name);
      if (slow === 0) assert.equal(await locked(), !wanted, "nothing arrives where nothing can");

      [bad.slow, bad.instead] = [0, () => null];
      // What is on the way there now arrives, whichever window sends it.
      for (const page of [one, two]) await page.evaluate(() => ["offline", "online"].forEach((network) => dispatchEvent(new Event(network))));
      await becomes(locked, wanted, 60_000);
      for (const page of [one, two]) {
        await page.bringToFront();
        await waitFor(page, () => !document.body.innerText.includes("waiting to send"), { timeout: 30_000 });
      }
    }
    await two.bringToFront();
    await two.focus(".composer textarea, .composer [contenteditable]");
    await two.keyboard.down("Control");
    await two.keyboard.press("Enter");
    await two.keyboard.up("Control");
    await becomes(async () => ((await ask<Said[]>("GET", `objects/${other.id}/comments.json`)) ?? []).filter((m) => m.content.includes("It sends elsewhere.")).length, 1);
    await one.close();
    await two.close();
  });
});
