// Files that go along with a message: picked, dropped and pasted, kept through
// the end of the panel, sent once and in their order, and back with what is taken back.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { contentOf, enclosed, give, keptFiles, pick, png } from "./filing";
import { browserName, click, enterHelpdesk, fail, fill, find, installExtension, launch, open, resize, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** Opens the ticket so far down in the answer to a query, and the field of a reply. */
async function reply(browser: Browser, url: string, query: string, at: number, size = panel): Promise<Page> {
  const page = await open(browser, url, size);
  await text(page, /Updated/);
  await fill(page, /Filter tickets/, query);
  await page.keyboard.press("Enter");
  await waitFor(page, (q: string) => /Updated/.test(document.body.innerText) && document.querySelector<HTMLInputElement>("#query")?.value === q && document.querySelectorAll("[data-rows] .row").length > 8, { timeout: 20_000 }, query);
  await page.evaluate((n: number) => document.querySelectorAll<HTMLElement>("[data-rows] .row")[n]?.click(), at);
  await waitFor(page, () => document.querySelector(".conversation .message"));
  await page.keyboard.press("w");
  await find(page, "textbox", /reply/i);
  return page;
}

/** Names of the files that stand in the composer. */
function files(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll(".enclosure-name")].map((n) => n.textContent ?? ""));
}

function ticketOf(page: Page): Promise<number> {
  return page.evaluate(() => Number(/#(\d+)/.exec(document.querySelector(".ticket-id")?.textContent ?? "")?.[1]));
}

/** The files of the messages that say something, as UseResponse has them: of each its names and what is in them. */
async function useResponseHas(ticket: number, words: string): Promise<[name: string, content: string][][]> {
  const response = await fetch(`${stack.truth}/api/7.0/objects/${ticket}/comments.json`, { headers: { Authorization: stack.key } });
  const { success } = (await response.json()) as { success: { content: string; attachments: { name: { full: string }; directUrl: string }[] }[] };
  return Promise.all(success.filter((c) => c.content.includes(words)).map((c) => Promise.all(c.attachments.map(async (a): Promise<[string, string]> => [a.name.full, await contentOf(a.directUrl)]))));
}

/** The same of Usedesk. */
async function usedeskHas(ticket: number, words: string): Promise<[name: string, content: string][][]> {
  const response = await fetch(`${stack.truth}/uapi/ticket`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ api_token: stack.token, ticket_id: ticket }) });
  const { comments } = (await response.json()) as { comments: { message: string; files: { name: string; file: string }[] }[] };
  return Promise.all(comments.filter((c) => c.message.includes(words)).map((c) => Promise.all(c.files.map(async (f): Promise<[string, string]> => [f.name, await contentOf(f.file)]))));
}

async function send(page: Page): Promise<void> {
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
}

/** Sends what is written, without waiting for somebody to take it back. */
async function sendNow(page: Page): Promise<void> {
  await send(page);
  await click(page, "button", "Send now");
}

function arrived(page: Page): Promise<unknown> {
  return waitFor(page, () => [...document.querySelectorAll(".composer-sending p")].some((p) => p.textContent === "Sent"), { timeout: 40_000 });
}

