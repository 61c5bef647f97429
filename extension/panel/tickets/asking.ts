// How the list is asked for: by people, by the clock, by the network.

import type { ListResult } from "../../../wasm/core.gen";
import { forCore } from "../accounts/account";
import type { Remembered } from "../remembered";
import { isStale } from "../fresh";
import { failureOf, type Session, type SidebarCore } from "../session";
import { type Arrived, PAGE } from "./listing";
import { firstView } from "./views";

/** Whose wish a question is. */
interface Wish {
  /** A person waits for it: its rows may move those on the screen. */
  wanted: boolean;
  /** A person chose the query: it takes the place of what stands in the field. */
  chosen?: boolean;
  rows?: number;
}

export class Tickets {
  readonly #session: Session;
  readonly #remembered: Remembered;
  /** Accounts whose names have been asked for since the page was opened. */
  readonly #named = new Set<string>();
  #running: AbortController | undefined;
  #lent: { table: Uint8Array; number: number } | undefined;

  constructor(session: Session, remembered: Remembered) {
    this.#session = session;
    this.#remembered = remembered;
  }

  /** Shows the list of an earlier time, as long as nobody has answered. */
  showRemembered(): void {
    const { list, accounts } = this.#session.state;
    const saved = this.#remembered.list(list.query);
    if (!saved || accounts.length === 0) return;
    this.#session.dispatch({ type: "list-asked", query: list.query, chosen: false, request: 0, accounts: 0, at: this.#session.now(), saved, rows: PAGE });
  }

  /** Narrows the rows on the screen to what the query selects of them, without asking anybody. */
  type(query: string): void {
    this.#session.dispatch({ type: "query-typed", text: query, selected: this.#select(query) });
  }

  #select(query: string): readonly number[] | null {
    const { core, state } = this.#session;
    const { shown, query: asked } = state.list;
    if (!core || !shown || shown.query !== asked || query.trim() === asked || shown.result.table.length === 0) return null;
    try {
      const args = { accounts: state.accounts.map(forCore), directories: this.#remembered.directories(), query, table: this.#lend(core, shown.result.table) };
      return core.call("tickets.select", args).rows;
    } catch {
      // What is typed is still asked for when it is sent.
      return null;
    }
  }

  /** The number under which the core has the table of the list on the screen. */
  #lend(core: SidebarCore, table: Uint8Array): number {
    if (this.#lent?.table !== table) {
      if (this.#lent) core.release(this.#lent.number);
      this.#lent = undefined;
      this.#lent = { table, number: core.hold(table) };
    }
    return this.#lent.number;
  }

  /** Puts the query field back to what is shown. */
  resetQuery(): void {
    this.type(this.#session.state.list.query);
  }

  /** Asks for the tickets of a query that a person chose or typed. */
  choose(query: string): Promise<void> {
    return this.#ask(query.trim() || firstView.query, { wanted: true, chosen: true });
  }

  /** Asks again because a person wants it. */
  refresh(): Promise<void> {
    return this.again(true);
  }

  /** Asks again for the list on the screen. */
  again(wanted: boolean): Promise<void> {
    return this.#ask(this.#session.state.list.query, { wanted });
  }

  /** Asks for further tickets of the list on the screen. */
  more(): Promise<void> {
    const { query, rows } = this.#session.state.list;
    return this.#ask(query, { wanted: true, rows: rows + PAGE });
  }

  /** Refreshes what has become old while nobody looked. */
  async looked(): Promise<void> {
    this.#session.tick();
    const { list, place, ready } = this.#session.state;
    if (!ready || place !== "tickets" || list.request !== 0 || !list.shown) return;
    const { at, stale_at } = list.shown.result;
    if (isStale(at, stale_at, this.#session.outside.now())) await this.again(false);
  }

  point(pointing: boolean): void {
    if (pointing !== this.#session.state.list.pointing) this.#session.dispatch({ type: "list-pointed", pointing });
  }

  showHeld(): void {
    this.#session.dispatch({ type: "held-wanted" });
  }

  move(by: number): void {
    this.#session.dispatch({ type: "cursor-moved", by });
  }

  pointAt(key: string): void {
    this.#session.dispatch({ type: "cursor-set", key });
  }

  async #ask(query: string, { wanted, chosen = false, rows = this.#rowsOf(query) }: Wish): Promise<void> {
    const session = this.#session;
    const { core } = session;
    const { accounts, denied } = session.state;
    this.#running?.abort();
    if (!core || accounts.length === 0) return;
    const allowed = accounts.filter((a) => !denied.includes(a.id));
    const request = allowed.length > 0 ? session.request() : 0;
    const saved = this.#remembered.list(query);
    session.dispatch({ type: "list-asked", query, chosen, request, accounts: allowed.length, at: session.now(), saved, rows });
    if (request === 0) return;
    const stop = (this.#running = new AbortController());
    try {
      const args = { accounts: allowed.map(forCore), query, directories: this.#remembered.directories(), rows };
      const result = await core.run("tickets.list", args, { signal: stop.signal });
      session.tick();
      const arrived = this.#withKept(query, result);
      session.dispatch({ type: "list-arrived", request, ...arrived, wanted });
      if (result.answered > 0) await this.#remembered.keepList(query, arrived);
    } catch (error) {
      if (!stop.signal.aborted) session.dispatch({ type: "list-failed", request, failure: failureOf(error) });
      return;
    }
    await this.#learnNames();
  }

  /** An answer, with the rows of before of accounts that did not give one. */
  #withKept(query: string, result: ListResult): Arrived {
    const { shown } = this.#session.state.list;
    if (result.problems.length === 0 || !this.#session.core || shown?.query !== query) return { result, old: [] };
    const silent = result.problems.map((p) => p.account);
    const { rows, old } = this.#session.core.call("tickets.keep", {
      query, rows: result.rows, silent, before: shown.result.rows, before_at: shown.result.at, old: shown.old,
    });
    return { result: { ...result, rows }, old };
  }

  /** A list that was made longer stays so while its query does. */
  #rowsOf(query: string): number {
    const { list } = this.#session.state;
    return list.query === query ? list.rows : PAGE;
  }

  /** Reads the names of accounts that are not known or old, while nobody waits for them. */
  async #learnNames(): Promise<void> {
    const { core } = this.#session;
    const { accounts, denied } = this.#session.state;
    for (const account of accounts) {
      if (!core || denied.includes(account.id) || this.#named.has(account.id) || !this.#remembered.namesAreOld(account.id)) continue;
      this.#named.add(account.id);
      try {
        await this.#remembered.keepNames(account.id, await core.run("account.directory", { account: forCore(account) }));
      } catch {
        // The list says what is wrong with an account; filters do with numbers meanwhile.
      }
    }
  }
}
