// What was done in this session of the browser, newest last: what is on its way
// and what has arrived, so that a change can be taken back after it was sent,
// too. It follows the outbox, which forgets what a change was once it is sent.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Act, Acting } from "../../../wasm/core.gen";
import type { Kept } from "../../kept";

/** A change, a message or a new ticket that was entered. */
export interface Done {
  key: string;
  /** Unix milliseconds. */
  at: number;
  batch: string;
  property: string;
  want: string;
  /** What a change was decided upon; null for what is written. */
  act: Act | null;
  /** The first words of what is written, and what it is. */
  written: { what: "reply" | "note" | "new"; words: string; subject: string; type: string } | null;
  /** How far it has come; "back" is that it was taken back before it was sent, "undone" that its opposite was entered. */
  state: "going" | "sent" | "needs_you" | "back" | "undone";
}

/** How much is remembered. */
const MOST = 200;
const WORDS = 120;

/** What is remembered once the outbox holds some acts. */
export function followed(list: readonly Done[], acts: readonly Acting[], now: number): readonly Done[] {
  const held = new Map(acts.map((a) => [a.key, a]));
  const known = new Set(list.map((d) => d.key));
  const next = list.map((d): Done => {
    const act = held.get(d.key);
    // What the outbox holds no more has arrived, or was taken back while it was on its way.
    if (!act) return d.state === "going" || d.state === "needs_you" ? { ...d, state: "back" } : d;
    const state = d.state === "undone" ? "undone" : stateOf(act);
    // One that waits takes on what is changed of the same subject after it.
    return act.act ? { ...d, state, want: act.want, act: act.act } : { ...d, state };
  });
  for (const a of acts) if (!known.has(a.key) && (a.act ?? a.reply ?? a.creation)) next.push(doneOf(a, now));
  const same = next.length === list.length && next.every((d, i) => JSON.stringify(d) === JSON.stringify(list[i]));
  return same ? list : next.slice(-MOST);
}

function stateOf({ state }: Acting): Done["state"] {
  return state === "sent" || state === "needs_you" ? state : "going";
}

function doneOf(a: Acting, now: number): Done {
  const { key, batch, property, want, act, reply, creation } = a;
  const written = reply
    ? { what: reply.private ? ("note" as const) : ("reply" as const), words: reply.source.slice(0, WORDS), subject: reply.subject, type: "" }
    : creation
      ? { what: "new" as const, words: "", subject: creation.given.find((g) => g.property === "subject")?.value ?? "", type: creation.type }
      : null;
  return { key, at: now, batch, property, want, act: act ?? null, written, state: stateOf(a) };
}

/** Whether a change can be taken back: what waits by taking it out, what is sent by its opposite. */
export function takesBack({ state, act, property, want }: Done): boolean {
  if (state === "going" || state === "needs_you") return true;
  return state === "sent" && act !== null && act.known && !(property === "bin" && want === "gone");
}

const KEY = "done";

export class DoneList {
  readonly list: ReadonlySignal<readonly Done[]>;
  readonly #list = signal<readonly Done[]>([]);
  readonly #kept: Kept;
  #read = false;
  #early: readonly Acting[] | undefined;

  constructor(kept: Kept) {
    this.list = this.#list;
    this.#kept = kept;
  }

  /** Reads what this session of the browser has done before the panel was opened. What cannot be read is not told. */
  async read(now: number): Promise<void> {
    const { [KEY]: kept } = await this.#kept.read([KEY]).catch((): Record<string, unknown> => ({}));
    this.#list.value = Array.isArray(kept) ? (kept as Done[]) : [];
    this.#read = true;
    if (this.#early) this.heard(this.#early, now);
  }

  /** Hears what the outbox holds. */
  heard(acts: readonly Acting[], now: number): void {
    // What was done before comes first.
    if (!this.#read) {
      this.#early = acts;
      return;
    }
    this.#change(followed(this.#list.peek(), acts, now));
  }

  /** The opposite of some was entered. */
  undone(keys: readonly string[]): void {
    this.#change(this.#list.peek().map((d) => (keys.includes(d.key) ? { ...d, state: "undone" } : d)));
  }

  #change(list: readonly Done[]): void {
    if (list === this.#list.peek()) return;
    this.#list.value = list;
    // Losing it costs nobody anything but this list.
    void this.#kept.write({ [KEY]: list });
  }
}
