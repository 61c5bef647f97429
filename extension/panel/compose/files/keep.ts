// Keeps the files of messages in IndexedDB, where all pages of the extension
// share them: those of drafts, and those that go along with what the outbox
// sends. What the browser refuses to keep is held in the page.

import type { IDBPDatabase } from "idb";
import { type Migration, openDatabase } from "../../../../shared/outbox/host/database";

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
}

const STORE = "files";
const migrations: readonly Migration[] = [(database) => void database.createObjectStore(STORE, { keyPath: "id" })];

export function openFiles(name: string): FileKeep {
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
  return {
    async all() {
      const kept = (await (await open()).getAll(STORE)) as KeptFile[];
      return [...kept.filter((f) => !own.has(f.id)), ...own.values()].sort((a, b) => a.at - b.at);
    },
    async content(id) {
      const mine = own.get(id);
      if (mine) return mine.content;
      return ((await (await open()).get(STORE, id)) as KeptFile | undefined)?.content;
    },
    async put(files) {
      try {
        const tx = (await open()).transaction(STORE, "readwrite", { durability: "strict" });
        // It is waited for below.
        tx.done.catch(() => undefined);
        for (const file of files) await tx.store.put(file);
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
  };
}
