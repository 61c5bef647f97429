// What the widget costs a page in Chromium: node measure.mjs, with BROWSER_PATH, SENTRY (a script) and DEMO_URL in the
// environment. A line of JSON on standard output tells each comparison: milliseconds by contender, the same place is the
// same moment.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import type { Figures } from "../turns";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this by go run ./build bench guest`);
  return value;
};

const OURS = "the widget";
const EMPTY = "an empty script";
const SENTRY = "Sentry's feedback";
const FRAME = "an empty frame";
const ROUNDS = 25;
const tell = (figures: Figures) => console.log(JSON.stringify(figures));

const loader = `${need("DEMO_URL")}/widget/loader.js`;
const scripts: Record<string, string> = { [OURS]: loader, [EMPTY]: "/empty.js", [SENTRY]: "/sentry.js" };
const sentry = await readFile(need("SENTRY"));

/** The site; and another that has a frame without anything in it. */
const server = createServer(({ url = "/" }, response) => {
  const of = new URL(url, "http://localhost").searchParams.get("of") ?? EMPTY;
  if (url.endsWith(".js")) response.setHeader("content-type", "text/javascript").end(url === "/sentry.js" ? sentry : "");
  else if (url === "/frame") response.setHeader("content-type", "text/html").end("<!doctype html><title>Empty</title><p>Empty");
  else
    response.setHeader("content-type", "text/html; charset=utf-8").end(
      `<!doctype html><html lang="en"><title>A site</title>${"<p>Some words of a site, which are of no consequence to anybody.</p>".repeat(200)}<script async src="${scripts[of]!}"></script></html>`,
    );
});
await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const at = (of: string) => `${site}/?of=${encodeURIComponent(of)}`;

/** The time that a page's main thread took for all it did until it was idle, in milliseconds. */
async function busy(browser: Browser, of: string): Promise<number> {
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(at(of), { waitUntil: "load" });
  await page.evaluate(() => new Promise((rest) => requestIdleCallback(rest)));
  const { metrics } = await session.send("Performance.getMetrics");
  await page.close();
  return 1000 * metrics.find((m) => m.name === "TaskDuration")!.value;
}

/** How long it takes from a click on the launcher until the widget can be used; or until an empty frame is there. */
async function opened(page: Page, of: string, cold: boolean): Promise<number> {
  await page.setCacheEnabled(!cold);
  await page.goto(at(of === FRAME ? EMPTY : of), { waitUntil: "load" });
  if (of === FRAME) {
    return page.evaluate(
      (src: string) =>
        new Promise<number>((done) => {
          const began = performance.now();
          const frame = Object.assign(document.createElement("iframe"), { src, onload: () => done(performance.now() - began) });
          document.body.append(frame);
        }),
      `${site.replace("127.0.0.1", "localhost")}/frame`,
    );
  }
  await page.waitForFunction(() => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("button")?.textContent);
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const call = (window as unknown as { deskside: (...call: unknown[]) => unknown }).deskside;
        call("once", "ready", () => done(performance.now() - began));
        const began = performance.now();
        document.querySelector("deskside-feedback")!.shadowRoot!.querySelector("button")!.click();
      }),
  );
}

const browser = await puppeteer.launch({
  executablePath: need("BROWSER_PATH"), headless: true, pipe: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=en-US"],
});
try {
  const loading: Record<string, number[]> = { [OURS]: [], [EMPTY]: [], [SENTRY]: [] };
  for (let i = 0; i <= ROUNDS; i++) {
    for (const of of [OURS, EMPTY, SENTRY]) {
      const took = await busy(browser, of);
      // The first of each compiles.
      if (i > 0) loading[of]!.push(took);
    }
  }
  tell({ what: "loading", samples: loading });
  for (const cold of [false, true]) {
    const page = await browser.newPage();
    const samples: Record<string, number[]> = { [OURS]: [], [FRAME]: [] };
    for (let i = 0; i <= ROUNDS; i++) {
      for (const of of [OURS, FRAME]) {
        const took = await opened(page, of, cold);
        if (i > 0) samples[of]!.push(took);
      }
    }
    tell({ what: cold ? "cold" : "warm", samples });
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
