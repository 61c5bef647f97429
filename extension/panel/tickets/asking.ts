// How the list is asked for: by people, by the clock, by the network.

import { type Account, forCore } from "../accounts/account";
import type { Remembered } from "../remembered";
import { failureOf, type Session } from "../session";
import { Gathering } from "./gather/gathering";
import { firstView } from "./views/views";

/** How many tickets of each helpdesk a list has at first, and how many more each time it is made longer. */
const PAGE = 100;

/** For so long rows that a person asked for may move those on the screen, milliseconds: then the person reads. */
const EXPECTED = 2000;

const beginning = { from: new Uint8Array(), gone: 0 };

/** Whose wish a question is. */
interface Wish {
  /** A person waits for it: its rows may move those on the screen. */
  wanted: boolean;
  /** A person chose the query: it takes the place of what stands in the field. */
  chosen?: boolean;
  /** The only accounts that are asked. */
  only?: readonly string[];
  /** What is being read already began too early: it is read again after that. */
  anew?: boolean;
}

export class Tickets {
  readonly #session: Session;
  readonly #remembered: Remembered;
  /** Accounts whose names have been asked for since the page was opened. */
  readonly #named = new Set<string>();
  #list: Gathering | undefined;
  /** The accounts that are on their way. */
  readonly #walks = new Map<string, AbortController>();
  /** When somebody touched the page last, Unix milliseconds. */
  #touched = 0;
  /** A person chose a query before there was a core to ask. */
  #chosen = false;
  /** A person wants further tickets once those on their way are there. */
  #onwards = false;
  /** Accounts to ask again once they have answered: a person wanted what is new while they were being read. */
  readonly #anew = new Set<string>();

  constructor(session: Session, remembered: Remembered) {
    this.#session = session;
    this.#remembered = remembered;
  }

  /** Shows the list of an earlier time, as long as nobody has answered. */
  showRemembered(): void {
    const { list, accounts } = this.#session.state;
    const saved = this.#remembered.list(list.query);
    if (!saved || accounts.length === 0) return;
    this.#session.dispatch({ type: "list-asked", query: list.query, chosen: false, request: 0, waiting: [], at: this.#session.now(), saved });
  }

  /** Narrows the rows on the screen to what the query selects of them, without asking anybody. */
  type(query: string): void {
    this.#session.dispatch({ type: "query-typed", text: query, selected: this.#select(query) });
  }

  /** The number under which the core has the table of the list on the screen, 0 while there is none. */
  get table(): number {
    return this.#list?.query === this.#session.state.list.query ? this.#list.table : 0;
  }

  #select(query: string): readonly number[] | null {
    const { core, state } = this.#session;
    const { shown, query: asked } = state.list;
    const { table } = this;
    if (!core || !shown || shown.query !== asked || query.trim() === asked || table === 0) return null;
    try {
      const args = { accounts: state.accounts.map(forCore), directories: this.#remembered.directories(), query, table, marks: this.#session.marks };
      return core.call("tickets.select", args).rows;
    } catch {
      // What is typed is still asked for when it is sent.
      return null;
    }
  }

