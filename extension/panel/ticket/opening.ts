// How a ticket is opened, read again and closed.

import type { Kind, Row, TicketResult } from "../../../wasm/core.gen";
import { type Account, forCore } from "../accounts/account";
import { failureOf, type Session, type SidebarCore } from "../session";
import type { Remembered } from "../remembered";
import { rowAtCursor, rowBeside } from "../tickets/listing";
import type { TicketKeep } from "./kept";
import { lastRead } from "./reading";

/** From when on an open ticket is old, milliseconds after it was read. */
const OLD = 30_000;

export class OpenTicket {
  /** Up to when a ticket had been seen before this session, Unix seconds, 0 for never. */
  seenAt: (key: string) => number = () => 0;
  /** Where tickets are kept as they were read. */
  kept: TicketKeep | undefined;
  readonly #session: Session;
  readonly #remembered: Remembered;
  #running: AbortController | undefined;
  #following = false;
  /** What came of reading a ticket again by itself. */
  #tried: { key: string; at: number; failures: number; kind: Kind; retry_after_ms: number } = { key: "", at: 0, failures: 0, kind: "unavailable", retry_after_ms: 0 };

  constructor(session: Session, remembered: Remembered) {
    this.#session = session;
    this.#remembered = remembered;
  }

  /** Up to when a ticket has been seen here, in this session or an earlier one, Unix seconds, 0 for never. */
  #seen(key: string): number {
    return lastRead(this.#session.state.ticket, key) || this.seenAt(key);
  }

  /** Opens the ticket that the cursor is at. */
  async openCursor(): Promise<void> {
    const row = rowAtCursor(this.#session.state.list);
    if (row) await this.open(row);
  }

  /** Opens the ticket so many places below the open one; false where the list ends before. */
  beside(by: number): boolean {
    const { ticket, list } = this.#session.state;
    const row = ticket.row && rowBeside(list, ticket.row.key, by);
    if (row) void this.open(row);
    return Boolean(row);
  }

  async open(row: Row): Promise<void> {
    const session = this.#session;
    const account = session.state.accounts.find((a) => a.id === row.account);
    this.#running?.abort();
    const request = session.request();
    const seen = this.#seen(row.key);
    session.dispatch({ type: "cursor-set", key: row.key });
    session.dispatch({ type: "ticket-asked", row, request });
    if (!session.state.online) void this.#fromKept(row.key);
    if (!account || !session.core) return;
    const stop = (this.#running = new AbortController());
    try {
      const result = await this.#read(session.core, account, row.id, seen, stop.signal);
      session.tick();
      session.dispatch({ type: "ticket-arrived", request, result });
      await this.#keep(result);
    } catch (error) {
      if (stop.signal.aborted) return;
      session.dispatch({ type: "ticket-failed", request, failure: failureOf(error) });
      await this.#fromKept(row.key);
    }
  }

  /** Reads the open ticket again. */
  async again(): Promise<void> {
    const { row } = this.#session.state.ticket;
    if (row) await this.open(row);
  }

  /** Reads the open ticket again where it is time, without a word where that fails: what is shown stays. */
  async follow(touched: number): Promise<void> {
    const session = this.#session;
    const { row, result, request } = session.state.ticket;
    const account = session.state.accounts.find((a) => a.id === row?.account);
    if (!session.core || !row || !result || request !== 0 || !account || !session.state.online || this.#following) return;
    if (this.#tried.key !== row.key || this.#tried.at < result.read_at) this.#tried = { key: row.key, at: result.read_at, failures: 0, kind: "unavailable", retry_after_ms: 0 };
    const { at, failures, kind, retry_after_ms } = this.#tried;
    const { due } = session.core.call("tickets.pace", { accounts: [{ account: account.id, at, stale_at: at + OLD, failures, kind, retry_after_ms }], touched });
    if (due.length === 0) return;
    this.#following = true;
    try {
      const again = await this.#read(session.core, account, row.id, this.#seen(row.key));
      session.dispatch({ type: "ticket-followed", result: again });
      await this.#keep(again);
    } catch (error) {
      const failure = failureOf(error);
      this.#tried = { key: row.key, at: session.outside.now(), failures: failures + 1, kind: failure.kind, retry_after_ms: failure.retry_after_ms };
    }
    this.#following = false;
  }

  #read(core: SidebarCore, account: Account, id: number, seen: number, signal?: AbortSignal): Promise<TicketResult> {
    return core.run("ticket.get", { account: forCore(account), id, directory: this.#remembered.directoryOf(account), seen }, signal && { signal });
  }

  async #keep(result: TicketResult): Promise<void> {
    if (this.kept) this.#session.dispatch({ type: "keeping", what: "tickets", kept: await this.kept.put(result) });
  }

  /** Shows a ticket as it was read last, where nobody tells how it is now. */
  async #fromKept(key: string): Promise<void> {
    const result = await this.kept?.get(key);
    if (result) this.#session.dispatch({ type: "ticket-kept", result });
  }

  close(): void {
    this.#running?.abort();
    this.#session.dispatch({ type: "ticket-closed" });
  }
}
