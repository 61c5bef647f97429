// Where a command has its place among the others.

import { type Keyed, keyed } from "../keys/commands";

export type Group = "all" | "list" | "ticket";

const inList: ReadonlySet<Keyed> = new Set(["query", "refresh", "news", "view", "down", "up", "pick", "pick_all"]);
const everywhere: ReadonlySet<Keyed> = new Set(["palette", "help", "new", "undo", "done_list", "settings", "outbox", "portal", "lock"]);

export function groupOf(command: Keyed): Group {
  return inList.has(command) ? "list" : everywhere.has(command) ? "all" : "ticket";
}

export const groups: readonly (readonly [Group, readonly Keyed[]])[] = (["all", "list", "ticket"] as const).map((group) => [group, keyed.filter((command) => groupOf(command) === group)]);
