// What the filter field asks of the core while a person types.

import type { Completion, QueryProblem } from "../../../../wasm/core.gen";
import { forCore } from "../../accounts/account";
import type { Remembered } from "../../remembered";
import type { Session } from "../../session";

export class Filter {
  readonly #session: Session;
  readonly #remembered: Remembered;

  constructor(session: Session, remembered: Remembered) {
    this.#session = session;
    this.#remembered = remembered;
  }

  /** What may stand at a place of a query, the best first. */
  complete(query: string, caret: number): readonly Completion[] {
    const { core } = this.#session;
    return core ? core.call("filter.complete", { query, caret, directories: this.#remembered.directories() }).items : [];
  }

  /** What was probably meant by parts of a query that are not understood. */
  nearest(query: string): readonly QueryProblem[] {
    const { core, state } = this.#session;
    if (!core) return [];
    const { problems } = core.call("filter.read", { query, accounts: state.accounts.map(forCore), directories: this.#remembered.directories() });
    return problems.filter((p) => p.nearest !== "");
  }
}
