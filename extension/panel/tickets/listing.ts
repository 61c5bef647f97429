// The list of tickets as state: what is asked, what is shown, where the cursor is.

import type { Failure, ListResult, Problem, Row, Source } from "../../../wasm/core.gen";
import { told } from "../speech";
import { counted, firstView, type ViewCounts } from "./views";

/** How many tickets a list has at first, and how many more each time it is made longer. */
export const PAGE = 100;

export interface Listing {
  /** The query that is asked for. */
  query: string;
  /** How many tickets are asked for. */
  rows: number;
  /** What stands in the query field. */
  draft: string;
  /** What is wrong with the query, said at its field. */
  problem: string;
  /** The list on the screen and the query that it answers. */
  shown: Shown | null;
  /** While another query is typed: numbers of the rows that it selects of those shown. None at all says nothing. */
  selected: ReadonlySet<number> | null;
  /** A newer list that would move rows under the pointer; shown when the pointer leaves. */
  held: Arrived | null;
  pointing: boolean;
  /** The number of the running request, 0 when none runs. */
  request: number;
  /** When the running request was sent, Unix seconds, and to how many accounts. */
  since: number;
  asked: number;
  /** Why nothing was asked of any account. */
  failure: Failure | null;
  /** The accounts that did not answer the last request, and how many did. */
  problems: readonly Problem[];
  answered: number;
  /** Key of the row that the keyboard is at, "" for none. */
  cursor: string;
  counts: ViewCounts;
}

/** An answer, and of which accounts rows in it are older. */
export interface Arrived {
  result: ListResult;
  old: readonly Source[];
}

export interface Shown {
  query: string;
  result: ListResult;
  /** It is from an earlier session and has not been confirmed yet. */
  saved: boolean;
  /** The accounts of which rows are older than the list, since they did not answer. */
  old: readonly Source[];
}

export const emptyListing: Listing = {
  query: firstView.query,
  rows: PAGE,
  draft: firstView.query,
  problem: "",
  shown: null,
  selected: null,
  held: null,
  pointing: false,
  request: 0,
  since: 0,
  asked: 0,
  failure: null,
  problems: [],
  answered: 0,
  cursor: "",
  counts: {},
};

export type ListingEvent =
  | { type: "query-typed"; text: string; selected?: readonly number[] | null }
  | { type: "list-asked"; query: string; chosen: boolean; request: number; accounts: number; at: number; saved: Arrived | null; rows: number }
  | { type: "list-arrived"; request: number; result: ListResult; old: readonly Source[]; wanted: boolean }
  | { type: "list-failed"; request: number; failure: Failure }
  | { type: "list-pointed"; pointing: boolean }
  | { type: "held-wanted" }
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
        rows: event.rows,
        // What is being typed is nobody's but the person's.
        draft: event.chosen || list.draft === list.query ? event.query : list.draft,
        problem: event.chosen ? "" : list.problem,
        selected: event.chosen ? null : list.selected,
        request: event.request,
        since: event.at,
        asked: event.accounts,
        failure: null,
        problems: other ? [] : list.problems,
        held: other ? null : list.held,
        shown: other && event.saved ? { query: event.query, ...event.saved, saved: true } : list.shown,
        counts: other && event.saved ? counted(list.counts, event.saved.result) : list.counts,
      };
    }
    case "list-arrived": {
      if (event.request !== list.request) return list;
      const { problems, answered } = event.result;
      const idle = { ...list, request: 0, failure: null, problems, answered };
      // Where nobody answered, what is on the screen is better than nothing.
      if (answered === 0 && problems.length > 0) return idle;
      const moves = list.shown?.query === list.query && !sameOrder(list.shown.result.rows, event.result.rows);
      if (list.pointing && !event.wanted && moves) return { ...idle, held: event };
      return show(idle, event);
    }
    case "list-failed": {
      if (event.request !== list.request) return list;
      const atField = event.failure.fields.find((f) => f.field === "query");
      if (!atField) return { ...list, request: 0, failure: event.failure };
      // What was typed stays to be corrected; the list stays the one before.
      return { ...list, request: 0, problem: told(atField.say), query: list.shown?.query ?? list.query };
    }
    case "list-pointed":
      return event.pointing || !list.held ? { ...list, pointing: event.pointing } : show({ ...list, pointing: false }, list.held);
    case "held-wanted":
      return list.held ? show(list, list.held) : list;
    case "cursor-moved": {
      const rows = visibleRows(list);
      const at = rows.findIndex((r) => r.key === list.cursor);
      const to = at < 0 ? (event.by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + event.by, 0), rows.length - 1);
      return { ...list, cursor: rows[to]?.key ?? "" };
    }
    case "cursor-set":
      return list.cursor === event.key ? list : { ...list, cursor: event.key };
  }
}

function show(list: Listing, { result, old }: Arrived): Listing {
  return {
    ...list,
    shown: { query: list.query, result, saved: false, old },
    // They were numbers of other rows.
    selected: null,
    held: null,
    counts: counted(list.counts, result),
    cursor: result.rows.some((r) => r.key === list.cursor) ? list.cursor : "",
  };
}

/** The rows on the screen: none while another query than theirs is on its way. */
export function visibleRows(list: Listing): readonly Row[] {
  const rows = list.shown && list.shown.query === list.query ? list.shown.result.rows : [];
  const { selected } = list;
  // Where nothing here is meant, the rows stay until the helpdesks have answered.
  const some = selected ? rows.filter((r) => selected.has(r.number)) : rows;
  return some.length > 0 ? some : rows;
}

/** The list without an account's tickets, as if it had never been asked. */
export function withoutAccount(result: ListResult, id: string): ListResult {
  return { ...withoutRows(result, id), problems: result.problems.filter((p) => p.account !== id) };
}

/** A list, or what is kept of one, without an account's rows in it. How many tickets views have is no longer known. */
export function withoutRows<L extends Pick<ListResult, "rows" | "views">>(list: L, id: string): L {
  return { ...list, rows: list.rows.filter((r) => r.account !== id), views: [] };
}

function sameOrder(a: readonly Row[], b: readonly Row[]): boolean {
  return a.length === b.length && a.every((row, i) => row.key === b[i]?.key);
}
