// What is done to several tickets at once: they are selected, something is
// offered for them, asked where it has to be, and entered as one batch.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { BulkChoice, BulkOffer, BulkResult, Row, Told } from "../../../../wasm/core.gen";
import { forCore } from "../../accounts/account";
import type { Marks } from "../../marks/marks";
import type { Acts } from "../../outbox/acts";
import type { Remembered } from "../../remembered";
import type { Session } from "../../session";
import { text } from "../../strings";
import { valueName } from "../../ticket/values";
import type { Tickets } from "../asking";
import { pickedRows, visibleRows } from "../listing";

/** Something that is asked before it is done. */
export interface Asked {
  /** To how many tickets, and what, in words. */
  count: number;
  what: string;
  permanent: boolean;
  run: () => void;
}

const nothingOffered: BulkResult = { offers: [], asks: false, most: 0 };

export class Bulk {
  /** The selected tickets, and what can be done to them. */
  readonly rows: ReadonlySignal<readonly Row[]>;
  readonly offered: ReadonlySignal<BulkResult>;
  /** What is asked, null for nothing. */
  readonly asked: ReadonlySignal<Asked | null>;
  /** The rest of the list is being loaded, to be selected. */
  readonly loading: ReadonlySignal<boolean>;
  readonly #asked = signal<Asked | null>(null);
  readonly #loading = signal(false);
  readonly #session: Session;
  readonly #remembered: Remembered;
  readonly #acts: Acts;
  readonly #marks: Marks;
  readonly #tickets: Tickets;
  /** What batches of this page do, in words. */
  readonly #said = new Map<string, string>();

