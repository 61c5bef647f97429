// The keys of this panel. They lie where they can be read before the first frame
// is drawn; other pages of the extension hear of a change.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { early } from "../../kept";
import { bindingsOf, type Bindings, type Changes, changesFrom, chordFor, given, unchanged } from "./bindings";
import { keysIn } from "./chords";
import type { Keyed } from "./commands";

const KEY = "keys";

export class Keys {
  readonly changes: ReadonlySignal<Changes>;
  readonly bindings: ReadonlySignal<Bindings>;
  readonly #changes = signal(changesFrom(early.read(KEY)));
  /** Says that a change could not be kept. */
  readonly #unkept: () => void;

  constructor(unkept: () => void) {
    this.#unkept = unkept;
    this.changes = this.#changes;
    this.bindings = computed(() => bindingsOf(this.#changes.value));
    globalThis.addEventListener?.("storage", (event) => {
      if (event.key === KEY) this.#changes.value = changesFrom(event.newValue);
    });
  }

  /** The key of a command as a keyboard shows it, "" where it has none. */
  shown(command: Keyed): string {
    return keysIn(chordFor(this.bindings.value, command)).join("+");
  }

  /** Gives a command a key, "" for none. Answers which command had it. */
  give(command: Keyed, chord: string): Keyed | undefined {
    const { changes, from } = given(this.#changes.peek(), command, chord);
    this.#change(changes);
    return from;
  }

  /** Whether keys without Control, Alt or Command do something. */
  letters(on: boolean): void {
    this.#change({ ...this.#changes.peek(), letters: on });
  }

  /** Makes the keys what they were before: those that are given, or the first ones. */
  reset(to: Changes = unchanged): void {
    this.#change(to);
  }

  #change(changes: Changes): void {
    this.#changes.value = changes;
    const first = changes.letters && Object.keys(changes.own).length === 0;
    if (!early.write(KEY, first ? null : JSON.stringify(changes))) this.#unkept();
  }
}
