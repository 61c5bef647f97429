// What is drawn of a list: all of it, or of a long one what is in view.

import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";
import type { Keyed, Place, Viewport } from "./viewport";

/** How many rows are drawn as they are. */
const LONG = 200;

export interface Drawn {
  /** The rows to draw; without places they stand one below the other. */
  places: readonly Place[] | readonly { index: number; start?: undefined }[];
  /** Absent where all rows are drawn. */
  viewport?: Viewport;
}

/** Chooses what to draw of rows in an element that scrolls; kept is the index of a row that is drawn wherever it is, -1 for none. */
export function useDrawn(scroller: RefObject<HTMLElement | null>, rows: readonly Keyed[], kept: number): Drawn {
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
  if (ready) return { places: ready.show(rows, kept), viewport: ready };
  const now = long && viewport !== "failed" ? rows.slice(0, LONG) : rows;
  return { places: now.map((_, index) => ({ index })) };
}
