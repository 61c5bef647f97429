// What the background reads and writes: sealed where there is a passphrase.

import { session as memory, storage as local, watchSession, watchStorage } from "../kept";
import { sealerOf } from "../lock/sealer";
import { sealsOf, standing } from "../lock/seals";
import { storesOf } from "../lock/stores";

export const seals = sealsOf(local, memory, async () => ({ sealerOf }));
export const { storage, session } = storesOf(local, memory, seals);
export { local, memory };

/** Whether nothing can be opened now, or all of it is just being sealed anew. */
export async function locked(): Promise<boolean> {
  const { ring, open } = await standing(local, memory);
  return ring !== null && (open === null || ring.pending);
}

/** Calls changed when it was locked, unlocked, or sealed with another key. To be called as the background starts. */
export function watchLock(changed: () => void): void {
  const heard = () => {
    // Nothing of what was open stays known here.
    seals.changed();
    changed();
  };
  watchSession("opened", heard);
  watchStorage((keys) => keys.includes("seal") && heard());
}
