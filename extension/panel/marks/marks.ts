// What this browser keeps of tickets for the person at it: which have been
// seen, and which sleep. What that means for a list is the core's to say.

import { effect } from "@preact/signals";
import type { ChangeMarksArgs, MarkRow, Marks as KeptMarks, Row, TicketResult } from "../../../wasm/core.gen";
import type { Session } from "../session";
import { visibleRows } from "../tickets/listing";
import { type Marked, nothingMarked } from "./marked";
import { marksFrom } from "./stored";

const noRows: readonly Row[] = [];

type Change = Pick<ChangeMarksArgs, "what" | "until"> & { rows: readonly MarkRow[] };

export class Marks {
  readonly #session: Session;
  #marks: KeptMarks = { first: 0, seen: [], asleep: [] };
  /** What was looked at last, and when the next ticket wakes, Unix seconds. */
  #rows: readonly Row[] | null = null;
  #query = "";
  #next = 0;
  /** How many accounts there were. */
  #accounts = 0;
  /** The ticket that is open as its row told, and what was read of it last. */
  #opened: MarkRow = { key: "", updated: 0 };
  #read: TicketResult | null = null;
  /** What the core was lent before, which something that runs may still ask for. */
  #before = 0;

  constructor(session: Session) {
    this.#session = session;
    effect(() => this.#follow());
    effect(() => this.#see());
  }

  /** Reads what is kept, once the core runs and whenever another window has changed it. */
  async read(): Promise<void> {
    await this.#change({ what: "", rows: [], until: 0 });
  }

  /** Whether a ticket has changed since it was opened here. */
  isUnread(row: Row): boolean {
    return this.#session.state.list.marked.unread.has(row.key);
  }

  /** Up to when a ticket counts as seen, Unix seconds: as the list has it, all of before the first use does; 0 before that. */
  seenAt(key: string): number {
    return this.#marks.seen.find((s) => s.key === key)?.at ?? this.#marks.first;
  }

  /** Marks tickets as seen, or as not. */
  async see(rows: readonly Row[], what: "seen" | "unseen"): Promise<void> {
    await this.#change({ what, rows, until: 0 });
  }

  /** Marks a ticket as seen where it is not, and the other way round. */
  async toggle(row: Row): Promise<void> {
    await this.#change({ what: this.isUnread(row) ? "seen" : "unseen", rows: [row], until: 0 });
  }

  /** Marks tickets of an account that nobody has looked at. */
  async unsee(account: string, tickets: readonly { id: number; updated: number }[]): Promise<void> {
    await this.#change({ what: "unseen", rows: tickets.map(({ id, updated }) => ({ key: `${account}/${id}`, updated })), until: 0 });
  }

  /** Forgets all marks: what is there now is looked at for the first time. */
  async begin(): Promise<void> {
    await this.#session.outside.alone("marks", async () => {
      const marks: KeptMarks = { first: 0, seen: [], asleep: [] };
      this.#marks = marks;
      this.#session.dispatch({ type: "keeping", what: "marks", kept: await this.#session.outside.storage.write({ marks }) });
    });
    await this.read();
  }

  /** Takes tickets out of lists until a time, Unix seconds, or (0) until they change. */
  async snooze(rows: readonly Row[], until: number, sentence: string): Promise<void> {
    const session = this.#session;
    const { list } = session.state;
    if (rows.some((r) => r.key === list.cursor)) {
      // The keyboard goes on with the next ticket.
      const shown = visibleRows(list);
      const at = shown.findIndex((r) => r.key === list.cursor);
      const next = shown.slice(at).find((r) => !rows.includes(r)) ?? shown.slice(0, at).findLast((r) => !rows.includes(r));
      if (next) session.dispatch({ type: "cursor-set", key: next.key });
    }
    if (await this.#change({ what: "snooze", rows, until })) {
      session.dispatch({ type: "noticed", notice: { kind: "done", sentence, undo: { tickets: rows } } });
    }
  }

  async wake(rows: readonly Row[]): Promise<void> {
    this.#session.dispatch({ type: "notice-dismissed" });
    await this.#change({ what: "wake", rows, until: 0 });
  }

