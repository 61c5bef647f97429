// What the sidebar does: its subjects, put together. Each turns clicks and keys
// into operations of the core, storage and permissions, and their answers into
// events of the state.

import type { ReadonlySignal } from "@preact/signals";
import type { Acting, OffersResult, Row, System } from "../../wasm/core.gen";
import { Alerting } from "./alerts/alerting";
import { takeWanted } from "./alerts/wanted";
import { Accounts } from "./accounts/accounts";
import { Demo } from "./accounts/demo";
import { NoteDrafts } from "./person/noting";
import { People } from "./person/people";
import { lock } from "../lock/locking";
import { Place } from "./left";
import type { Safe } from "./lock/later";
import { Marks } from "./marks/marks";
import { Keys } from "./keys/keys";
import { Acts } from "./outbox/acts";
import { type Done, DoneList } from "./outbox/done";
import { Compose } from "./compose/composing";
import { Creating } from "./new/creating";
import { Enclosing } from "./compose/files/enclosing";
import { After } from "./ticket/after";
import { draftedIn } from "./tickets/drafted";
import { loadPage } from "./late/page";
import { Remembered } from "./remembered";
import { type Outside, Session } from "./session";
import type { Keeping, LanguageChoice, Notice, Over, Place as View, State, Theme } from "./state";
import { text } from "./strings";
import { Bins } from "./ticket/bins/bins";
import { Comments } from "./ticket/comments/comments";
import { Files } from "./ticket/files/fetching";
import { linkTo } from "./ticket/link";
import { OpenTicket } from "./ticket/opening";
import { Tickets } from "./tickets/asking";
import { Filter } from "./tickets/filter/filter";
import { Groups } from "./tickets/groups/groups";
import { Bulk } from "./tickets/bulk/bulk";
import { Viewing } from "./tickets/views/keeping";

/** What parts that are loaded later stand upon. */
export interface Ground {
  readonly session: Session;
  readonly remembered: Remembered;
}

export class Desk {
  readonly ground: Ground;
  readonly tickets: Tickets;
  readonly ticket: OpenTicket;
  readonly accounts: Accounts;
  readonly demo: Demo;
  readonly files: Files;
  readonly people: People;
  readonly marks: Marks;
  readonly filter: Filter;
  readonly at: Place;
  readonly groups: Groups;
  readonly views: Viewing;
  readonly bulk: Bulk;
  readonly alerting: Alerting;
  readonly acts: Acts;
  readonly compose: Compose;
  readonly enclosing: Enclosing;
  readonly after: After;
  /** Keys of rows whose tickets have drafts. */
  readonly drafted: ReadonlySignal<ReadonlySet<string>>;
  readonly bins: Bins;
  readonly comments: Comments;
  readonly creating: Creating;
  readonly keys: Keys;
  /** What was done in this session of the browser. */
  readonly done: DoneList;
  /** What of this page can be locked; undefined where nothing can. */
  safe: Safe | undefined;
  readonly #offers = new Map<System, OffersResult>();
  readonly #session: Session;
  readonly #remembered: Remembered;

