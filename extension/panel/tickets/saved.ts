// The last list of each view as this browser keeps it, shown before the helpdesks answer.

import type { Row } from "../../../wasm/core.gen";
import { type Arrived, type ListResult, withoutRows } from "./listing";
import { type View, viewOf } from "./views/views";

/** A list as it is kept: what is true only of one answer is left out. */
export type SavedList = Pick<ListResult, "rows" | "answered" | "views" | "at"> & Pick<Arrived, "old">;

/** By query. */
export type SavedLists = Readonly<Record<string, SavedList>>;

/** Rows kept of one list: more would be read slower than it is scrolled. */
const KEPT_ROWS = 200;

/** Adds a list, if it is that of a view; otherwise gives back the same lists. Those of views that are gone go, too. */
export function withList(lists: SavedLists, query: string, { result, old }: Arrived, all: readonly View[]): SavedLists {
  if (!viewOf(query, all)) return lists;
  const { rows, answered, views, at } = result;
  const others = Object.fromEntries(Object.entries(lists).filter(([asked]) => viewOf(asked, all)));
  return { ...others, [query]: { rows: rows.slice(0, KEPT_ROWS), answered, views, at, old } };
}

/** A kept list as it is shown. */
export function listOf({ old, ...saved }: SavedList): Arrived {
  return { result: { ...saved, problems: [], notes: [], more: false, total: -1, known: saved.rows.length, heldBack: 0, oldest: saved.at }, old };
}

/** Leaves only the tickets of these accounts in every list. */
export function listsOf(lists: SavedLists, accounts: readonly { id: string }[]): SavedLists {
  // Without any, a list is not empty: there is none.
  if (accounts.length === 0) return {};
  const known = new Set(accounts.map((a) => a.id));
  return Object.fromEntries(
    Object.entries(lists).map(([query, list]) => {
      const gone = new Set(list.rows.map((r) => r.account).filter((id) => !known.has(id)));
      return [query, [...gone].reduce(withoutRows, list)];
    }),
  );
}

/** Reads what storage holds; lists of another shape are left out. */
export function listsFrom(value: unknown): SavedLists {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, SavedList] => isList(entry[1])));
}

function isList(value: unknown): value is SavedList {
  return (
    isRecord(value) &&
    typeof value["at"] === "number" &&
    typeof value["answered"] === "number" &&
    Array.isArray(value["views"]) &&
    Array.isArray(value["old"]) &&
    Array.isArray(value["rows"]) &&
    value["rows"].every(isRow)
  );
}

const rowStrings: readonly (keyof Row)[] = ["key", "account", "system", "subject", "client", "assignee", "priority", "urgency"];
const rowNumbers: readonly (keyof Row)[] = ["id", "updated", "due"];

function isRow(value: unknown): boolean {
  return (
    isRecord(value) &&
    rowStrings.every((name) => typeof value[name] === "string") &&
    rowNumbers.every((name) => typeof value[name] === "number") &&
    isRecord(value["status"]) &&
    typeof value["status"]["title"] === "string" &&
    typeof value["status"]["state"] === "string"
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
