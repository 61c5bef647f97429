// How the widget enters something into the outbox, or takes it out of it: see behind.ts.

import type { Pending } from "../../../wasm/core.gen";
import type { Within } from "./around";
import type { Outbox } from "./outbox";

export interface Entering {
  /** Sends what waits now; "" is all of it. */
  hasten(key: string): void;
  /** Takes what waits out of the outbox. */
  drop(key: string): void;
}

/** Enters something. */
export type Enter = (what: (to: Outbox) => Promise<void>) => Promise<void>;

export function openEntering({ on: { shelf }, session, outbox, failed }: Within) {
  /** How many entries are on their way into the store. */
  let storing = 0;
  const tell = (op: "outbox.hasten" | "outbox.undo", key: string) =>
    void outbox
      .load()
      .then((to) => to.run(op, { key }))
      .catch(failed);
  return {
    /** That something waits is noted first, so that the next visit looks whatever happens to this one. */
    async enter(what: Parameters<Enter>[0]) {
      const to = await outbox.load();
      storing++;
      shelf.keepWaits(true);
      shelf.keepSeen(session.state.seen || 1);
      await what(to).finally(() => storing--);
    },
    hasten: (key: string) => tell("outbox.hasten", key),
    drop: (key: string) => tell("outbox.undo", key),
    /** What is in the outbox by now. */
    holds(pending: readonly Pending[]) {
      if (storing === 0) shelf.keepWaits(pending.some((p) => p.state !== "sent"));
    },
  };
}