  /** Changes what is kept, whichever window changed it last. Whether it is kept. */
  async #change({ what, rows, until }: Change): Promise<boolean> {
    const { core, outside } = this.#session;
    if (!core) return false;
    let kept = true;
    await outside.alone("marks", async () => {
      const before = (await this.#kept()) ?? this.#marks;
      const ours = this.#ofAccounts(before);
      const lost = ours.seen.length + ours.asleep.length < before.seen.length + before.asleep.length;
      const { marks, lent } = core.call("marks.change", { marks: ours, what, rows: rows.map(({ key, updated }) => ({ key, updated })), until });
      // What is lent already is not lent anew: what runs with it may run for longer than marks are written.
      if (this.#session.marks === 0 || JSON.stringify(marks) !== JSON.stringify(this.#marks)) {
        this.#marks = marks;
        if (this.#before !== 0) core.release(this.#before);
        this.#before = this.#session.marks;
        this.#session.marks = core.hold(lent);
      }
      // Without a helpdesk there is nothing to look at for the first time.
      const looks = before.first === 0 && this.#session.state.accounts.length > 0;
      if (what !== "" || looks || lost) kept = await outside.storage.write({ marks });
    });
    // That it looked for the first time is no loss to anybody.
    if (what !== "") this.#session.dispatch({ type: "keeping", what: "marks", kept });
    this.#look();
    return true;
  }

  /** The marks of tickets whose accounts are here, or may come back. */
  #ofAccounts({ first, seen, asleep }: KeptMarks): KeptMarks {
    const { accounts, removed } = this.#session.state;
    const known = [...accounts, ...(removed ? [removed.account] : [])].map((a) => `${a.id}/`);
    const ours = ({ key }: { key: string }) => known.some((id) => key.startsWith(id));
    return { first, seen: seen.filter(ours), asleep: asleep.filter(ours) };
  }

  /** What storage has; null where it has nothing, or cannot be read. */
  async #kept(): Promise<KeptMarks | null> {
    try {
      return marksFrom((await this.#session.outside.storage.read(["marks"]))["marks"]);
    } catch {
      // What this window knows stays; that it is not kept is said when it is written.
      return null;
    }
  }

  /** Looks again where the list has become another, or somebody's time has come. */
  #follow(): void {
    const { list, now, core, accounts, removed } = this.#session.store.state.value;
    if (core !== "ready") return;
    if (removed === null && accounts.length !== this.#accounts) {
      this.#accounts = accounts.length;
      void this.read();
    }
    const rows = list.shown?.query === list.query ? list.shown.result.rows : noRows;
    if (rows !== this.#rows || list.query !== this.#query || (this.#next !== 0 && now >= this.#next)) this.#look();
  }

  #look(): void {
    const { core, state, marks } = this.#session;
    if (!core || marks === 0) return;
    const { list } = state;
    const rows = list.shown?.query === list.query ? list.shown.result.rows : noRows;
    this.#rows = rows;
    this.#query = list.query;
    const read = core.call("marks.read", { marks, query: list.query, rows: rows.map(({ key, updated }) => ({ key, updated })) });
    this.#next = read.next;
    const marked: Marked = { unread: new Set(read.unread), asleep: new Set(read.asleep), hidden: new Set(read.hidden) };
    const empty = read.unread.length + read.asleep.length === 0;
    this.#session.dispatch({ type: "list-marked", marked: empty ? nothingMarked : marked });
  }

  /** A ticket that is read here has been seen as it is. */
  #see(): void {
    const { row, result } = this.#session.store.state.value.ticket;
    if (!row || row.key !== this.#opened.key) this.#opened = { key: row?.key ?? "", updated: row?.updated ?? 0 };
    if (!result || result === this.#read || result.row.key !== row?.key || !this.#session.core) return;
    this.#read = result;
    const updated = Math.max(this.#opened.updated, result.row.updated);
    if (this.isUnread(result.row)) void this.#change({ what: "seen", rows: [{ key: row.key, updated }], until: 0 });
  }
}
