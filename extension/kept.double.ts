// Storage as tests have it: it takes what both browsers take and give back as
// it was, and refuses everything else. That it does is shown beside the real
// ones, end to end.

import type { Area } from "./kept";

/** What Chromium's storage.local takes of one extension: for each value its name and its JSON. */
export const QUOTA = 10_485_760;

export interface Double extends Area {
  /** What is kept, as JSON has it. */
  readonly stored: Record<string, unknown>;
  /** From now on, or no longer, every writing fails. */
  full: boolean;
  /** From now on, or no longer, every reading fails. */
  unreadable: boolean;
}

export function areaDouble(): Double {
  const double: Double = {
    stored: {},
    full: false,
    unreadable: false,
    async get(keys) {
      if (double.unreadable) throw new Error("An unexpected error occurred");
      return structuredClone(Object.fromEntries(keys.filter((k) => k in double.stored).map((k) => [k, double.stored[k]])));
    },
    async set(values) {
      for (const value of Object.values(values)) check(value, []);
      const next = { ...double.stored, ...structuredClone(values) };
      const size = Object.entries(next).reduce((sum, [key, value]) => sum + key.length + JSON.stringify(value).length, 0);
      if (double.full || size > QUOTA) throw new Error("Resource::kQuotaBytes quota exceeded");
      Object.assign(double.stored, next);
    },
  };
  return double;
}

/** Throws at what is not JSON, or would come back as something else. */
function check(value: unknown, above: readonly unknown[]): void {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return;
  const parent = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  const plain = Array.isArray(value) || parent === Object.prototype || parent === null;
  if (!plain || above.includes(value)) throw new Error("Cannot serialize value to JSON");
  for (const member of Object.values(value as object)) check(member, [...above, value]);
}

/** What the double takes, each as source to be run where storage is. */
export const taken: Readonly<Record<string, string>> = {
  "a text": `"Grüße 👋"`,
  "an empty text": `""`,
  numbers: `[0, -1, 1.5, 1764000000000]`,
  "truth and nothing": `[true, false, null]`,
  "objects in lists in objects": `({ rows: [{ tags: ["a", "b"], status: { id: 1 } }], more: false })`,
  "an empty list and an empty object": `[[], {}]`,
};

/** What the double refuses. Chromium refuses it, too, or gives back something else. */
export const refused: Readonly<Record<string, string>> = {
  bytes: `({ table: new Uint8Array([1, 2]) })`,
  "no bytes": `({ table: new Uint8Array() })`,
  "a bigint": `({ id: 1n })`,
  "a function": `({ run: () => 1 })`,
  "what holds itself": `(() => { const a = {}; a.a = a; return a; })()`,
  "not a number": `({ at: NaN })`,
  "a date": `({ at: new Date(0) })`,
  "a map": `({ names: new Map([["a", 1]]) })`,
  "a member that is not there": `({ at: undefined })`,
  "more than there is room for": `"x".repeat(${QUOTA})`,
};
