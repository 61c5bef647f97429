// A site that has Cloudflare Turnstile look at who writes: whoever runs the edge switches it on in its console, and customers
// show that they are people. What stands in for Cloudflare is asked under its own name, by the edge and by the browser.

import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import type { Browser, ElementHandle, Frame, Page } from "puppeteer-core";

import { becomes, inHelpdesk } from "./acting";
import { browserName, click, desktop, fail, fill, find, has, need, open, openWidget, phone, resize, shot, stack, start, text, usual, value, violations, waitFor } from "./harness";

const operator = need("CONSOLE_URL");
const cloudflare = need("TURNSTILE_URL");
const there = "https://challenges.cloudflare.com/";

/** Has what stands in for Cloudflare answer, or not: ok, away, blocked. */
async function turn(mode: "ok" | "away" | "blocked"): Promise<void> {
  assert.equal((await fetch(`${cloudflare}/switch?mode=${mode}`, { method: "POST" })).status, 204);
}

describe(`Turnstile in ${browserName}`, () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  const name = `person-${browserName}`;

  before(async () => {
    await fail(stack.useResponse, "ok");
    browser = await start(usual, { secure: cloudflare });
    server = createServer(({ url = "/" }, response) => {
      const { searchParams } = new URL(url, "http://localhost");
      const says = [...searchParams].map(([name, value]) => ` data-${name}="${value}"`).join("");
      response.setHeader("content-type", "text/html; charset=utf-8").end(
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title><h1>A shop</h1><script async src="${stack.demo}/w/${name}/loader.js"${says}></script></html>`,
      );
    });
    await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  after(async () => {
    server.close();
    await browser?.close();
  });

  /** Opens the form of a page and fills it in. */
  const written = async (title: string, { at = origin, size = desktop } = {}): Promise<{ page: Page; frame: Frame; asked: string[] }> => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => void (request.url().startsWith(there) && asked.push(request.url())));
    await resize(page, size);
    await page.goto(at);
    await waitFor(page, () => "deskside" in window);
    const frame = await openWidget(page);
    await click(frame, "button", /^(Idea|Идея)$/);
    await fill(frame, /What is your idea about|В чём ваша идея/, title);
    if (await has(frame, "button", /^(Continue|Далее|Продолжить)$/)) await click(frame, "button", /^(Continue|Далее|Продолжить)$/);
    await fill(frame, /How would it help you|поможет/, "It would save an hour a week.");
    assert.deepEqual(asked, [], "nothing of Cloudflare is loaded before somebody sends");
    return { page, frame, asked };
  };

  /** Presses what Cloudflare shows. */
  const press = async (page: Page, widget: Frame): Promise<void> => {
    const shown = await page.waitForFrame((f) => f.url().startsWith(`${there}widget`), { timeout: 15_000 });
    // Older Firefoxes cannot be asked for the element that a frame is in.
    shown.frameElement = async () => (await widget.evaluateHandle(() => document.querySelector("dialog.person iframe"))).asElement() as ElementHandle<HTMLIFrameElement> | null;
    await click(shown, "button", /Verify you are human/);
  };

  /** Goes back from what Cloudflare shows; the view behind it has such a button, too. */
  const leave = async (frame: Frame): Promise<void> => {
    const back = await waitFor(frame, () => document.querySelector("dialog.person button[data-kind=quiet]"));
    await (back.asElement() as ElementHandle<HTMLElement>).click();
  };

  test("whoever runs the edge switches it on, and is told that its secret is right", async () => {
    const page = await open(browser, operator, desktop);
    await fill(page, "Operator’s key", need("OPERATOR_KEY"));
    await click(page, "button", "Enter");
    await click(page, "link", "Add a site");
    await fill(page, /^Name:/, name);
    await fill(page, "Address of the helpdesk", stack.useResponse);
    await fill(page, /^Pages that may embed it/, "*");
    await fill(page, "The helpdesk’s key, to be sealed here", stack.key);
    await click(page, "button", "More settings");
    await fill(page, "Site key of Cloudflare Turnstile", need("TURNSTILE_SITE_KEY"));
    await fill(page, /^Name of the secret that belongs to it/, "SITE_TURNSTILE");
    await shot(page, "turnstile-console");
    await click(page, "button", "Save");
    await find(page, "heading", `Site ${name}`);
    await click(page, "button", "Check");
    await text(page, /Turnstile takes the secret of its widget/);
    await page.close();
  });

  test("a customer shows to be a person, and their idea is posted", async () => {
    const title = `A calendar by a person (${browserName})`;
    const { page, frame, asked } = await written(title);
    await click(frame, "button", "Send idea");
    await find(frame, "heading", /^Confirm that you are a person/);
    const shown = await page.waitForFrame((f) => f.url().startsWith(`${there}widget`));
    const about = new URL(shown.url()).searchParams;
    assert.deepEqual([about.get("sitekey"), about.get("action"), about.get("language"), about.get("theme"), about.get("hostname")], [need("TURNSTILE_SITE_KEY"), "deskside", "en", "light", "127.0.0.1"]);
    assert.match(asked[0] ?? "", /\/turnstile\/v0\/api\.js\?render=explicit$/);
    await find(shown, "button", /Verify/);
    await shot(page, "turnstile");
    assert.deepEqual(await violations(frame), []);
    assert.equal(await inHelpdesk(title), undefined, "nobody has shown anything yet");
    await press(page, frame);
    await text(frame, /Your idea is posted/);
    assert.equal((await inHelpdesk(title))?.title, title);
    assert.equal(await has(frame, "heading", /^Confirm that you are a person/), false);
    await page.close();
  });

  test("who goes back has the text again, and shows it the next time", async () => {
    const title = `Back and forth (${browserName})`;
    const { page, frame } = await written(title, { at: `${origin}?locale=ru&theme=dark`, size: phone });
    await click(frame, "button", "Отправить идею");
    const shown = await page.waitForFrame((f) => f.url().startsWith(`${there}widget`));
    const about = new URL(shown.url()).searchParams;
    assert.deepEqual([about.get("language"), about.get("theme")], ["ru", "dark"]);
    await find(shown, "button", /Verify/);
    await shot(page, "turnstile-phone");
    await leave(frame);
    assert.equal(await value(frame, /В чём ваша идея/), title);
    assert.equal(await value(frame, /поможет/), "It would save an hour a week.");
    await text(frame, /Подтвердите, что вы человек/);
    await click(frame, "button", "Попробовать ещё раз");
    await press(page, frame);
    await becomes(async () => (await inHelpdesk(title))?.title, title);
    await page.close();
  });

  test("who blocks it is told what to do, and loses nothing", async () => {
    await turn("blocked");
    const title = `Blocked for a while (${browserName})`;
    const { page, frame } = await written(title);
    await click(frame, "button", "Send idea");
    await text(frame, /Allow challenges\.cloudflare\.com/);
    await shot(page, "turnstile-blocked");
    assert.deepEqual(await violations(frame), []);
    // The page goes, and what was written stays.
    await page.reload();
    await waitFor(page, () => "deskside" in window);
    const again = await openWidget(page);
    await click(again, "button", /1 .*waiting/);
    await text(again, new RegExp(title.replace(/[()]/g, ".")));
    await turn("ok");
    await click(again, "button", "Send now");
    await press(page, again);
    await becomes(async () => (await inHelpdesk(title))?.title, title);
    await page.close();
  });

  test("what Cloudflare cannot look at waits, and goes out without another challenge", async () => {
    const title = `While Cloudflare was away (${browserName})`;
    const { page, frame, asked } = await written(title);
    await turn("away");
    await click(frame, "button", "Send idea");
    await press(page, frame);
    // It asks three times, as it does of everything that is away.
    await text(frame, /cannot answer right now/, 30_000);
    assert.equal(await inHelpdesk(title), undefined);
    await turn("ok");
    const loaded = asked.length;
    await click(frame, "button", "Send now");
    await becomes(async () => (await inHelpdesk(title))?.title, title);
    assert.equal(asked.length, loaded, "the same token is shown once more");
    await page.close();
  });

  test("a site without it is nothing to Cloudflare", async () => {
    const policy = async (path: string) => (await fetch(stack.demo + path)).headers.get("content-security-policy") ?? "";
    assert.match(await policy(`/w/${name}/frame.html`), /frame-src https:\/\/challenges\.cloudflare\.com;/);
    assert.doesNotMatch(await policy("/widget/frame.html"), /cloudflare/);
  });
});
