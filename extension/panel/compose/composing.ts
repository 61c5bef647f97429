// What one writes in the panel: drafts, how they are kept, and how the core
// edits them. Nothing of it is in the panel's state, so that a letter typed
// draws the composer and nothing else.

import { effect } from "@preact/signals";
import { type Store, storeOf } from "../../../shared/ui/store";
import type { Acting, ClipResult, EditResult, MeasureResult, Message, Person, PreviewBlock, RichResult, Row, Said, TicketResult } from "../../../wasm/core.gen";
import { CoreError } from "../../../wasm/core";
import { told } from "../speech";
import { text } from "../strings";
import type { Acts } from "../outbox/acts";
import type { Remembered } from "../remembered";
import type { Session } from "../session";
import { apiece, several } from "../ticket/values";
import { type Composing as State, type ComposeEvent, type Doing, type Draft, empty, type Kind, nameOf, nothingWritten, reduceComposing, type Seen, ticketOf, visible } from "./draft";
import type { Enclosing } from "./files/enclosing";
import type { DraftKeep } from "./keep";
import type { Editing } from "./keys";
import { Settling } from "./settling";
import type { Writer } from "./writer";

export class Compose {
  readonly store: Store<State, ComposeEvent> = storeOf(nothingWritten, reduceComposing);
  readonly #session: Session;
  readonly #keep: DraftKeep;
  readonly #settling: Settling<Draft>;
  /** Drafts that are being entered into the outbox. */
  readonly #leaving = new Set<string>();
  readonly #acts: Acts;
  readonly #remembered: Remembered;
  readonly #enclosing: Enclosing;
  /** What was written when it was sent, with its selection, by its text. */
  readonly #sent = new Map<string, Draft>();

  constructor(session: Session, keep: DraftKeep, acts: Acts, remembered: Remembered, enclosing: Enclosing) {
    this.#remembered = remembered;
    this.#enclosing = enclosing;
    this.#session = session;
    this.#keep = keep;
    this.#settling = new Settling(keep, (name) => this.#visible(name), (kept) => this.store.dispatch({ type: "kept", kept }));
    this.#acts = acts;
    acts.returned = (act) => this.#returned(act);
  }

  /** Reads what was being written. */
  async start(): Promise<void> {
    this.#keep.watch(() => void this.#read());
    await this.#read();
    this.#leaveEntered();
    const kept = await this.#session.outside.storage.read(["signatures", "writing"]);
    this.store.dispatch({ type: "signed", signatures: signaturesFrom(kept["signatures"]) });
    this.store.dispatch({ type: "view-chosen", rich: kept["writing"] !== "source" });
  }

