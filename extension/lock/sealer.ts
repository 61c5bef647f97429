// Seals and opens with the keys of an open ring.

import { base64, type Bytes, fromBase64, keyOf, seal, sealedWith, unseal } from "./seal";
import type { Open } from "./ring";

/** What seals what is kept, at the edge of each store. */
export interface Sealer {
  /** Bytes as they are to be kept at a place; null where they are to be kept as they are. */
  seal(place: string, bytes: Uint8Array): Promise<Bytes | null>;
  /** Opens what was kept at a place. Rejects where that cannot be. */
  open(place: string, sealed: Uint8Array): Promise<Bytes>;
  /** Whether something is kept as it is to be: sealed, or null for not. */
  settled(sealed: Uint8Array | null): boolean;
  /** A value that is JSON, in place of itself; the same where nothing is to be sealed. */
  sealValue(place: string, value: unknown): Promise<unknown>;
  openValue(place: string, kept: unknown): Promise<unknown>;
}

/** A value that is kept sealed, base64. */
interface Sealed {
  readonly sealed: string;
}

/** What is sealed of a value that storage holds; null where nothing is. */
export function sealedIn(kept: unknown): Bytes | null {
  const { sealed } = (kept ?? {}) as Partial<Sealed>;
  return typeof sealed === "string" && Object.keys(kept as object).length === 1 ? fromBase64(sealed) : null;
}

const toText = new TextDecoder();
const toBytes = new TextEncoder();

export async function sealerOf({ ring, opened }: Open): Promise<Sealer> {
  const keys = new Map(await Promise.all(Object.entries(opened).map(async ([id, key]) => [id, await keyOf(fromBase64(key))] as const)));
  const target = keys.get(ring.target);
  const sealer: Sealer = {
    seal: async (place, bytes) => (target ? seal(ring.target, target, place, bytes) : null),
    async open(place, sealed) {
      const key = keys.get(sealedWith(sealed));
      if (!key) throw new Error("sealed with a key that is not on the ring");
      return unseal(key, place, sealed);
    },
    settled: (sealed) => (sealed ? sealedWith(sealed) : "") === ring.target,
    async sealValue(place, value) {
      const sealed = await sealer.seal(place, toBytes.encode(JSON.stringify(value)));
      return sealed ? ({ sealed: base64(sealed) } satisfies Sealed) : value;
    },
    async openValue(place, kept) {
      const sealed = sealedIn(kept);
      return sealed ? (JSON.parse(toText.decode(await sealer.open(place, sealed))) as unknown) : kept;
    },
  };
  return sealer;
}
