// The picture of the list as it was when the panel was left: drawn before the
// panel is there. It lies where it can be read before the first frame is drawn;
// losing it costs nobody anything.

import { early } from "../../kept";
import type { Branch } from "./picture";

const KEY = "first";

/** For so long a picture is drawn, milliseconds: what it says of how long ago something was is soon wrong. */
const FOR = 3_600_000;

/** A picture and what has to be known to draw it. */
export interface First {
  /** When it was taken, Unix milliseconds. */
  at: number;
  lang: string;
  dir: string;
  /** How far the list was scrolled, CSS pixels. */
  scroll: number;
  /** List and ticket stood side by side. */
  wide: boolean;
  /** What marks said of the rows: see marks/marked.ts. */
  unread: readonly string[];
  asleep: readonly string[];
  hidden: readonly string[];
  body: Branch;
}

/** Whether it is kept now. */
export function keepFirst(first: First | null): boolean {
  return early.write(KEY, first && JSON.stringify(first));
}

/** What is kept, if it may still be drawn; null where it is of another shape. */
export function keptFirst(now: number): First | null {
  try {
    const first = JSON.parse(early.read(KEY) ?? "null") as First | null;
    const age = now - (first?.at ?? 0);
    return first && age >= 0 && age < FOR ? first : null;
  } catch {
    // Not of this version: the panel begins without it.
    return null;
  }
}