describe(`files in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let folder: string;
  const path = (name: string) => join(folder, name);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "deskside-files-"));
    await Promise.all([
      writeFile(path("second report.pdf"), "%PDF-1.4 second"),
      writeFile(path("point.png"), png),
      writeFile(path("notes.txt"), "three\r\nlines\r\nhere"),
      writeFile(path("tool.exe"), "MZ"),
      writeFile(path("README"), "no ending"),
    ]);
    browser = await launch();
    url = await installExtension(browser);
    await fail(stack.useResponse, "ok");
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await find(page, "listitem", /\d/);
    await click(page, "button", "Settings");
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "Usedesk", stack.usedesk, stack.token);
    await find(page, "listitem", /Usedesk/, 30_000);
    await page.close();
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("picked, dropped and pasted files outlast the panel, and arrive in their order", async () => {
    const page = await reply(browser, url, "status:active in:useresponse", 1);
    const ticket = await ticketOf(page);
    await page.keyboard.type("See the files of today");
    await pick(page, path("second report.pdf"), path("point.png"));
    await enclosed(page, "second report.pdf", "point.png");
    await give(page, "drag", ".pane-ticket .conversation", { name: "x", type: "text/plain", size: 1 });
    await text(page, /Drop files to attach them/);
    await shot(page, "attach-drop");
    await give(page, "drop", ".pane-ticket .conversation", { name: "dropped.txt", type: "text/plain", base64: Buffer.from("dropped").toString("base64") });
    await enclosed(page, "second report.pdf", "point.png", "dropped.txt");
    await give(page, "paste", ".composer [role=textbox], .composer textarea", { name: "image.png", type: "image/png", base64: png.toString("base64") });
    await enclosed(page, "second report.pdf", "point.png", "dropped.txt", "image.png");
    await waitFor(page, () => [...document.querySelectorAll<HTMLImageElement>(".enclosure img")].filter((i) => i.naturalWidth === 1).length === 2);
    await shot(page, "attach-files");
    assert.deepEqual(await violations(page), []);
    const again = await page.evaluate(() => location.href);
    await page.close();

    const other = await open(browser, again, panel, { goesOn: true });
    await enclosed(other, "second report.pdf", "point.png", "dropped.txt", "image.png");
    await text(other, /See the files of today|Reply/);
    await click(other, "button", "Remove point.png");
    await enclosed(other, "second report.pdf", "dropped.txt", "image.png");
    assert.equal(await other.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Remove dropped.txt", "the keyboard goes on with the next");
    await click(other, "textbox", /reply/i);
    await send(other);
    await waitFor(other, () => document.querySelector(".enclosure") === null);
    await click(other, "button", "Send now");
    await arrived(other);
    assert.deepEqual(await useResponseHas(ticket, "See the files of today"), [
      [
        ["second report.pdf", Buffer.from("%PDF-1.4 second").toString("base64")],
        ["dropped.txt", Buffer.from("dropped").toString("base64")],
        ["image.png", png.toString("base64")],
      ],
    ]);
    await waitFor(other, () => document.querySelector(".conversation .files"));
    await shot(other, "attach-arrived");
    const start = Date.now();
    while ((await keptFiles(other)) > 0 && Date.now() - start < 10_000) await new Promise((next) => setTimeout(next, 100));
    assert.equal(await keptFiles(other), 0, "what has arrived is kept no longer");
    await other.close();
  });

  test("what is taken back has its files again, and a lost answer sends none twice", async () => {
    const page = await reply(browser, url, "status:active in:usedesk", 2);
    const ticket = await ticketOf(page);
    await page.keyboard.type("One file with it");
    await pick(page, path("notes.txt"), path("point.png"));
    await enclosed(page, "notes.txt", "point.png");
    await click(page, "textbox", /reply/i);
    await send(page);
    await find(page, "button", "Send now");
    await shot(page, "attach-sending");
    await click(page, "button", "Undo");
    await enclosed(page, "notes.txt", "point.png");
    assert.deepEqual(await usedeskHas(ticket, "One file with it"), []);
    await click(page, "textbox", /reply/i);
    await fail(stack.usedesk, "lost");
    await sendNow(page);
    const start = Date.now();
    while ((await usedeskHas(ticket, "One file with it")).length === 0 && Date.now() - start < 20_000) await new Promise((next) => setTimeout(next, 200));
    await fail(stack.usedesk, "ok");
    await arrived(page);
    assert.deepEqual(await usedeskHas(ticket, "One file with it"), [
      [
        ["notes.txt", Buffer.from("three\r\nlines\r\nhere").toString("base64")],
        ["point.png", png.toString("base64")],
      ],
    ]);
    await page.close();
  });

  test("what cannot go along is said at once; what the helpdesk refuses waits with its files", async () => {
    const page = await reply(browser, url, "status:active in:useresponse", 3);
    const ticket = await ticketOf(page);
    await page.keyboard.type("Not with that");
    await pick(page, path("README"));
    await text(page, /README” needs a name with an ending/);
    await give(page, "drop", ".pane-ticket .conversation", { name: "film.mp4", type: "video/mp4", size: 21 << 20 });
    await text(page, /film\.mp4” does not fit: the files of one message may have 20 MB/);
    await give(page, "drop", ".pane-ticket .conversation", { name: "nothing.txt", type: "text/plain", size: 0 });
    await text(page, /nothing\.txt” is empty/);
    assert.deepEqual(await files(page), []);
    await shot(page, "attach-refused");
    assert.deepEqual(await violations(page), []);
    await pick(page, path("tool.exe"));
    await enclosed(page, "tool.exe");
    await click(page, "textbox", /reply/i);
    await sendNow(page);
    await find(page, "button", "Edit", 30_000);
    await shot(page, "attach-needs-you");
    assert.deepEqual(await useResponseHas(ticket, "Not with that"), []);
    await click(page, "button", "Edit");
    await enclosed(page, "tool.exe");
    await click(page, "button", "Remove tool.exe");
    await click(page, "textbox", /reply/i);
    await sendNow(page);
    await arrived(page);
    assert.deepEqual(await useResponseHas(ticket, "Not with that"), [[]]);
    await page.close();
  });

  test("where this browser keeps no file, that is said, and it goes along all the same", async () => {
    const page = await reply(browser, url, "status:active in:useresponse", 4);
    const ticket = await ticketOf(page);
    await page.keyboard.type("Kept by nobody");
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
        if (this.name === "files") throw new DOMException("full", "QuotaExceededError");
        return put.apply(this, args);
      };
    });
    await pick(page, path("notes.txt"));
    await text(page, /goes along as long as this panel stays open/);
    await enclosed(page, "notes.txt");
    await shot(page, "attach-unkept");
    await click(page, "textbox", /reply/i);
    await sendNow(page);
    await arrived(page);
    assert.deepEqual(await useResponseHas(ticket, "Kept by nobody"), [[["notes.txt", Buffer.from("three\r\nlines\r\nhere").toString("base64")]]]);
    await page.close();
  });

  test("files have room in every width, in both schemes and in Russian", async () => {
    const page = await reply(browser, url, "status:active in:useresponse", 5, { width: 280, height: 700 });
    await page.keyboard.type("Wide and narrow");
    await pick(page, path("second report.pdf"), path("point.png"));
    await enclosed(page, "second report.pdf", "point.png");
    for (const width of [280, 360, 720, 1280]) {
      await resize(page, { width, height: 700 });
      await waitFor(page, (w: number) => innerWidth === w, {}, width);
      await waitFor(page, () => [...document.querySelectorAll(".enclosure, .enclose, .composer-foot")].every((e) => e.getBoundingClientRect().right <= innerWidth));
      await shot(page, `attach-${width}`);
    }
    await resize(page, panel);
    for (const scheme of ["dark", "light"] as const) {
      await page.evaluate((s: string) => (document.documentElement.dataset["theme"] = s), scheme);
      await shot(page, `attach-${scheme}`);
    }
    assert.deepEqual(await violations(page), []);
    for (const name of ["second report.pdf", "point.png"]) await click(page, "button", `Remove ${name}`);
    await page.close();
  });
});
