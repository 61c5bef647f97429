// Marks as this browser keeps them: the background reads them, too.

import type { Marks } from "../../../wasm/core.gen";

/** Reads what storage holds; null where it is of another shape. */
export function marksFrom(value: unknown): Marks | null {
  if (!isRecord(value) || typeof value["first"] !== "number") return null;
  const { seen, asleep } = value;
  if (!Array.isArray(seen) || !Array.isArray(asleep)) return null;
  const of = (names: Record<string, string>) => (entry: unknown) => isRecord(entry) && Object.entries(names).every(([name, type]) => typeof entry[name] === type);
  return {
    first: value["first"],
    seen: seen.filter(of({ key: "string", at: "number" })) as Marks["seen"],
    asleep: asleep.filter(of({ key: "string", until: "number", at: "number" })) as Marks["asleep"],
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
