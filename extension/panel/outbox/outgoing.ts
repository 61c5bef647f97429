// What is to be sent, as state.

import type { Grade } from "../../../shared/outbox/host/keep";
import type { Acting, Batch, Enclosed } from "../../../wasm/core.gen";

export interface Outgoing {
  /** The outbox as the core takes it. */
  box: Uint8Array;
  acts: readonly Acting[];
  /** How far what was entered together has come. */
  batches: readonly Batch[];
  /** Whether it outlasts this page. */
  grade: Grade;
}

export const nothingOutgoing: Outgoing = { box: new Uint8Array(), acts: [], batches: [], grade: "kept" };

export type OutgoingEvent = { type: "outbox-told"; acts: readonly Acting[]; batches: readonly Batch[]; box: Uint8Array; grade: Grade };

export function reduceOutgoing(_: Outgoing, { acts, batches, box, grade }: OutgoingEvent): Outgoing {
  return { acts, batches, box, grade };
}

/** What has not arrived yet, in its order. */
export function waiting(outgoing: Outgoing): readonly Acting[] {
  return outgoing.acts.filter((a) => a.state !== "sent");
}

/** Whether an entry is of an account. */
export function isOf({ row, creation }: Pick<Acting, "row" | "creation">, account: string): boolean {
  return row.startsWith(`${account}/`) || creation?.account === account;
}

/** Whether something has not arrived that is nowhere but in this page. */
export function lostWithPage(outgoing: Outgoing): boolean {
  return outgoing.grade === "page" && waiting(outgoing).length > 0;
}

/** The files that go along with a message or a new ticket. */
export function enclosedIn({ reply, creation }: Pick<Acting, "reply" | "creation">): readonly Enclosed[] {
  return (reply ?? creation)?.files ?? [];
}

/** What was done last and can be taken back as long as it is not sent; but tells what is being taken back. */
export function latest(outgoing: Outgoing, but: ReadonlySet<string> = new Set()): Acting | undefined {
  return outgoing.acts.findLast((a) => a.held && a.undoable && !a.follows && !but.has(a.key));
}
