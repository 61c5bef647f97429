// The files of drafts, and what becomes of them: they go along with a message,
// come back with one that is taken back, and are forgotten when it has arrived.

import { effect } from "@preact/signals";
import { type Store, storeOf } from "../../../../shared/ui/store";
import type { Enclosed, System } from "../../../../wasm/core.gen";
import type { Session } from "../../session";
import { told } from "../../speech";
import { text } from "../../strings";
import { enclosedIn } from "../../outbox/outgoing";
import { type Kind, nameOf } from "../draft";
import type { FileKeep, KeptFile } from "./keep";

/** How many bytes tell what a file is. */
const HEAD = 32;

/** For so long a file is kept of which no entry is known, milliseconds: another window may be entering it. */
const UNCLAIMED = 10 * 60_000;

export interface Enclosures {
  /** By the names of drafts, in their order. */
  readonly files: Readonly<Record<string, readonly KeptFile[]>>;
  /** Why files were not taken, by the names of drafts. */
  readonly problems: Readonly<Record<string, readonly string[]>>;
  /** The draft for which files are being read, "" for none. */
  readonly reading: string;
}

type Event =
  | { type: "files-read"; files: readonly KeptFile[] }
  | { type: "files-reading"; draft: string }
  | { type: "files-refused"; draft: string; problems: readonly string[] };

const nothing: Enclosures = { files: {}, problems: {}, reading: "" };

function reduce(s: Enclosures, event: Event): Enclosures {
  switch (event.type) {
    case "files-read": {
      const files: Record<string, KeptFile[]> = {};
      for (const file of event.files) if (file.draft) (files[file.draft] ??= []).push(file);
      return { ...s, files };
    }
    case "files-reading":
      return { ...s, reading: event.draft };
    case "files-refused":
      return { ...s, problems: { ...s.problems, [event.draft]: event.problems } };
  }
}

const none: readonly never[] = [];

export class Enclosing {
  readonly store: Store<Enclosures, Event> = storeOf(nothing, reduce);
  readonly #session: Session;
  readonly #keep: FileKeep;
  /** All that are known, drafts' or not. */
  #all: readonly KeptFile[] = [];
  /** Files of messages that are being taken back. */
  readonly #returning = new Set<string>();
  /** What is done comes one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #latest = 0;

  constructor(session: Session, keep: FileKeep) {
    this.#session = session;
    this.#keep = keep;
    effect(() => {
      const { outbox } = session.store.state.value;
      if (outbox.box.length > 0) void this.#inTurn(() => this.#settle());
    });
  }

  async start(): Promise<void> {
    this.#keep.watch(() => void this.#inTurn(() => this.#read()));
    await this.#inTurn(() => this.#read());
  }

  /** The files of a draft. */
  of(draft: string): readonly KeptFile[] {
    return this.store.state.value.files[draft] ?? none;
  }

  /** The drafts that have files. */
  drafts(): readonly string[] {
    return Object.keys(this.store.now().files);
  }

  /** The kind of message to a ticket that has files, the reply first. */
  kind(ticket: string): Kind | undefined {
    return (["reply", "note"] as const).find((kind) => this.of(nameOf(ticket, kind)).length > 0);
  }

  problems(draft: string): readonly string[] {
    return this.store.state.value.problems[draft] ?? none;
  }

