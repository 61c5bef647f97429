// What an agent does to messages of a conversation, and what people see of it.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Comment, Row, ShownComment } from "../../../../wasm/core.gen";
import type { Compose } from "../../compose/composing";
import type { Draft } from "../../compose/draft";
import type { Acts } from "../../outbox/acts";
import type { Session } from "../../session";

/** A change of a message that is being written. */
export interface Editing {
  text: string;
  /** How many characters there are too many, 0 for none. */
  over: number;
  /** Whether it can be saved: something is written, and something else than before. */
  ready: boolean;
}

export class Comments {
  /** What is known of the open ticket's messages, with what is still to be sent, by their numbers. */
  readonly shown: ReadonlySignal<ReadonlyMap<number, ShownComment>>;
  readonly #editing = signal("");
  readonly #session: Session;
  readonly #acts: Acts;
  readonly #compose: Compose;

  constructor(session: Session, acts: Acts, compose: Compose) {
    this.#session = session;
    this.#acts = acts;
    this.#compose = compose;
    const { state } = session.store;
    const box = computed(() => state.value.outbox.box);
    const open = computed(() => state.value.ticket.result);
    this.shown = computed(() => {
      const { core } = session;
      const result = open.value;
      if (!core || !result) return new Map();
      const { key, system, type } = result.row;
      const { comments } = core.call("outbox.comments", { box: box.value, row: key, system, type, read_at: result.read_at, comments: result.comments });
      return new Map(comments.map((c) => [c.comment.id, c]));
    });
    acts.undone = ({ row, property, want }) => {
      // What was typed is where it was typed.
      const [of, id] = property.split("@");
      if (of === "body") this.#compose.typed(nameOf(row, Number(id)), draftOf(want));
    };
  }

  /** Gives something of a message a value. Whether it is entered. */
  set(row: Row, id: number, of: string, want: string): Promise<boolean> {
    const property = `${of}@${id}`;
    const shown = this.shown.value.get(id);
    return this.#acts.set(row, property, want, this.#acts.past(row, property) && shown ? seenOf(shown.trashed ? undefined : shown.comment, of) : seenOf(this.#told(id), of));
  }

  /** Whether what is wanted of a message is not at the helpdesk yet. */
  waits(row: string, id: number): boolean {
    return this.#session.store.state.value.outbox.acts.some((a) => a.row === row && a.state !== "sent" && a.property.endsWith(`@${id}`));
  }

  /** What is being written in the place of a message; null where nothing is. */
  editing(row: Row, id: number): Editing | null {
    const name = nameOf(row.key, id);
    const draft = this.#compose.store.state.value.drafts[name];
    if (!draft && this.#editing.value !== name) return null;
    const before = this.shown.value.get(id)?.comment.source ?? "";
    const text = draft?.text ?? before;
    const measured = this.#session.core?.call("reply.measure", { system: row.system, source: text, private: true, signature: "", cc: "", bcc: "" });
    const over = measured && measured.limit > 0 ? Math.max(0, -measured.left) : 0;
    return { text, over, ready: over === 0 && (measured?.length ?? 0) > 0 && text !== before };
  }

  edit(row: string, id: number): void {
    this.#editing.value = nameOf(row, id);
  }

  typed(row: string, id: number, text: string): void {
    this.#editing.value = nameOf(row, id);
    this.#compose.typed(nameOf(row, id), draftOf(text));
  }

  discard(row: string, id: number): void {
    this.#editing.value = "";
    this.#compose.typed(nameOf(row, id), draftOf(""));
  }

  /** Has what was written take the place of a message. */
  async save(row: Row, id: number): Promise<void> {
    const now = this.editing(row, id);
    if (now?.ready && (await this.set(row, id, "body", now.text))) this.discard(row.key, id);
  }

  /** What the helpdesk told of a message. */
  #told(id: number): Comment | undefined {
    return this.#session.state.ticket.result?.comments.find((c) => c.id === id);
  }
}

function seenOf(comment: Comment | undefined, of: string): string {
  if (of === "body") return comment?.source ?? "";
  if (of === "best") return comment?.best ? "1" : "";
  if (of === "upvoted") return comment?.voted ? "1" : "";
  // One that the conversation has not got is in the trash.
  return comment ? "" : "1";
}

/** The name of the draft in which a message is changed. */
function nameOf(row: string, id: number): string {
  return `edit@${id} ${row}`;
}

function draftOf(text: string): Draft {
  return { text, cc: "", bcc: "", start: text.length, end: text.length };
}
