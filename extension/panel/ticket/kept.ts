// Keeps the tickets that were read last in IndexedDB, to be opened where no
// helpdesk answers: without a network, and without a key.

import type { IDBPDatabase } from "idb";
import { type Migration, openDatabase } from "../../../shared/outbox/host/database";
import type { TicketResult } from "../../../wasm/core.gen";
import { base64, fromBase64 } from "../../lock/seal";
import type { Seals } from "../../lock/seals";

export interface TicketKeep {
  /** Keeps a ticket as it was read. Whether it is kept now. */
  put(result: TicketResult): Promise<boolean>;
  /** A ticket as it was read last; null where it is not kept, or by another release. */
  get(key: string): Promise<TicketResult | null>;
  /** Forgets the tickets of an account. */
  forget(account: string): Promise<void>;
  /** Seals what is kept as it is to be sealed now. */
  reseal(): Promise<void>;
}

/** A ticket as it lies in the database: its text, sealed or not, when it was read, Unix milliseconds, and by which release. */
interface Lying {
  readonly key: string;
  readonly at: number;
  readonly of: string;
  readonly text: Uint8Array;
  readonly sealed: boolean;
}

/** So many are kept, those that were read last, and none whose text has more bytes. */
const MOST = 100;
const LARGEST = 512 * 1024;

const STORE = "tickets";
const BY_TIME = "at";
const migrations: readonly Migration[] = [(database) => void database.createObjectStore(STORE, { keyPath: "key" }).createIndex(BY_TIME, "at")];

/** Bytes within a text that is JSON. */
interface Bytes {
  readonly $bytes: string;
}

const toText = (result: TicketResult) => new TextEncoder().encode(JSON.stringify(result, (_, value: unknown) => (value instanceof Uint8Array ? ({ $bytes: base64(value) } satisfies Bytes) : value)));
const fromText = (text: Uint8Array) =>
  JSON.parse(new TextDecoder().decode(text), (_, value: unknown) => (typeof (value as Partial<Bytes> | null)?.$bytes === "string" ? fromBase64((value as Bytes).$bytes) : value)) as TicketResult;

/** release names what reads and writes them: what another has left is not read. */
export function openTickets(name: string, release: string, seals: Pick<Seals, "now">): TicketKeep {
  let opened: Promise<IDBPDatabase> | undefined;
  const open = () => {
    opened ??= openDatabase(name, migrations, () => (opened = undefined));
    // It is opened anew for the next.
    opened.catch(() => (opened = undefined));
    return opened;
  };
  const placeOf = (key: string) => `${name}/${key}`;
  const lying = async (key: string, at: number, text: Uint8Array): Promise<Lying> => {
    const sealed = await (await seals.now())?.seal(placeOf(key), text);
    return { key, at, of: release, text: sealed ?? text, sealed: Boolean(sealed) };
  };
  const textOf = async ({ key, text, sealed }: Lying): Promise<Uint8Array> => {
    if (!sealed) return text;
    const sealer = await seals.now();
    if (!sealer) throw new Error("nothing is known of what sealed this");
    return sealer.open(placeOf(key), text);
  };
  return {
    async put(result) {
      try {
        const text = toText(result);
        if (text.length > LARGEST) return true;
        const next = await lying(result.row.key, result.read_at, text);
        const tx = (await open()).transaction(STORE, "readwrite");
        await tx.store.put(next);
        let over = (await tx.store.count()) - MOST;
        for (let oldest = over > 0 ? await tx.store.index(BY_TIME).openCursor() : null; oldest && over > 0; oldest = await oldest.continue()) {
          await oldest.delete();
          over--;
        }
        await tx.done;
        return true;
      } catch {
        // Full, refused or locked: who put it says so.
        return false;
      }
    },
    async get(key) {
      try {
        const found = (await (await open()).get(STORE, key)) as Lying | undefined;
        if (found?.of !== release) return null;
        const result = fromText(await textOf(found));
        return result.row.key === key ? result : null;
      } catch {
        // What cannot be read is not there.
        return null;
      }
    },
    async forget(account) {
      const tx = (await open()).transaction(STORE, "readwrite");
      for (const key of await tx.store.getAllKeys()) if (typeof key === "string" && key.startsWith(`${account}/`)) await tx.store.delete(key);
      await tx.done;
    },
    async reseal() {
      const sealer = await seals.now();
      for (const key of await (await open()).getAllKeys(STORE)) {
        const old = (await (await open()).get(STORE, key)) as Lying | undefined;
        if (!old || !sealer || sealer.settled(old.sealed ? old.text : null)) continue;
        // What of them is damaged goes: it can be read again.
        const text = await textOf(old).catch(() => null);
        const anew = text && { ...(await lying(old.key, old.at, text)), of: old.of };
        const tx = (await open()).transaction(STORE, "readwrite");
        if (((await tx.store.get(key)) as Lying | undefined)?.at === old.at) await (anew ? tx.store.put(anew) : tx.store.delete(key));
        await tx.done;
      }
    },
  };
}
