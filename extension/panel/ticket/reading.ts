// The open ticket as state, and the tickets read before it.

import type { Failure, Row, TicketResult } from "../../../wasm/core.gen";

export interface Reading {
  /** The ticket that is open: as its row told, then as the helpdesk answered. */
  row: Row | null;
  result: TicketResult | null;
  request: number;
  failure: Failure | null;
  /** What was read in this session, the latest first, shown at once when opened again. */
  before: readonly TicketResult[];
}

export const nothingOpen: Reading = { row: null, result: null, request: 0, failure: null, before: [] };

/** How many tickets are kept to be shown at once. */
const KEPT = 20;

export type ReadingEvent =
  | { type: "ticket-asked"; row: Row; request: number }
  | { type: "ticket-arrived"; request: number; result: TicketResult }
  | { type: "ticket-followed"; result: TicketResult }
  | { type: "ticket-failed"; request: number; failure: Failure }
  | { type: "ticket-kept"; result: TicketResult }
  | { type: "ticket-closed" };

/** When the newest message was written that this person has had on the screen, Unix seconds, 0 for none. */
export function lastRead({ before }: Reading, key: string): number {
  return before.find((t) => t.row.key === key)?.messages.at(-1)?.created ?? 0;
}

export function reduceReading(reading: Reading, event: ReadingEvent): Reading {
  switch (event.type) {
    case "ticket-asked": {
      const result = reading.before.find((t) => t.row.key === event.row.key) ?? null;
      return { ...reading, row: event.row, result, request: event.request, failure: null };
    }
    case "ticket-arrived": {
      if (event.request !== reading.request) return reading;
      return { ...withResult(reading, event.result), request: 0, failure: null };
    }
    case "ticket-followed": {
      if (reading.request !== 0 || reading.row?.key !== event.result.row.key) return reading;
      return withResult(reading, event.result);
    }
    case "ticket-kept":
      return reading.row?.key === event.result.row.key && !reading.result ? { ...reading, result: event.result } : reading;
    case "ticket-failed":
      return event.request === reading.request ? { ...reading, request: 0, failure: event.failure } : reading;
    case "ticket-closed":
      return { ...reading, row: null, result: null, request: 0, failure: null };
  }
}

/** The open ticket as it was read now, which is also what was read last. */
function withResult(reading: Reading, result: TicketResult): Reading {
  const others = reading.before.filter((t) => t.row.key !== result.row.key);
  return { ...reading, row: result.row, result, before: [result, ...others].slice(0, KEPT) };
}
