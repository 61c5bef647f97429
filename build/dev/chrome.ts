// Stands in for what the browser gives to an extension, so that the panel runs
// as a page of its own. It has what compat.ts and kept.ts of the extension call
// and no more, and never ships.

import type { Area } from "../../extension/kept";

/** The extension's manifest; the server writes it in. */
declare const MANIFEST: { version: string };

type Changes = Record<string, { oldValue?: unknown; newValue?: unknown }>;
type Listener = (changes: Changes) => void;

/** A storage area of the extension in one of the page's, under one name. */
function areaIn(store: Storage, name: string): Area & { onChanged: { addListener(listener: Listener): void } } {
  const listeners: Listener[] = [];
  const parsed = (text: string | null): Record<string, unknown> => JSON.parse(text ?? "{}") as Record<string, unknown>;
  function tell(before: Record<string, unknown>, after: Record<string, unknown>): void {
    const changes: Changes = {};
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) changes[key] = { oldValue: before[key], newValue: after[key] };
    }
    if (Object.keys(changes).length > 0) for (const listener of listeners) listener(changes);
  }
  // Other tabs hear of it by this event, the one that writes does not.
  addEventListener("storage", (event) => {
    if (event.storageArea === store && event.key === name) tell(parsed(event.oldValue), parsed(event.newValue));
  });
  return {
    async get(keys) {
      const all = parsed(store.getItem(name));
      return Object.fromEntries(keys.filter((key) => key in all).map((key) => [key, all[key]]));
    },
    async set(values) {
      const before = parsed(store.getItem(name));
      store.setItem(name, JSON.stringify({ ...before, ...values }));
      queueMicrotask(() => tell(before, parsed(store.getItem(name))));
    },
    onChanged: { addListener: (listener) => void listeners.push(listener) },
  };
}

const never = { addListener(): void {} };

const standIn = {
  runtime: {
    getURL: (path: string) => new URL(path, location.href).href,
    getManifest: () => MANIFEST,
    // Nobody is there to hear it.
    async sendMessage() {},
    async openOptionsPage() {
      open("options.html");
    },
  },
  i18n: { getUILanguage: () => navigator.language },
  // Whoever develops has granted everything.
  permissions: {
    request: async () => true,
    contains: async () => true,
    remove: async () => true,
    onAdded: never,
    onRemoved: never,
  },
  // Nobody is there to be woken.
  alarms: { create: async () => {}, clear: async () => true },
  storage: { local: areaIn(localStorage, "dev.storage.local"), session: areaIn(sessionStorage, "dev.storage.session") },
};

// Chromium has an object of this name in every page, which cannot be replaced.
const page = globalThis as { chrome?: object };
page.chrome = Object.assign(page.chrome ?? {}, standIn);
