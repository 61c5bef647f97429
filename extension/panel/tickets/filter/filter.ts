// What the filter field asks of the core while a person types.

import type { Completion, QueryProblem, Row, TicketFact } from "../../../../wasm/core.gen";
import { forCore } from "../../accounts/account";
import type { Remembered } from "../../remembered";
import type { Session } from "../../session";

export class Filter {
  readonly #session: Session;
  readonly #remembered: Remembered;
  readonly #choose: (query: string) => Promise<void>;

  constructor(session: Session, remembered: Remembered, choose: (query: string) => Promise<void>) {
    this.#session = session;
    this.#remembered = remembered;
    this.#choose = choose;
  }

  /** What may stand at a place of a query, the best first. */
  complete(query: string, caret: number): readonly Completion[] {
    const { core } = this.#session;
    return core ? core.call("filter.complete", { query, caret, directories: this.#remembered.directories() }).items : [];
  }

  /** The parts of a query that are not understood, in their order. */
  problems(query: string): readonly QueryProblem[] {
    const { core, state } = this.#session;
    if (!core) return [];
    return core.call("filter.read", { query, accounts: state.accounts.map(forCore), directories: this.#remembered.directories() }).problems;
  }

  /** What somebody has asked for before, the last first. */
  asked(): readonly string[] {
    return this.#remembered.asked;
  }

  /** By what of a row its list can be narrowed. */
  facts(row: Row): readonly TicketFact[] {
    const { core, state } = this.#session;
    if (!core) return [];
    return core.call("filter.facts", { query: state.list.query, row, accounts: state.accounts.map(forCore), directories: this.#remembered.directories() }).facts;
  }

  /** Narrows the list to tickets that have something in common with a row; false where that cannot be. */
  by(row: Row, kind: string, value: string): boolean {
    const fact = this.facts(row).find((f) => f.kind === kind && f.value === value);
    if (fact) void this.#choose(fact.query);
    return fact !== undefined;
  }
}