  /** Puts the query field back to what is shown. */
  resetQuery(): void {
    this.type(this.#session.state.list.query);
  }

  /** Asks for the tickets of a query that a person chose or typed. */
  async choose(query: string): Promise<void> {
    this.#leave();
    const wanted = query.trim() || firstView.query;
    await this.#ask(wanted, { wanted: true, chosen: true });
    // What is not understood is nothing to come back to.
    if (this.#session.state.list.query === wanted) await this.#remembered.keepAsked(wanted);
  }

  /** Asks again because a person wants it. */
  refresh(): Promise<void> {
    return this.#ask(this.#session.state.list.query, { wanted: true, anew: true });
  }

  /** Asks again for the list on the screen. */
  again(wanted: boolean): Promise<void> {
    return this.#ask(this.#session.state.list.query, { wanted: wanted || this.#chosen });
  }

  /** Asks for further tickets of the list on the screen, of those helpdesks that come next; while it is being read, after that. */
  async more(): Promise<void> {
    const list = this.#list;
    const session = this.#session;
    const { request, waiting: before, since, longer } = session.state.list;
    if (!list || longer) return;
    if (request !== 0) {
      this.#onwards = true;
      session.dispatch({ type: "list-continued", request, waiting: before, at: since });
      return;
    }
    this.#onwards = false;
    const accounts = this.#allowed().filter((a) => list.further.includes(a.id));
    if (accounts.length === 0) return;
    const waiting = accounts.map((a) => a.id);
    session.dispatch({ type: "list-continued", request: session.request(), waiting, at: session.now() });
    await Promise.all(accounts.map((a) => this.#walk(list, a, list.next(a.id), () => true)));
  }

  /** Refreshes what has become old while nobody looked. */
  async looked(): Promise<void> {
    this.touch();
    await this.follow();
  }

  /** Asks again those whose time it is. To be called now and then while somebody looks. */
  async follow(): Promise<void> {
    this.#session.tick();
    const { core, state } = this.#session;
    const list = this.#list;
    if (!core || !list || !state.ready || !state.online || state.place !== "tickets") return;
    const accounts = this.#allowed().filter((a) => !this.#walks.has(a.id));
    if (accounts.length === 0) return;
    const { due } = core.call("tickets.pace", { accounts: list.paced(accounts), touched: this.#touched });
    if (due.length > 0) await this.#ask(list.query, { wanted: false, only: due });
  }

  /** When somebody was there last, Unix milliseconds. */
  get touched(): number {
    return this.#touched;
  }

  /** Notes that somebody is there. */
  touch(): void {
    this.#touched = this.#session.outside.now();
  }

  point(pointing: boolean): void {
    if (pointing !== this.#session.state.list.pointing) this.#session.dispatch({ type: "list-pointed", pointing });
  }

  /** Whether somebody is at a place of the list: with the keyboard in it, or beyond its top. */
  read(reading: boolean): void {
    if (reading !== this.#session.state.list.reading) this.#session.dispatch({ type: "list-read", reading });
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

  #allowed(): Account[] {
    const { accounts, denied } = this.#session.state;
    return accounts.filter((a) => !denied.includes(a.id));
  }

  /** Gives up the list that is gathered. */
  #leave(): void {
    for (const stop of this.#walks.values()) stop.abort();
    this.#walks.clear();
    this.#onwards = false;
    this.#anew.clear();
    this.#list?.end();
    this.#list = undefined;
  }

  async #ask(query: string, { wanted, chosen = false, only, anew: after = false }: Wish): Promise<void> {
    const session = this.#session;
    const { core } = session;
    if (session.state.accounts.length === 0) return;
    const saved = this.#remembered.list(query);
    if (!core) {
      // Asked for once the core has started.
      this.#chosen ||= chosen;
      if (chosen) session.dispatch({ type: "list-asked", query, chosen, request: 0, waiting: [], at: session.now(), saved });
      return;
    }
    this.#chosen = false;
    if (this.#list?.query !== query) {
      this.#leave();
      this.#list = new Gathering(core, query, saved);
    }
    const list = (this.#list ??= new Gathering(core, query, saved));
    list.directories = this.#remembered.directories();
    list.marks = session.marks;
    list.views = session.state.views.all.filter((v) => v.id === "").map((v) => v.query);
    const asked = this.#allowed().filter((a) => !this.#walks.has(a.id) && (only?.includes(a.id) ?? true));
    if (after) this.#allowed().forEach((a) => this.#walks.has(a.id) && this.#anew.add(a.id));
    const waiting = [...this.#walks.keys(), ...asked.map((a) => a.id)];
    session.dispatch({ type: "list-asked", query, chosen, request: waiting.length > 0 ? session.request() : 0, waiting, at: session.now(), saved });
    const until = session.outside.now() + EXPECTED;
    await Promise.all(asked.map((a) => this.#walk(list, a, beginning, () => wanted && session.outside.now() < until)));
    if (this.#list !== list || this.#walks.size > 0) return;
    const anew = [...this.#anew];
    this.#anew.clear();
    if (anew.length > 0) return this.#ask(query, { wanted: true, only: anew });
    if (this.#onwards) await this.more();
    await this.#learnNames();
  }

  /** Reads the pages of an account that are needed next, and puts each into the list as it comes. */
  async #walk(list: Gathering, account: Account, { from, gone }: ReturnType<Gathering["next"]>, wanted: () => boolean): Promise<void> {
    const session = this.#session;
    const { core } = session;
    if (!core) return;
    const stop = new AbortController();
    this.#walks.set(account.id, stop);
    const further = from.length > 0;
    let rows = PAGE;
    try {
      for (;;) {
        const args = { account: forCore(account), query: list.query, directories: list.directories, marks: session.marks, from, rows, gone };
        const part = await core.run("tickets.read", args, { signal: stop.signal });
        if (stop.signal.aborted) return;
        if (!part.again) this.#walks.delete(account.id);
        list.take(part, session.state.accounts);
        await this.#arrived(list, wanted());
        if (!part.again) return;
        from = part.reach.next;
        rows = 0;
      }
    } catch (error) {
      if (stop.signal.aborted) return;
      this.#walks.delete(account.id);
      const failure = failureOf(error);
      if (failure.fields.some((f) => f.field === "query")) {
        this.#leave();
        session.dispatch({ type: "list-failed", failure });
        return;
      }
      list.fail(account.id, failure, further, session.outside.now(), session.state.accounts);
      await this.#arrived(list, wanted());
    }
  }

  /** Shows what has come so far, and keeps it once everybody has answered. */
  async #arrived(list: Gathering, wanted: boolean): Promise<void> {
    const session = this.#session;
    if (this.#list !== list) return;
    session.tick();
    const arrived = list.list(session.state.accounts);
    const waiting = session.state.accounts.map((a) => a.id).filter((id) => this.#walks.has(id));
    const { draft, query, selected } = session.state.list;
    session.dispatch({ type: "list-arrived", waiting, ...arrived, wanted, selected: selected && draft.trim() !== query ? this.#select(draft) : null });
    if (waiting.length === 0 && arrived.result.answered > 0) await this.#remembered.keepList(list.query, arrived);
  }

  /** Reads the names of accounts that are not known or old, while nobody waits for them. What names tell of a query is asked again where there were none. */
  async #learnNames(): Promise<void> {
    const { core } = this.#session;
    const { accounts, denied } = this.#session.state;
    const nameless = accounts.map((a) => a.id).filter((id) => !this.#remembered.directories().some((d) => d.account === id));
    for (const account of accounts) {
      if (!core || denied.includes(account.id) || this.#named.has(account.id) || !this.#remembered.namesAreOld(account.id)) continue;
      this.#named.add(account.id);
      try {
        await this.#remembered.keepNames(account.id, await core.run("account.directory", { account: forCore(account) }));
      } catch {
        // The list says what is wrong with an account; filters do with numbers meanwhile.
      }
    }
    const named = nameless.filter((id) => this.#remembered.directories().some((d) => d.account === id));
    if (this.#list && named.length > 0) void this.#ask(this.#list.query, { wanted: false, only: named });
  }
}
