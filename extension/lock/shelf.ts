// How the outbox is stored sealed. Sealing takes longer than a transaction of
// IndexedDB waits: what was sealed goes in where nobody has changed it meanwhile,
// and otherwise the step is made again upon what is there.

import type { At, Shelf } from "../../shared/outbox/host/keep";
import { sealedWith } from "./seal";
import { Locked, type Seals } from "./seals";

/** A sealed outbox as it is stored. How much of it waits may be said while it is locked. */
interface Sealed {
  readonly sealed: Uint8Array;
  readonly waiting: number;
}

const PLACE = "outbox";

function isSealed(stored: unknown): stored is Sealed {
  const { sealed, waiting } = (stored ?? {}) as Partial<Sealed>;
  return sealed instanceof Uint8Array && typeof waiting === "number";
}

const bytesOf = (stored: unknown): Uint8Array | undefined => (isSealed(stored) ? stored.sealed : stored instanceof Uint8Array ? stored : undefined);

function same(a: unknown, b: unknown): boolean {
  const [one, other] = [bytesOf(a), bytesOf(b)];
  return one === other || (!!one && !!other && one.length === other.length && one.every((byte, i) => byte === other[i]));
}

/** Stores an outbox as seals have it; waiting counts what of it has not been sent. */
export function sealedShelf(seals: Seals, waiting: (box: Uint8Array) => number): Shelf {
  const opened = async (stored: unknown): Promise<Uint8Array> => {
    if (!isSealed(stored)) return bytesOf(stored) ?? new Uint8Array();
    const sealer = await seals.now();
    if (!sealer) throw new Locked("nothing is known of what sealed this");
    return sealer.open(PLACE, stored.sealed);
  };
  const stored = async (box: Uint8Array): Promise<Sealed | Uint8Array> => {
    const sealed = await (await seals.now())?.seal(PLACE, box);
    return sealed ? { sealed, waiting: waiting(box) } : box;
  };
  /** Whether something is stored as it is to be: what is not, is stored anew by whatever is done next. */
  const settled = async (stored: unknown) => !bytesOf(stored) || ((await seals.now())?.settled(isSealed(stored) ? stored.sealed : null) ?? true);
  return {
    read: async ({ database, store, key }) => opened(await database.get(store, key)),
    async change(at, step) {
      for (;;) {
        const before: unknown = await at.database.get(at.store, at.key);
        const box = await opened(before);
        const after = step(box);
        if (same(after, box) && (await settled(before))) return false;
        if (await exchange(at, before, await stored(after))) return true;
      }
    },
  };
}

/** Puts something in the place of what was there; false where that is another by now. */
async function exchange({ database, store, key }: At, before: unknown, after: unknown): Promise<boolean> {
  const tx = database.transaction(store, "readwrite", { durability: "strict" });
  // It is waited for below.
  tx.done.catch(() => undefined);
  const still = same(await tx.store.get(key), before);
  if (still) await tx.store.put(after, key);
  await tx.done;
  return still;
}

/** How much waits in a stored outbox that is sealed; 0 where none is. */
export function waitingIn(stored: unknown): number {
  return isSealed(stored) && sealedWith(stored.sealed) !== "" ? stored.waiting : 0;
}
