// What an agent does to tickets: entered into the outbox, shown at once, taken back.

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Act, Acting, AgentOperations, Bin, Binning, Control, ControlsResult, Creation, Enclosed, Row, Talk, Told, Value } from "../../../wasm/core.gen";
import { forCore } from "../accounts/account";
import type { Remembered } from "../remembered";
import { failureOf, type Session, type SidebarCore } from "../session";
import { told } from "../speech";
import { text } from "../strings";
import type { OpenTicket } from "../ticket/opening";
import type { Doing } from "../compose/draft";
import { apiece, several, valueOf } from "../ticket/values";
import { takeApart } from "./apart";
import type { DoneList } from "./done";
import { isOf, latest, waiting } from "./outgoing";
import type { Changing, Outbox } from "./sending";

/** What somebody has written. */
export interface Message {
  source: string;
  private: boolean;
  signature: string;
  cc: readonly string[];
  bcc: readonly string[];
  files: readonly Enclosed[];
}

/** What is done to a ticket by one press. */
export type Quick = "done" | "mine";

export class Acts {
  /** Tickets on the screen that the outbox holds something of, as people see them, by key. */
  readonly shown: ReadonlySignal<ReadonlyMap<string, Told>>;
  /** Told of a message that is to be taken back; what it answers is told whether it was. */
  returned: ((act: Acting) => Promise<(back: boolean) => void>) | undefined;
  /** The same of a new ticket. */
  uncreated: ((act: Acting) => Promise<(back: boolean) => void>) | undefined;
  /** Told of a ticket that is solved or closed from here. */
  closed: ((key: string) => void) | undefined;
  readonly #session: Session;
  readonly #remembered: Remembered;
  readonly #ticket: OpenTicket;
  readonly #done: DoneList;
  /** Told of a change that was taken back, and of one that has put a ticket elsewhere or made one. */
  undone: ((act: Acting) => void) | undefined;
  binned: ((act: Acting) => void) | undefined;
  readonly #controls = new Map<string, ControlsResult>();
  #controlsOf = -1;
  #outbox: Outbox | undefined;
  /** What is being taken back, so that two strokes in a row take two things back. */
  readonly #undoing = new Set<string>();

  constructor(session: Session, remembered: Remembered, ticket: OpenTicket, done: DoneList) {
    this.#session = session;
    this.#remembered = remembered;
    this.#ticket = ticket;
    this.#done = done;
    const { state } = session.store;
    const outgoing = computed(() => state.value.outbox);
    const list = computed(() => state.value.list.shown);
    const open = computed(() => state.value.ticket.result);
    this.shown = computed(() => {
      const touched = new Set(outgoing.value.acts.map((a) => a.row));
      const { core } = session;
      if (!core || touched.size === 0) return new Map();
      const tickets: Told[] = [];
      const result = open.value;
      if (result && touched.has(result.row.key)) tickets.push({ row: result.row, values: result.values, read_at: result.read_at });
      for (const row of list.value?.result.rows ?? []) {
        if (touched.has(row.key) && row.key !== result?.row.key) tickets.push({ row, values: [], read_at: list.value?.result.at ?? 0 });
      }
      if (tickets.length === 0) return new Map();
      const laid = core.call("outbox.show", { box: outgoing.value.box, directories: remembered.directories(), tickets });
      return new Map(laid.tickets.map((t) => [t.row.key, t]));
    });
  }

