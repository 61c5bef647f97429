// How a ticket is opened, read again and closed.

import type { Row } from "../../../wasm/core.gen";
import { forCore } from "../accounts/account";
import { failureOf, type Session } from "../session";
import type { Remembered } from "../remembered";
import { visibleRows } from "../tickets/listing";
import { lastRead } from "./reading";

export class OpenTicket {
  readonly #session: Session;
  readonly #remembered: Remembered;
  #running: AbortController | undefined;

  constructor(session: Session, remembered: Remembered) {
    this.#session = session;
    this.#remembered = remembered;
  }

  /** Opens the ticket that the cursor is at. */
  async openCursor(): Promise<void> {
    const { list } = this.#session.state;
    const row = visibleRows(list).find((r) => r.key === list.cursor);
    if (row) await this.open(row);
  }

  async open(row: Row): Promise<void> {
    const session = this.#session;
    const account = session.state.accounts.find((a) => a.id === row.account);
    this.#running?.abort();
    const request = session.request();
    const seen = lastRead(session.state.ticket, row.key);
    session.dispatch({ type: "cursor-set", key: row.key });
    session.dispatch({ type: "ticket-asked", row, request });
    if (!account || !session.core) return;
    const stop = (this.#running = new AbortController());
    try {
      const directory = this.#remembered.directoryOf(account);
      const result = await session.core.run("ticket.get", { account: forCore(account), id: row.id, directory, seen }, { signal: stop.signal });
      session.tick();
      session.dispatch({ type: "ticket-arrived", request, result });
    } catch (error) {
      if (!stop.signal.aborted) session.dispatch({ type: "ticket-failed", request, failure: failureOf(error) });
    }
  }

  /** Reads the open ticket again. */
  async again(): Promise<void> {
    const { row } = this.#session.state.ticket;
    if (row) await this.open(row);
  }

  close(): void {
    this.#running?.abort();
    this.#session.dispatch({ type: "ticket-closed" });
  }
}
