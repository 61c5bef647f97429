// Goes on with what a change of the passphrase has begun, in one page at a time.

import type { Kept } from "../../kept";
import { resealAll, type Store } from "../../lock/reseal";
import { sealerOf } from "../../lock/sealer";
import { standing } from "../../lock/seals";

/** Rejects where something cannot be written: then all is readable as it was, and the next page goes on. */
export async function goOn(local: Kept, memory: Kept, stores: readonly Store[]): Promise<void> {
  await navigator.locks.request("deskside.seal", async () => {
    const { open } = await standing(local, memory);
    // Another page may have done it meanwhile.
    if (open?.ring.pending) await resealAll(local, memory, open, await sealerOf(open), stores);
  });
}
