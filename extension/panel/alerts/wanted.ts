// What somebody has clicked a notification for: the background leaves it in the
// browser's session, and the next panel, or one that is open, goes there.

import type { Row } from "../../../wasm/core.gen";
import type { Kept } from "../../kept";

/** Where to go: to a ticket, or to the tickets of a query. */
export interface Wanted {
  row: Row | null;
  query: string;
}

const KEY = "wanted";

/** Takes what is wanted, once; null where nothing is. */
export async function takeWanted(kept: Kept): Promise<Wanted | null> {
  const wanted = wantedFrom((await kept.read([KEY]))[KEY]);
  if (wanted) await kept.write({ wanted: null });
  return wanted;
}

/** Reads what is kept; null where it is of another shape, or leads nowhere. */
export function wantedFrom(value: unknown): Wanted | null {
  if (typeof value !== "object" || value === null) return null;
  const { row, query } = value as Partial<Wanted>;
  const there = typeof row === "object" && row !== null && [row.key, row.account, row.subject].every((member) => typeof member === "string") && typeof row.id === "number";
  if (!there && (typeof query !== "string" || query === "")) return null;
  return { row: there ? row : null, query: query ?? "" };
}
