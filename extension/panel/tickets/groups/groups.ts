// How the list is grouped, followed as it becomes another.

import { effect } from "@preact/signals";
import { forCore } from "../../accounts/account";
import type { Remembered } from "../../remembered";
import type { Session } from "../../session";
import { text } from "../../strings";
import type { Grouping } from "./grouping";
import type { Looks } from "./looks";

export class Groups {
  readonly #session: Session;
  readonly #remembered: Remembered;
  /** The number under which the core has the table of the list on the screen, 0 while there is none. */
  readonly #table: () => number;
  /** What was grouped last. */
  #last: readonly unknown[] = [];
  /** What the list is grouped by outside of saved views. */
  #usual: Grouping;

  constructor(session: Session, remembered: Remembered, table: () => number) {
    this.#session = session;
    this.#remembered = remembered;
    this.#table = table;
    this.#usual = session.state.looks.by;
    effect(() => this.#follow());
  }

  /** Draws the list so from now on, and says where that cannot be kept. */
  look(looks: Looks): void {
    const session = this.#session;
    this.#usual = looks.by;
    session.dispatch({ type: "looks-chosen", looks });
    if (!session.outside.keepLooks(looks)) session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.unkept.looks } });
  }

  /** Groups the list as a saved view has it; null leaves that. */
  use(by: Grouping | null): void {
    const { looks } = this.#session.state;
    this.#session.dispatch({ type: "looks-chosen", looks: { ...looks, by: by ?? this.#usual } });
  }

  /** Folds a group, or unfolds it. */
  fold(key: string): void {
    this.#session.dispatch({ type: "group-folded", key });
  }

  #follow(): void {
    const { list, looks, accounts } = this.#session.store.state.value;
    const { core, marks } = this.#session;
    const now = [list.shown?.result.rows, list.query, list.marked, looks.by, accounts];
    if (now.every((part, i) => part === this.#last[i]) && this.#last.length > 0) return;
    this.#last = now;
    const table = this.#table();
    if (looks.by === "" || !core || table === 0) {
      if (list.grouped) this.#session.dispatch({ type: "list-grouped", grouped: null });
      return;
    }
    const args = { query: list.query, accounts: accounts.map(forCore), directories: this.#remembered.directories(), table, marks, group_by: looks.by, rows: 0 };
    this.#session.dispatch({ type: "list-grouped", grouped: { by: looks.by, groups: core.call("tickets.group", args).groups } });
  }
}
