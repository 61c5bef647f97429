// What an agent has done is sent although the panel was closed at once: the
// background wakes up for it, sends it once, and the next panel says so.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { addUseResponse, ask, becomes, openTicket, type Said, written } from "./acting";
import { browserName, click, fail, find, installExtension, launch, open, shot, soaks, stack, text, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** How long everything can be taken back, how long a background takes to start and to send, and how late a browser may wake it, milliseconds. */
const hold = 8000;
const slow = 2500;
const late = 90_000;

/** The messages of that text. */
async function saying(object: number, words: string): Promise<number> {
  return ((await ask<Said[]>("GET", `objects/${object}/comments.json`)) ?? []).filter((m) => m.content.includes(words)).length;
}

async function locked(object: number): Promise<boolean> {
  return (await ask<{ canBeCommented: boolean }>("GET", `objects/${object}.json`))?.canBeCommented === false;
}

/** Writes a message to the open ticket and sends it. */
async function reply(page: Page, words: string): Promise<void> {
  await page.keyboard.press("w");
  await waitFor(page, () => document.activeElement?.closest(".composer") !== null);
  await page.keyboard.type(words);
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  await find(page, "button", /^Undo/);
}

describe(`sending with no panel open in ${browserName}`, () => {
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

  test("what was done before the panel was closed is sent once, at once, and said", async (t) => {
    const title = "A ticket for a panel that is closed";
    const { id } = await written("ticket", title);
    let page = await open(browser, url, panel);
    await openTicket(page, "type:ticket", title);
    const begun = Date.now();
    await reply(page, "Sent without a panel.");
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await click(page, "button", "Lock replies");
    await waitFor(page, () => document.querySelector("[data-property=locked]")?.getAttribute("aria-pressed") === "true");
    // As long as another panel is there, it can be taken back in that one.
    const other = await open(browser, url, panel);
    await find(other, "button", /2 waiting to send/);
    await page.close();
    assert.equal(await saying(id, "Sent without a panel."), 0, "nothing has gone out");
    const closed = Date.now();
    await other.close();
    await becomes(() => saying(id, "Sent without a panel."), 1, late);
    await becomes(() => locked(id), true, late);
    if (closed - begun < hold - slow) assert.ok(Date.now() - begun < hold, `nobody is left to take it back, and it went out ${Date.now() - closed} ms later`);
    t.diagnostic(`sent ${Date.now() - closed} ms after the panel was closed, ${Date.now() - begun} ms after it was begun`);

    page = await open(browser, url, panel);
    await text(page, /2 changes were sent while the sidebar was closed/, 30_000);
    await shot(page, "apart-said");
    await openTicket(page, "type:ticket", title);
    await text(page, /Sent without a panel/);
    assert.ok(!(await page.evaluate(() => document.body.innerText)).includes("waiting to send"));
    assert.equal(await saying(id, "Sent without a panel."), 1);
    assert.equal(await locked(id), true, "a toggle is turned once");
    await page.close();
  });

  test("where the browser keeps nothing it says so, and asks before the page with it is closed", { skip: browserName === "firefox" && "it runs no script before an extension's page" }, async () => {
    const title = "A ticket for a browser that keeps nothing";
    const { id } = await written("ticket", title);
    const page = await open(browser, url, panel);
    await page.evaluateOnNewDocument(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    });
    await page.reload({ waitUntil: "load" });
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      dialog.dismiss().catch((error: unknown) => asked.push(String(error)));
    });
    await openTicket(page, "type:ticket", title);
    await reply(page, "Held by the page alone.");
    await text(page, /leave the sidebar open until it is sent/);
    await shot(page, "apart-page");
    await page.close({ runBeforeUnload: true });
    await becomes(async () => asked.join(), "beforeunload");
    await becomes(() => saying(id, "Held by the page alone."), 1, late);
    await waitFor(page, () => !document.body.innerText.includes("leave the sidebar open"));
    await page.close({ runBeforeUnload: true });
    await becomes(async () => page.isClosed(), true);
    assert.deepEqual(asked, ["beforeunload"], "nobody is asked once it has arrived");
  });

  // Nobody looks before what is late would have arrived, which takes a minute.
  test("where the answer is lost it is looked at before anything is sent again, with no panel as with one", { skip: !soaks && "make soak waits for it" }, async () => {
    const title = "A ticket for a helpdesk that is not heard";
    const { id } = await written("ticket", title);
    let page = await open(browser, url, panel);
    await openTicket(page, "type:ticket", title);
    await fail(stack.useResponse, "lost");
    await click(page, "button", "Lock replies");
    await find(page, "button", "Undo");
    await page.close();
    await becomes(() => locked(id), true, late);
    await fail(stack.useResponse, "ok");
    page = await open(browser, url, panel);
    await waitFor(page, () => /Updated/.test(document.body.innerText) && !document.body.innerText.includes("waiting to send"), { timeout: late });
    assert.equal(await locked(id), true);
    await page.close();
  });
});