  constructor(session: Session, remembered: Remembered, acts: Acts, marks: Marks, tickets: Tickets) {
    this.#session = session;
    this.#remembered = remembered;
    this.#acts = acts;
    this.#marks = marks;
    this.#tickets = tickets;
    this.asked = this.#asked;
    this.loading = this.#loading;
    const { state } = session.store;
    const list = computed(() => state.value.list);
    const box = computed(() => state.value.outbox.box);
    const started = computed(() => state.value.core === "ready");
    this.rows = computed(() => pickedRows(list.value));
    this.offered = computed(() => {
      const { core } = session;
      // Named anew, an account may offer more.
      const named = remembered.version.value;
      // Selected before there was a core to ask, they are offered something once there is.
      if (!started.value || !core || this.rows.value.length === 0 || named < 0) return nothingOffered;
      return core.call("bulk.offer", { ...this.#given(this.rows.value), box: box.value });
    });
  }

  /** Whether some are selected, and none of the keys means anything else. */
  get picking(): boolean {
    return this.#session.state.list.picks.keys.size > 0;
  }

  toggle(key: string): void {
    this.#session.dispatch({ type: "row-picked", key });
  }

  /** Selects all from where a range begins to a row. */
  to(key: string): void {
    this.#session.dispatch({ type: "range-picked", to: key });
  }

  /** Moves the end of a range. */
  extend(by: number): void {
    this.#session.dispatch({ type: "range-moved", by });
  }

  clear(): void {
    this.#session.dispatch({ type: "rows-picked", keys: [] });
  }

  /** Selects all of the list, also what is not loaded yet, up to as many as can be changed at once. */
  async all(): Promise<void> {
    const session = this.#session;
    const query = session.state.list.query;
    this.#pickAll();
    const most = this.offered.value.most;
    this.#loading.value = true;
    try {
      for (;;) {
        const { list } = session.state;
        const before = list.shown?.result.rows.length ?? 0;
        if (list.query !== query || !list.shown?.result.more || before >= most || !this.picking) break;
        await this.#tickets.more();
        if (session.state.list.query !== query || !this.picking) break;
        this.#pickAll();
        // A helpdesk that does not answer is no reason to go on asking it.
        if ((session.state.list.shown?.result.rows.length ?? 0) === before) break;
      }
    } finally {
      this.#loading.value = false;
    }
  }

  #pickAll(): void {
    const { list } = this.#session.state;
    const most = this.offered.value.most || Infinity;
    this.#session.dispatch({ type: "rows-picked", keys: visibleRows(list).map((r) => r.key).slice(0, most) });
  }

  offer(what: string): BulkOffer | undefined {
    return this.offered.value.offers.find((o) => o.what === what);
  }

  /** What a choice makes of tickets, in words. */
  sentence({ what, property, title }: BulkOffer, { value, title: name, state }: Pick<BulkChoice, "value" | "title" | "state">): string {
    const said = valueName(property, value, [{ value, title: name, state, under: [] }]);
    if (what === "done") return text.acts.named(text.acts.property("status"), text.states.solved);
    if (what === "mine") return text.marks.mine;
    if (what === "tags") return text.bulk.tagged(value);
    if (what === "untag") return text.bulk.untagged(value);
    if (what === "bin") return text.bins.made(value);
    return text.acts.named(title || text.acts.property(property), said);
  }

  /** Does what was offered under a word and has one choice, or the one of that name; false where that cannot be. */
  press(what: string, choice = ""): boolean {
    const offer = this.offer(what);
    const chosen = choice === "" ? offer?.choices[0] : offer?.choices.find((c) => c.choice === choice);
    if (offer && chosen) this.act(offer, chosen);
    return chosen !== undefined;
  }

  /** Does what was offered, once it was asked where that has to be. */
  act(offer: BulkOffer, choice: BulkChoice): void {
    const what = this.sentence(offer, choice);
    const rows = this.rows.value;
    const run = () => void this.#enter(rows, offer.what, choice.choice, text.bulk.made(choice.works, what));
    this.#ask({ count: choice.works, what, permanent: offer.what === "bin" && choice.value === "gone", run }, choice.asks);
  }

  /** Gives what can be any text. */
  give(offer: BulkOffer, typed: string): void {
    const known = offer.choices.find((c) => c.value === typed);
    const count = offer.what === "tags" ? this.rows.value.length : offer.works;
    this.act(offer, known ?? { choice: typed, value: typed, title: typed, state: "", works: count, asks: this.offered.value.asks });
  }

  /** Takes the selected tickets out of lists until a time, or (0) until they change. */
  snooze(until: number, sentence: string): void {
    const rows = this.rows.value;
    this.#own(text.marks.snooze, () => void this.#marks.snooze(rows, until, text.bulk.made(rows.length, sentence)));
  }

  wake(): void {
    const rows = this.rows.value;
    this.#own(text.marks.wake, () => void this.#marks.wake(rows));
  }

  /** Marks them as read, or as unread. */
  see(what: "seen" | "unseen"): void {
    const rows = this.rows.value;
    const sentence = what === "seen" ? text.bulk.seen : text.bulk.unseen;
    this.#own(what === "seen" ? text.marks.read : text.marks.unread, () => {
      void this.#marks.see(rows, what);
      this.#session.dispatch({ type: "noticed", notice: { kind: "done", sentence: text.bulk.made(rows.length, sentence) } });
    });
  }

  /** Marks them as read where one of them is not, else as unread. */
  toggleSeen(): void {
    this.see(this.rows.value.some((r) => this.#marks.isUnread(r)) ? "seen" : "unseen");
  }

  /** Answers what was asked. */
  answer(yes: boolean): void {
    const asked = this.#asked.value;
    this.#asked.value = null;
    if (yes) asked?.run();
  }

  /** What a batch does, in words; "" where it is of another page. */
  said(batch: string): string {
    return this.#said.get(batch) ?? "";
  }

  #own(what: string, run: () => void): void {
    const count = this.rows.value.length;
    const done = () => {
      run();
      this.clear();
    };
    this.#ask({ count, what, permanent: false, run: done }, this.offered.value.asks);
  }

  #ask(asked: Asked, asks: boolean): void {
    if (asks) this.#asked.value = asked;
    else asked.run();
  }

  async #enter(rows: readonly Row[], what: string, choice: string, sentence: string): Promise<void> {
    const batch = this.#session.outside.newID();
    this.#said.set(batch, sentence);
    if (await this.#acts.all(batch, { ...this.#given(rows), what, choice })) this.clear();
  }

  /** What the core takes of tickets: as their helpdesks told them. */
  #given(rows: readonly Row[]): { tickets: Told[]; accounts: ReturnType<typeof forCore>[]; directories: ReturnType<Remembered["directories"]> } {
    const { list, accounts } = this.#session.state;
    const at = list.shown?.result.at ?? 0;
    return { tickets: rows.map((row) => ({ row, values: [], read_at: at })), accounts: accounts.map(forCore), directories: this.#remembered.directories() };
  }
}
