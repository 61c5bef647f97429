// Whether what this browser keeps is sealed, and can be opened now.

import type { Kept } from "../kept";
import { type Open, openedFrom, type Ring, ringFrom } from "./ring";
import type { Sealer } from "./sealer";

/** Says that it cannot be opened before somebody has entered the passphrase. */
export class Locked extends Error {}

export interface Standing {
  /** null where nothing is sealed. */
  readonly ring: Ring | null;
  /** null where it is locked, and where nothing is sealed. */
  readonly open: Open | null;
}

/** How things stand now, by what storage says of the ring. Rejects where the browser cannot read. */
export async function standing(local: Kept, session: Kept, seal?: unknown): Promise<Standing> {
  const ring = ringFrom(seal === undefined ? (await local.read(["seal"]))["seal"] : seal);
  if (!ring) return { ring, open: null };
  const opened = openedFrom((await session.read(["opened"]))["opened"]);
  // A ring that was changed has keys that were opened under another one.
  return { ring, open: opened && (ring.target === "" || opened[ring.target]) ? { ring, opened } : null };
}

export interface Seals {
  /** What seals and opens; null where nothing is sealed. Rejects with Locked where it is locked. */
  now(): Promise<Sealer | null>;
  /** The ring is another one. What was open stays so in this page as long as it lives: what it has to write is still to be sealed. */
  changed(): void;
}

/** stands is how things stand, where that was just read. */
export function sealsOf(local: Kept, session: Kept, load: () => Promise<{ sealerOf(open: Open): Promise<Sealer> }>, stands?: Standing): Seals {
  let known: Promise<Sealer | null> | undefined;
  const look = async () => {
    const { ring, open } = await standing(local, session);
    if (!ring) return null;
    if (!open) throw new Locked("the passphrase has not been entered");
    return (await load()).sealerOf(open);
  };
  // Whoever has nothing sealed waits for nothing.
  if (stands && !stands.ring) known = Promise.resolve(null);
  return {
    now: () => (known ??= look().catch((error: unknown) => {
      known = undefined;
      throw error;
    })),
    changed: () => (known = undefined),
  };
}
