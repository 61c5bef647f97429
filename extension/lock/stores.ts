// What is kept, sealed at its edge: who reads and writes knows nothing of it.

import type { Kept } from "../kept";
import { keysApart } from "./keys";
import type { Seals } from "./seals";

/** What of storage tells of helpdesks: their keys, and what was read and written there. */
export const sealedNames: readonly string[] = ["accounts", "keys", "lists", "names", "asked", "views", "macros", "macroDrafts", "marks", "signatures", "created", "watched", "left", "late"];

/** The same of what the browser forgets when it is closed: that lasts longer than a page that is locked. */
export const sealedInSession: readonly string[] = ["told", "wanted", "done", "page"];

/** A value in place of which nothing can be read without writing over it the next time. */
const dear: readonly string[] = ["accounts", "keys"];

/** Seals what of a store has one of these names. One that is damaged reads as nothing, but for accounts and keys, which then cannot be read at all. */
export function sealed(kept: Kept, names: readonly string[], seals: Seals): Kept {
  return {
    async read(keys) {
      const values = await kept.read(keys);
      const sealer = keys.some((key) => names.includes(key)) ? await seals.now() : null;
      if (!sealer) return values;
      const opened = Object.entries(values).map(async ([name, value]) => {
        if (!names.includes(name)) return [name, value] as const;
        const open = sealer.openValue(name, value);
        // Nobody can mend what is damaged: it is as in a new profile, and its neighbours are read.
        return [name, await (dear.includes(name) ? open : open.catch(() => undefined))] as const;
      });
      return Object.fromEntries(await Promise.all(opened));
    },
    async write(values) {
      try {
        const entries = Object.entries(values);
        const sealer = entries.some(([name]) => names.includes(name)) ? await seals.now() : null;
        if (!sealer) return await kept.write(values);
        const all = entries.map(async ([name, value]) => [name, names.includes(name) && value !== null ? await sealer.sealValue(name, value) : value] as const);
        return await kept.write(Object.fromEntries(await Promise.all(all)) as Record<string, never>);
      } catch {
        // Locked: it is not kept.
        return false;
      }
    },
  };
}

/** What is kept until it is removed, and until the browser is closed. */
export interface Stores {
  readonly storage: Kept;
  readonly session: Kept;
}

export function storesOf(local: Kept, session: Kept, seals: Seals): Stores {
  const isSealed = async () => (await seals.now()) !== null;
  return { storage: keysApart(sealed(local, sealedNames, seals), session, isSealed), session: sealed(session, sealedInSession, seals) };
}
