// How the sidebar comes to what locks it: a file of its own beside it, loaded
// when there is a passphrase, or when somebody looks at what is about keys.

import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Kept } from "../../kept";
import type { Keeping } from "../../lock/keys";
import { chunk } from "../late/chunk";
import { language } from "../speech";
import type { State } from "../state";

/** What a page has that can be locked. */
export interface Safe {
  /** Storage and what the browser forgets when it is closed, as they are. */
  readonly local: Kept;
  readonly memory: Kept;
  /** Storage that is sealed where something is. */
  readonly storage: Kept;
  /** There is a passphrase. */
  readonly sealed: boolean;
  readonly keeping: Signal<Keeping>;
  /** Keeps what is being typed. */
  settle(): Promise<unknown>;
}

/** Loads it, once. */
export const loadLock = /* @__PURE__ */ chunk(() => import("../lock.js"), "lock.css");

type Parts = Awaited<ReturnType<typeof loadLock>>["parts"];

/** A part of it, as soon as it is there. */
export function Later({ of, safe, state }: { of: keyof Parts; safe: Safe | undefined; state: State }): JSX.Element | null {
  const [parts, setParts] = useState<Parts | null>(null);
  useEffect(() => {
    // Who misses it is told by the window.
    void loadLock().then((lock) => setParts(lock.parts));
  }, []);
  const Part = parts?.[of];
  // Parts that are given nothing else would go on in the language before.
  return Part && safe ? <Part key={language().tag} safe={safe} state={state} /> : null;
}
