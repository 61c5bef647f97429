// The names that each account uses for its agents, groups, tags and fields, so
// that filters can be written with them. They change seldom: a day is fresh.

import { isStale } from "../fresh";
import type { Directory, DirectoryResult } from "../../../wasm/core.gen";

/** What is known of an account, since when, and until when it need not be read again, Unix milliseconds. */
export interface Known {
  directory: Directory;
  at: number;
  staleAt: number;
}

/** By account. */
export type Names = Readonly<Record<string, Known>>;

/** Whether an account's names are to be read again. */
export function stale(names: Names, account: string, now: number): boolean {
  const known = names[account];
  return !known || isStale(known.at, known.staleAt, now);
}

export function withNames(names: Names, account: string, { directory, at, stale_at }: DirectoryResult): Names {
  return { ...names, [account]: { directory, at, staleAt: stale_at } };
}

/** The names of these accounts alone. */
export function namesOf(names: Names, accounts: readonly { id: string }[]): Names {
  return Object.fromEntries(Object.entries(names).filter(([id]) => accounts.some((a) => a.id === id)));
}

/** What is known of an account whose names were not read. */
export const nameless: Omit<Directory, "account" | "system"> = {
  title: "", me: 0, zone: 0, statuses: [], agents: [], groups: [], channels: [], tags: [], forums: [], categories: [], apart_categories: [], apart_statuses: [], fields: [],
};

/** What the core takes of them. */
export function directories(names: Names): Directory[] {
  return Object.values(names).map((known) => known.directory);
}

/** Reads what storage holds; entries of another shape are left out. */
export function namesFrom(value: unknown): Names {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Known] => isKnown(entry[0], entry[1])));
}

const lists: readonly (keyof Directory)[] = ["statuses", "agents", "groups", "channels", "tags", "forums", "categories", "apart_categories", "apart_statuses", "fields"];

function isKnown(account: string, value: unknown): boolean {
  if (!isRecord(value) || typeof value["at"] !== "number" || typeof value["staleAt"] !== "number" || !isRecord(value["directory"])) return false;
  const d = value["directory"];
  const named = typeof d["system"] === "string" && typeof d["title"] === "string" && typeof d["me"] === "number" && typeof d["zone"] === "number";
  return d["account"] === account && named && lists.every((list) => Array.isArray(d[list]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
