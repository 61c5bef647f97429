// What the page keeps of its visitor, in its own storage under one name: until when the widget has nothing to ask (0
// while something waits to be sent), up to when they have seen what is new, and in which posts they take part. A page that
// has it brings this in when it has nothing better to do, once that time has come.

import { NAME, type Widget } from "../loader/element";
import type { ToPage } from "../protocol";

/** How long nothing new is asked for, in milliseconds. */
const HOUR = 3_600_000;

/** A mark at the launcher. */
const mark = `[data-news]:after{content:"";position:absolute;inset-block-start:-3px;inset-inline-end:-3px;border:7px solid var(--surface);border-radius:50%;outline:2px solid var(--surface);outline-offset:-3px;border-color:var(--tint)}`;

/** Whether site and visitor let a page keep anything. */
const keeps = (element: HTMLElement) => element.getAttribute("storage") !== "none" && element.getAttribute("consent") !== "wait";

function write(due: number, seen: unknown, posts: unknown): void {
  try {
    localStorage[NAME] = `${due} ${String(seen)} ${String(posts)}`;
  } catch {
    // Full or refused: nothing of it is known on the next page, which is as well.
  }
}

/** Keeps what the frame says, or nothing any more. */
export function keep({ element, button }: Widget, { waits, seen, posts }: Extract<ToPage, { type: "keeps" }>): void {
  // The frame says itself what is new.
  button.removeAttribute("data-news");
  button.ariaDescription = null;
  if (keeps(element) && (waits || seen > 0)) return write(waits ? 0 : Date.now() + HOUR, seen, posts);
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Refused: then there is nothing, either.
  }
}

/** Brings the frame in where something waits to be sent; else asks what is new, and says so at the launcher. */
export async function wake(widget: Widget, say: () => string): Promise<void> {
  const { element, root, button } = widget;
  if (!keeps(element) || widget.frame) return;
  const [due, seen = "", posts = ""] = String(localStorage[NAME]).split(" ");
  if (due === "0") return widget.bring();
  if (button.hidden) return;
  write(Date.now() + HOUR, seen, posts);
  const site = element.getAttribute("site");
  const at = new URL(`${site ? `/w/${site}` : ""}/api/7.0/changes.json?since=${seen}`, element.getAttribute("edge") || widget.edge);
  const { success } = (await (await fetch(at, { credentials: "omit" })).json()) as { success: { data: { id: number; at: number }[] } };
  const mine = posts.split(",");
  if (!success.data.some((change) => mine.includes(`${change.id}`))) return;
  const style = new CSSStyleSheet();
  style.replaceSync(mark);
  const shadow = root.getRootNode() as ShadowRoot;
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, style];
  button.toggleAttribute("data-news", true);
  button.ariaDescription = say();
}
