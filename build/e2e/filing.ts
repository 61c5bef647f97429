// Files in the hands of a person: picked, dropped, pasted, and what has become of them.

import assert from "node:assert/strict";
import type { ElementHandle, Frame, Page } from "puppeteer-core";

import { stack, waitFor } from "./harness";

/** The smallest picture: one red point. */
export const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

/** Picks files of this machine, as the browser's own window gives them. */
export async function pick(page: Page, ...paths: string[]): Promise<void> {
  const input = (await page.waitForSelector(".enclosures-picker")) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(...paths);
}

/** Drags a file over the panel and lets it go over what a selector finds; pasted, it comes from the clipboard. */
export async function give(page: Page | Frame, how: "drag" | "drop" | "paste", selector: string, file: { name: string; type: string; base64?: string; size?: number }): Promise<void> {
  await page.evaluate(
    (way: string, at: string, given: { name: string; type: string; base64?: string; size?: number }) => {
      const bytes = given.base64 === undefined ? new Uint8Array(given.size ?? 0) : Uint8Array.from(atob(given.base64), (c) => c.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], given.name, { type: given.type }));
      const target = document.querySelector(at);
      if (!target) throw new Error(at);
      if (way === "paste") {
        // Firefox makes such an event without a clipboard.
        const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
        Object.defineProperty(event, "clipboardData", { value: data });
        target.dispatchEvent(event);
      } else for (const type of way === "drag" ? ["dragover"] : ["dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    how,
    selector,
    file,
  );
}

/** Waits until what is being written has files of these names, in this order. */
export function enclosed(page: Page, ...names: string[]): Promise<unknown> {
  return waitFor(page, (wanted: string[]) => JSON.stringify([...document.querySelectorAll(".enclosure-name")].map((n) => n.textContent)) === JSON.stringify(wanted), {}, names);
}

/** How many files this browser keeps. */
export function keptFiles(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("files");
        opening.onerror = () => reject(opening.error ?? new Error("no database"));
        opening.onsuccess = () => {
          const counting = opening.result.transaction("files").objectStore("files").count();
          counting.onsuccess = () => (opening.result.close(), resolve(counting.result));
        };
      }),
  );
}

/** What is in a file at the helpdesk, base64. */
export async function contentOf(url: string): Promise<string> {
  const at = new URL(url);
  const response = await fetch(new URL(at.pathname + at.search, stack.truth), { headers: { Authorization: stack.key } });
  assert.ok(response.ok, `${url}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer()).toString("base64");
}