  /** Takes away, as soon as the outbox is told, what a page that was killed had entered there and not taken away any more. */
  #leaveEntered(): void {
    const begun = this.store.now().drafts;
    const stop = effect(() => {
      const { outbox } = this.#session.store.state.value;
      if (outbox.box.length === 0) return;
      queueMicrotask(() => {
        stop();
        for (const { row, reply } of outbox.acts) {
          if (!reply) continue;
          const name = nameOf(row, reply.private ? "note" : "reply");
          // What is written by now is somebody's own.
          if (begun[name]?.text === reply.source && this.store.now().drafts[name]?.text === reply.source) this.typed(name, empty);
        }
      });
    });
  }

  async #read(): Promise<void> {
    let all;
    try {
      all = await this.#keep.all();
    } catch {
      this.store.dispatch({ type: "kept", kept: false });
      return;
    }
    const { drafts: here } = this.store.now();
    const drafts: Record<string, Draft> = {};
    const others: Record<string, Draft> = {};
    for (const { name, text, cc, bcc, start, end, doings = [] } of all) {
      const draft = { text, cc, bcc, start, end, doings };
      if (!(name in here) && !(name in drafts)) drafts[name] = draft;
      else if (text !== (here[name] ?? drafts[name])?.text) others[name] ??= draft;
    }
    this.store.dispatch({ type: "found", drafts, others });
  }

  /** Opens the field for the ticket that is open, with one kind of message. */
  begin(kind: Kind): boolean {
    const { row } = this.#session.state.ticket;
    if (!row) return false;
    this.choose(row.key, kind);
    return true;
  }

  choose(ticket: string, kind: Kind): void {
    this.store.dispatch({ type: "kind-chosen", ticket, kind });
    this.call(ticket);
  }

  /** Gives the field the focus. */
  call(ticket: string): void {
    this.store.dispatch({ type: "called", ticket });
  }

  left(): void {
    this.store.dispatch({ type: "left" });
  }

  turnPreview(): void {
    this.store.dispatch({ type: "preview-turned" });
  }

  /** Takes what is shown of the open ticket for seen. */
  see(): void {
    const { result } = this.#session.state.ticket;
    if (result) this.store.dispatch({ type: "saw", ticket: result.row.key, seen: seenOf(result) });
  }

  /** What of the open ticket came or changed while one writes to it; null for nothing. */
  news(): News | null {
    const { ticket, outbox } = this.#session.store.state.value;
    const before = this.store.state.value.seen[ticket.result?.row.key ?? ""];
    if (!ticket.result || !before) return null;
    const own = new Set(outbox.acts.flatMap((a) => a.message || []));
    const message = ticket.result.messages.findLast((m) => m.id > before.newest && !own.has(m.id)) ?? null;
    const now = seenOf(ticket.result);
    const changed = (["status", "assignee"] as const).filter((p) => now[p] !== before[p] && !outbox.acts.some((a) => a.row === ticket.result?.row.key && a.property === p));
    return message || changed.length > 0 ? { message, changed } : null;
  }

  typed(name: string, draft: Draft): void {
    if (!visible(this.store.now().drafts[name])) this.see();
    this.store.dispatch({ type: "typed", name, draft });
    this.#settling.typed(name);
  }

  selected(name: string, start: number, end: number): void {
    this.store.dispatch({ type: "selected", name, start, end });
  }

  /** Keeps what is not kept yet. */
  settle(): Promise<void> {
    return this.#settling.settle();
  }

  #visible(name: string): Draft | null {
    const draft = this.store.now().drafts[name];
    return draft && visible(draft) ? draft : null;
  }

  takeOther(name: string): void {
    this.store.dispatch({ type: "other-taken", name });
    this.#settling.changed(name);
    void this.dropOther(name).then(() => this.settle());
  }

  async dropOther(name: string): Promise<void> {
    this.store.dispatch({ type: "other-dropped", name });
    this.store.dispatch({ type: "kept", kept: await this.#keep.drop(name) });
  }

  /** Puts what is said and done by a macro into a draft, beside what is there, and shows that. */
  put(ticket: string, kind: Kind, source: string, doings: readonly Doing[], writer: Writer | null): void {
    const name = nameOf(ticket, kind);
    if (writer && source !== "") writer.insert(source);
    const draft = this.draftNamed(name);
    const text = writer || source === "" ? draft.text : [draft.text.trimEnd(), source].filter(Boolean).join("\n\n");
    this.typed(name, { ...draft, text, ...(text !== draft.text && { start: text.length, end: text.length }), doings: joined(draft.doings ?? [], doings) });
    this.choose(ticket, kind);
  }

  /** Takes back something of what is to be done along with a draft. */
  spare(name: string, property: string): void {
    const draft = this.draftNamed(name);
    this.typed(name, { ...draft, doings: (draft.doings ?? []).filter((d) => d.property !== property) });
  }

  note(note: string): void {
    this.store.dispatch({ type: "noted", note });
  }

  /** What a key or a button does to a text; null where the key means what it always does. */
  edited(doing: Editing, draft: Draft): EditResult | null {
    const result = this.#asked((core) => core.call("content.edit", { ...nothingMore, ...commands[doing], ...fieldOf(draft) }));
    return result && !result.unhandled ? result : null;
  }

  /** Links what is selected, or puts a link. Says what is wrong with the address. */
  linked(draft: Draft, value: string, label: string): EditResult | string {
    try {
      return this.#session.core?.call("content.edit", { ...nothingMore, command: "link", ...fieldOf(draft), value, label }) ?? "";
    } catch (error) {
      if (error instanceof CoreError) return told(error.failure.fields[0]?.say ?? error.failure.say);
      throw error;
    }
  }

  /** Puts the name of a colleague in the place of an @ that is being typed. */
  mentioned(draft: Draft, at: number, person: Person, byAddress: boolean): EditResult | null {
    const [value, label] = [byAddress ? person.email : `${person.id}`, person.name];
    return this.#asked((core) => core.call("content.edit", { ...nothingMore, command: "mention", ...fieldOf(draft), start: at, value, label }));
  }

  /** The agents of an account, as far as they are known. */
  people({ account, system }: Pick<Row, "account" | "system">): readonly Person[] {
    return this.#remembered.directoryOf({ id: account, system }).agents;
  }

  pasted(draft: Draft, plain: string, html: string): EditResult | null {
    const result = this.#asked((core) => core.call("content.paste", { ...fieldOf(draft), plain, html }));
    if (result?.note.id) this.note(told(result.note));
    return result;
  }

  quoted(draft: Draft, page: string, author: string, date: string): EditResult | null {
    return this.#asked((core) => core.call("content.quote", { ...fieldOf(draft), content: { format: "html", source: page }, plain: false, author, date }));
  }

  /** What a rich editor shows of a source, and what of it it cannot show. */
  shown(source: string): RichResult {
    return this.#asked((core) => core.call("content.rich", { source })) ?? { program: new Uint8Array(), lost: [], more: 0 };
  }

  /** The source of what a rich editor says; null where the core stopped at it. */
  sourceOf(program: Uint8Array): string | null {
    return this.#asked((core) => core.call("content.source", { program }))?.source ?? null;
  }

  /** What a rich editor puts of a clipboard. */
  clipped(plain: string, html: string): ClipResult | null {
    const result = this.#asked((core) => core.call("content.clip", { plain, html }));
    if (result?.note.id) this.note(told(result.note));
    return result;
  }

  /** Shows the message as it is read, or its source; the next time as well. */
  async turnSource(): Promise<void> {
    const rich = !this.store.now().rich;
    this.store.dispatch({ type: "view-chosen", rich });
    // Not kept, it lasts until the panel is closed, which is no loss to tell of.
    await this.#session.outside.storage.write({ writing: rich ? "rich" : "source" });
  }

  previewed(source: string, blocks: readonly PreviewBlock[]): readonly PreviewBlock[] {
    return this.#asked((core) => core.call("content.preview", { source, blocks: [...blocks] }))?.blocks ?? [];
  }

  /** What becomes of a draft where it is sent. */
  measured({ account, system }: Pick<Row, "account" | "system">, { text: source, cc, bcc }: Draft, kind: Kind): MeasureResult {
    const signature = this.signature(account);
    return this.#asked((core) => core.call("reply.measure", { system, source, private: kind === "note", signature, cc, bcc })) ?? unmeasured;
  }

  /** What stands below each reply of an account. */
  signature(account: string): string {
    return this.store.state.value.signatures[account] ?? "";
  }

  async sign(account: string, signature: string): Promise<void> {
    this.store.dispatch({ type: "signed", signatures: { ...this.store.now().signatures, [account]: signature } });
    if (!(await this.#session.outside.storage.write({ signatures: this.store.now().signatures }))) {
      this.#session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.compose.unsigned } });
    }
  }

  /** Forgets what was being written to an account, and what stands below it. */
  async forget(account: string): Promise<void> {
    const { drafts, others, signatures } = this.store.now();
    const ours = (name: string) => ticketOf(name).startsWith(`${account}/`);
    for (const name of Object.keys(drafts).filter(ours)) this.typed(name, empty);
    for (const name of Object.keys(others).filter(ours)) await this.dropOther(name);
    for (const name of this.#enclosing.drafts().filter(ours)) await this.#enclosing.drop(name);
    await this.settle();
    if (account in signatures) {
      const { [account]: _, ...rest } = signatures;
      this.store.dispatch({ type: "signed", signatures: rest });
      await this.#session.outside.storage.write({ signatures: rest });
    }
  }

  /** Sends what is written, and gives the ticket a status behind it; "" leaves that. Whether it could. */
  async send(row: Row, kind: Kind, status: string): Promise<boolean> {
    const name = nameOf(row.key, kind);
    const draft = this.draft(row.key, kind);
    const size = this.measured(row, draft, kind);
    const doings = (draft.doings ?? []).filter((d) => status === "" || d.property !== "status");
    if (this.#leaving.has(name)) return false;
    if (doings.length > 0 && draft.text.trim() === "") return this.#apply(row, kind, doings, status);
    if (!sendable(size)) return false;
    this.#leaving.add(name);
    const files = await this.#enclosing.named(name);
    const entered = await this.#acts.say(row, doings, { files, source: draft.text, private: kind === "note", signature: this.signature(row.account), cc: size.cc, bcc: size.bcc }, status);
    this.#leaving.delete(name);
    if (!entered) return false;
    void this.#enclosing.leave(name, files);
    this.#sent.set(draft.text, draft);
    // What was typed meanwhile stays.
    if (this.draft(row.key, kind).text === draft.text) this.typed(name, empty);
    this.left();
    await this.settle();
    return true;
  }

  /** Does what is to be done to a ticket to which nothing is said. */
  async #apply(row: Row, kind: Kind, doings: readonly Doing[], status: string): Promise<boolean> {
    const name = nameOf(row.key, kind);
    this.#leaving.add(name);
    const entered = await this.#acts.together(row, status === "" ? doings : [...doings, { property: "status", value: status }]);
    this.#leaving.delete(name);
    if (!entered) return false;
    this.typed(name, { ...this.draftNamed(name), doings: [] });
    this.left();
    await this.settle();
    return true;
  }

  /** Puts a message that is to be taken back where it was written, above what is written there now. */
  async #returned({ key, row, reply }: Acting): Promise<(back: boolean) => void> {
    const kind: Kind = reply?.private ? "note" : "reply";
    const source = reply?.source ?? "";
    const name = nameOf(row, kind);
    const before = this.draft(row, kind);
    const was = this.#sent.get(source) ?? { text: source, cc: reply?.cc.join(", ") ?? "", bcc: reply?.bcc.join(", ") ?? "", start: source.length, end: source.length, doings: this.#following(key) };
    this.typed(name, before.text === "" ? was : { ...was, text: `${source}\n\n${before.text}` });
    const files = reply?.files ?? [];
    await this.#enclosing.comeBack(name, files);
    await this.settle();
    return (back) => {
      if (back) this.#enclosing.back(files);
      else void this.#enclosing.leave(name, files);
      if (!back) {
        this.typed(name, before);
        void this.settle();
      } else if (this.#session.state.ticket.row?.key === row) this.choose(row, kind);
    };
  }

  /** What was to be done behind a message. */
  #following(message: string): Doing[] {
    return this.#session.state.outbox.acts
      .filter((a) => a.follows === message && a.act)
      .map(({ property, want, act }) => ({ property, value: property === "tags" ? several(apiece(want).filter((tag) => !apiece(act?.seen ?? "").includes(tag))) : want }));
  }

  /** What the conversation that was read at a time has not got yet. */
  outgoing(row: string, readAt: number): readonly Said[] {
    return this.#asked((core) => core.call("outbox.said", { box: this.#session.state.outbox.box, row, read_at: readAt }))?.messages ?? [];
  }

  /** What a draft is now. */
  draft(ticket: string, kind: Kind): Draft {
    return this.draftNamed(nameOf(ticket, kind));
  }

  draftNamed(name: string): Draft {
    return this.store.now().drafts[name] ?? empty;
  }

  /** Asks the core. Where it stops at a text, the text stays as it is, and that is said. */
  #asked<T>(ask: (core: NonNullable<Session["core"]>) => T): T | null {
    const { core } = this.#session;
    if (!core) return null;
    try {
      return ask(core);
    } catch (error) {
      if (!(error instanceof CoreError)) throw error;
      this.note(told(error.failure.say));
      return null;
    }
  }
}

/** What is done along with a draft, and what else is: of tags all, of all else what was said last. */
function joined(before: readonly Doing[], more: readonly Doing[]): Doing[] {
  const tags = several([...before, ...more].filter((d) => d.property === "tags").flatMap((d) => apiece(d.value)));
  const rest = before.filter((d) => d.property !== "tags" && !more.some((m) => m.property === d.property));
  return [...rest, ...more.filter((d) => d.property !== "tags"), ...(tags === "" ? [] : [{ property: "tags", value: tags }])];
}

/** Whether a message can go as it is. */
export function sendable({ length, limit, left, wrong }: MeasureResult): boolean {
  return length > 0 && (limit === 0 || left >= 0) && wrong.id === "";
}

/** What the core takes of a field. */
function fieldOf({ text, start, end }: Draft): Pick<Draft, "text" | "start" | "end"> {
  return { text, start, end };
}

/** Reads what storage holds; what is of another shape is left out. */
function signaturesFrom(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(value ?? {}).filter((e): e is [string, string] => typeof e[1] === "string"));
}

