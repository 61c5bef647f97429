// The list of tickets as state: what is asked, what is shown, where the cursor is.

import { latest } from "./latest";
import type { Failure, Row, Say, ViewCount } from "../../../wasm/core.gen";
import { type Marked, nothingMarked } from "../marks/marked";
import { told } from "../speech";
import { among, nothingPicked, picked, type Picks, ranged, toggled } from "./bulk/picking";
import { entriesOf, type Entry, type Grouped, isHead } from "./groups/grouping";
import { counted, firstView, type ViewCounts } from "./views/views";

/** An account that did not answer when it was asked last. */
export interface Problem {
  account: string;
  failure: Failure;
}

/** Since when an account's rows are as they are, Unix milliseconds. */
export interface Since {
  account: string;
  at: number;
}

/** The list as it is drawn. */
export interface ListResult {
  rows: readonly Row[];
  problems: readonly Problem[];
  /** How many accounts have answered. */
  answered: number;
  views: readonly ViewCount[];
  /** There are further tickets. */
  more: boolean;
  /** What of the query an account cannot answer, or how far its answer goes. */
  notes: readonly { account: string; say: Say }[];
  /** How many tickets there are, -1 where nobody knows; how many are here, and of them how many wait behind others that are not. */
  total: number;
  known: number;
  heldBack: number;
  /** Since when all of it has been true, and when the oldest rows were read, Unix milliseconds. */
  at: number;
  oldest: number;
}

export interface Listing {
  /** The query that is asked for. */
  query: string;
  /** What stands in the query field. */
  draft: string;
  /** What is wrong with the query, said at its field. */
  problem: string;
  /** The list on the screen and the query that it answers. */
  shown: Shown | null;
  /** While another query is typed: numbers of the rows that it selects of those shown. None at all says nothing. */
  selected: ReadonlySet<number> | null;
  /** A newer list that would move rows under the pointer or the reader; shown when both have left. */
  held: Arrived | null;
  pointing: boolean;
  /** Somebody is at a place of the list. */
  reading: boolean;
  /** The number of the running request, 0 when none runs. */
  request: number;
  /** When the running request was sent, Unix seconds, and the accounts that are still on their way. */
  since: number;
  waiting: readonly string[];
  /** Further tickets are on their way. */
  longer: boolean;
  /** Why nothing was asked of any account. */
  failure: Failure | null;
  /** The accounts that did not answer when they were asked last, and how many did. */
  problems: readonly Problem[];
  answered: number;
  /** Key of the row that the keyboard is at, "" for none. */
  cursor: string;
  /** The rows that somebody has selected. */
  picks: Picks;
  counts: ViewCounts;
  /** What this browser keeps of its rows. */
  marked: Marked;
  /** The groups that its rows stand in, null for none, and the keys of those that are folded. */
  grouped: Grouped | null;
  folded: ReadonlySet<string>;
}

/** A list, and of which accounts rows in it are older. */
export interface Arrived {
  result: ListResult;
  old: readonly Since[];
}

export interface Shown {
  query: string;
  result: ListResult;
  /** It is from an earlier session and has not been confirmed yet. */
  saved: boolean;
  /** The accounts of which rows are older than the list, since they did not answer. */
  old: readonly Since[];
}

export const emptyListing: Listing = {
  query: firstView.query,
  draft: firstView.query,
  problem: "",
  shown: null,
  selected: null,
  held: null,
  pointing: false,
  reading: false,
  request: 0,
  since: 0,
  waiting: [],
  longer: false,
  failure: null,
  problems: [],
  answered: 0,
  cursor: "",
  picks: nothingPicked,
  counts: {},
  marked: nothingMarked,
  grouped: null,
  folded: new Set(),
};

export type ListingEvent =
  | { type: "query-typed"; text: string; selected?: readonly number[] | null }
  | { type: "list-asked"; query: string; chosen: boolean; request: number; waiting: readonly string[]; at: number; saved: Arrived | null }
  | { type: "list-continued"; request: number; waiting: readonly string[]; at: number }
  | { type: "list-arrived"; waiting: readonly string[]; result: ListResult; old: readonly Since[]; wanted: boolean; selected: readonly number[] | null }
  | { type: "list-failed"; failure: Failure }
  | { type: "list-pointed"; pointing: boolean }
  | { type: "list-read"; reading: boolean }
  | { type: "held-wanted" }
  | { type: "list-marked"; marked: Marked }
  | { type: "list-grouped"; grouped: Grouped | null }
  | { type: "group-folded"; key: string }
  | { type: "row-picked"; key: string }
  | { type: "range-picked"; to: string }
  | { type: "range-moved"; by: number }
  | { type: "rows-picked"; keys: readonly string[] }
  | { type: "cursor-moved"; by: number }
  | { type: "cursor-set"; key: string };

