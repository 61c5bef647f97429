// An edge that is away at each moment: whatever of it does not come, somebody is told, nothing typed is lost, and all of it
// goes on once it is back.

import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { becomes, inHelpdesk } from "./acting";
import { browserName, desktop, fail, fill, launch, resize, shot, stack, waitFor } from "./harness";
import { type Line, openLine } from "./line";

/** Everything that a person may read of the widget, in the page and in its frame. */
async function read(page: Page): Promise<string> {
  const outside = await page.evaluate(() => {
    const root = document.querySelector("deskside-feedback")?.shadowRoot;
    return [...(root?.querySelectorAll("button, [role=alert]") ?? [])].map((e) => e.textContent).join(" ");
  });
  const frame = frameOf(page);
  // A frame that is on its way has nothing to read.
  const inside = frame ? await frame.evaluate(() => document.body?.innerText ?? "").catch(() => "") : "";
  return `${outside} ${inside}`;
}

const frameOf = (page: Page): Frame | undefined => page.frames().find((f) => f.url().includes("frame.html"));

/** Something says that it does not go on, or it does without. */
const told = /Not reachable|cannot be reached|could not be loaded|not connected|takes longer|waiting to be sent|Feedback cannot|no answer/i;

/** Presses a button of the frame, once it is there. */
async function press(page: Page, name: RegExp): Promise<boolean> {
  const frame = frameOf(page);
  if (!frame) return false;
  return asked(frame, (source: string) => {
    const wanted = new RegExp(source);
    const button = [...document.querySelectorAll<HTMLElement>("button")].find((b) => wanted.test(b.textContent ?? "") && b.checkVisibility());
    button?.click();
    return !!button;
  }, name.source);
}

/** Asks a frame, which may be on its way: it is not so yet, then. */
async function asked(frame: Frame | undefined, ask: (what: string) => boolean, what = ""): Promise<boolean> {
  try {
    return (await frame?.evaluate(ask, what)) ?? false;
  } catch {
    // Its document went, and another comes.
    return false;
  }
}

/** What of an edge a person comes by, in its order. It is cut off from at on, and missed there, or where until says; without lets somebody go on without it to the end. */
const moments: readonly { name: string; cut: RegExp; at: "open" | "form" | "send"; until?: "send"; without?: boolean }[] = [
  { name: "the host", cut: /\/host\.js/, at: "open" },
  { name: "the frame's document", cut: /\/frame\.html/, at: "open" },
  { name: "the frame's script", cut: /\/frame\.js/, at: "open" },
  { name: "the frame's words", cut: /\/en\.gen\.js/, at: "open" },
  { name: "the core", cut: /\/customer[^/]*\.wasm/, at: "open" },
  { name: "the first list", cut: /bootstrap/, at: "open" },
  { name: "what is behind the first view", cut: /\/views\.js/, at: "form" },
  { name: "the words behind the first view", cut: /\/later\.en/, at: "form" },
  { name: "the style behind the first view", cut: /\/views\.css/, at: "form" },
  { name: "the core for writing", cut: /\/writing[^/]*\.wasm/, at: "form", until: "send" },
  { name: "posts like it", cut: /similar/, at: "form", without: true },
  { name: "the rest of the form", cut: /\/details\./, at: "form", without: true },
  { name: "the outbox", cut: /\/outbox\.js/, at: "send" },
  { name: "the edge that takes it", cut: /\/objects\.json/, at: "send" },
];

describe(`an edge that is away at each moment, in ${browserName}`, () => {
  let browser: Browser;
  let site: Server;
  let origin: string;
  let edge: Line;
  before(async () => {
    browser = await launch();
    await fail(stack.useResponse, "ok");
    site = createServer((_, response) => response.setHeader("content-type", "text/html").end(`<!doctype html><html lang="en"><title>A site</title><h1>A site</h1><script async src="${edge.address}/widget/loader.js"></script>`));
    await new Promise<void>((listens) => site.listen(0, "127.0.0.1", listens));
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  });
  after(async () => {
    site?.close();
    await browser?.close();
  });

  for (const [i, { name, cut, at, until = at, without }] of moments.entries()) {
    test(`${name} does not come, and then does`, async (t) => {
      edge = await openLine(stack.demo);
      const context = await browser.createBrowserContext();
      t.after(async () => {
        edge.end();
        await context.close();
      });
      const page = await context.newPage();
      await resize(page, desktop);
      if (at === "open") edge.cut = cut;
      await page.goto(origin);
      const launcher = () => page.evaluate(() => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("button")?.click());
      await waitFor(page, () => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("button"));
      if (at === "form") edge.cut = cut;
      await launcher();
      const title = `Written at moment ${i} (${browserName})`;

      const inForm = () => asked(frameOf(page), () => document.querySelector("#title") !== null);

      /** Goes on as somebody does who sees what is there. */
      const goOn = async () => {
        const all = await read(page);
        if (/Not reachable/.test(all)) return launcher();
        await page.evaluate(() => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector<HTMLElement>("[role=alert] button")?.click());
        await press(page, /^Try again$/);
        if (!(await inForm())) await press(page, /^Idea$/);
      };
      if (until !== "send" && !without) {
        for (let turn = 0; turn < 60 && !told.test(await read(page)); turn++) {
          if (at === "form") await press(page, /^Idea$/);
          await new Promise((tick) => setTimeout(tick, 250));
        }
        assert.match(await read(page), told, "somebody is told");
        await shot(page, `moments-${i}`);
        edge.cut = null;
      }
      // Without a reload: by what the page offers, or by itself.
      for (let turn = 0; turn < 120 && !(await inForm()); turn++) {
        await goOn();
        await new Promise((tick) => setTimeout(tick, 250));
      }
      assert.equal(await inForm(), true);
      const frame = frameOf(page)!;
      if (at === "send") edge.cut = cut;
      await fill(frame, /What is your idea about/, title);
      await press(page, /^Continue$/);
      await waitFor(frame, () => document.querySelector("#content"));
      await fill(frame, /How would it help you/, "It goes on.");
      if (until === "send") {
        await press(page, /^Send idea$/);
        for (let turn = 0; turn < 80 && !told.test(await read(page)); turn++) await new Promise((tick) => setTimeout(tick, 250));
        assert.match(await read(page), told, "somebody is told");
        await shot(page, `moments-${i}`);
        edge.cut = null;
      }
      const sent = async () => {
        if (await inHelpdesk(title)) return "there";
        await press(page, /^(Send idea|Send now|Try again)$/);
        return "";
      };
      await becomes(sent, "there", 40_000);
    });
  }
});
