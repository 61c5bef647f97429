// How near an agreed moment is, as a list shows it. Pure: the present is an argument.

/**
 * Far, within two hours, within half an hour, passed. Each has a look of its
 * own that is not only a colour.
 */
export type Warmth = "calm" | "warm" | "hot" | "late";

const WARM = 2 * 60 * 60;
const HOT = 30 * 60;

/** The warmth of an agreed moment, Unix seconds; null where nothing is agreed (0). */
export function warmthOf(due: number, now: number): Warmth | null {
  if (due === 0) return null;
  const left = due - now;
  if (left < 0) return "late";
  if (left < HOT) return "hot";
  return left < WARM ? "warm" : "calm";
}