/** What came of a ticket while one wrote to it. */
export interface News {
  message: Message | null;
  changed: readonly ("status" | "assignee")[];
}

function seenOf({ messages, values }: TicketResult): Seen {
  const value = (property: string) => values.find((v) => v.property === property)?.value ?? "";
  return { newest: Math.max(0, ...messages.map((m) => m.id)), status: value("status"), assignee: value("assignee") };
}

const unmeasured: MeasureResult = { whole: "", length: 0, limit: 0, left: 0, notes: false, copies: false, file_room: 0, by_address: false, cc: [], bcc: [], wrong: { id: "", args: [] } };

const nothingMore = { tag: "", value: "", label: "", width: 0, height: 0 };

const commands = {
  bold: { command: "toggle", tag: "b" },
  italic: { command: "toggle", tag: "i" },
  underline: { command: "toggle", tag: "u" },
  strike: { command: "toggle", tag: "s" },
  code: { command: "toggle", tag: "icode" },
  bullets: { command: "toggle", tag: "ul" },
  numbers: { command: "toggle", tag: "ol" },
  quote: { command: "toggle", tag: "quote" },
  heading: { command: "toggle", tag: "h3" },
  block: { command: "toggle", tag: "code" },
  table: { command: "table", width: 2, height: 3 },
  enter: { command: "enter" },
  indent: { command: "indent" },
  outdent: { command: "outdent" },
} as const;
