// The views that stand as tabs: those that every sidebar has and those that a
// person has saved. What each asks and how many tickets it has is the core's to
// say; here they are drawn.

import { type Lost, standingViews, type Tab, type ViewCount } from "../../../../wasm/core.gen";
import { watchedFrom } from "../../alerts/alerts";

type Standing = (typeof standingViews)[number];

export type ViewID = Standing["id"];

/** A view as it is drawn. */
export interface View {
  /** What it is known by among the others. */
  key: string;
  /** "" of one that a person has saved. */
  id: ViewID | "";
  /** What a person calls it; "" of one that every sidebar has. */
  name: string;
  query: string;
  /** What its list is grouped by. */
  groupBy: string;
  /** Which of its tickets the badge counts, and of what a person is told while nobody looks. */
  badge: Tab["badge"];
  notify: Tab["notify"];
}

const standing: readonly View[] = standingViews.map(({ id, query }) => ({ key: id, id, name: "", query, groupBy: "", badge: "", notify: [] }));

export const firstView: View = standing[0] as View;

export interface Views {
  all: readonly View[];
  /** What of saved views no helpdesk knows any longer. */
  lost: readonly Lost[];
  /** The present filter is being saved. */
  saving: boolean;
  /** What somebody has pasted that another Deskside has shared; null while nobody has. */
  taking: string | null;
}

export const noViews: Views = { all: standing, lost: [], saving: false, taking: null };

export type ViewsEvent = { type: "views-read"; all: readonly View[] } | { type: "views-lost"; lost: readonly Lost[] } | { type: "view-saving"; saving: boolean } | { type: "view-taking"; text: string | null };

export function reduceViews(views: Views, event: ViewsEvent): Views {
  switch (event.type) {
    case "views-read":
      return { ...views, all: event.all };
    case "views-lost":
      return { ...views, lost: event.lost };
    case "view-saving":
      return { ...views, saving: event.saving };
    case "view-taking":
      return { ...views, taking: event.text };
  }
}

/** What this browser keeps of them, as the core takes it. */
export function tabsOf(all: readonly View[]): Tab[] {
  return all.map(({ id, name, query, groupBy, badge, notify }) => ({ id, name, ...(id ? { query: "", group_by: "" } : { query, group_by: groupBy }), badge, notify }));
}

/** The views in the order in which they are kept; of those that every sidebar has, those that are not kept stand last. */
export function viewsOf(tabs: readonly Tab[]): View[] {
  const kept = tabs.flatMap((tab): View[] => {
    const { badge, notify } = tab;
    if (tab.id) return standing.filter((v) => v.id === tab.id).map((v) => ({ ...v, badge, notify }));
    return [{ key: `own/${tab.name}`, id: "", name: tab.name, query: tab.query, groupBy: tab.group_by, badge, notify }];
  });
  return [...kept, ...standing.filter((v) => !kept.some((k) => k.key === v.key))];
}

/** Reads what storage holds; what is of another shape is left out. */
export function tabsFrom(value: unknown): Tab[] {
  const tabs = isRecord(value) ? value["tabs"] : undefined;
  if (!Array.isArray(tabs)) return [];
  const whole = tabs.filter((tab): tab is Tab => isRecord(tab) && ["id", "name", "query", "group_by"].every((member) => typeof tab[member] === "string"));
  return whole.map(({ id, name, query, group_by, ...tab }) => ({ id, name, query, group_by, ...watchedFrom(tab) }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The view whose query this is. */
export function viewOf(query: string, all: readonly View[]): View | undefined {
  return all.find((v) => v.query === query.trim());
}

/** What a view's tab is found by in the document. */
export function tabID({ key }: View): string {
  return `view-${encodeURIComponent(key)}`;
}

/** By what answers call a view: its ID, or the query of a saved one. */
export type ViewCounts = Partial<Record<string, ViewCount>>;

/** What an answer tells about the views' counts, on top of what is known. */
export function counted(known: ViewCounts, { views: told }: { views: readonly ViewCount[] }): ViewCounts {
  return told.length > 0 ? { ...known, ...Object.fromEntries(told.map((count) => [count.view, count])) } : known;
}

export function countOf({ id, query }: View, counts: ViewCounts): ViewCount | undefined {
  return counts[id || query];
}

/** A count as a tab shows it: "12", "50+", "–" where none is known to be there and some may be, "" where nobody asked. */
export function countText(count: ViewCount | undefined): string {
  if (!count) return "";
  if (!count.least) return `${count.rows}`;
  return count.rows > 0 ? `${count.rows}+` : "–";
}

/**
 * Which of several things in a row are shown when not all have room: as many
 * as fit from the start beside the menu of the rest, and the chosen one in any
 * case. Sizes in one unit.
 */
export function fitting(sizes: readonly number[], room: number, rest: number, chosen: number): number[] {
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