export function reduceListing(list: Listing, event: ListingEvent): Listing {
  switch (event.type) {
    case "query-typed":
      return { ...list, draft: event.text, problem: "", selected: event.selected ? new Set(event.selected) : null };
    case "list-asked": {
      const other = event.query !== list.query || list.shown?.query !== event.query;
      return {
        ...list,
        query: event.query,
        // What is being typed is nobody's but the person's.
        draft: event.chosen || list.draft === list.query ? event.query : list.draft,
        problem: event.chosen ? "" : list.problem,
        selected: event.chosen ? null : list.selected,
        request: event.request,
        since: event.at,
        waiting: event.waiting,
        longer: false,
        failure: null,
        problems: other ? [] : list.problems,
        picks: event.query === list.query ? list.picks : nothingPicked,
        held: other ? null : list.held,
        shown: other && event.saved ? { query: event.query, ...event.saved, saved: true } : list.shown,
        counts: other && event.saved ? counted(list.counts, event.saved.result) : list.counts,
      };
    }
    case "list-continued":
      return { ...list, request: event.request, since: event.at, waiting: event.waiting, longer: true };
    case "list-arrived": {
      const { waiting, result } = event;
      const going = waiting.length > 0;
      const now = { ...list, request: going ? list.request : 0, waiting, longer: list.longer && going, failure: null, problems: result.problems, answered: result.answered };
      // Where nobody has ever answered, what is on the screen is better than nothing.
      if (result.answered === 0 && result.rows.length === 0 && (going || result.problems.length > 0)) return now;
      const shown = list.shown?.query === list.query ? list.shown : null;
      const watched = list.pointing || list.reading;
      if (shown && watched && !event.wanted && moves(shown.result.rows, result.rows)) {
        // What has changed about a ticket is shown where the ticket stands.
        return { ...now, held: event, shown: { ...shown, old: event.old, result: { ...shown.result, ...about(result), rows: inPlace(shown.result.rows, result.rows) } } };
      }
      return show(now, event, event.selected);
    }
    case "list-failed": {
      const stopped = { ...list, request: 0, waiting: [], longer: false };
      const atField = event.failure.fields.find((f) => f.field === "query");
      if (!atField) return { ...stopped, failure: event.failure };
      // What was typed stays to be corrected; the list stays the one before.
      return { ...stopped, problem: told(atField.say), query: list.shown?.query ?? list.query };
    }
    case "list-pointed":
      return left({ ...list, pointing: event.pointing });
    case "list-read":
      return left({ ...list, reading: event.reading });
    case "held-wanted":
      return list.held ? show(list, list.held) : list;
    case "list-marked":
      return list.marked === event.marked ? list : { ...list, marked: event.marked };
    case "list-grouped":
      return { ...list, grouped: event.grouped };
    case "group-folded": {
      const folded = new Set(list.folded);
      if (!folded.delete(event.key)) folded.add(event.key);
      return { ...list, folded };
    }
    case "row-picked":
      return { ...list, picks: toggled(list.picks, event.key) };
    case "range-picked":
      return { ...at(list, event.to), picks: ranged(list.picks, order(list), list.cursor, event.to) };
    case "range-moved": {
      const moved = at(list, beside(list, event.by));
      return isHead(moved.cursor) ? moved : { ...moved, picks: ranged(list.picks, order(list), list.cursor, moved.cursor) };
    }
    case "rows-picked":
      return { ...list, picks: picked(event.keys) };
    case "cursor-moved":
      return at(list, beside(list, event.by));
    case "cursor-set":
      return at(list, event.key);
  }
}

/** The key of what stands so many places from the cursor. */
function beside(list: Listing, by: number): string {
  const rows = entries(list);
  const from = rows.findIndex((r) => r.key === list.cursor);
  const to = from < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(from + by, 0), rows.length - 1);
  return rows[to]?.key ?? "";
}

