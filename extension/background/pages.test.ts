// What the background does when something is asked of a page, beside browsers that refuse what they refuse.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { pageFrom } from "../page/kept";

type Listener = (...args: never[]) => void;

/** A browser: its events, what was done in it, and in which order. */
function browser() {
  const listeners: Record<string, Listener[]> = {};
  const event = (name: string) => ({ addListener: (listener: Listener) => (listeners[name] ??= []).push(listener) });
  const done: string[] = [];
  const stored: Record<string, unknown> = {};
  const state = { gesture: false, readable: true, selected: "Selected\n\nlines" };
  const tell = (name: string, ...args: unknown[]) => {
    // Only while an event of a person's is handled, not later.
    state.gesture = true;
    for (const listener of listeners[name] ?? []) (listener as (...all: unknown[]) => void)(...args);
    state.gesture = false;
  };
  const chrome = {
    i18n: { getMessage: (id: string) => id },
    windows: { WINDOW_ID_CURRENT: -2 },
    runtime: { onInstalled: event("installed"), getURL: (path: string) => path },
    contextMenus: { onClicked: event("clicked"), removeAll: (then: () => void) => then(), create: ({ id, contexts }: { id: string; contexts: string[] }) => done.push(`menu ${id} ${contexts.join(",")}`) },
    commands: { onCommand: event("command") },
    sidePanel: {
      open: async () => {
        if (!state.gesture) throw new Error("`sidePanel.open()` may only be called in response to a user gesture.");
        done.push("opened");
      },
    },
    tabs: { create: async ({ url }: { url: string }) => done.push(`tab ${url}`) },
    scripting: {
      executeScript: async ({ args: [part, most] }: { args: [string, number] }) => {
        done.push(`read ${part}`);
        if (!state.readable) throw new Error("Cannot access a chrome:// URL");
        return [{ result: { text: (part === "selection" ? state.selected : "All of it, a@b.co").slice(0, most), title: "A page", address: "https://a.example/x" } }];
      },
    },
    // Nothing is sealed, and what is kept is of this release or a later one.
    storage: { local: { get: async () => ({ version: 99 }) }, session: { get: async (keys: string[]) => Object.fromEntries(keys.map((key) => [key, stored[key]])), set: async (values: object) => void Object.assign(stored, values) } },
  };
  return { chrome, done, stored, state, tell };
}

let it = browser();
beforeEach(async () => {
  it = browser();
  Object.assign(globalThis, { chrome: it.chrome });
  const { hearPages } = await import("./pages");
  hearPages();
});

const settled = () => new Promise((next) => setTimeout(next, 20));
const tab = { id: 7, windowId: 3, title: "Tab", url: "https://a.example/" };

test("a key opens the panel while it is handled, and leaves what is selected for it", async () => {
  it.tell("command", "take", tab);
  assert.deepEqual(it.done.slice(0, 1), ["opened"]);
  await settled();
  assert.deepEqual(pageFrom(it.stored["page"]), { what: "take", text: "Selected\n\nlines", title: "A page", address: "https://a.example/x", link: "", unread: false });
});

test("a click in the context menu takes its link along", async () => {
  it.tell("clicked", { menuItemId: "take", selectionText: "Selected lines", pageUrl: "https://a.example/x", linkUrl: "https://b.example/" }, tab);
  await settled();
  const page = pageFrom(it.stored["page"]);
  assert.equal(page?.text, "Selected\n\nlines", "with the page's own lines");
  assert.equal(page?.link, "https://b.example/");
});

test("where a page cannot be read, what the click told is there, and whom it names is said to be unknown", async () => {
  it.state.readable = false;
  it.tell("clicked", { menuItemId: "take", selectionText: "Selected lines", pageUrl: "https://a.example/x" }, tab);
  await settled();
  assert.deepEqual(pageFrom(it.stored["page"]), { what: "take", text: "Selected lines", title: "Tab", address: "https://a.example/x", link: "", unread: false });
  it.tell("command", "people", tab);
  await settled();
  assert.equal(pageFrom(it.stored["page"])?.unread, true);
});

test("a long selection is kept as far as there is room for it", async () => {
  it.state.selected = "x".repeat(1_000_000);
  it.tell("command", "take", tab);
  await settled();
  assert.equal(pageFrom(it.stored["page"])?.text.length, 60_000);
});

test("where the browser opens no panel, a page with it is opened, and what is unknown is asked of nobody", async () => {
  it.chrome.sidePanel.open = () => Promise.reject(new Error("may only be called in response to a user gesture"));
  it.tell("command", "take", tab);
  await settled();
  assert.ok(it.done.includes("tab panel.html"));
  const before = it.done.length;
  it.tell("command", "else", tab);
  it.tell("clicked", { menuItemId: "else" }, tab);
  await settled();
  assert.equal(it.done.length, before);
});

test("the context menu is offered once the extension is installed, for a page, a selection and a link", () => {
  it.tell("installed");
  assert.deepEqual(it.done, ["menu take page,selection,link", "menu people page"]);
});
