// Keeps what is typed as soon as typing pauses.

import type { DraftKeep } from "./keep";

/** How long typing may pause before it is kept, milliseconds. */
const PAUSE = 250;

export class Settling<T> {
  readonly #keep: DraftKeep<T>;
  /** The draft of a name as it is now; null where none is to be kept. */
  readonly #draft: (name: string) => T | null;
  /** Told after each writing whether all of it is kept. */
  readonly #told: (kept: boolean) => void;
  readonly #unkept = new Set<string>();
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(keep: DraftKeep<T>, draft: (name: string) => T | null, told: (kept: boolean) => void) {
    this.#keep = keep;
    this.#draft = draft;
    this.#told = told;
  }

  /** Whether what stands in a draft is not kept yet. */
  awaits(name: string): boolean {
    return this.#unkept.has(name);
  }

  /** Notes that a draft has become another: it is kept the next time that something settles. */
  changed(name: string): void {
    this.#unkept.add(name);
  }

  /** Notes that somebody types in a draft. */
  typed(name: string): void {
    this.changed(name);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.settle(), PAUSE);
  }

  /** Keeps what is not kept yet. */
  async settle(): Promise<void> {
    clearTimeout(this.#pause);
    const names = [...this.#unkept];
    this.#unkept.clear();
    if (names.length === 0) return;
    const kept = await Promise.all(names.map((name) => this.#keep.write(name, this.#draft(name))));
    this.#told(kept.every(Boolean));
  }
}