  /** Opens the outbox, once the core has started. */
  open(core: SidebarCore): void {
    const session = this.#session;
    this.#outbox = session.outside.openOutbox(core, {
      accounts: () => session.state.accounts.map(forCore),
      holds: (acts, batches, box, grade) => {
        session.dispatch({ type: "outbox-told", acts, batches, box, grade });
        this.#done.heard(acts, session.outside.now());
      },
      settled: (act) => {
        // What else has changed along with it is the helpdesk's to tell.
        if (act.state !== "sent") return;
        const open = session.state.ticket.row?.key === act.row;
        if (open && act.property === "bin" && act.want === "gone") this.#ticket.close();
        else if (open) void this.#ticket.again();
        // Of many at once, once all are over.
        const going = session.state.outbox.batches.some((b) => b.name === act.batch && b.going > 1);
        if (!going && (act.property === "bin" || act.made || act.batch)) this.binned?.(act);
      },
      failed: (error) => this.#failed(error),
    });
  }

  /** Says what was sent while no panel was open. */
  async tellApart(): Promise<void> {
    const keys = await takeApart(this.#session.outside.storage);
    if (keys.length > 0) this.#session.dispatch({ type: "noticed", notice: { kind: "done", sentence: text.outbox.apart(keys.length) } });
  }

  /** A row as people see it. */
  row(row: Row): Row {
    return this.shown.value.get(row.key)?.row ?? row;
  }

  /** What can be changed of a row's ticket, and what it can be given. */
  controls(row: Pick<Row, "account" | "system" | "type">): readonly Control[] {
    return this.#offered(row).controls;
  }

  /** The bins into which a row's ticket can be put from where it lies, "" for taking it out. */
  bins(row: Row): readonly Binning[] {
    const now = row.bin ?? "";
    const all = now === "gone" ? [] : this.#offered(row).bins;
    // What is in the trash is recovered first, before it is archived.
    return all.filter(({ bin }) => bin !== now && !(now === "trash" && bin === "archive"));
  }

  /** Puts a row's ticket into a bin; false where that cannot be. */
  bin(row: Row, bin: Bin): boolean {
    const into = this.bins(row).find((b) => b.bin === bin);
    if (into) void this.set(row, into.property, into.want);
    return into !== undefined;
  }

  #offered(row: Pick<Row, "account" | "system" | "type">): ControlsResult {
    const { core } = this.#session;
    if (this.#controlsOf !== this.#remembered.version.value) {
      this.#controls.clear();
      this.#controlsOf = this.#remembered.version.value;
    }
    if (!core) return nothingOffered;
    const kind = `${row.account} ${row.type}`;
    const known = this.#controls.get(kind);
    if (known) return known;
    const offered = core.call("ticket.controls", { directory: this.#remembered.directoryOf({ id: row.account, system: row.system }), type: row.type });
    this.#controls.set(kind, offered);
    return offered;
  }

  /** The values of a row's ticket as people see them; one that is not known yet is missing. */
  values(row: Row): readonly Value[] {
    const laid = this.shown.value.get(row.key);
    const { result } = this.#session.store.state.value.ticket;
    if (laid && laid.values.length > 0) return laid.values;
    return result?.row.key === row.key ? result.values : valuesOf(laid?.row ?? row);
  }

  /** Gives a property of a row's ticket a value; seen is the one that it has, where that is not read of the ticket. Whether it is entered. */
  async set(row: Row, property: string, want: string, seen?: string): Promise<boolean> {
    const entered = await this.#run("outbox.act", { key: this.#session.outside.newID(), want, act: this.#act(row, property, seen) });
    if (entered && property === "status") this.#end(row, want);
    return entered;
  }

  /** Enters the opposite of a change that was sent: where its ticket has changed since, that is asked. Whether it is entered. */
  async revert({ seen, ...act }: Act, want: string): Promise<boolean> {
    return this.#run("outbox.act", { key: this.#session.outside.newID(), want: seen, act: { ...act, seen: want, known: true, talk: { read: false, messages: 0, newest: 0 } } });
  }

  /** The value that ends a row's ticket, or gives it to the agent; undefined where that cannot be, or is so already. */
  quick(row: Row, what: Quick): string | undefined {
    const property = what === "done" ? "status" : "assignee";
    const control = this.controls(row).find((c) => c.property === property && c.how === "set");
    const now = valueOf(this.values(row), property, false);
    const account = this.#session.state.accounts.find((a) => a.id === row.account);
    // Who has said who they are is believed before what was read when nobody had.
    const me = account?.me || this.#remembered.directoryOf({ id: row.account, system: row.system }).me;
    const want = what === "done" ? control?.choices.find((c) => c.state === "solved") : control?.choices.find((c) => me !== 0 && c.value === String(me));
    const over = what === "done" && ["solved", "closed"].includes(this.row(row).status.state);
    return over || want?.value === now ? undefined : want?.value;
  }

  /** Ends a row's ticket, or gives it to the agent; false where that cannot be. */
  do(row: Row, what: Quick): boolean {
    const want = this.quick(row, what);
    if (want === undefined) return false;
    void this.set(row, what === "done" ? "status" : "assignee", want);
    return true;
  }

  /** Enters a message to a row's ticket, and what is done to that behind it, with the status that it is given; "" leaves that. Whether it is entered. */
  async say(row: Row, doings: readonly Doing[], message: Message, status: string): Promise<boolean> {
    const { outside } = this.#session;
    const all = status === "" ? doings : [...doings, { property: "status", value: status }];
    const following = this.#wanted(row, all);
    const reply = { account: row.account, system: row.system, ticket: row.id, subject: row.subject, talk: this.#talk(row), ...message };
    const entered = await this.#run("outbox.reply", { key: outside.newID(), reply, following });
    this.#ended(row, entered, all);
    return entered;
  }

  /** Enters several changes of a row's ticket as one. Whether they are entered. */
  async together(row: Row, doings: readonly Doing[]): Promise<boolean> {
    const entered = await this.#run("outbox.together", { key: this.#session.outside.newID(), acts: this.#wanted(row, doings) });
    this.#ended(row, entered, doings);
    return entered;
  }

  #wanted(row: Row, doings: readonly Doing[]): AgentOperations["outbox.together"]["args"]["acts"] {
    return doings.map(({ property, value }) => {
      const act = this.#act(row, property);
      return { act, want: property === "tags" ? several([...apiece(act.seen), ...apiece(value)]) : value };
    });
  }

  #ended(row: Row, entered: boolean, doings: readonly Doing[]): void {
    const status = doings.find((d) => d.property === "status");
    if (entered && status) this.#end(row, status.value);
  }

  /** Tells of a ticket that a status ends. */
  #end(row: Row, status: string): void {
    const state = this.controls(row).find((c) => c.property === "status")?.choices.find((c) => c.value === status)?.state;
    if (state === "solved" || state === "closed") this.closed?.(row.key);
  }

  /** Enters a new ticket. Whether it is entered. */
  async create(creation: Creation): Promise<boolean> {
    return this.#run("outbox.create", { key: this.#session.outside.newID(), creation });
  }

  /** How far the conversation was that somebody has before them. */
  #talk(row: Row): Talk {
    const { result } = this.#session.state.ticket;
    return result?.row.key === row.key ? result.talk : { read: false, messages: 0, newest: 0 };
  }

  /** A change of a row's ticket, upon what is seen of it now. */
  #act(row: Row, property: string, told?: string): AgentOperations["outbox.act"]["args"]["act"] {
    const { result } = this.#session.state.ticket;
    const read = result?.row.key === row.key ? result : null;
    const given = this.#session.state.list.shown?.result.rows.find((r) => r.key === row.key) ?? row;
    const before = this.past(row, property) ? this.values(row) : (read?.values ?? valuesOf(given));
    const seen = told ?? valueOf(before, property, read !== null);
    return {
      account: row.account, system: row.system, ticket: row.id, type: row.type, subject: row.subject, property,
      seen: seen ?? "", known: seen !== undefined, talk: this.#talk(row),
    };
  }

  /** Whether what was read of a property is older than what was sent of it: then it is what people see. */
  past(row: Row, property: string): boolean {
    const { ticket, list, outbox } = this.#session.state;
    const readAt = ticket.result?.row.key === row.key ? ticket.result.read_at : (list.shown?.result.at ?? 0);
    const same = outbox.acts.filter((a) => a.row === row.key && a.property === property);
    return same.some((a) => a.settled > readAt) && same.every((a) => a.state === "sent");
  }

  /** Takes back what was done last, as long as that is possible; false where there is nothing. */
  undoLast(): boolean {
    const last = latest(this.#session.state.outbox, this.#undoing);
    if (last?.batch) void this.stop(last.batch);
    else if (last) void this.undo(last.key);
    return last !== undefined;
  }

  /** Enters one change of several tickets, by what has been offered. Whether it is entered. */
  async all(key: string, args: Omit<AgentOperations["outbox.all"]["args"], "box" | "key">): Promise<boolean> {
    return this.#run("outbox.all", { key, ...args });
  }

  /** Takes back what of a batch has not gone out. */
  async stop(batch: string): Promise<void> {
    await this.#run("outbox.stop", { key: batch });
  }

  /** Sends again what of a batch has failed. */
  async again(batch: string): Promise<void> {
    await this.#run("outbox.again", { key: batch });
  }

  /** Takes an entry back. What was written goes back to where it was first, so that nothing between the two loses it. */
  async undo(key: string): Promise<void> {
    const act = this.#session.state.outbox.acts.find((a) => a.key === key);
    this.#undoing.add(key);
    try {
      const settle = act?.reply ? await this.returned?.(act) : act?.creation ? await this.uncreated?.(act) : undefined;
      const back = await this.#run("outbox.undo", { key });
      settle?.(back);
      if (back && act) this.undone?.(act);
    } finally {
      this.#undoing.delete(key);
    }
  }

  /** Takes back all that has not been sent to an account. */
  async forget(account: string): Promise<void> {
    await this.#outbox?.read();
    for (const act of waiting(this.#session.state.outbox)) if (isOf(act, account)) await this.undo(act.key);
  }

  /** Sends an entry now; one that waits for a person, all the same. */
  async hasten(key: string): Promise<void> {
    await this.#run("outbox.hasten", { key });
  }

  /** The network is back. */
  online(): void {
    if (waiting(this.#session.state.outbox).length > 0) void this.hasten("");
  }

  async #run<K extends Changing>(op: K, args: Omit<AgentOperations[K]["args"], "box">): Promise<boolean> {
    try {
      await this.#outbox?.run(op, args);
      return this.#outbox !== undefined;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  #failed(error: unknown): void {
    const { say } = failureOf(error);
    this.#session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: say.id ? told(say) : text.problem.unexpected } });
  }
}

const nothingOffered: ControlsResult = { controls: [], bins: [] };

/** What a row tells of a ticket that nobody has opened. */
function valuesOf(row: Row): readonly Value[] {
  return [
    { property: "status", value: row.status.id === 0 ? "" : `${row.status.id}` },
    { property: "assignee", value: row.assignee_id === 0 ? "" : `${row.assignee_id}` },
    { property: "bin", value: row.bin ?? "" },
  ];
}
