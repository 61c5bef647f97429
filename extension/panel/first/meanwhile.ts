// What a person does to the picture of the panel, kept for the panel, which
// comes after it.

import { early } from "../../kept";
import type { Marked } from "../marks/marked";

/** What was done before the panel could take it. */
export interface Meanwhile {
  /** The key of the row that the cursor was moved to, "" for none, and what was pressed after that, in its order. */
  cursor: string;
  strokes: readonly KeyboardEventInit[];
  /** The key of the row that was clicked last, "" for none. */
  row: string;
  /** What was typed into the filter; null where nothing was. */
  typed: string | null;
  /** It was sent, too. */
  sent: boolean;
}

/** Takes what a person does to a picture within body, until it is handed over. */
export class Watch {
  /** What the picture says of the marks of its rows. */
  readonly marked: Marked;
  readonly #body: HTMLElement;
  readonly #ended = new AbortController();
  #cursor = "";
  #strokes: KeyboardEventInit[] = [];
  #row = "";
  #typed: string | null = null;
  #sent = false;

  constructor(body: HTMLElement, width: MediaQueryList, marked: Marked) {
    this.#body = body;
    this.marked = marked;
    const { signal } = this.#ended;
    // In a window that has become another the picture would stand for nothing.
    width.addEventListener("change", () => body.replaceChildren(), { signal });
    addEventListener("keydown", (event) => this.#press(event), { signal, capture: true });
    addEventListener("click", (event) => this.#click(event), { signal, capture: true });
    addEventListener("input", (event) => (this.#typed = (event.target as HTMLInputElement).value), { signal, capture: true });
    addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        this.#sent = true;
      },
      { signal, capture: true },
    );
  }

  /** Hands over what was done, and takes nothing from then on. */
  over(): Meanwhile {
    this.#ended.abort();
    return { cursor: this.#cursor, strokes: this.#strokes, row: this.#row, typed: this.#typed, sent: this.#sent };
  }

  #press(event: KeyboardEvent): void {
    const { key, code, shiftKey, ctrlKey, metaKey, altKey, isComposing } = event;
    if (ctrlKey || metaKey || altKey || isComposing || event.target instanceof HTMLInputElement) return;
    // The rest is the browser's: F5, Tab, Shift alone.
    if (key.length > 1 && !/^(?:Arrow|Page|Enter$|Escape$|Home$|End$)/.test(key)) return;
    event.preventDefault();
    // Where the panel will be sure that there is a row to move to, the cursor goes ahead.
    const by = { ...(early.read("keys") === null && { j: 1, k: -1 }), ArrowDown: 1, ArrowUp: -1 }[key];
    if (by === undefined || shiftKey || !this.#move(by)) this.#strokes.push({ key, code, shiftKey });
  }

  /** Moves the cursor among the rows that are drawn; false where it would leave them. */
  #move(by: number): boolean {
    // Behind something else the panel has to decide.
    if (this.#strokes.length > 0) return false;
    const rows = [...this.#body.querySelectorAll<HTMLElement>("[data-rows] [data-key]")];
    const at = rows.findIndex((row) => row.dataset["key"] === this.#cursor);
    const row = rows[at + by];
    if (!row || (at < 0 && by < 0)) return false;
    for (const other of rows) other.tabIndex = other === row ? 0 : -1;
    this.#cursor = row.dataset["key"] ?? "";
    row.focus();
    return true;
  }

  #click(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.#row = (event.target as Element).closest<HTMLElement>("[data-key]")?.dataset["key"] ?? this.#row;
  }
}
