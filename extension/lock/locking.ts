// Locks what this browser keeps: from then on nobody opens it who does not know
// the passphrase. Every page of the extension hears of it.

import type { Kept } from "../kept";
import { sealLate } from "./late";

/** storage seals what it is given. */
export async function lock(storage: Kept, memory: Kept): Promise<void> {
  await sealLate(storage, memory);
  await memory.write({ opened: null, keys: null, told: null, wanted: null });
}

/** After how many minutes without a touch it is locked by itself, 0 for never. */
export const choices = [5, 15, 30, 60, 0] as const;

/** Reads what storage holds: who has not chosen is gone after half an hour. */
export function minutesFrom(value: unknown): number {
  return choices.find((c) => c === value) ?? 30;
}

/** When somebody touched a page of the extension last, Unix milliseconds; 0 where that is not known. */
export async function touchedAt(memory: Kept): Promise<number> {
  const { touched } = await memory.read(["touched"]);
  return typeof touched === "number" ? touched : 0;
}
