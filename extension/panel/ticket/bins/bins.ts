// Where tickets lie: put away, taken out again, deleted for ever.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Bin, Row } from "../../../../wasm/core.gen";
import type { Acts } from "../../outbox/acts";

export class Bins {
  /** The ticket of which it is asked whether it is to be deleted for ever. */
  readonly asked: ReadonlySignal<Row | null>;
  readonly #asked = signal<Row | null>(null);
  readonly #acts: Acts;

  constructor(acts: Acts) {
    this.#acts = acts;
    this.asked = this.#asked;
  }

  /** Puts a ticket into a bin; what cannot be taken back is asked first. */
  put(row: Row, bin: Bin): void {
    if (bin === "gone") this.#asked.value = row;
    else this.#acts.bin(row, bin);
  }

  /** What a key does: into the bin of that name, or out of it; false where that cannot be. */
  press(row: Row, bin: "archive" | "trash"): boolean {
    return this.#acts.bin(row, row.bin === bin ? "" : bin);
  }

  /** Answers what was asked. */
  answer(deletes: boolean): void {
    const row = this.#asked.value;
    this.#asked.value = null;
    if (row && deletes) this.#acts.bin(row, "gone");
  }
}
