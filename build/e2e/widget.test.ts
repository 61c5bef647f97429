// The customer's side, in a real browser: from a web page through the widget
// and the edge to the helpdesk.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Browser, Frame, Page } from "puppeteer-core";

import { becomes, inHelpdesk, type SandboxObject } from "./acting";
import { browserName, click, clickIfThere, desktop, fail, fill, find, has, launch, open, openWidget, resize, shot, stack, text, type, value, violations, waitFor } from "./harness";

/** What releases.json says of one. */
interface Release {
  loader: { path: string; integrity: string };
  files: { path: string }[];
}

/** Puts a loader with its hash into a page in the place of the one that is there; which event came of it. */
function pin(page: Page, src: string, integrity: string, type: string): Promise<string> {
  return page.evaluate(
    (attributes: object) =>
      new Promise<string>((done) => {
        (window as unknown as { deskside?: (command: string) => void }).deskside?.("destroy");
        const script = Object.assign(document.createElement("script"), attributes);
        script.onload = script.onerror = (event) => done((event as Event).type);
        document.head.append(script);
      }),
    { src, integrity, type, crossOrigin: "anonymous" },
  );
}

describe(`the widget in ${browserName}`, () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(() => fail(stack.useResponse, "ok"));

  test("a customer's idea arrives in the helpdesk, with its vote", async () => {
    const page = await open(browser, stack.demo);
    const frame = await openWidget(page);
    await shot(page, "widget-home-light");
    assert.deepEqual(await violations(frame), []);

    await click(frame, "button", /^Idea$/);
    const title = `Export time sheets as ODS (${browserName})`;
    await fill(frame, /What is your idea about/, title);
    await shot(page, "widget-form-title");
    if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
    await fill(frame, /How would it help you/, "LibreOffice opens it without asking.\nOur accountants would be glad.");
    await shot(page, "widget-form-filled");
    assert.deepEqual(await violations(frame), []);
    await click(frame, "button", "Send idea");
    await text(frame, /Your idea is posted/);
    await shot(page, "widget-sent");
    assert.deepEqual(await violations(frame), []);

    const created = await inHelpdesk(title);
    assert.ok(created, "the sandbox has the idea");
    assert.equal(created.type.slug, "idea");
    assert.match(created.content, /LibreOffice opens it without asking/);

    // Who writes something has voted for it.
    assert.equal(created.votes.all, 1);
    await click(frame, "button", /vote for Export time sheets/);
    await text(frame, /Vote taken back/);
    assert.equal((await inHelpdesk(title))!.votes.all, 0);
    await click(frame, "button", /vote for Export time sheets/);
    await text(frame, /Vote counted, 1 vote/);
    assert.equal((await inHelpdesk(title))!.votes.all, 1);
    await page.close();
  });

  test("posts like the one that is written are found without a word of it leaving, and a vote for one is enough", async () => {
    await becomes(async () => (await fetch(new URL("/api/7.0/similar.json", stack.demo))).status, 200);
    const popular = new URL("/api/7.0/search.json?ownership=feedback&sort=popular&type=idea&count=50", stack.truth);
    const { data } = ((await (await fetch(popular, { headers: { authorization: stack.key } })).json()) as { success: { data: (SandboxObject & { isPrivate: boolean; status: { isClosed: boolean } | null })[] } }).success;
    const meant = data.find((o) => !o.isPrivate && !o.status?.isClosed && o.title.split(" ").filter((word) => word.length > 5).length > 1)!;
    const [first = "", ...words] = meant.title.split(" ");
    const slip = [...words, first].map((word) => (word.length > 5 ? word.slice(0, 2) + word[3] + word[2] + word.slice(4) : word)).join(" ");

    const page = await open(browser, stack.demo);
    let asked: string[] = [];
    page.on("request", (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith("/api/")) asked.push(pathname + search);
    });
    const frame = await openWidget(page);
    assert.ok(!asked.some((path) => path.includes("similar")), "not before a form is opened");
    await click(frame, "button", /^Idea$/);
    await becomes(async () => asked.some((path) => path.endsWith(".gz")), true);
    asked = [];
    await type(frame, /What is your idea about/, slip);
    await text(frame, /Similar ideas/);
    const button = new RegExp(`vote for ${meant.title.replace(/[()?+.]/g, "\\$&")}`);
    await find(frame, "button", button);
    assert.deepEqual(asked, []);
    await shot(page, "widget-similar-light");
    assert.deepEqual(await violations(frame), []);

    await click(frame, "button", "Search all posts for these words");
    await becomes(async () => asked.length, 1);
    assert.match(asked[0]!, /search\.json\?text=/);
    assert.equal(await has(frame, "button", "Search all posts for these words"), false);

    const before = (await inHelpdesk(meant.title))!.votes.all;
    await click(frame, "button", button);
    await text(frame, /Vote counted/);
    await text(frame, /Comments/);
    assert.equal((await inHelpdesk(meant.title))!.votes.all, before + 1);
    await click(frame, "button", "Back");
    await text(frame, /Popular/);
    await click(frame, "button", /^Idea$/);
    assert.equal(await value(frame, /What is your idea about/), "");
    await page.close();
  });

  test("a vote against is counted, and every visitor has one of their own", async () => {
    const title = `Shared votes (${browserName})`;
    const response = await fetch(new URL("/api/7.0/objects.json", stack.truth), {
      method: "POST",
      headers: { authorization: stack.key, "content-type": "application/json" },
      body: JSON.stringify({ ownership: "feedback", object_type: "idea", title, content: "For everybody." }),
    });
    assert.equal(response.status, 200);
    const seen: number[] = [];
    for (let visitor = 0; visitor < 2; visitor++) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.goto(stack.demo);
      const frame = await openWidget(page);
      await fill(frame, /Search/, title);
      const vote = await find(frame, "button", new RegExp(`vote for ${title.replace(/[()]/g, "\\$&")}`));
      await vote.click();
      await text(frame, /Vote counted/);
      seen.push(Number(/Vote counted, (\d+)/.exec(await frame.evaluate(() => document.body.innerText))?.[1]));
      await context.close();
    }
    assert.deepEqual(seen, [2, 3], "beside the author's own");
  });

  test("whoever signs in at the site is known in the widget, and what they did before goes along", async () => {
    const title = `Nora's own vote (${browserName})`;
    const response = await fetch(new URL("/api/7.0/objects.json", stack.truth), {
      method: "POST",
      headers: { authorization: stack.key, "content-type": "application/json" },
      body: JSON.stringify({ ownership: "feedback", object_type: "idea", title, content: "For everybody." }),
    });
    assert.equal(response.status, 200);
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(stack.demo);
    const pressed = async () => {
      const frame = await openWidget(page);
      await fill(frame, /Search/, title);
      const vote = await find(frame, "button", new RegExp(`vote for ${title.replace(/[()]/g, "\\$&")}`));
      return { frame, vote, is: await vote.evaluate((b) => b.getAttribute("aria-pressed")) };
    };
    const guest = await pressed();
    await guest.vote.click();
    await text(guest.frame, /Vote counted, 2/);

    const arrives = page.waitForNavigation();
    await click(page, "link", "Sign in as Nora");
    await arrives;
    await text(page, /You are Nora Lind/);
    const told = page.evaluate(
      () =>
        new Promise<{ name: string; problem: string }>((heard) => {
          const call = window as unknown as { deskside: (command: string, event: string, listener: (m: { name: string; problem: string }) => void) => void };
          call.deskside("on", "identified", heard);
        }),
    );
    const { frame, is } = await pressed();
    const { name, problem } = await told;
    assert.deepEqual({ name, problem }, { name: "Nora Lind", problem: "" });
    assert.equal(is, "true", "what they voted for before they signed in is theirs");
    await shot(page, "widget-known-light");

    await click(frame, "button", /^Idea$/);
    const own = `Written by Nora (${browserName})`;
    await fill(frame, /What is your idea about/, own);
    if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
    await fill(frame, /How would it help you/, "It would say who has written it.");
    await click(frame, "button", "Send idea");
    // Among all tests at once the helpdesk looks at it first.
    await text(frame, /Your idea is (posted|with the team)/);
    // The edge has made her a user of the helpdesk, who writes by a key of her own.
    assert.equal((await inHelpdesk(own))!.author.name, "Nora Lind");

    // The open card may stand over the site's own links.
    await page.evaluate(() => (window as unknown as { deskside: (command: string) => void }).deskside("close"));
    const leaves = page.waitForNavigation();
    await click(page, "link", "Sign out");
    await leaves;
    assert.equal((await pressed()).is, "false", "the browser's own name has no vote any more");
    await context.close();
  });

  test("a vote that the helpdesk does not take now is pressed, kept at the edge and counted once", async () => {
    const title = `Votes that wait (${browserName})`;
    const inTruth = async (path: string, body: object) => {
      const response = await fetch(new URL(`/api/7.0/${path}`, stack.truth), {
        method: "POST", headers: { authorization: stack.key, "content-type": "application/json" }, body: JSON.stringify(body),
      });
      assert.equal(response.status, 200);
      return ((await response.json()) as { success: SandboxObject }).success;
    };
    const { id } = await inTruth("objects.json", { ownership: "feedback", object_type: "idea", title, content: "For everybody." });
    await inTruth(`objects/${id}/votes/toggle.json?value=revert`, {});
    const button = (votes: string) => new RegExp(`^${votes}, vote for ${title.replace(/[()]/g, "\\$&")}`);
    const pressed = async (frame: Frame, votes: string) => (await find(frame, "button", button(votes))).evaluate((b) => b.getAttribute("aria-pressed"));
    const looking = async () => {
      const page = await context.newPage();
      await page.goto(stack.demo);
      const frame = await openWidget(page);
      await fill(frame, /Search/, title);
      return { page, frame };
    };
    const context = await browser.createBrowserContext();
    let { page, frame } = await looking();
    assert.equal(await pressed(frame, "0 votes"), "false");
    await fail(stack.useResponse, "full");
    await click(frame, "button", button("0 votes"));
    await text(frame, /Your vote is kept and will be sent by itself/);
    assert.equal(await pressed(frame, "1 vote"), "true");
    await click(frame, "button", button("1 vote"));
    assert.equal(await pressed(frame, "0 votes"), "false");
    const handedOver = page.waitForResponse((r) => r.url().endsWith("/votes/toggle.json?value=up"));
    await click(frame, "button", button("0 votes"));
    assert.equal(await pressed(frame, "1 vote"), "true");
    assert.equal((await handedOver).status(), 202);
    assert.equal((await inHelpdesk(title))!.votes.all, 0);

    // It is the edge's by now: another page of the visitor shows it, and without any it is handed on.
    const visitor = await frame.evaluate(() => JSON.parse(localStorage.getItem("deskside.visitor")!) as string);
    const seen = async () => {
      const url = new URL("/api/7.0/search.json", frame.url());
      url.search = new URLSearchParams({ text: title }).toString();
      const list = (await (await fetch(url, { headers: { "deskside-visitor": visitor } })).json()) as { success: { data: { title: string; votes: { all: number; mine: string } }[] } };
      const { all, mine } = list.success.data.find((o) => o.title === title)!.votes;
      return { all, mine };
    };
    await becomes(async () => (await seen()).all, 1);
    assert.deepEqual(await seen(), { all: 1, mine: "up" });
    await page.close();
    await fail(stack.useResponse, "ok");
    await becomes(async () => (await inHelpdesk(title))!.votes.all, 1);

    ({ page, frame } = await looking());
    assert.equal(await pressed(frame, "1 vote"), "true");
    await click(frame, "button", button("1 vote"));
    assert.equal(await pressed(frame, "0 votes"), "false");
    // What waited at the edge was that page's: what is pressed now comes after it.
    await text(frame, /Vote taken back, 0 votes/);
    assert.equal((await inHelpdesk(title))!.votes.all, 0);
    await context.close();
  });

  test("what the helpdesk does not take now is kept with its reason, and arrives once when it can", async () => {
    const page = await open(browser, stack.demo);
    const frame = await openWidget(page);
    await click(frame, "button", /^Problem$/);
    const title = `The export stops at page 40 (${browserName})`;
    await fill(frame, /What is not working/, title);
    if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
    await fill(frame, /What happened/, "It stops without a word.");
    for (const mode of ["html", "truncated", "reset", "busy"] as const) {
      await fail(stack.useResponse, mode);
      await click(frame, "button", /^(Send problem|Send now)$/);
      await text(frame, /Your problem is waiting to be sent/);
      await text(frame, /handed on/);
      await text(frame, /will be sent by itself/);
      await text(frame, /It stops without a word\./);
      await find(frame, "button", /^Send now$/);
      if (mode === "html") {
        await shot(page, "widget-waits");
        assert.deepEqual(await violations(frame), []);
      }
    }
    assert.equal(await inHelpdesk(title), undefined);
    await fail(stack.useResponse, "ok");
    // It may be on its way by itself already.
    await clickIfThere(frame, "button", /^Send now$/);
    // The first answer said nothing of a post, and nothing of one is listed: so it is handed on once more.
    await text(frame, /Your problem is posted/, 30_000);
    assert.ok(await inHelpdesk(title));
    await page.close();
  });

  test("a draft survives the page", async () => {
    const page = await open(browser, stack.demo);
    let frame = await openWidget(page);
    await click(frame, "button", /^Question$/);
    await type(frame, /What would you like to know/, "Is there a Linux client?");
    await page.reload();
    frame = await openWidget(page);
    await click(frame, "button", /^Question$/);
    assert.equal(await value(frame, /What would you like to know/), "Is there a Linux client?");
    await page.close();
  });

  test("what is missing is said at its field", async () => {
    const page = await open(browser, stack.demo);
    const frame = await openWidget(page);
    await click(frame, "button", /^Idea$/);
    await fill(frame, /What is your idea about/, "x".repeat(101));
    await text(frame, /1 character too many/);
    if (await has(frame, "button", /^Continue$/)) await click(frame, "button", /^Continue$/);
    else await click(frame, "button", "Send idea");
    await text(frame, /Shorten the title by 1 character/);
    await page.close();
  });

  test("the keyboard reaches everything and Esc gives the focus back", async () => {
    const page = await open(browser, stack.demo);
    const frame = await openWidget(page);
    await page.keyboard.press("Tab");
    const within = () => page.evaluate(() => document.activeElement?.localName ?? "");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Tab");
    assert.ok(await frame.evaluate(() => document.activeElement !== document.body));
    await page.keyboard.press("Escape");
    await waitFor(page, () => {
      const host = [...document.querySelectorAll("*")].find((e) => e.shadowRoot?.querySelector("iframe"));
      const iframe = host?.shadowRoot?.querySelector("iframe");
      return !iframe || getComputedStyle(iframe).visibility === "hidden" || iframe.getBoundingClientRect().height === 0 || getComputedStyle(iframe).opacity === "0" || iframe.closest("[hidden]") !== null;
    });
    assert.notEqual(await within(), "iframe");
    await page.close();
  });

  test("a site that pinned a loader, as a script or a module, goes on with the newest frame", async () => {
    const { releases } = (await (await fetch(new URL("/widget/releases.json", stack.demo))).json()) as { releases: Release[] };
    const [newest, oldest] = [releases[0]!, releases.at(-1)!];
    assert.notDeepEqual(newest.files, oldest.files);
    const page = await open(browser, stack.demo);
    for (const [{ loader }, type] of [[newest, ""], [oldest, ""], [oldest, "module"]] as const) {
      assert.equal(await pin(page, loader.path, loader.integrity, type), "load");
      const frame = await openWidget(page);
      await find(frame, "button", /^Idea$/);
      const loaded = await frame.evaluate(() => document.querySelector<HTMLScriptElement>("script[type=module]")!.src);
      assert.ok(newest.files.some((f) => loaded.endsWith(f.path)), loaded);
    }
    assert.equal(await pin(page, newest.loader.path, oldest.loader.integrity.replace(/.{8}$/, "AAAAAAAA"), ""), "error");
    await page.close();
  });

  test("a page with a strict policy embeds it without a report", async () => {
    const page = await browser.newPage();
    await resize(page, desktop);
    const reports: string[] = [];
    page.on("console", (m) => {
      if (/content security|trusted type|refused/i.test(m.text())) reports.push(m.text());
    });
    await page.evaluateOnNewDocument(() => {
      document.addEventListener("securitypolicyviolation", (e) => console.log("content security: " + e.violatedDirective + " " + e.blockedURI));
    });
    await page.goto(new URL("/security", stack.demo).href);
    await openWidget(page);
    assert.deepEqual(reports, []);
    await page.close();
  });
});
