// Whom an @ that is being typed could mean.

import type { Person } from "../../../wasm/core.gen";

/** As many are offered. */
const MOST = 6;

/** An @ with what stands behind it, up to the caret. */
export interface Mentioning {
  /** Where the @ stands, in UTF-16 code units. */
  readonly at: number;
  readonly typed: string;
}

/** The mention that is being typed at a caret; null for none. An @ within a word is an address's. */
export function mentioningAt(text: string, caret: number): Mentioning | null {
  const found = /(?:^|[\s([{])@([\p{L}\p{N}._-]{0,30}(?: [\p{L}\p{N}._-]{1,30})?)$/u.exec(text.slice(0, caret));
  return found ? { at: caret - (found[1] ?? "").length - 1, typed: found[1] ?? "" } : null;
}

/** The people whose names or addresses begin so, or have a word that does. */
export function meant(typed: string, people: readonly Person[], byAddress: boolean): readonly Person[] {
  const wanted = typed.toLowerCase();
  const begins = ({ name, email }: Person) => [name, ...name.split(/\s+/), email].some((word) => word.toLowerCase().startsWith(wanted));
  return people.filter((p) => p.name !== "" && (byAddress ? p.email !== "" : p.id !== 0) && begins(p)).slice(0, MOST);
}
