// Keeps an outbox in IndexedDB, where all pages of an origin share it, and says
// how far it could: what a browser refuses to store is held in the page, is sent
// from there, and goes into the store as soon as that takes it.

import type { IDBPDatabase } from "idb";
import { type Migration, openDatabase } from "./database";

/** How long what is in an outbox lasts: on this device, or as long as this page is open. */
export type Grade = "kept" | "page";

/** Anything that comes of a step of the state machine: the outbox after it. */
export interface Boxed {
  readonly box: Uint8Array;
}

export interface Keep {
  readonly grade: Grade;
  /** Why it is not kept; undefined when it is. */
  readonly problem: unknown;
  /**
   * Runs a step of the state machine and stores what comes of it, in one
   * transaction: no other page comes between. run is pure and quick; it may be
   * called more than once, and what it throws comes back with nothing changed;
   * alone is where no other page has the same. When this resolves, the outbox is
   * stored, or grade says that it is not.
   */
  change<T extends Boxed>(run: (box: Uint8Array, alone: boolean) => T): Promise<T>;
  /** What is in the outbox, with what this page alone holds. */
  read(): Promise<Uint8Array>;
  /** Tells of changes that other pages make; what it returns ends that. */
  watch(changed: () => void): () => void;
}

export interface Surroundings {
  /** Names the store and what pages tell each other by. */
  readonly name: string;
  /** Brings what one box holds into another. */
  readonly merge: (box: Uint8Array, other: Uint8Array) => Uint8Array;
  /** Absent where a browser has none, or hides it; looked for anew until there is one. */
  readonly indexedDB: unknown;
  /** What a page before this one held alone. */
  readonly held?: Uint8Array | undefined;
  /** Hears what this page holds alone by now. */
  readonly holds?: (own: Uint8Array) => void;
  /** How what is stored is read and changed; absent, as plain bytes. */
  readonly shelf?: Shelf;
}

/** Reads what is stored, and changes it in one step: no other page comes between. */
export interface Shelf {
  read(at: At): Promise<Uint8Array>;
  /** step may be called more than once. Whether anything was changed. */
  change(at: At, step: (box: Uint8Array) => Uint8Array): Promise<boolean>;
}

/** Where an outbox is stored. */
export interface At {
  readonly database: IDBPDatabase;
  readonly store: string;
  readonly key: string;
}

const STORE = "outbox";
const BOX = "box";
/** How long a store may take to open, in milliseconds: there are browsers in which it never answers. */
const PATIENCE = 4000;

const migrations: readonly Migration[] = [(database) => void database.createObjectStore(STORE)];

const nothing = new Uint8Array();

/** An error of the step itself, which is the caller's business and not the store's. */
class Thrown extends Error {
  constructor(error: unknown) {
    super("a step threw", { cause: error });
  }
}

export function openKeep(around: Surroundings): Keep {
  const { name, merge, shelf = plain } = around;
  let db: Promise<IDBPDatabase> | undefined;
  let grade: Grade = "kept";
  let problem: unknown;
  /** What this page alone holds. */
  let own: Uint8Array = around.held ?? nothing;
  /** Changes of this page come one after the other. */
  let last: Promise<unknown> = Promise.resolve();
  const told = channel(name);

  const open = (): Promise<IDBPDatabase> => {
    if (!around.indexedDB) return Promise.reject(new Error("this browser has no IndexedDB here"));
    db ??= inTime(
      openDatabase(name, migrations, () => (db = undefined)),
    );
    return db;
  };

  const close = () => {
    // Who opened it has heard why it did not open.
    void db?.then((opened) => opened.close()).catch(() => undefined);
    db = undefined;
  };

  const hold = (box: Uint8Array) => {
    own = box;
    around.holds?.(box);
  };

  const at = async (): Promise<At> => ({ database: await open(), store: STORE, key: BOX });

  const store = async <T extends Boxed>(run: (box: Uint8Array, alone: boolean) => T): Promise<T> => {
    let result: T | undefined;
    const changed = await shelf.change(await at(), (box) => {
      try {
        result = run(own.length > 0 ? merge(box, own) : box, false);
      } catch (error) {
        throw new Thrown(error);
      }
      return result.box;
    });
    if (own.length > 0) hold(nothing);
    if (changed) told?.postMessage(null);
    return result!;
  };

  const once = async <T extends Boxed>(run: (box: Uint8Array, alone: boolean) => T): Promise<T> => {
    try {
      const result = await store(run);
      grade = "kept";
      problem = undefined;
      return result;
    } catch (error) {
      if (error instanceof Thrown) throw error.cause;
      // Refused, full or gone: the page is what is left, and the next change tries again.
      close();
      problem = error;
    }
    const result = run(own, true);
    hold(result.box);
    grade = "page";
    return result;
  };

  return {
    get grade() {
      return grade;
    },
    get problem() {
      return problem;
    },
    change(run) {
      const next = last.then(() => once(run));
      // The next waits for its end; its failure is for who asked.
      last = next.catch(() => undefined);
      return next;
    },
    async read() {
      await last;
      let kept: Uint8Array = nothing;
      try {
        kept = await shelf.read(await at());
      } catch {
        // What cannot be read is not there; the next change says why.
      }
      return own.length > 0 ? merge(kept, own) : kept;
    },
    watch(changed) {
      told?.addEventListener("message", changed);
      return () => told?.removeEventListener("message", changed);
    },
  };
}

const plain: Shelf = {
  read: async ({ database, store, key }) => asBox(await database.get(store, key)),
  async change({ database, store, key }, step) {
    const tx = database.transaction(store, "readwrite", { durability: "strict" });
    // It is waited for below; a step that throws does not get there.
    tx.done.catch(() => undefined);
    const box = asBox(await tx.store.get(key));
    let after: Uint8Array;
    try {
      after = step(box);
    } catch (error) {
      tx.abort();
      throw error;
    }
    const changed = !same(after, box);
    if (changed) await tx.store.put(after, key);
    await tx.done;
    return changed;
  },
};

function asBox(kept: unknown): Uint8Array {
  return kept instanceof Uint8Array ? kept : nothing;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** What pages tell each other by; not everywhere is there such a thing. */
function channel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    // Pages then hear of each other when they look.
    return undefined;
  }
}

function inTime<T>(opening: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the store did not open in time")), PATIENCE);
    opening.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
