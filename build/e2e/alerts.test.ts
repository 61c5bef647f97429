// What is counted and told while nobody looks: chosen in the panel, done by the
// background, which is stopped in between, and by a browser that is started anew.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { QUOTA } from "../../extension/kept.double";
import { ask, becomes } from "./acting";
import { browserName, click, enterHelpdesk, find, installExtension, launch, open, resize, shot, soaks, stack, start, text, usual, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** How late a look is at most: a minute, and half a one by which browsers are late. */
const late = 110_000;

/** Stands between the extension and the helpdesk, and counts. */
async function counting(): Promise<{ address: string; times: number[]; server: Server }> {
  const times: number[] = [];
  const server = createServer((request, response) => {
    times.push(Date.now());
    const { host: _, ...headers } = request.headers;
    void (async () => {
      const body = request.method === "GET" ? undefined : await new Response(request as never).arrayBuffer();
      const answer = await fetch(new URL(request.url ?? "/", stack.useResponse), { method: request.method ?? "GET", headers: headers as Record<string, string>, ...(body ? { body } : {}) });
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
      response.end(Buffer.from(await answer.arrayBuffer()));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, times, server };
}

/** Makes a ticket that is the agent's own; its number. */
async function mine(title: string): Promise<number> {
  const me = await ask<{ id: number }>("GET", "me.json");
  const made = await ask<{ id: number }>("POST", "objects.json", { ownership: "helpdesk", object_type: "ticket", title, content: "Please have a look at this.", responsible_id: me?.id });
  return made?.id ?? 0;
}

/** What the button in the toolbar shows. */
const badge = (page: Page) => page.evaluate(() => chrome.action.getBadgeText({}));

/** Notes from now on in a page the id of each notification as it comes to the screen; browsers close them by themselves. */
function note(page: Page): Promise<void> {
  return page.evaluate(() => {
    const here = window as unknown as { came: string[] };
    here.came = [];
    let before: string[] = [];
    const look = (all: object) => {
      const now = Object.keys(all);
      here.came.push(...now.filter((id) => !before.includes(id)));
      before = now;
    };
    setInterval(() => void chrome.notifications.getAll().then(look, (error: unknown) => here.came.push(String(error))), 100);
  });
}

/** The ids of the notifications that came since. */
const came = (page: Page) => page.evaluate(() => (window as unknown as { came: string[] }).came.map((id) => id.replace(/^.*\//, "")).join());

/** Opens the rules of a view among the others. */
async function rules(page: Page, name: string): Promise<void> {
  await click(page, "button", `Badge and notifications of ${name}`);
}

/** Chooses what the badge counts of the view whose rules are open. */
async function count(page: Page, badge: string): Promise<void> {
  const select = await find(page, "combobox", "Count on the toolbar button");
  await select.evaluate((e, value) => {
    (e as unknown as HTMLSelectElement).value = value;
    e.dispatchEvent(new Event("change", { bubbles: true }));
  }, badge);
}

/** Opens the page where views are chosen, from the settings. */
async function choosing(page: Page): Promise<void> {
  await click(page, "button", "Settings");
  await click(page, "button", "Choose views");
  await find(page, "heading", "Arrange views");
}

/** Ends the background, as the browser does by itself after half a minute. */
async function stopBackground(browser: Browser): Promise<void> {
  const target = browser.targets().find((t) => t.type() === "service_worker");
  assert.ok(target, "there is a background");
  const worker = await target.worker();
  await worker?.close();
  await becomes(async () => browser.targets().some((t) => t.type() === "service_worker"), false);
}

/** How long it takes until the badge is counted anew once this browser's marks have changed, ms. */
function anew(page: Page, badge: string): Promise<number> {
  return page.evaluate(async (right: string) => {
    await chrome.action.setBadgeText({ text: "…" });
    const { marks } = (await chrome.storage.local.get("marks")) as { marks: { asleep: object[] } };
    const begun = performance.now();
    await chrome.storage.local.set({ marks: { ...marks, asleep: [{ key: `x/${begun}`, until: 0, at: 0 }] } });
    while ((await chrome.action.getBadgeText({})) !== right) await new Promise((next) => setTimeout(next, 2));
    return performance.now() - begun;
  }, badge);
}

describe(`alerts in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let between: Awaited<ReturnType<typeof counting>>;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    between = await counting();
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", between.address, stack.key);
    await waitFor(page, async () => Object.keys(((await chrome.storage.local.get("names"))["names"] as object | undefined) ?? {}).length > 0, { timeout: 20_000 });
    await page.close();
  });
  after(async () => {
    between?.server.close();
    await browser?.close();
  });

  test("nothing is asked while nobody looks, before somebody wants it", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    assert.equal(await badge(page), "");
    assert.deepEqual(await page.evaluate(() => chrome.alarms.getAll().then((all) => all.map((a) => a.name).filter((n) => n === "watch"))), []);
    await click(page, "button", "Settings");
    await text(page, /No view is counted or notifies/);
    await shot(page, "alerts-none");
    await page.close();
  });

  test("a badge is chosen for a view, and counts at once", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await choosing(page);
    await rules(page, "Mine");
    await count(page, "all");
    await becomes(async () => (await badge(page)) !== "", true);
    assert.match(await badge(page), /^[1-9]\d*$/);
    await shot(page, "alerts-badge");
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

  test("notifications are explained before the browser is asked, and can be put off", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    if (browserName === "chromium") {
      // What is granted to the copy under test is not granted to a person's: see installExtension.
      await page.evaluate(() => {
        const real = chrome.permissions.contains.bind(chrome.permissions) as (asked: chrome.permissions.Permissions) => Promise<boolean>;
        const world = window as unknown as { asked: number };
        world.asked = 0;
        chrome.permissions.contains = (async (asked: chrome.permissions.Permissions) => (asked.permissions?.includes("notifications") && world.asked === 0 ? false : real(asked))) as never;
        const request = chrome.permissions.request.bind(chrome.permissions) as (asked: chrome.permissions.Permissions) => Promise<boolean>;
        chrome.permissions.request = ((asked: chrome.permissions.Permissions) => {
          world.asked++;
          return request(asked);
        }) as never;
        // Whatever is kept is read anew.
        return chrome.storage.local.set({ alerts: {} });
      });
    }
    await choosing(page);
    await rules(page, "Mine");
    await click(page, "checkbox", "comes into this view");
    await text(page, /may be seen on a locked screen/);
    await shot(page, "alerts-explained");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Not now");
    await waitFor(page, () => !document.body.innerText.includes("locked screen"));
    assert.equal(await page.evaluate(() => document.querySelectorAll(".alert-event input:checked").length), 0, "nothing is chosen");
    await click(page, "checkbox", "comes into this view");
    await click(page, "button", "Allow notifications");
    await waitFor(page, () => !document.body.innerText.includes("locked screen") && document.querySelectorAll(".alert-event input:checked").length === 1);
    assert.equal(await page.evaluate(() => chrome.permissions.contains({ permissions: ["notifications"] })), true);
    await waitFor(page, () => document.querySelector<HTMLInputElement>(".alert-event input:not(:checked)") !== null);
    await click(page, "checkbox", "of this view changes");
    await click(page, "button", "Back to tickets");
    await click(page, "button", "Settings");
    await text(page, /Notifications: new, changed/);
    await click(page, "checkbox", "Quiet hours");
    await waitFor(page, () => document.querySelectorAll("input[type=time]").length === 2);
    await shot(page, "alerts-settings");
    assert.deepEqual(await violations(page), []);
    await click(page, "checkbox", "Quiet hours");
    await page.close();
  });

  test("what is chosen looks well in Russian, in the dark and beside a list", async () => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await click(page, "button", "Settings");
    await click(page, "radio", "Dark");
    await click(page, "radio", "Русский");
    await find(page, "heading", "Значок и уведомления");
    // From its beginning on.
    await click(page, "button", "К тикетам");
    await click(page, "button", "Настройки");
    await shot(page, "alerts-settings-ru-dark");
    await click(page, "button", "Выбрать подборки");
    await click(page, "button", "Значок и уведомления подборки «Мои»");
    await shot(page, "alerts-rules-ru-dark");
    await resize(page, { width: 280, height: 800 });
    await shot(page, "alerts-rules-ru-dark-narrow");
    assert.deepEqual(await violations(page), []);
    await resize(page, { width: 1100, height: 800 });
    await shot(page, "alerts-rules-ru-dark-wide");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "К тикетам");
    await click(page, "button", "Настройки");
    await click(page, "radio", "English");
    await click(page, "radio", "System");
    await page.close();
  });

  test("with no panel open a new ticket is counted and told once, also by a background that was stopped, and what it told of opens", { timeout: 400_000 }, async (t) => {
    const page = await open(browser, url.replace("panel.html", "manifest.json"), panel);
    await becomes(async () => (await badge(page)) !== "", true);
    const counted = Number(await badge(page));
    const further = (n: number) => `${counted + n}`;
    await note(page);
    const id = await mine("Told while nobody looks");
    const asked = between.times.length;

    await becomes(() => badge(page), further(1), late);
    await becomes(() => came(page), `${id}`);
    if (browserName === "chromium") await stopBackground(browser);
    const second = await mine("Told by a background that was stopped");
    await becomes(() => badge(page), further(2), late);
    await becomes(() => came(page), `${id},${second}`);
    if (browserName === "chromium") {
      const took: number[] = [];
      for (let i = 0; i < 5; i++) {
        await stopBackground(browser);
        took.push(await anew(page, further(2)));
      }
      t.diagnostic(`a background that was stopped starts, with its core, and counts anew in ${took.sort((a, b) => a - b).map(Math.round).join(", ")} ms`);
    }
    t.diagnostic(`${between.times.length - asked} requests`);
    t.diagnostic(`the state has ${await page.evaluate(async () => `${((await chrome.storage.local.get("watched"))["watched"] as string).length}`)} characters`);
    // Where storage is full nothing is told: it could not be known that it was.
    if (browserName === "chromium") {
      await page.evaluate(async (room: number) => {
        const used = await chrome.storage.local.getBytesInUse();
        await chrome.storage.local.set({ rest: "x".repeat(room - used - 40) });
      }, QUOTA);
      await mine("Counted although nothing more can be kept");
      await becomes(() => badge(page), further(3), late);
      assert.equal(await came(page), `${id},${second}`);
      await page.evaluate(() => chrome.storage.local.remove("rest"));
    }
    // As long as Firefox shows one, it opens no page.
    await page.evaluate(async () => {
      for (const shown of Object.keys((await chrome.notifications.getAll()) as object)) await chrome.notifications.clear(shown);
    });
    await page.close();

    // What a click on it does: the browser lets no test click.
    const from = await open(browser, url.replace("panel.html", "manifest.json"), panel);
    await from.evaluate(async (number: number) => {
      const { told } = (await chrome.storage.session.get("told")) as { told: { rows: { id: number }[] } };
      await chrome.storage.session.set({ wanted: { row: told.rows.find((r) => r.id === number), query: "" } });
    }, id);
    await from.close();
    const opened = await open(browser, url, panel);
    await waitFor(opened, () => document.querySelector(".message") !== null && document.body.innerText.includes("Told while nobody looks"));
    assert.equal(await opened.evaluate(async () => (await chrome.storage.session.get("wanted"))["wanted"] as unknown), null, "once");
    await opened.close();
  });

  test("ten views are asked less than ten times a minute", { skip: !soaks && "make soak waits for it", timeout: 400_000 }, async (t) => {
    const page = await open(browser, url, panel);
    await text(page, /Updated/);
    await choosing(page);
    for (const name of ["Active", "New", "Unassigned", "Overdue", "Open", "Pending", "On hold", "Solved", "Closed"]) {
      await rules(page, name);
      await count(page, "all");
    }
    assert.equal(await page.evaluate(() => document.querySelectorAll(".arrange-acts [data-on=true]").length), 10);
    await page.close();
    between.times.length = 0;
    await new Promise((next) => setTimeout(next, 250_000));
    const times = [...between.times];
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
    t.diagnostic(`${times.length} requests in 250 s, at most ${most} within a minute`);
    assert.ok(most < 10 && times.length >= 10, `${most} of ${times.length}`);
  });

  test("a browser that is started anew counts before any panel is opened, and tells nothing twice", { skip: browserName === "firefox" && "it takes what a test has installed out of its profile as it ends" }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "deskside-alerts-"));
    const [profile, copy] = [join(folder, "profile"), join(folder, "extension")];
    try {
      let one = await start(usual, { profile });
      const at = await installExtension(one, undefined, copy);
      const page = await open(one, at, panel);
      await click(page, "button", "Add a helpdesk");
      await click(page, "radio", "Keep on this computer");
      await enterHelpdesk(page, "UseResponse", between.address, stack.key);
      await waitFor(page, async () => Object.keys(((await chrome.storage.local.get("names"))["names"] as object | undefined) ?? {}).length > 0, { timeout: 20_000 });
      await choosing(page);
      await rules(page, "Mine");
      await count(page, "all");
      await click(page, "checkbox", "comes into this view");
      await waitFor(page, async () => JSON.stringify(await chrome.storage.local.get("views")).includes("entered"));
      await becomes(async () => (await badge(page)) !== "", true);
      const before = await badge(page);
      await one.close();

      one = await start(usual, { profile });
      assert.equal(await installExtension(one, undefined, copy), at, "it is the same one");
      const outside = await open(one, at.replace("panel.html", "manifest.json"), panel);
      await note(outside);
      await becomes(async () => JSON.stringify(await outside.evaluate(async () => [await chrome.action.getBadgeText({}), Object.keys(await chrome.storage.local.get(null)).includes("watched")])), JSON.stringify([before, true]), late);
      assert.ok(await outside.evaluate(() => chrome.alarms.getAll().then((all) => all.some((a) => a.name === "watch"))), "it is woken again");
      assert.equal(await came(outside), "");
      await one.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