  /** Adds files to a draft for a helpdesk, as far as they can go along with it; says which cannot. */
  add(draft: string, system: System, files: readonly File[]): Promise<void> {
    return this.#inTurn(async () => {
      const { core, outside } = this.#session;
      if (!core || files.length === 0) return;
      this.store.dispatch({ type: "files-reading", draft });
      const problems: string[] = [];
      for (const file of files) {
        const taken = this.#mine(draft).reduce((sum, f) => sum + f.size, 0);
        const { name, refused } = core.call("file.enclose", { system, name: file.name, size: file.size, taken });
        if (refused.id) {
          problems.push(told(refused));
          continue;
        }
        let content: Blob;
        try {
          // Read now: a file may be gone, or be another, by the time it is sent.
          content = new Blob([await file.arrayBuffer()]);
        } catch {
          // A folder, or a file that was moved meanwhile.
          problems.push(text.enclosures.unreadable(name));
          continue;
        }
        const head = new Uint8Array(await content.slice(0, HEAD).arrayBuffer());
        const { type } = core.call("file.kind", { head });
        const kept: KeptFile = { id: outside.newID(), draft, name, size: content.size, type, at: this.#now(), content };
        if (!(await this.#keep.put([kept]))) problems.push(text.enclosures.unkept(name));
        this.#know([...this.#all, kept]);
      }
      this.store.dispatch({ type: "files-refused", draft, problems });
      this.store.dispatch({ type: "files-reading", draft: "" });
    });
  }

  remove(file: KeptFile): Promise<void> {
    return this.#inTurn(() => this.#forget(file.draft, [file]));
  }

  /** Whether a draft's files can go along to a helpdesk, which may be another than they were added for; says which cannot. */
  fits(draft: string, system: System): boolean {
    const { core } = this.#session;
    const problems = this.#mine(draft).flatMap(({ name, size }) => {
      const refused = core?.call("file.enclose", { system, name, size, taken: 0 }).refused;
      return refused?.id ? told(refused) : [];
    });
    this.store.dispatch({ type: "files-refused", draft, problems });
    return problems.length === 0;
  }

  /** A draft is dropped with its files. */
  drop(draft: string): Promise<void> {
    return this.#inTurn(() => this.#forget(draft, this.#mine(draft)));
  }

  /** Forgets files of a draft, and what was refused of it. */
  async #forget(draft: string, files: readonly KeptFile[]): Promise<void> {
    this.dismiss(draft);
    const gone = files.map((f) => f.id);
    if (gone.length === 0) return;
    this.#know(this.#all.filter((f) => !gone.includes(f.id)));
    await this.#keep.drop(gone);
  }

  /** What was refused has been read. */
  dismiss(draft: string): void {
    this.store.dispatch({ type: "files-refused", draft, problems: none });
  }

  /** The files of a draft as a message names them, once all are read. */
  async named(draft: string): Promise<Enclosed[]> {
    await this.#last;
    return this.#mine(draft).map(({ id, name, size }) => ({ id, name, size }));
  }

  /** The files have gone along with a message. */
  leave(draft: string, files: readonly Enclosed[]): Promise<void> {
    return this.#inTurn(async () => {
      this.dismiss(draft);
      for (const { id } of files) this.#returning.delete(id);
      await this.#give(files.map((f) => f.id), "");
    });
  }

  /** The files of a message that is being taken back stand in a draft again. */
  comeBack(draft: string, files: readonly Enclosed[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const { id } of files) this.#returning.add(id);
      await this.#give(files.map((f) => f.id), draft);
    });
  }

  /** The message is taken back. */
  back(files: readonly Enclosed[]): void {
    for (const { id } of files) this.#returning.delete(id);
  }

  /** Gives files to a draft, "" for none. */
  async #give(ids: readonly string[], draft: string): Promise<void> {
    const given = ids.flatMap((id) => this.#all.find((f) => f.id === id) ?? []).map((f) => ({ ...f, draft, at: this.#now() }));
    if (given.length === 0) return;
    this.#know([...this.#all.filter((f) => !ids.includes(f.id)), ...given]);
    await this.#keep.put(given);
  }

  #mine(draft: string): readonly KeptFile[] {
    return this.#all.filter((f) => f.draft === draft);
  }

  #know(all: readonly KeptFile[]): void {
    this.#all = [...all].sort((a, b) => a.at - b.at);
    this.store.dispatch({ type: "files-read", files: this.#all });
  }

  async #read(): Promise<void> {
    try {
      this.#know(await this.#keep.all());
    } catch {
      // What cannot be read is not shown; it is said when a file is added.
    }
  }

  /** Lets those go along that belong to an entry, and forgets those that have arrived. */
  async #settle(): Promise<void> {
    const { acts } = this.#session.state.outbox;
    const arrived: string[] = [];
    const along: string[] = [];
    const entry = new Map(acts.flatMap((a) => enclosedIn(a).map((f) => [f.id, a.state] as const)));
    for (const { id, draft, at } of this.#all) {
      const state = entry.get(id);
      if (state === "sent" || (state === undefined && draft === "" && at < this.#session.outside.now() - UNCLAIMED)) arrived.push(id);
      // The panel ended between the two.
      else if (state !== undefined && draft !== "" && !this.#returning.has(id)) along.push(id);
    }
    await this.#give(along, "");
    if (arrived.length === 0) return;
    this.#know(this.#all.filter((f) => !arrived.includes(f.id)));
    await this.#keep.drop(arrived);
  }

  /** The time, later each time it is asked for: files stand in its order. */
  #now(): number {
    return (this.#latest = Math.max(this.#session.outside.now(), this.#latest + 1));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#last.then(work);
    // The next waits for its end; its failure is for who asked.
    this.#last = next.catch(() => undefined);
    return next;
  }
}
