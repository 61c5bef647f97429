// Votes and submissions in D1.

import type { Core } from "../core";
import type { EdgeOperations, Effect, Migrating, Opened, Result } from "../core.gen";
import { Deadline } from "./deadline";
import type { Answered, Database, Prepared } from "./platform";

/** What an isolate knows of its store. */
export interface Known {
  /** Whether the store has the tables that this edge knows. */
  ready: boolean;
}

/** The store of one request: a database belongs to the request with which it came. */
export class Store {
  #database: Database;
  #opened: Opened;
  #core: Core<EdgeOperations>;
  #site: string;
  #known: Known;

  /** site is the name of the site whose tables these are. */
  constructor(database: Database, opened: Opened, core: Core<EdgeOperations>, site: string, known: Known) {
    this.#database = database;
    this.#opened = opened;
    this.#core = core;
    this.#site = site;
    this.#known = known;
  }

  /** Runs statements in one batch, again and again where they wait for a row. Rejects with the database's own error. */
  async run(effect: Effect, deadline: Deadline): Promise<Result[]> {
    const { poll_ms, patience_ms } = this.#opened.bounds;
    const batch = effect.statements.map(({ sql, values }) => this.#database.prepare(sql).bind(...values));
    // What is done although the time is over has a time of its own.
    const own = effect.always ? new Deadline(patience_ms) : undefined;
    try {
      for (let waited = 0; ; waited += poll_ms) {
        const results = await this.#attempts(batch, own ?? deadline);
        const last = results.at(-1);
        if (last?.rows.length || waited >= effect.until_ms || !(await deadline.sleep(poll_ms))) return results;
      }
    } finally {
      own?.end();
    }
  }

  /** Runs a batch until it works, as long as it may. */
  async #attempts(batch: readonly Prepared[], deadline: Deadline): Promise<Result[]> {
    const { pauses_ms } = this.#opened.bounds;
    for (let attempt = 0; ; attempt++) {
      try {
        return await deadline.within(this.#once(batch));
      } catch (error) {
        const pause = error instanceof Unfit ? undefined : pauses_ms[attempt];
        if (pause === undefined || !(await deadline.sleep(pause))) throw error;
      }
    }
  }

  /** Runs a batch, in an isolate that has not looked yet once the store has its tables. */
  async #once(batch: readonly Prepared[]): Promise<Result[]> {
    if (!this.#known.ready) await this.#migrate();
    return (await this.#database.batch(batch)).map(resultOf);
  }

  /** Applies what is missing in the store. Others may be at the same: then one of the batches fails as a whole, and this begins anew. */
  async #migrate(): Promise<void> {
    let looked: Result | null = null;
    for (;;) {
      const { statements, problem, log }: Migrating = this.#core.call("edge.migrate", { site: this.#site, looked, now: Date.now() * 1000 });
      if (problem) throw new Unfit(problem);
      if (statements.length > 0) {
        const answered = await this.#database.batch(statements.map(({ sql, values }) => this.#database.prepare(sql).bind(...values)));
        looked = answered.map(resultOf).at(-1) ?? null;
      }
      for (const line of log) console.log(line);
      if (statements.length > 0) continue;
      this.#known.ready = true;
      return;
    }
  }
}

/** Says why a store is not for this edge, however often it is asked. */
class Unfit extends Error {}

function resultOf({ results, meta }: Answered): Result {
  return { changed: meta.changes ?? 0, rows: (results ?? []).map((row) => Object.values(row).map(valueOf)) };
}

function valueOf(cell: unknown): string | number {
  if (typeof cell === "string" || Number.isSafeInteger(cell)) return cell as string | number;
  throw new Error(`a value that is neither a text nor a whole number: ${typeof cell}`);
}
