// What the widget keeps on the customer's device beside the outbox: who this
// browser is, what was being written. Where the browser refuses storage, as
// it may to a frame, it is kept in memory for as long as the page is open.

import type { PostField, PostFile, Shelf as Kept, Writing } from "../../../wasm/core.gen";
import { type FormName, subjectOf } from "./state";

/** As much of the Storage interface as is used. */
export interface Storage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

const VISITOR = "deskside.visitor";
const WAITS = "deskside.waits";
const FILES = "deskside.files";
const SEEN = "deskside.seen";
const DRAFT = "deskside.draft.";

export interface Shelf {
  /** Whether what is kept outlives the page. */
  readonly lasting: boolean;
  visitor(): string;
  /** What all pages of the visitor share of one type of post. */
  drafts(name: FormName): Kept;
  keepDrafts(name: FormName, kept: Kept): void;
  /** Those of some forms that another page wrote of, by the name that storage tells; null is all of it. */
  written(key: string | null, names: readonly FormName[]): readonly FormName[];
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
    drafts: (name) => asKept(read(DRAFT + name), name, () => newId(random)),
    keepDrafts(name, { current, spares, gone }) {
      write(DRAFT + name, current.id || spares.length > 0 || gone ? { ...plain(current), spares: spares.map(plain), gone } : null);
    },
    written: (key, names) => names.filter((name) => key === null || key === own(DRAFT + name)),
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

/** A writing as it is kept: what earlier versions kept of the one draft they knew. */
function plain({ id, draft: { type: _, object: __, ...entered } }: Writing) {
  return { ...entered, writing: id };
}

function asKept(kept: unknown, name: FormName, fresh: () => string): Kept {
  const { spares, gone } = (typeof kept === "object" && kept !== null ? kept : {}) as Record<string, unknown>;
  return {
    current: asWriting(kept, name, fresh),
    spares: (Array.isArray(spares) ? spares : []).map((spare) => asWriting(spare, name, fresh)).filter((spare) => spare.id !== ""),
    gone: idIn(gone),
  };
}

/** A writing, with an id unless there is nothing in it. */
function asWriting(kept: unknown, name: FormName, fresh: () => string): Writing {
  const { title, content, category, files, fields, tags, writing } = (typeof kept === "object" && kept !== null ? kept : {}) as Record<string, unknown>;
  const entered = {
    title: text(title),
    content: text(content),
    category: Number.isSafeInteger(category) ? (category as number) : 0,
    files: list<PostFile>(files).flatMap(({ token, name, size }) => (token && name && size ? { token, name, size } : [])),
    fields: list<PostField>(fields).flatMap(({ id, values, list: several }) => (id && Array.isArray(values) ? { id, values: values.map(String), list: !!several } : [])),
    tags: text(tags),
  };
  const anything = Object.values(entered).some((value) => (typeof value === "number" ? value : value.length));
  return { id: anything ? idIn(writing) || fresh() : "", draft: { ...subjectOf(name), ...entered } };
}

const text = (kept: unknown) => (typeof kept === "string" ? kept : "");
const list = <T>(kept: unknown) => (Array.isArray(kept) ? (kept as Partial<T>[]) : []);

function idIn(kept: unknown): string {
  return typeof kept === "string" && /^[\w-]{1,64}$/.test(kept) ? kept : "";
}
