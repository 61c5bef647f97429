// How the person behind a ticket is asked for: first in the ticket's own
// account, then by the addresses that it tells in all others.

import type { Failure, PersonNote } from "../../../wasm/core.gen";
import { type Account, forCore } from "../accounts/account";
import type { Remembered } from "../remembered";
import { failureOf, type Session } from "../session";
import type { NoteDrafts } from "./noting";

/** A note as it is to be: number 0 is a new one, no text takes it away. */
export interface Noted {
  note: number;
  text: string;
  /** Unix seconds, 0 for never. */
  remind: number;
}

export class People {
  readonly #session: Session;
  readonly #remembered: Remembered;
  /** The notes that are being written. */
  readonly drafts: NoteDrafts;
  #running = new AbortController();

  constructor(session: Session, remembered: Remembered, drafts: NoteDrafts) {
    this.drafts = drafts;
    this.#session = session;
    this.#remembered = remembered;
  }

  /** Shows the person over the ticket, or no longer. */
  over(over: boolean): void {
    this.#session.dispatch({ type: "person-over", over });
  }

  /** Begins a note about the person of the open ticket as soon as it may, or has begun it. */
  noting(noting: boolean): void {
    this.#session.dispatch({ type: "person-noting", noting });
  }

  /** Asks for the person of the ticket that is open, if that has not been done. */
  async show(): Promise<void> {
    const { ticket, person } = this.#session.state;
    const { row, result } = ticket;
    if (!row || !result || row.key === person.key) return;
    this.#running.abort();
    this.#running = new AbortController();
    this.#session.dispatch({ type: "person-chosen", key: row.key });
    await this.#everywhere();
  }

  /** Asks again whoever did not answer. */
  async again(): Promise<void> {
    await this.#everywhere();
  }

  async #everywhere(): Promise<void> {
    const session = this.#session;
    const { row, result } = session.state.ticket;
    const own = session.state.accounts.find((a) => a.id === row?.account);
    if (!row || !result || !own) return;
    const { signal } = this.#running;
    await this.#ask(own, result.client.id, "", signal);
    if (signal.aborted) return;
    const card = session.state.person.parts.find((p) => p.account === own.id)?.result?.card;
    const address = card?.emails[0] ?? result.client.email;
    const { accounts, denied } = session.state;
    const others = accounts.filter((a) => a.id !== own.id && !denied.includes(a.id));
    if (!address) {
      if (others.length > 0) session.dispatch({ type: "person-unaddressed" });
      return;
    }
    await Promise.all(others.map((a) => this.#ask(a, 0, address, signal)));
  }

  async #ask(account: Account, id: number, email: string, signal: AbortSignal): Promise<void> {
    const session = this.#session;
    const before = session.state.person.parts.find((p) => p.account === account.id);
    if (!session.core || before?.result) return;
    const request = session.request();
    session.dispatch({ type: "person-asked", account: account.id, request });
    try {
      const args = { account: forCore(account), directory: this.#remembered.directoryOf(account), id, email };
      const result = await session.core.run("person.card", args, { signal });
      session.dispatch({ type: "person-arrived", request, result });
    } catch (error) {
      if (!signal.aborted) session.dispatch({ type: "person-failed", request, failure: failureOf(error) });
    }
  }

  /** Writes, changes or deletes a note. Answers why it did not come to that, or null. */
  async note(accountID: string, { note, text, remind }: Noted): Promise<Failure | null> {
    const session = this.#session;
    const account = session.state.accounts.find((a) => a.id === accountID);
    const known = session.state.person.parts.find((p) => p.account === accountID)?.result;
    if (!account || !known || !session.core) return failureOf(undefined);
    const told = (notes: readonly PersonNote[]) => session.dispatch({ type: "notes-arrived", account: accountID, notes });
    try {
      const done = await session.core.run("person.note", {
        account: forCore(account), person: known.card.id, note, delete: note !== 0 && text === "", text, remind, zone: known.zone,
      });
      told(done.notes);
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}
