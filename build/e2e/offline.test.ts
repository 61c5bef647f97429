// Where no helpdesk answers: lists of before and tickets that were read lately
// open, what is written and changed waits where it can be looked at, and goes out.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { addUseResponse, ask, becomes, openTicket, type Said, written } from "./acting";
import { misfits } from "./fits";
import { browserName, click, fail, find, installExtension, launch, open, resize, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

describe(`without a network in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    await addUseResponse(browser, url, panel);
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  /** Opens the row of a ticket in the list of before, by keyboard. */
  async function openKept(page: Page, title: string): Promise<void> {
    await waitFor(page, (t: string) => [...document.querySelectorAll("[data-rows] .row")].some((row) => row.textContent?.includes(t)), { timeout: 30_000 }, title);
    await page.evaluate((t: string) => [...document.querySelectorAll<HTMLElement>("[data-rows] .row")].find((row) => row.textContent?.includes(t))?.focus(), title);
    await page.keyboard.press("Enter");
  }

  test("a ticket that was read lately opens in a panel that is new, a reply to it waits, and goes out", async () => {
    const { id } = await written("ticket", "Read on the train", "Is there a way out of the tunnel?");
    await written("ticket", "Never opened on the train");
    let page = await open(browser, url, panel);
    await openTicket(page, "status:active", "Read on the train");
    await text(page, /way out of the tunnel/);
    await page.keyboard.press("Escape");
    await click(page, "tab", /Active/);
    await waitFor(page, () => document.querySelectorAll("[data-rows] > li").length > 5 && document.querySelector(".list[aria-busy=false]"));
    await page.close();

    await fail(stack.useResponse, "reset");
    page = await open(browser, url, panel);
    await openKept(page, "Read on the train");
    await text(page, /The ticket could not be loaded/, 30_000);
    await text(page, /way out of the tunnel/);
    await text(page, /What you see was read on/);
    assert.deepEqual(await violations(page), []);
    for (const width of [280, 360, 720]) {
      await resize(page, { width, height: 800 });
      assert.deepEqual(await misfits(page), [], `${width}`);
      await shot(page, `offline-ticket-${width}`);
    }
    await resize(page, panel);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("w");
    await waitFor(page, () => document.activeElement?.closest(".composer"));
    await page.keyboard.type("There is light at its end.");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await text(page, /Sending|Undo/);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("Escape");
    await click(page, "button", "1 waiting to send");
    await text(page, /There is light at its end/);
    await shot(page, "offline-outbox");
    assert.deepEqual(await violations(page), []);
    // What waits is written anew where it stands.
    await click(page, "button", "Edit");
    await waitFor(page, () => document.activeElement?.closest(".composer") && document.querySelector(".message"));
    await page.keyboard.down("Control");
    await page.keyboard.press("End");
    await page.keyboard.up("Control");
    await page.keyboard.type(" And a station.");
    await page.keyboard.down("Control");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Control");
    await text(page, /Sending|Undo/);
    const said = async () => ((await ask<Said[]>("GET", `objects/${id}/comments.json`)) ?? []).filter((m) => /light at its end\.\s+And a station/.test(m.content)).length;
    assert.equal(await said(), 0);
    // The panel is closed in the tunnel, and opened behind it.
    await page.close();
    await fail(stack.useResponse, "ok");
    page = await open(browser, url, panel);
    await becomes(said, 1, 60_000);
    await page.close();
  });

  test("one that was never opened says what is wrong, and nothing of another is shown", async () => {
    await fail(stack.useResponse, "reset");
    const page = await open(browser, url, panel);
    await openKept(page, "Never opened on the train");
    await text(page, /The ticket could not be loaded/, 30_000);
    await find(page, "button", "Try again");
    assert.equal(await page.evaluate(() => document.querySelector(".message")), null);
    await page.close();
  });

  test("what was read goes with its helpdesk", async () => {
    const page = await open(browser, url, panel);
    const kept = () =>
      page.evaluate(
        () =>
          new Promise<number>((tell) => {
            const opening = indexedDB.open("tickets");
            opening.onsuccess = () => {
              const db = opening.result;
              const all = db.transaction("tickets").objectStore("tickets").count();
              all.onsuccess = () => {
                db.close();
                tell(all.result);
              };
            };
          }),
      );
    assert.ok((await kept()) > 0);
    await click(page, "button", "Settings");
    await click(page, "button", /^Remove /);
    await click(page, "button", "Dismiss");
    await becomes(kept, 0);
    await page.close();
  });
});
