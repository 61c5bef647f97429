// Draws what is in a file that the panel loads when it is wanted.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadLock } from "../lock/later";

interface Props<T> {
  draw: (parts: T) => ComponentChildren;
}

/** What draws parts of a file: nothing until that is there, for the first time. */
export function lateOf<T>(load: () => Promise<T>): (props: Props<T>) => ComponentChildren {
  let loaded: { parts: T } | undefined;
  return function LatePart({ draw }) {
    const [, again] = useState(false);
    const [failed, fail] = useState<Error | null>(null);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (parts) => {
          loaded = { parts };
          again(true);
        },
        (error: unknown) => fail(error instanceof Error ? error : new Error("a file of the panel could not be had", { cause: error })),
      );
    }, []);
    // Whoever stands around it says that something has stopped.
    if (failed !== null) throw failed;
    return <>{loaded && draw(loaded.parts)}</>;
  };
}

/** Pages and bars that nobody sees at first: see pages.tsx. */
export const Late = lateOf(() => loadLock().then(({ pages }) => pages));
