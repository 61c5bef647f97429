// Which tickets somebody has selected, as state.

/** The rows that are selected. */
export interface Picks {
  keys: ReadonlySet<string>;
  /** Where a range begins, "" for nowhere yet, and what was selected beside it. */
  anchor: string;
  beside: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export const nothingPicked: Picks = { keys: none, anchor: "", beside: none };

/** Selects a row, or leaves it out again; a range begins there. */
export function toggled(picks: Picks, key: string): Picks {
  const keys = new Set(picks.keys);
  if (!keys.delete(key)) keys.add(key);
  const beside = new Set(keys);
  beside.delete(key);
  return keys.size === 0 ? nothingPicked : { keys, anchor: key, beside };
}

/** Selects all rows between where a range begins and another one, of those in order; from is where it begins where nothing does yet. */
export function ranged(picks: Picks, order: readonly string[], from: string, to: string): Picks {
  const anchor = order.includes(picks.anchor) ? picks.anchor : from;
  const [a, b] = [order.indexOf(anchor), order.indexOf(to)];
  if (b < 0) return picks;
  const range = a < 0 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1);
  const beside = picks.anchor === anchor ? picks.beside : picks.keys;
  return { keys: new Set([...beside, ...range]), anchor: a < 0 ? to : anchor, beside };
}

/** Selects these and no others. */
export function picked(keys: readonly string[]): Picks {
  return keys.length === 0 ? nothingPicked : { keys: new Set(keys), anchor: "", beside: none };
}

/** What is still selected of rows that are there. */
export function among(picks: Picks, there: (key: string) => boolean): Picks {
  if ([...picks.keys].every(there)) return picks;
  const keys = new Set([...picks.keys].filter(there));
  return keys.size === 0 ? nothingPicked : { keys, anchor: there(picks.anchor) ? picks.anchor : "", beside: new Set([...picks.beside].filter(there)) };
}
