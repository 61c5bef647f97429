// Draws what is in the file that the panel loads when it is wanted: see pages.tsx.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadLock } from "../lock/later";

export type Pages = typeof import("./pages");

let loaded: Pages | undefined;

interface Props {
  draw: (pages: Pages) => ComponentChildren;
}

/** Draws a page that is not in the panel's own file: nothing until that is there, for the first time. */
export function Late({ draw }: Props) {
  const [, again] = useState(false);
  const [failed, fail] = useState<Error | null>(null);
  useEffect(() => {
    if (loaded) return;
    loadLock().then(
      ({ pages }) => {
        loaded = pages;
        again(true);
      },
      (error: unknown) => fail(error instanceof Error ? error : new Error("a file of the panel could not be had", { cause: error })),
    );
  }, []);
  // Whoever stands around it says that something has stopped.
  if (failed !== null) throw failed;
  return <>{loaded && draw(loaded)}</>;
}
