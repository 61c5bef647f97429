// Keeps drafts in IndexedDB, where all windows of the extension share them. A
// draft that another window has changed since it was read here is not written
// over: this window's goes beside it.

import type { IDBPDatabase } from "idb";
import { type Migration, openDatabase } from "../../../shared/outbox/host/database";
import type { Bytes } from "../../lock/seal";
import type { Seals } from "../../lock/seals";
import type { Draft } from "./draft";

/** What is kept beside what was written. */
interface About {
  /** The draft's name, and who wrote it; where two windows write the same, each has one of its own. */
  readonly name: string;
  readonly by: string;
  /** When it was written, Unix milliseconds. */
  readonly at: number;
}

/** A draft of a kind as it is kept. */
type Kept<T> = T & About;

/** The same as it lies in the database, where it is sealed. */
type Sealed = About & { readonly sealed: Bytes };

export interface DraftKeep<T = Draft> {
  /** All that is kept, the latest first. Rejects where the browser cannot read. */
  all(): Promise<Kept<T>[]>;
  /** Keeps a draft, or forgets it where it is null. Whether it is kept now. */
  write(name: string, draft: T | null): Promise<boolean>;
  /** Forgets what another window has written. */
  drop(name: string): Promise<boolean>;
  /** Tells that another window has written. */
  watch(changed: () => void): void;
  /** Seals what is kept as it is to be sealed now. */
  reseal(): Promise<void>;
}

/** As many drafts are kept, the latest. */
const MOST = 200;

const STORE = "drafts";
const migrations: readonly Migration[] = [(database) => void database.createObjectStore(STORE, { keyPath: ["name", "by"] })];

export interface Surroundings {
  /** Names the database and what windows tell each other by. */
  readonly name: string;
  /** This window's name among all that ever were. */
  readonly by: string;
  readonly now: () => number;
  /** Where a text can be laid at once, before a page that is being closed is gone. */
  readonly early: Early;
  /** What seals drafts; absent, nothing does. */
  readonly seals?: Pick<Seals, "now">;
}

export interface Early {
  read(key: string): string | null;
  write(key: string, value: string | null): boolean;
}

/** A writing as it is on its way into the database. */
interface Writing<T> {
  readonly name: string;
  readonly by: string;
  readonly at: number;
  /** The writing that it goes on from, by its time; that and what is older goes. */
  readonly from: number;
  readonly draft: T | null;
}

