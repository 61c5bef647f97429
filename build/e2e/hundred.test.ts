// A hundred posts, comments and votes, at each of which something is killed: the page, the widget's frame, the line, the edge.
// Where the browser keeps what waits, none is lost; where the page alone can, whoever leaves is asked before; nowhere is one
// there twice.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { ask, becomes } from "./acting";
import { dieAt } from "./dying";
import { browserName, clickIfThere, desktop, fail, fill, has, launch, need, resize, soaks, stack, value, waitFor, widgetFrame } from "./harness";
import { type Line, openLine, type When } from "./line";

const what = ["post", "comment", "vote"] as const;
const killed = ["page", "frame", "line", "edge"] as const;
const whens: readonly When[] = ["before", "amid", "after"];

/** An edge as a program of its own, which can be killed and comes back with what its file keeps. */
interface Edge {
  readonly address: string;
  /** Kills it, without a word. */
  kill(): void;
  /** Resolves once it answers again. */
  back(): Promise<void>;
  end(): Promise<void>;
}

async function openEdge(): Promise<Edge> {
  const folder = await mkdtemp(join(tmpdir(), "deskside-hundred-"));
  const port = await new Promise<number>((free) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => free(port));
    });
  });
  const program: string[] = ["edge", "--addr", `127.0.0.1:${port}`, "--upstream", stack.useResponse, "--db", join(folder, "edge.db"), "--assets", need("ASSETS"), "--origin", "*", "--protect", "never", "--rates", "writes=9999/60 visitor=9999/60 site=9999/60 reads=9999/60"];
  let running: ChildProcess;
  let gone: Promise<unknown>;
  const run = () => {
    running = spawn(need("PROGRAM"), program, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DESKSIDE_KEY: stack.key } });
    gone = new Promise((end) => running.once("exit", end));
  };
  const answers = () =>
    new Promise<boolean>((tell) => {
      const socket = connect(port, "127.0.0.1", () => (socket.destroy(), tell(true))).on("error", () => tell(false));
    });
  const back = async () => {
    if (running.exitCode !== null || running.signalCode !== null || running.killed) {
      await gone;
      run();
    }
    await becomes(answers, true, 20_000);
  };
  run();
  await back();
  return {
    address: `http://127.0.0.1:${port}`,
    kill: () => void running.kill("SIGKILL"),
    back,
    async end() {
      running.kill("SIGKILL");
      await gone;
      await rm(folder, { recursive: true });
    },
  };
}

