// What frames have the page hold for those that come after them, while it is open: what waits to be sent and what is being
// written, where the browser keeps nothing for them.

import type { Widget } from "../loader/element";
import type { Held, ToPage } from "../protocol";

/** By the frames' addresses. */
const all: Record<string, Held> = {};

/** Holds what a frame says, and gives all that is held for it. */
export function hold({ frame }: Widget, what?: Extract<ToPage, { type: "holds" }>): Held {
  const place = frame!.src.split("#")[0]!;
  if (what) all[place] = { ...(what.name && all[place]), [what.name]: what.value };
  return all[place] ?? {};
}
