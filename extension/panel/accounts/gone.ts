// Accounts that were removed and of which something may still be kept: noted
// together with their removal, so that a panel that is closed in between leaves
// the rest to the next one.

/** An account that was removed, when, Unix milliseconds, and the permission that reaching it took. */
export interface Gone {
  id: string;
  pattern: string;
  at: number;
}

/** Whoever keeps something of an account forgets it. */
export interface Keeps {
  forget(account: string): Promise<void>;
}

/** How long a panel that is open may still take a removal back, milliseconds. */
const OPEN = 15_000;

/** Those that nobody can take back any more. */
export function past(gone: readonly Gone[], now: number): Gone[] {
  return gone.filter(({ at }) => now < at || now - at > OPEN);
}

/** Reads what storage holds; entries of another shape are left out. */
export function goneFrom(value: unknown): Gone[] {
  if (!Array.isArray(value)) return [];
  return value.filter((entry): entry is Gone => {
    const { id, pattern, at } = (entry ?? {}) as Partial<Gone>;
    return typeof id === "string" && typeof pattern === "string" && typeof at === "number";
  });
}
