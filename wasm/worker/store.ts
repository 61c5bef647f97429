// Votes and submissions in D1.

import type { Effect, Opened, Result } from "../core.gen";
import { Deadline } from "./deadline";
import type { Answered, Database, Prepared } from "./platform";

/** Whether an isolate has made the tables. */
export interface Prepares {
  ready: boolean;
}

/** The store of one request: a database belongs to the request with which it came. */
export class Store {
  #database: Database;
  #opened: Opened;
  #tables: Prepares;

  constructor(database: Database, opened: Opened, tables: Prepares) {
    this.#database = database;
    this.#opened = opened;
    this.#tables = tables;
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
        const pause = pauses_ms[attempt];
        if (pause === undefined || !(await deadline.sleep(pause))) throw error;
      }
    }
  }

  /** Runs a batch; the tables come before it where this isolate has not made them yet. */
  async #once(batch: readonly Prepared[]): Promise<Result[]> {
    const tables = this.#tables.ready ? [] : this.#opened.tables.map((sql) => this.#database.prepare(sql));
    const answered = await this.#database.batch([...tables, ...batch]);
    this.#tables.ready = true;
    return answered.slice(tables.length).map(resultOf);
  }
}

function resultOf({ results, meta }: Answered): Result {
  return { changed: meta.changes ?? 0, rows: (results ?? []).map((row) => Object.values(row).map(valueOf)) };
}

function valueOf(cell: unknown): string | number {
  if (typeof cell === "string" || Number.isSafeInteger(cell)) return cell as string | number;
  throw new Error(`a value that is neither a text nor a whole number: ${typeof cell}`);
}
