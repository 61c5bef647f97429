// What the composer asks of the field that is written in, whichever that is.

import type { Person } from "../../../wasm/core.gen";
import type { Editing } from "./keys";

export interface Writer {
  /** Where one types. */
  readonly element: HTMLElement;
  focus(): void;
  /** Does what a key or a button says. Whether that means anything where the caret is. */
  edit(doing: Editing): boolean;
  /** The text that is selected. */
  selected(): string;
  /** How a link is put, with words where nothing is selected; else what is wrong with the address. */
  linking(address: string, words: string): (() => void) | string;
  /** Puts the name of a colleague in the place of so many characters before the caret; byAddress says what they are known by. */
  mention(person: Person, typed: number, byAddress: boolean): void;
  /** Puts a source where the caret is, as blocks of their own. */
  insert(source: string): void;
  /** Puts what somebody wrote, given as HTML, with whose it is. */
  quote(page: string, author: string, date: string): void;
}
