// What was being written, as it is kept on the customer's device: see shelf.ts.

import type { PostField, PostFile, Shelf as Kept, Writing } from "../../../wasm/core.gen";
import { subjectOf } from "./form";
import type { Shelf } from "./shelf";
import type { FormName } from "./state";

const DRAFT = "deskside.draft.";

/** Where files that were sent are kept: see ../files/following.ts. */
const FILES = "deskside.files";

/** Whether files are followed that were sent. */
export const follows = (shelf: Pick<Shelf, "read">): boolean => Object.keys(shelf.read(FILES) ?? {}).length > 0;

export interface Drawer {
  /** What all pages of the visitor share of one form. */
  drafts(name: FormName): Kept;
  keepDrafts(name: FormName, kept: Kept): void;
  /** Those of some forms that another page wrote of, by the name that storage tells; null is all of it. */
  written(key: string | null, names: readonly FormName[]): readonly FormName[];
}

/** Opens what a shelf has of drafts. fresh makes a random id. */
export function openDrawer(shelf: Pick<Shelf, "read" | "write" | "names">, fresh: () => string): Drawer {
  return {
    drafts: (name) => asKept(shelf.read(DRAFT + name), name, fresh),
    keepDrafts(name, { current, spares, gone }) {
      shelf.write(DRAFT + name, current.id || spares.length > 0 || gone ? { ...plain(current), spares: spares.map(plain), gone } : null);
    },
    written: (key, names) => names.filter((name) => shelf.names(key, DRAFT + name)),
  };
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
