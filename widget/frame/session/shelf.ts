// What the widget keeps on the customer's device beside the outbox: who this
// browser is, what was being written. Where the browser refuses storage, as
// it may to a frame, it is kept in memory for as long as the page is open.

/** As much of the Storage interface as is used. */
export interface Storage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

const VISITOR = "deskside.visitor";
const WAITS = "deskside.waits";
const FILES = "deskside.files";
const SEEN = "deskside.seen";

export interface Shelf {
  /** Whether what is kept outlives the page. */
  readonly lasting: boolean;
  visitor(): string;
  /** What was kept under a name; null where nothing was, or what cannot be read. */
  read(name: string): unknown;
  write(name: string, value: unknown): void;
  /** Tries once more to keep what is only in memory so far. */
  retry(): void;
  /** Whether what storage tells of is kept under a name; null is all of it. */
  names(key: string | null, name: string): boolean;
  /** Whether the outbox has to be opened at once: something waits in it. */
  waits(): boolean;
  /** Whether files are followed that were sent. */
  follows(): boolean;
  keepWaits(waits: boolean): void;
  /** Up to when what is new was seen, Unix milliseconds: 0 of who has never taken part in anything. */
  seen(): number;
  keepSeen(at: number): void;
}

/**
 * Opens a shelf over storage; null is a browser that refuses it. random gives bytes fit for an id, own is a name in
 * storage as it is for this site.
 */
export function openShelf(kept: Storage | null, random: (bytes: Uint8Array<ArrayBuffer>) => void, own = (name: string) => name): Shelf {
  const storage = kept && { getItem: (name: string) => kept.getItem(own(name)), setItem: (name: string, value: string) => kept.setItem(own(name), value) };
  const memory = new Map<string, string>();
  let lasting = storage !== null;

  const read = (name: string): unknown => {
    try {
      const text = memory.get(name) ?? storage?.getItem(name);
      return text ? JSON.parse(text) : null;
    } catch {
      // Not readable, or not what was written: as if nothing were there.
      return null;
    }
  };
  const write = (name: string, value: unknown) => {
    const text = JSON.stringify(value);
    try {
      if (!storage) throw new Error("no storage");
      storage.setItem(name, text);
      memory.delete(name);
    } catch {
      // Full or refused: memory is what is left.
      lasting = false;
      memory.set(name, text);
    }
  };

  return {
    get lasting() {
      return lasting;
    },
    visitor() {
      const kept = read(VISITOR);
      if (typeof kept === "string" && /^[\w-]{32}$/.test(kept)) return kept;
      const visitor = newId(random);
      write(VISITOR, visitor);
      return visitor;
    },
    read,
    write,
    retry() {
      lasting = storage !== null;
      for (const [name, text] of memory) write(name, JSON.parse(text));
    },
    names: (key, name) => key === null || key === own(name),
    waits: () => read(WAITS) === true,
    follows: () => Object.keys(read(FILES) ?? []).length > 0,
    keepWaits: (waits) => write(WAITS, waits),
    seen: () => Number(read(SEEN)) || 0,
    keepSeen: (at) => write(SEEN, at),
  };
}

/** An id of 32 characters. crypto.randomUUID would do, but is missing on pages without TLS. */
export function newId(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(16);
  random(bytes);
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
