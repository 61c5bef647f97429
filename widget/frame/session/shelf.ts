// What the widget keeps on the customer's device beside the outbox: who this
// browser is, what was being written. Where the browser refuses storage, as
// it may to a frame, it is kept in memory, and by the page for as long as that is open.

/** As much of the Storage interface as is used. */
export interface Storage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

const VISITOR = "deskside.visitor";
const WAITS = "deskside.waits";
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
  keepWaits(waits: boolean): void;
  /** Up to when what is new was seen, Unix milliseconds: 0 of who has never taken part in anything. */
  seen(): number;
  keepSeen(at: number): void;
}

/** What holds in the page what storage does not take: null for nothing under this name any more. */
export type Hold = (name: string, value: string | null) => void;

/**
 * Opens a shelf over storage; null is a browser that refuses it. random gives bytes fit for an id, own is a name in
 * storage as it is for this site, held what the page held so far.
 */
export function openShelf(kept: Storage | null, random: (bytes: Uint8Array<ArrayBuffer>) => void, own = (name: string) => name, held: Readonly<Record<string, unknown>> = {}, hold: Hold = () => {}): Shelf {
  const storage = kept && { getItem: (name: string) => kept.getItem(own(name)), setItem: (name: string, value: string) => kept.setItem(own(name), value) };
  const memory = new Map<string, string>();
  let lasting = false;

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
      if (memory.delete(name)) hold(name, null);
    } catch {
      // Full or refused: memory is what is left.
      lasting = false;
      memory.set(name, text);
      hold(name, text);
    }
  };
  const retry = () => {
    lasting = !!storage;
    for (const name of memory.keys()) write(name, read(name));
  };

  for (const [name, text] of Object.entries(held)) if (typeof text === "string") memory.set(name, text);
  retry();

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
    retry,
    names: (key, name) => key === null || key === own(name),
    waits: () => read(WAITS) === true,
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