  constructor(outside: Outside, initial: State) {
    const session = (this.#session = new Session(outside, initial));
    const remembered = (this.#remembered = new Remembered(session));
    this.ground = { session, remembered };
    this.tickets = new Tickets(session, remembered);
    this.ticket = new OpenTicket(session, remembered);
    this.ticket.kept = outside.tickets;
    this.files = new Files(session);
    this.people = new People(session, remembered, new NoteDrafts(session, outside.noteDrafts));
    this.marks = new Marks(session);
    this.ticket.seenAt = (key) => this.marks.seenAt(key);
    this.groups = new Groups(session, remembered, () => this.tickets.table);
    this.views = new Viewing(session, remembered, this.tickets, this.groups);
    this.alerting = new Alerting(session, this.views);
    this.at = new Place(session, this.ticket, outside.left);
    this.filter = new Filter(session, remembered, (query) => this.tickets.choose(query));
    this.done = new DoneList(outside.session);
    this.acts = new Acts(session, remembered, this.ticket, this.done);
    this.keys = new Keys(() => session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.unkept.keys } }));
    this.bulk = new Bulk(session, remembered, this.acts, this.marks, this.tickets);
    this.enclosing = new Enclosing(session, outside.files);
    this.compose = new Compose(session, outside.drafts, this.acts, remembered, this.enclosing);
    this.drafted = draftedIn(this.compose.store.state, this.enclosing.store.state);
    this.after = new After(session, this.ticket);
    this.acts.closed = (key) => this.after.closed(key);
    this.bins = new Bins(this.acts);
    this.comments = new Comments(session, this.acts, this.compose);
    // What was deleted by this person is gone at once; the rest waits until nobody is in the list.
    this.acts.binned = (act) => void this.tickets.again(act.want === "gone");
    this.creating = new Creating(session, outside.creations, this.acts, remembered, this.enclosing);
    this.accounts = new Accounts(session, remembered, (wanted) => this.tickets.again(wanted));
    // What is written comes back from the outbox first, and is forgotten then.
    // What waits for a key goes out with it.
    this.accounts.keyed = () => this.acts.online();
    this.accounts.keeps = [this.acts, this.compose, this.creating, this.people.drafts, outside.tickets];
    this.demo = new Demo(session, this.accounts, this.marks, [...this.accounts.keeps, remembered], () => this.tickets.again(true));
  }

  get state(): ReadonlySignal<State> {
    return this.#session.store.state;
  }

  /** What a kind of helpdesk has beside tickets; nothing until the core is there. */
  offers(system: System): OffersResult | undefined {
    const known = this.#offers.get(system) ?? this.#session.core?.call("portal.offers", { system });
    if (known) this.#offers.set(system, known);
    return known;
  }

  /** Whether an account has something beside tickets. */
  get hasPortal(): boolean {
    const { core, accounts } = this.#session.state;
    return core === "ready" && accounts.some((a) => this.offers(a.system)?.held);
  }

  /** Shows what is kept, starts the core, then asks the helpdesks. */
  async start(): Promise<void> {
    const session = this.#session;
    try {
      const [accounts] = await Promise.all([this.#remembered.read(), this.views.read()]);
      // In one breath, so that what is drawn first is the list.
      this.accounts.show(accounts);
      this.tickets.showRemembered();
    } catch {
      session.dispatch({ type: "storage-unread" });
      return;
    } finally {
      session.outside.shown();
    }
    void this.alerting.read();
    const written = Promise.all([this.compose.start(), this.enclosing.start(), this.people.drafts.start()]);
    try {
      session.core = await session.outside.core;
    } catch {
      session.dispatch({ type: "core-failed" });
      return;
    }
    session.dispatch({ type: "core-started" });
    await Promise.all([this.marks.read(), this.done.read(session.outside.now())]);
    this.acts.open(session.core);
    void this.acts.tellApart();
    void written.then(() => this.accounts.finish());
    // Opened from the list of before, it could not be asked for.
    if (session.state.ticket.request !== 0) void this.ticket.again();
    await this.accounts.seeAccess();
    await this.goWanted();
    await this.goPage();
    if (session.state.place === "tickets") await this.tickets.again(false);
  }

  /** Goes to what somebody has clicked a notification for. */
  async goWanted(): Promise<void> {
    if (!this.#session.core) return;
    const wanted = await takeWanted(this.#session.outside.session);
    if (!wanted) return;
    this.go("tickets");
    if (wanted.row) void this.ticket.open(wanted.row);
    else void this.tickets.choose(wanted.query);
  }

  /** Goes to what somebody has asked of the page beside the panel. */
  async goPage(): Promise<void> {
    if (!this.#session.core || !(await this.#session.outside.session.read(["page"]))["page"]) return;
    await (await loadPage()).receive(this);
  }

  /** Asks anew for what is shown, where it is time. */
  async follow(): Promise<void> {
    await Promise.all([this.tickets.follow(), this.ticket.follow(this.tickets.touched)]);
  }

  /** Keeps what is being typed. */
  async settle(): Promise<void> {
    await Promise.all([this.compose.settle(), this.creating.settle(), this.people.drafts.settle()]);
  }

  /** Locks what is kept, where it is sealed; false where nothing is. All pages hear of it. */
  lock(): boolean {
    const { safe } = this;
    if (!safe?.sealed) return false;
    void this.settle().then(() => lock(safe.storage, safe.memory));
    return true;
  }

  go(place: View): void {
    this.#session.dispatch({ type: "place-chosen", place });
    if (place === "tickets") void this.tickets.looked();
  }

  /** Takes away what lies over everything, where it is that: a dialog that is gone tells late that it was closed. */
  hide(over: Over): void {
    if (this.#session.state.over === over) this.show("");
  }

  /** Lays something over everything, or takes it away: "". */
  show(over: Over): true {
    this.#session.dispatch({ type: "over-chosen", over });
    return true;
  }

  /** Copies the address of a ticket, or of a message in it; false where it has none. */
  copyLink({ key, url: told }: Pick<Row, "key" | "url">, message = 0): boolean {
    const { result } = this.#session.state.ticket;
    const url = (result?.row.key === key && result.url) || told;
    if (!url) return false;
    const say = (kind: Notice["kind"], sentence: string) => this.#session.dispatch({ type: "noticed", notice: { kind, sentence } });
    navigator.clipboard.writeText(linkTo(url, message)).then(
      () => say("done", text.link.copied),
      () => say("problem", text.link.failed),
    );
    return true;
  }

  /** Takes a message back and goes on writing it where its ticket is, as far as that is known here. */
  async rewrite({ key, row, reply }: Acting): Promise<void> {
    const { outside, state } = this.#session;
    const listed = state.list.shown?.result.rows.find((r) => r.key === row) ?? (state.ticket.row?.key === row ? state.ticket.row : undefined);
    const found = listed ?? (await outside.tickets.get(row))?.row;
    await this.acts.undo(key);
    if (!found) return;
    this.go("tickets");
    void this.ticket.open(found);
    // An opened ticket takes the keyboard to its head first.
    await outside.painted();
    this.compose.choose(row, reply?.private ? "note" : "reply");
  }

  /** Takes back things that were done: what waits by taking it out, what is sent by its opposite. */
  async takeBack(some: readonly Done[]): Promise<void> {
    const undone: string[] = [];
    for (const one of some) {
      if (one.state !== "sent") await this.acts.undo(one.key);
      else if (one.act && (await this.acts.revert(one.act, one.want))) undone.push(one.key);
    }
    this.done.undone(undone);
  }

  theme(theme: Theme): void {
    const kept = this.#session.outside.applyTheme(theme);
    this.#session.dispatch({ type: "theme-chosen", theme });
    if (!kept) this.#session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.unkept.theme } });
  }

  /** Speaks a language from now on, and says where it cannot be kept. */
  async language(language: LanguageChoice): Promise<void> {
    const { outside } = this.#session;
    this.#session.dispatch({ type: "language-chosen", language });
    const kept = outside.keepLanguage(language);
    this.#session.dispatch({ type: "language-spoken", tag: await outside.speak(language) });
    if (!kept) this.#session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.unkept.language } });
  }

  network(online: boolean): void {
    const { state } = this.#session;
    if (online === state.online) return;
    this.#session.dispatch({ type: "network-changed", online });
    if (online) this.acts.online();
    if (online && state.place === "tickets") void this.tickets.again(false);
  }

  /** Whether something of the kind could be written. */
  keeping(what: Keeping, kept: boolean): void {
    this.#session.dispatch({ type: "keeping", what, kept });
  }

  /** Something failed that nobody else has heard. */
  unexpected(): void {
    this.#session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.problem.unexpected } });
  }

  /** Takes back what was done last, where it is said that it can be; false where it cannot. */
  undoNotice(): boolean {
    const undo = this.#session.state.notice?.undo;
    if (!undo) return false;
    if ("again" in undo) undo.again();
    else void ("tickets" in undo ? this.marks.wake(undo.tickets) : this.views.restore(undo.view, undo.at));
    return true;
  }

  dismissNotice(): void {
    this.#session.dispatch({ type: "notice-dismissed" });
  }

  dismissUnkept(): void {
    this.#session.dispatch({ type: "unkept-dismissed" });
  }
}
