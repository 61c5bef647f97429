import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { View } from "../session/state";

interface Left {
  readonly top: number;
  readonly focus: string;
}

/** Whether the page has said that its visitor comes along. */
let invited = false;

/** Lets views take the focus, or leave it to the page around the frame. */
export function invite(comes: boolean) {
  invited = comes;
}

/**
 * Moves the focus to each view that is arrived at, and on the way back to where
 * it was, with the scroll position: whoever opens a post from a list returns to
 * its row.
 */
export function useArrival(place: RefObject<HTMLElement | null>, stack: readonly View[]) {
  const before = useRef(stack);
  const left = useRef<Left[]>([]);
  const from = before.current;
  if (from !== stack && stack.length > from.length) {
    // The view that is left is still there: it is drawn over after this.
    left.current[from.length] = { top: scroller(place)?.scrollTop ?? 0, focus: document.activeElement?.id ?? "" };
  }
  useLayoutEffect(() => {
    if (from === stack) return;
    before.current = stack;
    const back = stack.length < from.length ? left.current[stack.length] : undefined;
    const view = scroller(place);
    if (view) view.scrollTop = back?.top ?? 0;
    // What a page shows beside somebody who types in it takes no letter of theirs.
    if (!document.hasFocus() && !invited) return;
    const old = back?.focus ? document.getElementById(back.focus) : null;
    (old ?? arriveAt(place.current))?.focus({ preventScroll: back !== undefined });
  });
}

/** Where the focus goes in a view: to its field where that does not bring up a keyboard, or to the view itself. */
export function arriveAt(place: HTMLElement | null): HTMLElement | null {
  const field = matchMedia("(pointer: coarse)").matches ? null : place?.querySelector<HTMLElement>("[data-arrive-typing]");
  return field ?? place?.querySelector<HTMLElement>("[data-arrive]") ?? null;
}

function scroller(place: RefObject<HTMLElement | null>): HTMLElement | null {
  return place.current?.querySelector<HTMLElement>(".scroll") ?? null;
}
