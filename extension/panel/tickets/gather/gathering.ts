// One list while it is gathered: the pages of each helpdesk as they come, put
// together by the core. What stands where and what is missing is the core's to
// say; here rows and answers are kept.

import type { Directory, Failure, Paced, Part, Row, Say, Source, ViewCount } from "../../../../wasm/core.gen";
import { type Account, forCore } from "../../accounts/account";
import type { SidebarCore } from "../../session";
import type { Arrived, ListResult } from "../listing";

/** What became of asking one account. */
interface Answer {
  notes: readonly Say[];
  failure: Failure | null;
  /** How often in a row it did not answer, and when it did not last, Unix milliseconds. */
  failures: number;
  failedAt: number;
}

const unasked: Answer = { notes: [], failure: null, failures: 0, failedAt: 0 };

export class Gathering {
  readonly query: string;
  /** What accounts knew when they were asked from the first page on. */
  directories: readonly Directory[] = [];
  /** The number under which the core has this browser's marks. */
  marks = 0;
  /** The queries of the views that a person has saved. */
  views: readonly string[] = [];
  readonly #core: SidebarCore;
  /** Of an earlier time: shown of each account until it has answered. */
  readonly #saved: Arrived | null;
  #table = 0;
  #sources: readonly Source[] = [];
  /** By their numbers in the table. */
  readonly #rows: Row[] = [];
  readonly #answers = new Map<string, Answer>();
  /** Accounts that did not answer when they were asked for further tickets. */
  readonly #stuck = new Set<string>();
  #order: readonly number[] = [];
  #further: readonly string[] = [];
  #counted: readonly ViewCount[] = [];
  #counts = { total: -1, known: 0, heldBack: 0 };

  constructor(core: SidebarCore, query: string, saved: Arrived | null) {
    this.#core = core;
    this.query = query;
    this.#saved = saved;
  }

  /** The number under which the core has the list's table, 0 while there is none. */
  get table(): number {
    return this.#table;
  }

  /** The accounts to ask for further tickets. */
  get further(): readonly string[] {
    return this.#further;
  }

  /** Where to go on reading an account, empty where there is nothing further, and how far what follows has moved up. */
  next(account: string): { from: Uint8Array; gone: number } {
    const source = this.#source(account);
    return { from: source?.reach.next ?? new Uint8Array(), gone: source?.gone ?? 0 };
  }

  /** Puts a page into the list. */
  take(part: Part, accounts: readonly Account[]): void {
    this.#answers.set(part.account, { notes: part.notes, failure: null, failures: 0, failedAt: 0 });
    if (!part.again) this.#stuck.delete(part.account);
    this.#join(accounts, part);
  }

  /** Notes that an account did not answer; its rows stay. */
  fail(account: string, failure: Failure, further: boolean, now: number, accounts: readonly Account[]): void {
    const { failures, notes } = this.#answers.get(account) ?? unasked;
    this.#answers.set(account, { notes, failure, failures: failures + 1, failedAt: now });
    if (further) this.#stuck.add(account);
    this.#join(accounts);
  }

  /** Gives up what the core holds. */
  end(): void {
    if (this.#table !== 0) this.#core.release(this.#table);
    this.#table = 0;
  }

  /** The list as it is, of these accounts. */
  list(accounts: readonly Account[]): Arrived {
    const known = accounts.flatMap(({ id }) => this.#source(id) ?? []).filter((s) => s.known);
    const fresh = known.filter((s) => !this.#answers.get(s.account)?.failure);
    const ats = (fresh.length > 0 ? fresh : known).map((s) => s.at);
    const result: ListResult = {
      rows: this.#order.flatMap((number) => this.#rows[number] ?? []),
      problems: accounts.flatMap(({ id }) => {
        const failure = this.#answers.get(id)?.failure;
        return failure ? [{ account: id, failure }] : [];
      }),
      answered: fresh.length,
      views: this.#counted,
      more: this.#further.length > 0 || this.#counts.heldBack > 0,
      notes: accounts.flatMap(({ id }) => (this.#answers.get(id)?.notes ?? []).map((say) => ({ account: id, say }))),
      at: ats.length > 0 ? Math.min(...ats) : (this.#saved?.result.at ?? 0),
      oldest: known.length > 0 ? Math.min(...known.map((s) => s.oldest)) : 0,
      ...this.#counts,
    };
    const old = result.problems.flatMap(({ account }) => {
      const at = this.#since(account);
      return at > 0 && result.rows.some((r) => r.account === account) ? [{ account, at }] : [];
    });
    return { result, old };
  }

  /** What decides when these accounts are asked again. */
  paced(accounts: readonly Account[]): Paced[] {
    return accounts.map(({ id }) => {
      const { failure, failures, failedAt } = this.#answers.get(id) ?? unasked;
      const source = this.#source(id);
      return {
        account: id, at: Math.max(source?.at ?? 0, failedAt), stale_at: source?.stale_at ?? 0,
        failures, kind: failure?.kind ?? "unavailable", retry_after_ms: failure?.retry_after_ms ?? 0,
      };
    });
  }

  #source(account: string): Source | undefined {
    return this.#sources.find((s) => s.account === account);
  }

  /** Since when an account's rows are as they are. */
  #since(account: string): number {
    const source = this.#source(account);
    if (source?.known) return source.at;
    const before = this.#saved?.old.find((o) => o.account === account);
    return before?.at ?? this.#saved?.result.at ?? 0;
  }

  #join(accounts: readonly Account[], part: Part | null = null): void {
    const before = this.#table === 0 && this.#saved ? this.#saved.result.rows : [];
    if (before.length > 0) this.#merge(accounts, before, null);
    this.#merge(accounts, [], part);
  }

  #merge(accounts: readonly Account[], before: readonly Row[], part: Part | null): void {
    const silent = [...this.#answers].flatMap(([account, { failure }]) => (failure ? [account] : []));
    const joined = this.#core.call("tickets.join", {
      query: this.query, accounts: accounts.map(forCore), directories: this.directories,
      table: this.#table, sources: this.#sources, marks: this.marks, views: this.views, before,
      part: part && { account: part.account, table: part.table, reach: part.reach, again: part.again, at: part.at, stale_at: part.stale_at },
      silent, stuck: [...this.#stuck],
    });
    const drawn = part ? part.rows : before;
    joined.numbers.forEach((number, i) => {
      const row = drawn[i];
      if (row) this.#rows[number] = { ...row, number };
    });
    this.end();
    this.#table = this.#core.hold(joined.table);
    this.#sources = joined.sources;
    this.#order = joined.order;
    this.#further = joined.further;
    this.#counted = joined.views;
    this.#counts = { total: joined.total, known: joined.known, heldBack: joined.held_back };
  }
}
