// Where the panel was when it was closed. It lies where it can be read before
// the first frame is drawn; losing it costs nobody anything.

import { effect } from "@preact/signals";
import { early } from "../kept";
import type { Session } from "./session";
import type { OpenTicket } from "./ticket/opening";

export interface Left {
  query: string;
  /** What stood in the filter, sent or not. */
  draft: string;
  /** The key of the ticket that was open, "" for none. */
  ticket: string;
  /** How far the list was scrolled, CSS pixels. */
  scroll: number;
  /** The keys of the groups that were folded. */
  folded: readonly string[];
}

const KEY = "left";

export function keptLeft(): Left | null {
  return leftFrom(early.read(KEY));
}

/** Whether it is kept now. */
export function keepLeft(left: Left): boolean {
  return early.write(KEY, JSON.stringify(left));
}

/** Reads what is kept; null where it is of another shape. */
export function leftFrom(kept: string | null): Left | null {
  try {
    const left = JSON.parse(kept ?? "null") as Partial<Left> | null;
    const whole = typeof left?.query === "string" && typeof left.draft === "string" && typeof left.ticket === "string" && typeof left.scroll === "number";
    const folded = Array.isArray(left?.folded) ? left.folded.filter((key) => typeof key === "string") : [];
    return whole && left.query ? { query: left.query ?? "", draft: left.draft ?? "", ticket: left.ticket ?? "", scroll: left.scroll ?? 0, folded } : null;
  } catch {
    // Not of this version: the panel begins as it does for the first time.
    return null;
  }
}

/** Follows where somebody is, and opens the ticket again that was open. */
export class Place {
  readonly #session: Session;
  readonly #ticket: OpenTicket;
  #pending: string;
  #scroll: number;
  #kept = "";

  constructor(session: Session, ticket: OpenTicket, left: Left | null) {
    this.#session = session;
    this.#ticket = ticket;
    this.#pending = left?.ticket ?? "";
    this.#scroll = left?.scroll ?? 0;
    effect(() => this.#follow());
  }

  /** Whether the list is to be scrolled from its beginning. */
  get scrolled(): boolean {
    return this.#scroll > 0;
  }

  /** How far to scroll the list at first, and from then on 0. */
  scroll(): number {
    const scroll = this.#scroll;
    this.#scroll = 0;
    return scroll;
  }

  /** Notes how far the list is scrolled when the panel is closed. */
  leave(scroll: number): void {
    // What is followed after this, such as that it was kept, must not keep the place of before.
    this.#scroll = scroll;
    this.#keep(scroll);
  }

  #follow(): void {
    const { list, ticket, core, ready } = this.#session.store.state.value;
    if (!ready) return;
    if (this.#pending !== "" && core === "ready") {
      const row = list.shown?.result.rows.find((r) => r.key === this.#pending);
      // Somebody who has gone on is not called back.
      if (ticket.row || row || (list.shown && !list.shown.saved && list.request === 0)) this.#pending = "";
      if (row && !ticket.row) void this.#ticket.open(row);
    }
    this.#keep(this.#scroll);
  }

  #keep(scroll: number): void {
    const { list, ticket } = this.#session.state;
    const left: Left = { query: list.query, draft: list.draft, ticket: ticket.row?.key ?? this.#pending, scroll, folded: [...list.folded] };
    const kept = JSON.stringify(left);
    if (kept === this.#kept) return;
    const written = this.#session.outside.leave(left);
    if (written) this.#kept = kept;
    this.#session.dispatch({ type: "keeping", what: "place", kept: written });
  }
}
