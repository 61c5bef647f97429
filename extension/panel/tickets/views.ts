// The views that stand as tabs: each is a name for a query.

import type { ListResult, State } from "../../../wasm/core.gen";

export type ViewID = "active" | "new" | "open" | "pending" | "hold" | "solved" | "closed";

export interface View {
  id: ViewID;
  query: string;
  /** The one state that the view selects; none for the view of all that wait. */
  state?: State;
  /** Its tickets are among those of the view of all that wait. */
  waits: boolean;
}

export const views: readonly View[] = [
  { id: "active", query: "status:active", waits: true },
  { id: "new", query: "status:new", state: "new", waits: true },
  { id: "open", query: "status:open", state: "open", waits: true },
  { id: "pending", query: "status:pending", state: "pending", waits: true },
  { id: "hold", query: "status:hold", state: "hold", waits: true },
  { id: "solved", query: "status:solved", state: "solved", waits: false },
  { id: "closed", query: "status:closed", state: "closed", waits: false },
];

export const firstView = views[0] as View;

/** The view whose query this is. */
export function viewOf(query: string): View | undefined {
  return views.find((v) => v.query === query.trim());
}

/** How many tickets a view has; least says that there may be more. */
export interface ViewCount {
  rows: number;
  least: boolean;
}

export type ViewCounts = Partial<Record<ViewID, ViewCount>>;

/** What the answer to a query tells about the views' counts, on top of what is known. */
export function counted(known: ViewCounts, query: string, result: ListResult): ViewCounts {
  const view = viewOf(query);
  if (!view) return known;
  const least = result.more || result.problems.length > 0;
  const counts: ViewCounts = { ...known, [view.id]: { rows: result.rows.length, least } };
  if (view.state) return counts;
  for (const v of views) {
    if (!v.waits || !v.state) continue;
    counts[v.id] = { rows: result.counts.find((c) => c.state === v.state)?.rows ?? 0, least };
  }
  return counts;
}

/** A count as a tab shows it: "12", "50+", "" where nothing is known. */
export function countText(count: ViewCount | undefined): string {
  if (!count) return "";
  return count.least && count.rows > 0 ? `${count.rows}+` : count.least ? "" : `${count.rows}`;
}

/**
 * Which of several things in a row are shown when not all have room: as many
 * as fit from the start, and the chosen one in any case. Sizes in one unit.
 */
export function fitting(sizes: readonly number[], room: number, rest: number, chosen: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= room) return sizes.map((_, i) => i);
  let left = room - rest - (sizes[chosen] ?? 0);
  const shown: number[] = [];
  let open = true;
  sizes.forEach((size, i) => {
    if (i === chosen) return void shown.push(i);
    open &&= size <= left;
    if (!open) return;
    left -= size;
    shown.push(i);
  });
  return shown;
}