describe(`a hundred acts of customers, with something killed at each, in ${browserName}`, { skip: !soaks && "make soak does it" }, () => {
  let browser: Browser;
  let edge: Edge;
  let line: Line;
  let site: Server;
  let origin: string;
  /** Posts that take votes. */
  let of: readonly { id: number; title: string }[];
  before(async () => {
    browser = await launch();
    await fail(stack.useResponse, "ok");
    edge = await openEdge();
    const { success } = (await (await fetch(`${edge.address}/api/7.0/search.json?count=50&sort=popular`)).json()) as { success: { data: { id: number; title: string; status: { isClosed: boolean } | null }[] } };
    of = success.data.filter((p) => p.status && !p.status.isClosed).slice(0, 10);
    line = await openLine(edge.address);
    site = createServer((request, response) => {
      // A page without an origin: neither it nor the widget's frame has any storage.
      if (request.url === "/alone") response.setHeader("content-security-policy", "sandbox allow-scripts allow-forms allow-popups allow-modals");
      response.setHeader("content-type", "text/html").end(`<!doctype html><html lang="en"><title>A site</title><h1>A site</h1><script async src="${line.address}/widget/loader.js"></script>`);
    });
    await new Promise<void>((listens) => site.listen(0, "127.0.0.1", listens));
    origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  });
  after(async () => {
    site?.close();
    line?.end();
    await edge?.end();
    await browser?.close();
  });

  const votes = async (post: number) => ((await (await fetch(`${edge.address}/api/7.0/objects/${post}.json`)).json()) as { votes: { all: number } }).votes.all;
  const comments = async (post: number, words: string) => ((await ask<{ content: string }[]>("GET", `objects/${post}/comments.json`)) ?? []).filter((c) => c.content.includes(words)).length;
  const posts = async (title: string) => {
    const found = await ask<{ data: { title: string }[] }>("GET", `search.json?${new URLSearchParams({ text: title, ownership: "feedback", count: "50" })}`);
    return (found?.data ?? []).filter((o) => o.title === title).length;
  };

  /** Opens the widget, wherever somebody has to be for an act. */
  async function opened(page: Page, to: string): Promise<Frame> {
    await page.evaluate((view: string) => (window as unknown as { deskside: (...call: unknown[]) => unknown }).deskside("open", view), to);
    await waitFor(page, () => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("[data-ready]"));
    return widgetFrame(page, null);
  }

  for (let i = 0; i < 100; i++) {
    const act = what[i % 3]!;
    const kill = killed[(i / 3 | 0) % 4]!;
    const n = 1 + ((i / 12) | 0);
    const when = whens[n % 3]!;
    const keeps = i % 5 !== 4;
    test(`${i}: a ${act}; the ${kill} is killed at step ${n}${kill === "page" || kill === "frame" ? "" : `, ${when}`}; ${keeps ? "kept" : "in the page alone"}`, async (t) => {
      const words = `Act ${i} of a hundred (${browserName})`;
      const post = of[i % of.length]!.id;
      const postTitle = of[i % of.length]!.title;
      const had = act === "vote" ? await votes(post) : 0;
      const count = () => (act === "post" ? posts(words) : act === "comment" ? comments(post, words) : votes(post).then((all) => all - had));
      const context = await browser.createBrowserContext();
      t.after(async () => {
        line.strike = null;
        await edge.back();
        await context.close();
      });
      let asked = false;
      const visit = async () => {
        const page = await context.newPage();
        page.on("dialog", (dialog) => {
          asked ||= dialog.type() === "beforeunload";
          void dialog.accept().catch(() => {
            // The page has gone meanwhile.
          });
        });
        await resize(page, desktop);
        await page.goto(keeps ? origin : `${origin}/alone`);
        await waitFor(page, () => document.querySelector("deskside-feedback")?.shadowRoot?.querySelector("button"));
        return page;
      };
      const to = act === "post" ? "idea" : `post/${post}`;
      let page = await visit();
      let frame = await opened(page, to);
      // A second tab, which may be the one that sends.
      if (keeps && i % 2 === 0) await opened(await visit(), "home");
      await page.bringToFront();

      const said = () => frame.evaluate(() => document.body.innerText);

      /** Whether it was written and sent: who has done that does not write it a second time. */
      let entered = false;
      const write = async (field: RegExp) => {
        if (!(await has(frame, "textbox", field))) return;
        const there = await value(frame, field);
        // It was killed while the last letters were typed: whoever sees that goes on.
        const cut = there !== "" && words.startsWith(there);
        if (there !== words && entered && !cut) return;
        if (there !== words) await fill(frame, field, words);
      };
      const press = async (name: RegExp) => {
        if (!(await has(frame, "button", name))) return;
        await clickIfThere(frame, "button", name);
        entered = true;
      };
      /** Whether the post is there; whoever is told that it is not presses the button beside it. */
      const shown = async () => {
        if (/could not be loaded/.test(await said())) await clickIfThere(frame, "button", /^Try again$/);
        return has(frame, "heading", postTitle);
      };
      /** Does it, as far as it is not done yet as somebody sees it. */
      const perform = async () => {
        if (act === "vote") {
          if (!(await shown())) return;
          // Who sees that it is counted, or waits, does not press again.
          await frame.evaluate(() => document.querySelector<HTMLElement>(".vote[aria-pressed=false]:not([data-down])")?.click());
        } else if (act === "comment") {
          if (!(await shown())) return;
          await write(/Write a comment/);
          if (!entered || (await value(frame, /Write a comment/)) === words) await press(/^(Send comment|Try again)$/);
        } else {
          await write(/What is your idea about/);
          await clickIfThere(frame, "button", /^Continue$/);
          if (await has(frame, "textbox", /How would it help you/)) {
            if ((await value(frame, /How would it help you/)) === "") await fill(frame, /How would it help you/, "It would not have to be written twice.");
            if ((await value(frame, /What is your idea about/)) === words) await press(/^(Send idea|Try again)$/);
          }
        }
      };
      let struck = false;
      if (kill === "page" || kill === "frame") await frame.evaluate(dieAt, n);
      else line.strike = { left: Math.min(n - 1, 1), when, by: () => ((struck = true), kill === "edge" && edge.kill()) };
      const over = async () => struck || (await count()) > 0 || ((kill === "page" || kill === "frame") && (await frame.evaluate(() => (window as unknown as { dead: boolean }).dead)));
      for (const end = Date.now() + 20_000; !(await over()); ) {
        assert.ok(Date.now() < end, `nothing came of it: ${await said()}`);
        await perform();
        await new Promise((next) => setTimeout(next, 200));
      }

      let told = false;
      if (kill === "page") {
        told = /while this page is open/.test(await said());
        await page.close({ runBeforeUnload: browserName === "chromium" && !keeps });
        page = await visit();
      } else if (kill === "frame") {
        await page.evaluate(() => document.querySelector("deskside-feedback")!.remove());
      } else {
        await edge.back();
        line.strike = null;
      }
      if (kill === "page" && !keeps) {
        // It went with the page, unless it was there already.
        assert.ok((await count()) <= 1);
        assert.ok((await count()) === 1 || told || asked || act === "vote", "whoever leaves is asked, or was told");
        return;
      }
      if (kill === "page" || kill === "frame") frame = await opened(page, to);
      for (const end = Date.now() + 45_000; (await count()) === 0; ) {
        assert.ok(Date.now() < end, `it never came: ${await said()}`);
        try {
          frame = await opened(page, to);
          // Whatever waits is sent by itself or by hand; what was not stored yet is still typed.
          if (await has(frame, "button", /^Send now$/)) await clickIfThere(frame, "button", /^Send now$/);
          else await perform();
        } catch (error) {
          // A frame that was taken out may be found once more.
          if (!/detached|destroyed|no longer|not found|discarded/i.test(String(error))) throw error;
        }
        await new Promise((next) => setTimeout(next, 400));
      }
      // Nothing waits any more that could come a second time.
      await becomes(async () => /waiting to be sent|will be sent by itself/.test(await said()), false);
      assert.equal(await count(), 1);
    });
  }

  test("nothing came late a second time", async () => {
    const all = (await Promise.all(of.map(({ id }) => ask<{ content: string }[]>("GET", `objects/${id}/comments.json`)))).flatMap((comments) => comments ?? []);
    const seen = all.map((c) => /Act \d+ of a hundred/.exec(c.content)?.[0]).filter((words) => words !== undefined);
    assert.equal(new Set(seen).size, seen.length);
    for (let i = 0; i < 100; i += 3) assert.ok((await posts(`Act ${i} of a hundred (${browserName})`)) <= 1);
  });
});
