// What is drawn of a list: what the window has room for, then all of it, or of a long one what is in view.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import type { Keyed, Place, Viewport } from "./viewport";

/** How many rows are drawn as they are. */
const LONG = 200;
/** How many are added at a time, before anything is painted, to what turns out to leave room. */
const MORE = 4;
/** How many are added at a time to what the window has room for, when there is nothing else to do: few as long as the first key may come. */
const FEW = 16;
const STEP = 40;
/** How long more rows wait for a moment with nothing else to do, milliseconds. */
const LATEST = 500;
/** What stands around a list at least, and rows are seldom lower, CSS pixels; where they are, more are drawn before they are painted. */
const AROUND = 110;
const LOW = 60;

export interface Drawn {
  /** The rows to draw; without places they stand one below the other. */
  places: readonly Place[] | readonly { index: number; start?: undefined }[];
  /** Absent where all rows are drawn. */
  viewport?: Viewport;
  /** More rows are on their way. */
  growing?: boolean;
}

export interface Wanted {
  /** What the rows are of; other rows of the same add to those that are drawn. */
  of: string;
  /** The index of a row that is drawn wherever it is, -1 for none. */
  kept: number;
  /** The list is to be scrolled from its beginning: to what is not there it could not. */
  whole: boolean;
}

/** Chooses what to draw of rows in an element that scrolls. */
export function useDrawn(scroller: RefObject<HTMLElement | null>, rows: readonly Keyed[], { of, kept, whole }: Wanted): Drawn {
  const [, again] = useReducer((n: number) => n + 1, 0);
  const [viewport, setViewport] = useState<Viewport | "failed" | null>(null);
  const long = rows.length > LONG;
  useLayoutEffect(() => {
    if (!long) return;
    let made: Viewport | undefined;
    let ended = false;
    // The bundler leaves this file alone. Without it all rows are drawn, slowly; the window hears of it.
    void import("./viewport.js").then(
      ({ Viewport: Made }) => {
        if (ended || !scroller.current) return;
        made = new Made(scroller.current, rows, () => again(undefined));
        setViewport(made);
      },
      (error: unknown) => {
        setViewport("failed");
        throw error;
      },
    );
    return () => {
      ended = true;
      made?.end();
      setViewport(null);
    };
  }, [long]);
  const ready = long && viewport && viewport !== "failed" ? viewport : undefined;
  useLayoutEffect(() => ready?.settle());
  const most = viewport === "failed" ? rows.length : Math.min(rows.length, LONG);
  const drawn = useRef({ of, many: 0 });
  if (drawn.current.of !== of || rows.length === 0) drawn.current = { of, many: 0 };
  const now = whole ? most : Math.min(most, Math.max(drawn.current.many, Math.ceil((innerHeight - AROUND) / LOW), kept + 1));
  drawn.current.many = now;
  const grow = (by: number) => {
    drawn.current.many += by;
    again(undefined);
  };
  useLayoutEffect(() => {
    const element = scroller.current;
    if (now < most && element && element.scrollHeight <= element.clientHeight) grow(MORE);
  }, [now, most]);
  useEffect(() => {
    if (long || now === most) return;
    const idle = requestIdleCallback(() => grow(now > STEP ? STEP : FEW), { timeout: LATEST });
    return () => cancelIdleCallback(idle);
  }, [long, now, most]);
  if (ready) return { places: ready.show(rows, kept), viewport: ready };
  return { places: rows.slice(0, now).map((_, index) => ({ index })), growing: now < most };
}