export function openDrafts<T extends object = Draft>({ name: database, by, now, early, seals = { now: async () => null } }: Surroundings): DraftKeep<T> {
  let opened: Promise<IDBPDatabase> | undefined;
  const told = new BroadcastChannel(database);
  /** The writing of each draft that this window goes on from. */
  const seen = new Map<string, number>();
  const open = () => {
    opened ??= openDatabase(database, migrations, () => (opened = undefined));
    // It is opened anew for the next.
    opened.catch(() => (opened = undefined));
    return opened;
  };
  const kept = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      told.postMessage(null);
      return true;
    } catch {
      // Full, refused or gone: it is not kept, which is all that a person can be told.
      return false;
    }
  };
  const key = `${database}.late`;
  /** What was on its way into the database when a page was closed, and what is now. */
  const laid = (): Writing<T>[] => {
    try {
      const all: unknown = JSON.parse(early.read(key) ?? "[]");
      return Array.isArray(all) ? (all as Writing<T>[]).filter((w) => typeof w?.name === "string" && typeof w.by === "string" && typeof w.at === "number" && typeof w.from === "number") : [];
    } catch {
      // Of no shape of ours: nothing is lost that could be read.
      return [];
    }
  };
  const lay = (all: readonly Writing<T>[]) => void early.write(key, all.length > 0 ? JSON.stringify(all) : null);
  const forget = (some: readonly Writing<T>[]) => lay(laid().filter((w) => !some.some((s) => s.name === w.name && s.by === w.by && s.at === w.at)));
  const placeOf = ({ name }: About) => `${database}/${name}`;
  /** As it lies in the database, and back: all that is told of a sealed one is whose it is, and when it was written. */
  const sealed = async (draft: T, about: About): Promise<Kept<T> | Sealed> => {
    const bytes = await (await seals.now())?.seal(placeOf(about), new TextEncoder().encode(JSON.stringify(draft)));
    return bytes ? { ...about, sealed: bytes } : { ...draft, ...about };
  };
  const unsealed = async (kept: Kept<T> | Sealed): Promise<Kept<T>> => {
    if (!("sealed" in kept)) return kept;
    const { sealed: bytes, ...about } = kept as Sealed;
    const open = await (await seals.now())?.open(placeOf(about), bytes);
    if (!open) throw new Error("nothing is known of what sealed this");
    return { ...(JSON.parse(new TextDecoder().decode(open)) as T), ...about };
  };
  const enter = async (writings: readonly Writing<T>[]) => {
    // Before the transaction, which waits for nothing else.
    const ready = await Promise.all(writings.map(async (w) => ({ ...w, kept: w.draft && (await sealed(w.draft, { name: w.name, by: w.by, at: w.at })) })));
    const tx = (await open()).transaction(STORE, "readwrite");
    for (const { name, by, at, from, kept } of ready) {
      const all = ((await tx.store.getAll()) as Kept<T>[]).sort((a, b) => a.at - b.at);
      if (all.some((old) => old.name === name && old.by === by && old.at > at)) continue;
      // What it goes on from becomes this writing; what came since stays.
      for (const old of all) if (old.name === name && (old.by === by || old.at <= from)) await tx.store.delete([old.name, old.by]);
      if (!kept) continue;
      for (const old of all.slice(0, Math.max(0, all.length + 1 - MOST))) await tx.store.delete([old.name, old.by]);
      await tx.store.put(kept);
    }
    tx.commit();
    await tx.done;
  };
  return {
    async all() {
      const late = laid();
      // Where it does not go in, it stays laid aside, and what is kept is read all the same.
      if (late.length > 0 && (await kept(() => enter(late)))) forget(late);
      const lying = (await (await open()).getAll(STORE)) as (Kept<T> | Sealed)[];
      // One that is damaged takes no other along.
      const read = await Promise.all(lying.map(async (draft): Promise<Kept<T>[]> => [await unsealed(draft)]).map((one) => one.catch((): Kept<T>[] => [])));
      const all = read.flat().sort((a, b) => b.at - a.at);
      for (const draft of all) if (!seen.has(draft.name)) seen.set(draft.name, draft.at);
      return all;
    },
    async write(name, draft) {
      const writing = { name, by, at: now(), from: seen.get(name) ?? 0, draft };
      // What another window writes from now on is not what this one went on from.
      seen.set(name, writing.from);
      lay([...laid().filter((w) => w.name !== name || w.by !== by), writing]);
      const done = await kept(() => enter([writing]));
      if (done) forget([writing]);
      return done;
    },
    drop: (name) =>
      kept(async () => {
        const tx = (await open()).transaction(STORE, "readwrite");
        for (const old of (await tx.store.getAll()) as Kept<T>[]) if (old.name === name && old.by !== by) await tx.store.delete([old.name, old.by]);
        await tx.done;
      }),
    watch: (changed) => told.addEventListener("message", changed),
    async reseal() {
      const sealer = await seals.now();
      for (const old of (await (await open()).getAll(STORE)) as (Kept<T> | Sealed)[]) {
        if (!sealer || sealer.settled("sealed" in old ? (old as Sealed).sealed : null)) continue;
        const { name, by, at, ...draft } = await unsealed(old);
        const anew = await sealed(draft as unknown as T, { name, by, at });
        const tx = (await open()).transaction(STORE, "readwrite");
        // Written meanwhile, it is sealed already.
        if (((await tx.store.get([name, by])) as About | undefined)?.at === at) await tx.store.put(anew);
        await tx.done;
      }
    },
  };
}
