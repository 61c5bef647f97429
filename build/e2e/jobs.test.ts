// What agents do all day, by the keyboard alone. Each job ends at the helpdesk
// itself, and costs no more strokes than the README's table says; what is typed
// as words counts as nothing, there and here.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, KeyInput, Page } from "puppeteer-core";

import { browserName, click, enterHelpdesk, find, installExtension, launch, need, open, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };
const wide = { width: 1280, height: 800 };
const client = { name: "Clara Keys", email: "clara.keys@example.org" };

interface Ticket {
  id: number;
  status: { title: string };
  responsible: { name: string } | null;
  category: { name: string } | null;
  tags: readonly (string | { name: string })[];
}

interface Comment {
  content: string;
}

/** Asks the sandbox itself, as another agent's program would. */
async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${stack.truth}/api/7.0/${path}`, {
    method,
    headers: { authorization: stack.key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  return (await response.json()) as T;
}

const truth = (id: number) => ask<Ticket>("GET", `objects/${id}.json`);

/** Waits until the helpdesk has it so. */
async function becomes<T>(look: () => Promise<T>, right: (it: T) => boolean, what: string): Promise<T> {
  const end = Date.now() + 40_000;
  for (;;) {
    const it = await look();
    if (right(it)) return it;
    if (Date.now() > end) assert.fail(`${what}: ${JSON.stringify(it).slice(0, 600)}`);
    await new Promise((next) => setTimeout(next, 200));
  }
}

async function writes(subject: string): Promise<number> {
  const made = await ask<{ success: { id: number } }>("POST", "objects.json", { ownership: "helpdesk", object_type: "ticket", title: subject, content: `Dear support, this is about: ${subject}.`, force_author: client.email });
  return made.success.id;
}

/** Presses keys and counts them: a combination is one stroke. */
class Hands {
  strokes = 0;
  constructor(readonly page: Page) {}

  async press(...keys: KeyInput[]): Promise<void> {
    this.strokes++;
    const held = keys.slice(0, -1);
    for (const key of held) await this.page.keyboard.down(key);
    await this.page.keyboard.press(keys[keys.length - 1]!);
    for (const key of held.reverse()) await this.page.keyboard.up(key);
  }

  /** Types words, which costs the same wherever one writes them. */
  async type(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** Opens a menu by its letter, once it is offered and nothing lies over it, names a choice and takes it. */
  async choose(letter: KeyInput, name: string): Promise<void> {
    await waitFor(this.page, (hint: string) => document.querySelector(`.controls [title*="${hint}"]`) && !document.querySelector(":popover-open:has([role=combobox])"), {}, `(${letter})`);
    await this.press(letter);
    await waitFor(this.page, () => document.activeElement?.getAttribute("role") === "combobox");
    await this.type(name);
    await find(this.page, "option", new RegExp(name));
    await this.press("Enter");
  }
}

/** The strokes that the README's table gives for a job. */
async function promised(job: string): Promise<number> {
  const readme = await readFile(join(need("ROOT"), "README.md"), "utf8");
  const row = readme.split("\n").find((line) => line.startsWith(`| ${job} |`));
  assert.ok(row, `the README has no job called ${job}`);
  return Number(/\| (\d+) \|/.exec(row)?.[1]);
}

async function within(job: string, hands: Hands): Promise<void> {
  assert.equal(hands.strokes, await promised(job), `${job}: strokes made, and strokes that the README promises`);
}

/** Opens the panel with the cursor in the list, the rows there and the core ready. */
async function begin(browser: Browser, url: string, size: typeof panel): Promise<Page> {
  const page = await open(browser, url, size);
  await text(page, /Updated/, 30_000);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  return page;
}

/** Puts the cursor of the list on a ticket, which is where a person finds it. */
async function cursorAt(page: Page, id: number): Promise<void> {
  const row = await waitFor(page, (end: string) => document.querySelector(`[data-rows] [data-key$="${end}"]`), { timeout: 30_000 }, `/${id}`);
  await row.asElement()?.evaluate((e) => (e as HTMLElement).focus());
}

async function reading(page: Page, id: number): Promise<void> {
  await waitFor(page, (wanted: string) => document.querySelector(".message") !== null && (document.querySelector(".ticket-id")?.textContent ?? "").includes(wanted), {}, `${id}`);
}

describe(`jobs by the keyboard in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let person: number;
  before(async () => {
    person = (await ask<{ success: { id: number } }>("POST", "users.json", { email: client.email, full_name: client.name })).success.id;
    await writes("An older question");
    browser = await launch();
    url = await installExtension(browser);
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await text(page, /Updated/, 30_000);
    // The names of the account are read after the list, and kept.
    await waitFor(page, async () => Object.keys(((await chrome.storage.local.get("names"))["names"] as object | undefined) ?? {}).length > 0, { timeout: 20_000 });
    await page.close();
  });
  after(async () => {
    await browser?.close();
  });

  test("answer the next ticket and close it", async () => {
    const id = await writes("How do I invite a colleague");
    const page = await begin(browser, url, panel);
    await cursorAt(page, id);
    const hands = new Hands(page);
    await hands.press("Enter");
    await reading(page, id);
    await hands.press("w");
    await find(page, "textbox", "Your reply");
    await hands.type("Under Settings, People.");
    await hands.press("Control", "Shift", "Enter");
    await text(page, /Sending/);
    await shot(page, "jobs-answered");
    await within("Answer the next ticket and close it", hands);
    await becomes(() => truth(id), (t) => /completed|closed/i.test(t.status.title), "the ticket is closed");
    // Without being asked for private ones, the helpdesk gives those that the client reads.
    const { success: said } = await ask<{ success: readonly Comment[] }>("GET", `objects/${id}/comments.json`);
    assert.equal(said.filter((c) => /Under Settings, People\./.test(c.content)).length, 1);
    await page.close();
  });

  test("answer with a macro and close", async () => {
    const id = await writes("How do I leave a team");
    const page = await begin(browser, url, panel);
    await page.evaluate(async () => {
      const macro = { id: "m", name: "Leave a team", text: "Hello {{ customer.first_name }}, under Settings, Teams.", private: false, account: "", actions: [{ property: "status", value: "solved" }, { property: "tags", value: "teams" }] };
      await chrome.storage.local.set({ macros: { all: [macro], used: [] } });
    });
    await cursorAt(page, id);
    const hands = new Hands(page);
    await hands.press("Enter");
    await reading(page, id);
    await hands.press("w");
    await find(page, "textbox", "Your reply");
    await hands.press("/");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox" && document.querySelector(".macro-preview .macro-said")?.textContent?.includes("Hello Clara"));
    await hands.type("leave");
    await hands.press("Enter");
    await waitFor(page, () => document.querySelectorAll(".macro-chip").length === 2 && document.activeElement?.matches(".composer-editor, .composer-field"));
    await shot(page, "jobs-macro");
    await hands.press("Control", "Enter");
    await text(page, /Sending/);
    await within("Answer the next ticket with a saved reply and close it", hands);
    await becomes(() => truth(id), (t) => /completed|closed/i.test(t.status.title) && JSON.stringify(t.tags).includes("teams"), "the ticket is closed and has its tag");
    const { success: said } = await ask<{ success: readonly Comment[] }>("GET", `objects/${id}/comments.json`);
    assert.equal(said.filter((c) => /Hello Clara, under Settings, Teams\./.test(c.content)).length, 1);
    await page.close();
  });

  test("find what a client wrote last week that nobody has answered", async () => {
    const id = await writes("The export stays empty");
    const page = await begin(browser, url, panel);
    const hands = new Hands(page);
    await hands.press("/");
    await waitFor(page, () => document.activeElement?.id === "query");
    await hands.type(`client:${client.name.split(" ")[1]} created:>-7d status:new,open`);
    await hands.press("Enter");
    await find(page, "listitem", /The export stays empty/);
    await waitFor(page, (name: string) => [...document.querySelectorAll("[data-rows] .row")].every((row) => row.textContent?.includes(name)), {}, client.name);
    await shot(page, "jobs-found");
    await within("Find what a client wrote within a week and nobody has answered", hands);
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate((end: string) => document.querySelector(`[data-rows] [data-key$="${end}"]`) !== null, `/${id}`), true);
    await page.close();
  });

  for (const size of [panel, wide]) {
    test(`note something about a client, with a reminder, ${size.width} px wide`, async () => {
      const id = await writes(`A call at ${size.width}`);
      const page = await begin(browser, url, size);
      await cursorAt(page, id);
      const hands = new Hands(page);
      await hands.press("Enter");
      await reading(page, id);
      await hands.press("u");
      await waitFor(page, () => document.activeElement?.matches(".note-form textarea"), { timeout: 20_000 });
      await hands.type(`Call back, ${size.width}`);
      await hands.press("Tab");
      await waitFor(page, () => document.activeElement?.matches("input[type=datetime-local]"));
      // Month, day, year, as an English browser asks for them. Chromium's years have up to six digits, so that an arrow ends them.
      await hands.type("05062030");
      if (browserName === "chromium") await page.keyboard.press("ArrowRight");
      await hands.type("0930AM");
      const typed = () => page.evaluate(() => document.querySelector<HTMLInputElement>("input[type=datetime-local]")?.value ?? "");
      assert.match(await typed(), /^2030-05-06T09:30/);
      await hands.press("Control", "Enter");
      await text(page, /Reminder .*2030/);
      await shot(page, `jobs-noted-${size.width}`);
      await within("Note something about a client, with a reminder", hands);
      const notes = await ask<{ success: readonly { content: string; remind_at: string }[] }>("GET", `users/${person}/notes.json`);
      assert.match(notes.success.find((n) => n.content.includes(`${size.width}`))?.remind_at ?? "", /^2030-05-0[567]/);
      await page.close();
    });
  }

  test("change assignee, status and two fields, and take all of it back", async () => {
    const id = await writes("Please change everything");
    const was = await truth(id);
    const page = await begin(browser, url, wide);
    await cursorAt(page, id);
    const hands = new Hands(page);
    await hands.press("Enter");
    await reading(page, id);
    // The 8 seconds of a slow machine would be over before a hand is done that has all day.
    await page.evaluate(() => {
      const [now, stands] = [Date.now, Date.now()];
      Date.now = () => stands;
      (window as unknown as { goOn: () => void }).goOn = () => void (Date.now = now);
    });
    await hands.choose("a", "Marta Lindqvist");
    await hands.choose("s", "On hold");
    await hands.choose("c", "Sign-in & access");
    await hands.choose("l", "by-keyboard");
    // The menu of tags takes several, and is left.
    await hands.press("Escape");
    await find(page, "button", /^4 waiting to send/);
    await shot(page, "jobs-changed");
    for (let undone = 0; undone < 4; undone++) await hands.press("z");
    await waitFor(page, () => !document.body.innerText.includes("waiting to send"));
    await within("Change assignee, status and two fields, and take it back", hands);
    await page.evaluate(() => (window as unknown as { goOn: () => void }).goOn());
    // Nothing of it goes out later, either: what is done next is the next thing that the helpdesk hears.
    await hands.press("i");
    const now = await becomes(() => truth(id), (t) => t.responsible !== null, "the ticket is assigned");
    assert.deepEqual([now.status.title, now.category?.name ?? "", now.tags], [was.status.title, was.category?.name ?? "", was.tags]);
    await page.close();
  });
});
