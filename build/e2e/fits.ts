// Whether what is drawn fits where it stands.

import type { Frame, Page } from "puppeteer-core";

type Root = Page | Frame;

/** What of a page does not fit its width: the page itself, words that are broken, and what lies on each other. */
export async function misfits(root: Root): Promise<string[]> {
  const wide = await root.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const words = await root.evaluate(broken);
  const laid = await root.evaluate(overlaid);
  const ragged = await root.evaluate(short);
  const away = await root.evaluate(beyond);
  return [...away.map((what) => `${what} stands beyond the page's edge`), ...(wide > 0 ? [`it is ${wide} px wider than its page`] : []), ...words.map((word) => `the word ${word} is broken`), ...laid.map((what) => `${what} lie on each other`), ...ragged.map((what) => `${what} stands short of its edge`)];
}

/** Runs in the page: words of usual length that stand in two lines. */
function broken(): string[] {
  const found: string[] = [];
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (all.nextNode()) {
    const node = all.currentNode as Text;
    // What people wrote has long addresses, and code is broken where it must.
    if (node.parentElement?.closest("code, pre, .prose, script, style")) continue;
    // Japanese has no blanks: a line ends between any two of its letters.
    for (const word of node.data.matchAll(/(?:(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}])\p{L}){3,14}/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set(Array.from(range.getClientRects(), (r) => Math.round(r.top)));
      if (lines.size > 1) found.push(word[0]);
    }
  }
  return found;
}

/** Runs in the page: what can be pressed or filled in and is not wholly within the page's width, where nobody scrolls sideways. */
function beyond(): string[] {
  const found: string[] = [];
  for (const control of document.querySelectorAll<HTMLElement>("button, input, select, textarea, summary, a[href], [role=button]")) {
    const box = control.getBoundingClientRect();
    if (box.width === 0 || box.top >= innerHeight || box.bottom <= 0 || control.closest("[inert], .ds-hidden, pre") || getComputedStyle(control).visibility !== "visible") continue;
    if (box.left < -1 || box.right > innerWidth + 1) found.push(`“${(control.getAttribute("aria-label") ?? control.textContent ?? control.tagName).slice(0, 30)}”`);
  }
  return found.slice(0, 5);
}

/** Runs in the page: what ends a line and does not end where the line does, and fields that are narrower than what holds them. */
function short(): string[] {
  const found: string[] = [];
  const ends = (e: Element) => (getComputedStyle(e).direction === "rtl" ? e.getBoundingClientRect().left : e.getBoundingClientRect().right);
  const flush = (part: Element, whole: Element | null) => {
    const box = part.getBoundingClientRect();
    // What lies behind something else or out of view is not laid out.
    if (!whole || box.width === 0 || box.top >= innerHeight || part.closest("[inert]")) return;
    const at = getComputedStyle(whole).direction === "rtl" ? box.left : box.right;
    if (Math.abs(at - ends(whole)) > 1.5) found.push(`“${part.textContent?.slice(0, 30)}”`);
  };
  for (const age of document.querySelectorAll(".row .meta > .ds-ago")) flush(age, age.parentElement);
  for (const field of document.querySelectorAll(".block > .ds-field > .ds-textarea")) flush(field, field.closest(".block"));
  return found.slice(0, 5);
}

/** Runs in the page: words and icons that lie on others, as far as they are in view. What floats above the rest is meant to. */
function overlaid(): string[] {
  const floats = "[popover], dialog, .row-acts, .ds-hidden, .composer-quote";
  /** What of a box is in view, past everything that cuts it. */
  const seen = (box: DOMRect, within: Element | null): DOMRect | null => {
    let [left, top, right, bottom] = [Math.max(0, box.left), Math.max(0, box.top), Math.min(innerWidth, box.right), Math.min(innerHeight, box.bottom)];
    for (let e = within; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.visibility !== "visible" || style.opacity === "0" || style.clipPath !== "none") return null;
      if (style.overflow === "visible" || e === document.body || e === document.documentElement) continue;
      const edge = e.getBoundingClientRect();
      [left, top, right, bottom] = [Math.max(left, edge.left), Math.max(top, edge.top), Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
    }
    return right - left > 3 && bottom - top > 3 ? new DOMRect(left, top, right - left, bottom - top) : null;
  };
  const all: { of: Element; what: string; box: DOMRect }[] = [];
  const add = (of: Element | null, what: string, boxes: Iterable<DOMRect>) => {
    if (!of || of.closest(floats) || of.closest("[inert]") || document.querySelector("dialog:modal")?.contains(of) === false) return;
    for (const box of boxes) {
      const view = seen(box, of);
      if (view) all.push({ of, what, box: view });
    }
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode as Text;
    if (node.data.trim() === "" || node.parentElement?.closest("script, style, noscript, select, textarea")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    add(node.parentElement, `“${node.data.trim().slice(0, 30)}”`, range.getClientRects());
  }
  for (const icon of document.querySelectorAll("svg")) add(icon.parentElement, `the icon of “${icon.closest("[aria-label]")?.getAttribute("aria-label") ?? icon.parentElement?.textContent ?? ""}”`, [icon.getBoundingClientRect()]);
  const found = new Set<string>();
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      if (a.of === b.of || a.of.contains(b.of) || b.of.contains(a.of)) continue;
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      // The boxes of letters are higher than they are.
      if (across > 2 && down > Math.min(a.box.height, b.box.height) / 2) found.add(`${a.what} and ${b.what}`);
    }
  }
  return [...found].slice(0, 5);
}
