// Notes about persons while they are written: kept with every pause, so that
// neither a panel that is closed nor another ticket takes what was typed.

import type { DraftKeep } from "../compose/keep";
import { Settling } from "../compose/settling";
import type { Session } from "../session";

/** A note as its fields have it. */
export interface NoteDraft {
  text: string;
  /** When to remind, as an input of a local date and time writes it; "" for never. */
  remind: string;
}

/** A draft's name: whose note it is, and its number, 0 for a new one. */
export function nameOf(account: string, person: number, note: number): string {
  return `${account}/${person}/${note}`;
}

export class NoteDrafts {
  readonly #session: Session;
  readonly #keep: DraftKeep<NoteDraft>;
  readonly #drafts = new Map<string, NoteDraft>();
  readonly #settling: Settling<NoteDraft>;

  constructor(session: Session, keep: DraftKeep<NoteDraft>) {
    this.#session = session;
    this.#keep = keep;
    this.#settling = new Settling(keep, (name) => this.#drafts.get(name) ?? null, (kept) => session.dispatch({ type: "keeping", what: "notes", kept }));
    keep.watch(() => void this.start());
  }

  /** Reads what is kept, and forgets what no longer is. What is being typed here stays. */
  async start(): Promise<void> {
    const before = new Map(this.#drafts);
    try {
      const all = await this.#keep.all();
      const still = new Set(all.map(({ name }) => name));
      // Saved or cancelled in another window. What has been typed since is none of that.
      for (const [name, draft] of before) {
        if (!still.has(name) && !this.#settling.awaits(name) && this.#drafts.get(name) === draft) this.#drafts.delete(name);
      }
      // The latest of each comes first.
      for (const { name, text, remind } of all.reverse()) {
        if (!this.#settling.awaits(name) && typeof text === "string" && typeof remind === "string") this.#drafts.set(name, { text, remind });
      }
    } catch {
      this.#session.dispatch({ type: "keeping", what: "notes", kept: false });
    }
  }

  of(name: string): NoteDraft | undefined {
    return this.#drafts.get(name);
  }

  /** The number of a person's note that was being written, null for none. */
  begun(account: string, person: number): number | null {
    const whose = nameOf(account, person, 0).slice(0, -1);
    const name = [...this.#drafts.keys()].find((n) => n.startsWith(whose));
    return name === undefined ? null : Number(name.slice(whose.length));
  }

  /** Takes what stands in the fields now; null where nothing is to be kept any longer. */
  typed(name: string, draft: NoteDraft | null): void {
    if (draft) this.#drafts.set(name, draft);
    else this.#drafts.delete(name);
    this.#settling.typed(name);
    // What is saved or cancelled is not to be offered once more by a panel that is opened right after.
    if (!draft) void this.settle();
  }

  /** Forgets what was being written about persons of an account. */
  async forget(account: string): Promise<void> {
    for (const name of Array.from(this.#drafts.keys())) if (name.startsWith(`${account}/`)) this.typed(name, null);
    await this.settle();
  }

  /** Keeps what is not kept yet. */
  settle(): Promise<void> {
    return this.#settling.settle();
  }
}
