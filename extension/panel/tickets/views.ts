// The views that stand as tabs. Which there are, what each asks and how many
// tickets it has is the core's to say; here they are drawn.

import { standingViews, type ViewCount } from "../../../wasm/core.gen";

export type View = (typeof standingViews)[number];

export type ViewID = View["id"];

export const views: readonly View[] = standingViews;

export const firstView: View = standingViews[0];

/** The view whose query this is. */
export function viewOf(query: string): View | undefined {
  return views.find((v) => v.query === query.trim());
}

export type ViewCounts = Partial<Record<string, ViewCount>>;

/** What an answer tells about the views' counts, on top of what is known. */
export function counted(known: ViewCounts, { views: told }: { views: readonly ViewCount[] }): ViewCounts {
  return told.length > 0 ? { ...known, ...Object.fromEntries(told.map((count) => [count.view, count])) } : known;
}

/** A count as a tab shows it: "12", "50+", "–" where none is known to be there and some may be, "" where nobody asked. */
export function countText(count: ViewCount | undefined): string {
  if (!count) return "";
  if (!count.least) return `${count.rows}`;
  return count.rows > 0 ? `${count.rows}+` : "–";
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
