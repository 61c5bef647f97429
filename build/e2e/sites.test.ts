// Sites with a name, by the means of a person: whoever runs the edge adds one in its console, and its customers find it in
// a page of their own.

import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import type { Browser, ElementHandle, Page } from "puppeteer-core";

import { browserName, click, desktop, fill, find, has, launch, need, open, openWidget, phone, resize, shot, stack, text, value, violations, waitFor } from "./harness";

const operator = need("CONSOLE_URL");
const key = need("OPERATOR_KEY");

/** A page of a customer, with the loaders that are asked for: ?site=shop. */
const page = (site: string, policy: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title>${policy}<h1>A shop</h1><script async src="${stack.demo}/w/${site}/loader.js"></script></html>`;

/** The launcher with that text, which stands in a tree of its own. */
async function launcher(page: Page, label: string): Promise<ElementHandle> {
  const drawn = (wanted: string) => {
    const button = document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("button");
    return button?.textContent === wanted && button;
  };
  return (await waitFor(page, drawn, {}, label)).asElement() as ElementHandle;
}

describe(`sites with a name in ${browserName}`, () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  const name = `shop-${browserName}`;

  before(async () => {
    browser = await launch();
    server = createServer(({ url = "/" }, response) => {
      const { searchParams } = new URL(url, "http://localhost");
      const strict = searchParams.has("strict") ? `<meta http-equiv="content-security-policy" content="default-src 'self'; script-src ${stack.demo}">` : "";
      response.setHeader("content-type", "text/html; charset=utf-8").end(page(searchParams.get("site") ?? name, strict));
    });
    await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.close();
    await browser?.close();
  });

  /** Opens the console and enters its key, where it asks for it. */
  const enter = async (): Promise<Page> => {
    const page = await open(browser, operator, desktop);
    if (await has(page, "button", "Enter")) {
      await fill(page, "Operator’s key", key);
      await click(page, "button", "Enter");
    }
    await find(page, "heading", /^Sites/);
    return page;
  };

  /** Adds a site with the form of the console. */
  const add = async (page: Page, of: string, label: string, theme: string) => {
    await click(page, "link", "Add a site");
    await fill(page, /^Name:/, of);
    await fill(page, "Address of the helpdesk", stack.useResponse);
    await fill(page, /^Pages that may embed it/, origin);
    await fill(page, "The helpdesk’s key, to be sealed here", stack.key);
    await click(page, "button", "More settings");
    await fill(page, "Text of the launcher", label);
    await page.select("#theme", theme);
    await click(page, "button", "Save");
    await find(page, "heading", `Site ${of}`);
  };

  test("whoever runs the edge adds two, and is told what is missing", async () => {
    const page = await enter();
    await shot(page, "sites-none");
    assert.deepEqual(await violations(page), []);
    await click(page, "link", "Add a site");
    await fill(page, "Address of the helpdesk", stack.useResponse);
    await fill(page, /^Name:/, "a--b");
    // The browser lets no such name through; without it the edge does not.
    await page.evaluate(() => document.querySelector("form.fields")!.setAttribute("novalidate", ""));
    await click(page, "button", "Save");
    // What the notice says the form says, too, also on the page before.
    await waitFor(page, () => document.querySelector(".notice[data-wrong]")?.textContent === "Name: small letters, digits and hyphens");
    assert.equal(await value(page, "Address of the helpdesk"), stack.useResponse);
    await shot(page, "sites-refused");
    await page.goto(operator);
    await add(page, name, "Ideas for the shop", "dark");
    await text(page, /Nothing|Settings/);
    await click(page, "button", "Check");
    await find(page, "heading", "What there is to know");
    await text(page, /answers and takes the key/);
    await text(page, /It may be embedded by http:\/\/127/);
    await shot(page, "sites-checked");
    assert.deepEqual(await violations(page), []);
    await resize(page, phone);
    await shot(page, "sites-phone");
    await page.goto(operator);
    await add(page, `${name}-2`, "Ask us", "light");
    await page.goto(operator);
    await shot(page, "sites-two");
    await page.close();
  });

  test("a page that embeds one has its launcher, its look and its own helpdesk", async () => {
    const page = await open(browser, `${origin}/`);
    await launcher(page, "Ideas for the shop");
    const frame = await openWidget(page);
    assert.match(frame.url(), new RegExp(`^${stack.demo}/w/${name}/frame.html`));
    await shot(page, "sites-widget");
    assert.deepEqual(await violations(frame), []);
    await click(frame, "button", /^Idea$/);
    const title = `Gift wrapping at the checkout (${browserName})`;
    await fill(frame, /What is your idea about/, title);
    if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
    await fill(frame, /How would it help you/, "Presents would be ready when they arrive.");
    await click(frame, "button", "Send idea");
    await text(frame, /Your idea is posted/);
    const url = new URL("/api/7.0/search.json", stack.truth);
    url.search = new URLSearchParams({ text: title, ownership: "feedback", count: "50" }).toString();
    const answer = (await (await fetch(url, { headers: { authorization: stack.key } })).json()) as { success: { data: { title: string }[] } };
    assert.deepEqual(answer.success.data.map((o) => o.title), [title]);
    await page.close();
  });

  test("what a browser keeps for one it does not keep for another", async () => {
    const page = await open(browser, `${origin}/`);
    await launcher(page, "Ideas for the shop");
    const frame = await openWidget(page);
    await click(frame, "button", /^Idea$/);
    await fill(frame, /What is your idea about/, "Half a thought");
    await page.goto(`${origin}/?site=${name}-2`);
    await launcher(page, "Ask us");
    const other = await openWidget(page);
    await click(other, "button", /^Idea$/);
    assert.equal(await value(other, /What is your idea about/), "");
    const visitors = await other.evaluate(() => Object.entries(localStorage).filter(([name]) => name.startsWith("deskside.visitor")).map(([, value]) => value as string));
    assert.equal(new Set(visitors).size, visitors.length);
    await page.goto(`${origin}/`);
    await launcher(page, "Ideas for the shop");
    const again = await openWidget(page);
    await click(again, "button", /^Idea$/);
    assert.equal(await value(again, /What is your idea about/), "Half a thought");
    await page.close();
  });

  test("a page that may not embed it says so in the widget's place", async () => {
    const page = await open(browser, `${origin}/?strict`);
    await (await launcher(page, "Ideas for the shop")).click();
    await waitFor(page, () => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("[role=alert]")?.textContent);
    await shot(page, "sites-kept-out");
    await page.close();
  });

  test("it is removed, and its address is no more", async () => {
    const page = await enter();
    for (const of of [name, `${name}-2`]) {
      await click(page, "link", of);
      await find(page, "heading", `Site ${of}`);
      await page.evaluate(() => document.querySelector<HTMLElement>("details.sure > summary")!.click());
      await click(page, "button", "Remove for good");
      await find(page, "heading", /^Sites/);
    }
    await text(page, /There is no site with a name/);
    await page.close();
  });
});
