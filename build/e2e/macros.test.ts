// Macros: made, shared and used by keyboard, and what the helpdesk then has.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, KeyInput, Page } from "puppeteer-core";

import { QUOTA } from "../../extension/kept.double";
import { addUseResponse, ask, openTicket } from "./acting";
import { browserName, click, fill, find, has, installExtension, launch, open, shot, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** A customer whose name wants to be something else. */
const hostile = { name: `Eve <img src=x onerror=alert(1)>[url=javascript:alert(1)]x[/url] {{ agent.name }}`, email: "eve@example.org" };

async function press(page: Page, ...keys: KeyInput[]): Promise<void> {
  const held = keys.slice(0, -1);
  for (const key of held) await page.keyboard.down(key);
  await page.keyboard.press(keys[keys.length - 1]!);
  for (const key of held.reverse()) await page.keyboard.up(key);
}

async function writes(subject: string, email: string): Promise<number> {
  const made = await ask<{ id: number }>("POST", "objects.json", { ownership: "helpdesk", object_type: "ticket", title: subject, content: `Hello, please have a look: the ${subject} is not what we have.`, force_author: email });
  return made!.id;
}

const statusOf = async (id: number) => (await ask<{ status: { title: string } }>("GET", `objects/${id}.json`))!.status.title;

async function said(id: number, isPrivate = false): Promise<string[]> {
  return (await ask<{ content: string }[]>("GET", `objects/${id}/comments.json${isPrivate ? "?is_private=1" : ""}`))!.map((c) => c.content);
}

async function becomes(look: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 40_000;
  while (!(await look())) {
    if (Date.now() > end) assert.fail(what);
    await new Promise((next) => setTimeout(next, 200));
  }
}

/** Opens the page of macros. */
async function arrange(page: Page): Promise<void> {
  await text(page, /Updated/, 30_000);
  await click(page, "button", "Settings");
  await click(page, "button", "Edit macros");
  await find(page, "heading", "Macros");
}

/** What stands in the message. */
function written(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLElement>(".composer-editor")?.innerText ?? document.querySelector<HTMLTextAreaElement>(".composer-field")?.value ?? "");
}

/** The names of the macros in their order. */
function order(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll(".macro-all .macro-name")].map((n) => n.textContent ?? ""));
}

async function answering(page: Page): Promise<void> {
  await page.keyboard.press("w");
  await waitFor(page, () => document.activeElement?.matches(".composer-editor, .composer-field"));
}

const chips = (page: Page) => page.evaluate(() => [...document.querySelectorAll(".macro-chip > span")].map((s) => s.textContent ?? ""));

