// Keeps the files of messages in IndexedDB, where all pages of the extension
// share them: those of drafts, and those that go along with what the outbox
// sends. What the browser refuses to keep is held in the page.

import type { IDBPDatabase } from "idb";
import { type Migration, openDatabase } from "../../../../shared/outbox/host/database";

import type { Bytes } from "../../../lock/seal";
import type { Seals } from "../../../lock/seals";

/** A file as it is kept. */
export interface KeptFile {
  readonly id: string;
  /** The draft that it belongs to, "" for one that goes along with an entry of the outbox. */
  readonly draft: string;
  readonly name: string;
  readonly size: number;
  /** A media type that may be shown, by its bytes; "" for what is not shown. */
  readonly type: string;
  /** When it was put where it is, Unix milliseconds; those of a draft stand in this order. */
  readonly at: number;
  readonly content: Blob;
}

export interface FileKeep {
  /** All that is kept, in order. Rejects where the browser cannot read. */
  all(): Promise<KeptFile[]>;
  /** What is in a file; undefined where it is gone. */
  content(id: string): Promise<Blob | undefined>;
  /** Keeps files. Whether they are kept now: if not, this page has them until it ends. */
  put(files: readonly KeptFile[]): Promise<boolean>;
  /** Forgets files. */
  drop(ids: readonly string[]): Promise<void>;
  /** Tells that another page has changed them. */
  watch(changed: () => void): void;
  /** Seals what is kept as it is to be sealed now. */
  reseal(): Promise<void>;
}

/** A file as it lies in the database, where it is sealed: what it is called and holds. */
interface Sealed extends Pick<KeptFile, "id" | "draft" | "size" | "at"> {
  readonly sealed: Bytes;
  readonly content: Blob;
}

const STORE = "files";
const migrations: readonly Migration[] = [(database) => void database.createObjectStore(STORE, { keyPath: "id" })];

export function openFiles(name: string, seals: Pick<Seals, "now"> = { now: async () => null }): FileKeep {
  let opened: Promise<IDBPDatabase> | undefined;
  const told = new BroadcastChannel(name);
  /** What this page alone has. */
  const own = new Map<string, KeptFile>();
  const open = () => {
    opened ??= openDatabase(name, migrations, () => (opened = undefined));
    // It is opened anew for the next.
    opened.catch(() => (opened = undefined));
    return opened;
  };
  const placeOf = (id: string) => `${name}/${id}`;
  const sealed = async (file: KeptFile): Promise<KeptFile | Sealed> => {
    const sealer = await seals.now();
    const { id, draft, size, at, name: called, type } = file;
    const told = await sealer?.seal(`${placeOf(id)}/about`, new TextEncoder().encode(JSON.stringify({ name: called, type })));
    const content = await sealer?.seal(placeOf(id), new Uint8Array(await file.content.arrayBuffer()));
    return told && content ? { id, draft, size, at, sealed: told, content: new Blob([content]) } : file;
  };
  /** What was opened before: what is in a file never changes. */
  const before = new Map<string, KeptFile>();
  const unsealed = async (kept: KeptFile | Sealed): Promise<KeptFile> => {
    if (!("sealed" in kept)) return kept;
    const { id, draft, size, at } = kept;
    const known = before.get(id);
    if (known) return { ...known, draft, at };
    const sealer = await seals.now();
    if (!sealer) throw new Error("nothing is known of what sealed this");
    const about = JSON.parse(new TextDecoder().decode(await sealer.open(`${placeOf(id)}/about`, kept.sealed))) as Pick<KeptFile, "name" | "type">;
    const content = new Blob([await sealer.open(placeOf(id), new Uint8Array(await kept.content.arrayBuffer()))], { type: about.type });
    const file = { id, draft, size, at, ...about, content };
    before.set(id, file);
    return file;
  };
  return {
    async all() {
      const lying = (await (await open()).getAll(STORE)) as (KeptFile | Sealed)[];
      // One that is damaged takes no other along.
      const kept = (await Promise.all(lying.map((file) => unsealed(file).catch(() => [])))).flat();
      return [...kept.filter((f) => !own.has(f.id)), ...own.values()].sort((a, b) => a.at - b.at);
    },
    async content(id) {
      const mine = own.get(id);
      if (mine) return mine.content;
      const kept = (await (await open()).get(STORE, id)) as KeptFile | Sealed | undefined;
      return kept && (await unsealed(kept)).content;
    },
    async put(files) {
      try {
        const ready = await Promise.all(files.map(sealed));
        const tx = (await open()).transaction(STORE, "readwrite", { durability: "strict" });
        // It is waited for below.
        tx.done.catch(() => undefined);
        for (const file of ready) await tx.store.put(file);
        await tx.done;
        for (const { id } of files) own.delete(id);
        told.postMessage(null);
        return true;
      } catch {
        // Full, refused or gone: who put them says so.
        for (const file of files) own.set(file.id, file);
        return false;
      }
    },
    async drop(ids) {
      for (const id of ids) own.delete(id);
      for (const id of ids) before.delete(id);
      try {
        const tx = (await open()).transaction(STORE, "readwrite");
        for (const id of ids) await tx.store.delete(id);
        await tx.done;
        told.postMessage(null);
      } catch {
        // It is forgotten the next time that files are looked through.
      }
    },
    watch: (changed) => told.addEventListener("message", changed),
    async reseal() {
      const sealer = await seals.now();
      for (const old of (await (await open()).getAll(STORE)) as (KeptFile | Sealed)[]) {
        if (!sealer || sealer.settled("sealed" in old ? old.sealed : null)) continue;
        const anew = await sealed(await unsealed(old));
        const tx = (await open()).transaction(STORE, "readwrite");
        // What was forgotten meanwhile stays so.
        if (await tx.store.get(old.id)) await tx.store.put(anew);
        await tx.done;
      }
    },
  };
}
