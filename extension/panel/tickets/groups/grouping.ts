// A list in groups: which there are is the core's to say; here rows are put
// under their heads. Pure.

import { latest } from "../latest";
import type { Group, Row } from "../../../../wasm/core.gen";

/** What a list may be grouped by, "" for nothing. */
export const groupings = ["", "status", "assignee", "sla", "source"] as const;

export type Grouping = (typeof groupings)[number];

/** The head of a group: what its rows have in common, and how many are on the screen. */
export interface Head {
  by: Grouping;
  group: Pick<Group, "word" | "account" | "id">;
  /** One of its rows, which names what only has a number. */
  sample: Row;
  count: number;
  folded: boolean;
}

/** What stands in a list: a row, or the head of a group. */
export type Entry = { key: string; row: Row; head?: undefined } | { key: string; head: Head; row?: undefined };

/** How a list is grouped. */
export interface Grouped {
  by: Grouping;
  groups: readonly Group[];
}

/** What stands in the list, in its order. Rows of which no group is known stand last, under a head of their own. */
export const entriesOf = latest((rows: readonly Row[], grouped: Grouped | null, folded: ReadonlySet<string>): readonly Entry[] => {
  if (!grouped) return rows.map((row) => ({ key: row.key, row }));
  const place = new Map<string, number>();
  grouped.groups.forEach((group, i) => group.keys.forEach((key) => place.set(key, i)));
  const members: Row[][] = [...grouped.groups.map(() => []), []];
  for (const row of rows) members[place.get(row.key) ?? grouped.groups.length]?.push(row);
  return members.flatMap((own, i): Entry[] => {
    const [sample] = own;
    if (!sample) return [];
    const group = grouped.groups[i] ?? { word: "", account: "", id: 0 };
    const key = keyOf(group);
    const head: Entry = { key, head: { by: grouped.by, group, sample, count: own.length, folded: folded.has(key) } };
    return folded.has(key) ? [head] : [head, ...own.map((row) => ({ key: row.key, row }))];
  });
});

const HEAD = "group ";

/** The key of a group's head. No row has one like it. */
export function keyOf({ word, account, id }: Head["group"]): string {
  return `${HEAD}${word} ${account} ${id}`;
}

/** Whether a key is that of a group's head. */
export function isHead(key: string): boolean {
  return key.startsWith(HEAD);
}
