// How the list looks. It lies where it can be read before the first frame is
// drawn; losing it costs nobody anything.

import { early } from "../../../kept";
import { type Grouping, groupings } from "./grouping";

export interface Looks {
  /** Rows show how their tickets begin. */
  excerpts: boolean;
  by: Grouping;
}

const EXCERPTS = "excerpts";
const GROUPS = "groups";

export function keptLooks(): Looks {
  return { excerpts: early.read(EXCERPTS) !== "off", by: groupings.find((by) => by === early.read(GROUPS)) ?? "" };
}

/** Whether they are kept now. */
export function keepLooks({ excerpts, by }: Looks): boolean {
  const kept = early.write(EXCERPTS, excerpts ? null : "off");
  return early.write(GROUPS, by || null) && kept;
}