/** The keys of the rows as they stand on the screen. */
function order(list: Listing): string[] {
  return entries(list).flatMap((e) => e.row?.key ?? []);
}

function at(list: Listing, cursor: string): Listing {
  return list.cursor === cursor ? list : { ...list, cursor };
}

/** A list that nobody is at any longer shows what it held. */
function left(list: Listing): Listing {
  return list.held && !list.pointing && !list.reading ? show(list, list.held) : list;
}

function show(list: Listing, { result, old }: Arrived, selected: readonly number[] | null = null): Listing {
  return {
    ...list,
    shown: { query: list.query, result, saved: false, old },
    selected: selected ? new Set(selected) : null,
    held: null,
    picks: among(list.picks, (key) => result.rows.some((r) => r.key === key)),
    // Until everybody has answered, what was known before is nearer to the truth.
    counts: list.waiting.length === 0 ? counted(list.counts, result) : list.counts,
    cursor: isHead(list.cursor) || result.rows.some((r) => r.key === list.cursor) ? list.cursor : "",
  };
}

/** What is said about a list beside its rows, of which those on the screen may be older. */
function about({ at, oldest, notes, problems, answered }: ListResult): Pick<ListResult, "at" | "oldest" | "notes" | "problems" | "answered"> {
  return { at, oldest, notes, problems, answered };
}

/** The rows of before in their places, as they are now. */
function inPlace(before: readonly Row[], now: readonly Row[]): readonly Row[] {
  const newer = new Map(now.map((r) => [r.key, r]));
  return before.map((r) => newer.get(r.key) ?? r);
}

/** How many tickets in a list that is held back are new or have changed since the list on the screen was put in order. */
export function news({ shown, held }: Pick<Listing, "shown" | "held">): number {
  if (!shown || !held) return 0;
  const before = new Set(shown.result.rows.map((r) => r.key));
  return held.result.rows.filter((r) => !before.has(r.key)).length;
}

/** The rows on the screen: none while another query than theirs is on its way. */
export function visibleRows({ shown, query, selected, marked }: Listing): readonly Row[] {
  return shown && shown.query === query ? rowsOf(shown.result.rows, selected, marked.hidden) : none;
}

const none: readonly Row[] = [];

const rowsOf = latest((rows: readonly Row[], selected: ReadonlySet<number> | null, hidden: ReadonlySet<string>): readonly Row[] => {
  const awake = hidden.size > 0 ? rows.filter((r) => !hidden.has(r.key)) : rows;
  // Where nothing here is meant, the rows stay until the helpdesks have answered.
  const some = selected ? rows.filter((r) => selected.has(r.number)) : awake;
  return some.length > 0 ? some : awake;
});

/** What stands on the screen: the rows, under the heads of their groups where they have some. */
export function entries(list: Listing): readonly Entry[] {
  return entriesOf(visibleRows(list), list.grouped, list.folded);
}

/** The rows that are selected, as they stand in the list. */
export function pickedRows(list: Listing): readonly Row[] {
  return list.picks.keys.size > 0 ? visibleRows(list).filter((r) => list.picks.keys.has(r.key)) : none;
}

/** The row that the cursor is at. */
export function rowAtCursor(list: Listing): Row | undefined {
  return visibleRows(list).find((r) => r.key === list.cursor);
}

/** The row so many places below one, as they stand on the screen; undefined where the list ends before. */
export function rowBeside(list: Listing, key: string, by: number): Row | undefined {
  const rows = entries(list).flatMap((e) => e.row ?? []);
  const at = rows.findIndex((r) => r.key === key);
  return at < 0 ? undefined : rows[at + by];
}

/** The list without an account's tickets, as if it had never been asked. */
export function withoutAccount(result: ListResult, id: string): ListResult {
  return { ...withoutRows(result, id), problems: result.problems.filter((p) => p.account !== id) };
}

/** A list, or what is kept of one, without an account's rows in it. How many tickets views have is no longer known. */
export function withoutRows<L extends Pick<ListResult, "rows" | "views">>(list: L, id: string): L {
  return { ...list, rows: list.rows.filter((r) => r.account !== id), views: [] };
}

/** Whether rows that are there would stand elsewhere. What is added after them moves none. */
function moves(before: readonly Row[], now: readonly Row[]): boolean {
  return before.length > now.length || before.some((row, i) => row.key !== now[i]?.key);
}