describe(`macros in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    await ask("POST", "users.json", { email: hostile.email, full_name: hostile.name });
    browser = await launch();
    url = await installExtension(browser);
    await addUseResponse(browser, url, panel);
  });
  after(async () => {
    await browser?.close();
  });

  test("a macro is made by keyboard; what is wrong stands under its text with its place", async () => {
    const page = await open(browser, url, panel);
    await arrange(page);
    await text(page, /There are no macros yet/);
    await shot(page, "macros-none");
    assert.deepEqual(await violations(page), []);
    await page.focus(".macro-tools [data-kind=primary]");
    await page.keyboard.press("Enter");
    await find(page, "heading", "New macro");
    await page.focus("#macro-name");
    await page.keyboard.type("Close politely");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Hello {{ customer.frist_name }},");
    await text(page, /Line 1: There is no variable “customer\.frist_name”\. Is “customer\.first_name” meant\?/);
    await shot(page, "macros-wrong");
    assert.deepEqual(await violations(page), []);
    // What is wrong leads to its place.
    await click(page, "button", /Is “customer\.first_name” meant/);
    await waitFor(page, () => {
      const at = document.activeElement as HTMLTextAreaElement;
      return at.id === "macro-text" && at.value.slice(at.selectionStart, at.selectionEnd) === "customer.frist_name";
    });
    await page.keyboard.type('customer.first_name | default: "there"');
    await waitFor(page, () => document.querySelector(".macro-wrong") === null);
    await press(page, "Control", "End");
    await page.keyboard.type("\n\nthat is [b]done[/b].\n{% if ticket.tags contains \"vip\" %}\nWrite to us at any time.\n{% endif %}");
    await click(page, "button", "Add an action");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "menuitem");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector<HTMLSelectElement>(".macro-action select")?.value === "solved");
    await text(page, /For a sample ticket/);
    await waitFor(page, () => document.querySelector(".macro-live")?.textContent?.includes("Hello Anna,"));
    await shot(page, "macros-editor");
    assert.deepEqual(await violations(page), []);
    await page.focus("#macro-text");
    await press(page, "Control", "Enter");
    await waitFor(page, () => document.querySelectorAll(".macro-all > li").length === 1);
    assert.deepEqual(await order(page), ["Close politely"]);
    // The same name is another macro's.
    await click(page, "button", "New macro");
    await page.focus("#macro-name");
    await page.keyboard.type("close POLITELY");
    await press(page, "Control", "Enter");
    await text(page, /Another macro has this name/);
    await text(page, /Write a text, or choose what the macro does/);
    await click(page, "button", "Cancel");
    await page.close();
  });

  test("it is inserted with what it will say, stays editable, and closes along with the reply; all is taken back as one", async () => {
    const id = await writes("InvoiceQX", hostile.email);
    const page = await open(browser, url, panel);
    await openTicket(page, "", "InvoiceQX");
    await answering(page);
    await page.keyboard.press("/");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox");
    await waitFor(page, () => document.querySelector(".macro-preview .macro-said")?.textContent?.includes("Hello Eve,"));
    await page.keyboard.type("clpol");
    await waitFor(page, () => document.querySelectorAll(".macro-found [role=option]").length === 1);
    await shot(page, "macros-list");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.activeElement?.matches(".composer-editor, .composer-field"));
    await waitFor(page, () => document.querySelectorAll(".macro-chip").length === 1);
    assert.match(await written(page), /^Hello Eve,\s+that is done\.\s*$/);
    await press(page, "Control", "End");
    await page.keyboard.type("Bye");
    assert.match(await written(page), /Bye/);
    await shot(page, "macros-inserted");
    assert.deepEqual(await violations(page), []);
    const before = await statusOf(id);
    await press(page, "Control", "Enter");
    await text(page, /Sending/);
    await waitFor(page, () => /Solved|Completed/.test(document.querySelector(".controls [data-property=status]")?.textContent ?? ""));
    await click(page, "button", "Undo");
    await waitFor(page, () => document.querySelectorAll(".macro-chip").length === 1);
    assert.match(await written(page), /Hello Eve,[\s\S]*Bye/);
    assert.equal(await statusOf(id), before);
    assert.deepEqual((await said(id)).filter((c) => /Hello Eve/.test(c)), []);
    await page.focus(".composer-editor, .composer-field");
    await press(page, "Control", "Enter");
    await text(page, /Sending/);
    await click(page, "button", "Send now");
    await becomes(async () => /completed|closed|solved/i.test(await statusOf(id)), "the ticket is closed");
    const [reply, ...more] = (await said(id)).filter((c) => /Hello Eve/.test(c));
    assert.equal(more.length, 0);
    assert.match(reply ?? "", /Hello Eve,/);
    await page.close();
  });

  test("a name that wants to be markup is a name, and is not read again", async () => {
    const id = await writes("StrangeQX", hostile.email);
    const page = await open(browser, url, panel);
    await arrange(page);
    await click(page, "button", "New macro");
    await fill(page, "Name", "Whole name");
    await fill(page, "Text", "Dear {{ customer.name }}!");
    await click(page, "button", "Save");
    await waitFor(page, () => document.querySelectorAll(".macro-all > li").length === 2);
    await press(page, "Escape");
    await openTicket(page, "", "StrangeQX");
    await answering(page);
    await page.keyboard.press("/");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox");
    await page.keyboard.type("whole");
    await waitFor(page, (name: string) => document.querySelector(".macro-preview .macro-said")?.textContent?.includes(name), {}, "<img src=x onerror=alert(1)>[url=javascript:alert(1)]x[/url] {{ agent.name }}");
    assert.equal(await page.evaluate(() => document.querySelectorAll(".macro-preview img, .macro-preview a").length), 0);
    await shot(page, "macros-hostile");
    await page.keyboard.press("Enter");
    await waitFor(page, () => (document.querySelector(".composer-editor") as HTMLElement | null)?.innerText.includes("Dear Eve <img"));
    assert.equal(await page.evaluate(() => document.querySelectorAll(".composer-editor img:not(.ProseMirror-separator), .composer-editor a").length), 0);
    await press(page, "Control", "Enter");
    await click(page, "button", "Send now");
    await becomes(async () => (await said(id)).some((c) => /Dear Eve/.test(c)), "the reply arrives");
    const reply = (await said(id)).find((c) => /Dear Eve/.test(c)) ?? "";
    assert.doesNotMatch(reply, /<img|<a /);
    await page.close();
  });

  test("the sign itself is two strokes, Escape and Backspace change nothing, and a button does the same within a text", async () => {
    await writes("SignsQX", hostile.email);
    const page = await open(browser, url, panel);
    await openTicket(page, "", "SignsQX");
    await answering(page);
    for (const key of ["Escape", "Backspace"] as const) {
      await page.keyboard.press("/");
      await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox");
      await page.keyboard.press(key);
      await waitFor(page, () => document.querySelector(".macro-list") === null && document.activeElement?.matches(".composer-editor, .composer-field"));
      assert.equal((await written(page)).trim(), "");
    }
    await page.keyboard.press("/");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox");
    await page.keyboard.press("/");
    await waitFor(page, () => document.activeElement?.matches(".composer-editor, .composer-field"));
    await press(page, "Control", "End");
    await page.keyboard.type("home is it/");
    assert.equal((await written(page)).trim(), "/home is it/");
    await click(page, "button", "Macros");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox");
    await page.keyboard.type("close");
    await find(page, "option", "Close politely");
    await page.keyboard.press("Enter");
    await waitFor(page, () => /home is it\/\s+Hello Eve/.test((document.querySelector(".composer-editor") as HTMLElement | null)?.innerText ?? ""));
    await page.close();
  });

  test("a note that changes fields: what the account lacks is said, a change is left out, and nothing to say is applied alone", async () => {
    const id = await writes("ChangesQX", hostile.email);
    const page = await open(browser, url, panel);
    await page.evaluate(async () => {
      const { macros } = (await chrome.storage.local.get("macros")) as { macros: { all: object[]; used: object[] } };
      const more = [
        { id: "n1", name: "Escalate", text: "Passed on, {{ ticket.group }}.", private: true, account: "", actions: [{ property: "tags", value: "escalated" }, { property: "status", value: "pending" }, { property: "group", value: "Level 9" }] },
        { id: "n2", name: "Just tag", text: "", private: false, account: "", actions: [{ property: "tags", value: "seen" }, { property: "assignee", value: "me" }] },
      ];
      await chrome.storage.local.set({ macros: { ...macros, all: [...macros.all, ...more] } });
    });
    await openTicket(page, "", "ChangesQX");
    await answering(page);
    await page.keyboard.press("/");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox");
    await page.keyboard.type("escal");
    await text(page, /The group of this ticket cannot be set from here: “Level 9” is left out/);
    await text(page, /ticket\.group is not known of this ticket/);
    await text(page, /As a private note/);
    await shot(page, "macros-lost");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector(".composer")?.getAttribute("data-kind") === "note" && document.querySelectorAll(".macro-chip").length === 2);
    assert.equal((await chips(page)).includes("Add tags: escalated"), true);
    await click(page, "button", /Leave out: Status/);
    await waitFor(page, () => document.querySelectorAll(".macro-chip").length === 1);
    await page.focus(".composer-editor, .composer-field");
    await press(page, "Control", "Enter");
    await click(page, "button", "Send now");
    await becomes(async () => (await said(id, true)).some((c) => /Passed on/.test(c)), "the note arrives");
    const tagged = async (tag: string) => JSON.stringify((await ask<{ tags: unknown }>("GET", `objects/${id}.json`))!.tags).includes(tag);
    await becomes(() => tagged("escalated"), "the tag arrives");

    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await answering(page);
    await page.keyboard.press("/");
    await waitFor(page, () => document.activeElement?.getAttribute("role") === "combobox");
    await page.keyboard.type("just");
    await find(page, "option", "Just tag");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelectorAll(".macro-chip").length === 2);
    await find(page, "button", "Apply changes");
    await shot(page, "macros-apply");
    assert.deepEqual(await violations(page), []);
    await press(page, "Control", "Enter");
    await waitFor(page, () => document.querySelectorAll(".macro-chip").length === 0);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    // Both are taken back by one stroke.
    await waitFor(page, () => document.querySelector(".acted .ds-toast"));
    await page.keyboard.press("z");
    await waitFor(page, () => document.querySelector(".acted .ds-toast") === null);
    await new Promise((next) => setTimeout(next, 1000));
    assert.equal(await tagged("seen"), false);
    assert.equal((await ask<{ responsible: object | null }>("GET", `objects/${id}.json`))!.responsible ?? null, null);
    await page.close();
  });

  test("macros are put in order, removed and brought back, and another window follows", async () => {
    const [one, two] = [await open(browser, url, panel), await open(browser, url, panel)];
    await arrange(two);
    await one.bringToFront();
    await arrange(one);
    await waitFor(one, () => document.querySelectorAll(".macro-all > li").length === 4);
    await click(one, "button", "Move Whole name up");
    await waitFor(one, () => document.querySelector(".macro-all .macro-name")?.textContent === "Whole name");
    await two.bringToFront();
    await waitFor(two, () => document.querySelector(".macro-all .macro-name")?.textContent === "Whole name");
    await one.bringToFront();
    await click(one, "button", "Remove Whole name");
    await text(one, /Whole name removed/);
    await shot(one, "macros-removed");
    assert.deepEqual(await violations(one), []);
    await two.bringToFront();
    await waitFor(two, () => document.querySelectorAll(".macro-all > li").length === 3);
    await one.bringToFront();
    await one.keyboard.press("z");
    await waitFor(one, () => document.querySelector(".macro-all .macro-name")?.textContent === "Whole name");
    await two.close();
    // What was typed outlasts the panel.
    await click(one, "button", "Edit Whole name");
    await one.focus("#macro-text");
    await press(one, "Control", "End");
    await one.keyboard.type(" And more.");
    await waitFor(one, async () => JSON.stringify((await chrome.storage.local.get("macroDrafts"))["macroDrafts"] ?? []).includes("And more."));
    await one.close();
    const again = await open(browser, url, panel);
    await arrange(again);
    await text(again, /Whole name: not saved/);
    await shot(again, "macros-unfinished");
    assert.deepEqual(await violations(again), []);
    await click(again, "button", "Continue");
    await waitFor(again, () => document.querySelector<HTMLTextAreaElement>("#macro-text")?.value.endsWith(" And more."));
    await click(again, "button", "Cancel");
    await again.close();
  });

  test("all go as a text and one as a line, are read again, and nothing is added twice", async () => {
    const page = await open(browser, url, panel);
    await arrange(page);
    await click(page, "button", "Export all");
    const exported = await waitFor(page, () => document.querySelector<HTMLTextAreaElement>("#macro-export")?.value).then((v) => v.evaluate((s) => String(s)));
    assert.match(exported, /^# Deskside macros, version 1\n\nmacro: Whole name\n\| Dear/);
    await shot(page, "macros-export");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Share Close politely");
    const line = await waitFor(page, () => document.querySelector<HTMLTextAreaElement>("[id^=macro-line-]")?.value).then((v) => v.evaluate((s) => String(s)));
    assert.match(line, /^macro\/1\?name=Close%20politely&status=solved&text=/);
    await click(page, "button", "Import macros");
    await fill(page, "Paste a line or an exported text", exported);
    await waitFor(page, () => document.querySelectorAll(".macro-taken > li").length === 4);
    await text(page, /You have this one already/);
    await fill(page, "Paste a line or an exported text", `${line.replace("Close%20politely", "Escalate")} macro:`);
    await text(page, /It was called “Escalate”, which is taken here/);
    await shot(page, "macros-import");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Add 1 macro");
    await waitFor(page, () => [...document.querySelectorAll(".macro-all .macro-name")].some((n) => n.textContent === "Escalate 2"));
    await click(page, "button", "Import macros");
    await fill(page, "Paste a line or an exported text", "macro: Broken\n| {{ customer.nobody }}");
    await text(page, /Line 1: There is no variable “customer\.nobody”/);
    await page.close();
  });

  test("where the browser keeps nothing more it is said, and what was typed stays", async () => {
    const page = await open(browser, url, panel);
    await arrange(page);
    await click(page, "button", "New macro");
    await fill(page, "Name", "Too much");
    await fill(page, "Text", "What was typed");
    if (browserName === "chromium") {
      await waitFor(page, async () => JSON.stringify((await chrome.storage.local.get("macroDrafts"))["macroDrafts"] ?? []).includes("What was typed"));
      await page.evaluate(async (room: number) => {
        const used = await chrome.storage.local.getBytesInUse();
        await chrome.storage.local.set({ rest: "x".repeat(room - used - 40) });
      }, QUOTA);
    } else {
      // Firefox has no limit that a test could reach.
      await page.evaluate(() => {
        chrome.storage.local.set = () => Promise.reject(new Error("QuotaExceededError"));
      });
    }
    await click(page, "button", "Save");
    await text(page, /This could not be kept: this browser’s storage is full/);
    assert.equal(await page.evaluate(() => document.querySelector<HTMLTextAreaElement>("#macro-text")?.value), "What was typed");
    await shot(page, "macros-full");
    assert.deepEqual(await violations(page), []);
    await page.evaluate(() => chrome.storage.local.remove("rest"));
    await page.close();
  });

  test("it reads in Russian, in the dark and in a narrow window", async () => {
    const page = await open(browser, url, { width: 280, height: 800 });
    await text(page, /Updated/, 30_000);
    await page.evaluate(() => {
      localStorage.setItem("language", "ru");
      localStorage.setItem("theme", "dark");
    });
    await page.close();
    const again = await open(browser, url, { width: 280, height: 800 });
    await waitFor(again, () => document.querySelector("[data-rows] .row"));
    await again.evaluate(() => document.querySelector<HTMLElement>("[data-rows] .row")?.click());
    await waitFor(again, () => document.querySelector(".message"));
    await again.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await answering(again);
    await again.evaluate(() => document.querySelector<HTMLElement>(".composer-views .ds-button")?.click());
    await waitFor(again, () => document.querySelector(".macro-preview"));
    await shot(again, "macros-russian");
    assert.deepEqual(await violations(again), []);
    assert.equal(await has(again, "button", "Вставить"), true);
    await again.close();
  });
});
