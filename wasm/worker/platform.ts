// What the Worker is given by Cloudflare, as far as it uses it.

/** The bindings of wrangler.toml. What an owner did not set is not there. */
export interface Environment {
  /** The secrets of sites, whose names begin with SITE_. */
  readonly [secret: `SITE_${string}`]: unknown;
  readonly UPSTREAM_URL?: unknown;
  readonly API_KEY?: unknown;
  readonly ORIGINS?: unknown;
  readonly API_HOST?: unknown;
  readonly ALERT_URL?: unknown;
  readonly ALERT_LETTERS?: unknown;
  readonly ALERT_MINUTES?: unknown;
  readonly ALERT_LANGUAGE?: unknown;
  readonly RETENTION_DAYS?: unknown;
  readonly IDENTITY_KEYS?: unknown;
  readonly IDENTITY_AUDIENCE?: unknown;
  readonly GUESTS?: unknown;
  readonly BLOCK_SECRET?: unknown;
  readonly BLOCK_LANGUAGE?: unknown;
  readonly SEAL_KEYS?: unknown;
  readonly RATES?: unknown;
  readonly PROTECT?: unknown;
  readonly TURNSTILE_SITE_KEY?: unknown;
  readonly TURNSTILE_SECRET?: unknown;
  readonly STORE?: Database;
  /** An R2 bucket for what customers attach. */
  readonly FILES?: Bucket;
  /** A queue to say into where something is left to be handed on. Whoever takes from it hands on all that is. */
  readonly QUEUE?: Queue;
  /** Counters that count for all isolates of a place. They are used where all three are bound. */
  readonly RATE_READS?: Counter;
  readonly RATE_WRITES?: Counter;
  readonly RATE_SITE?: Counter;
  /** Where what requests came to is counted. */
  readonly METRICS?: Dataset;
  readonly ASSETS?: { fetch(address: string, init: RequestInit): Promise<Response> };
}

/** A rate-limit binding, which knows its own bounds. */
export interface Counter {
  limit(of: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

/** A D1 database. A batch runs its statements in their order, all of them or none. */
export interface Database {
  prepare(sql: string): Prepared;
  batch(statements: readonly Prepared[]): Promise<readonly Answered[]>;
}

/** An R2 bucket. */
export interface Bucket {
  put(name: string, content: Uint8Array): Promise<unknown>;
  get(name: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  delete(names: string[]): Promise<void>;
}

/** A dataset of Analytics Engine. It keeps points behind the answer, and samples them where there are many. */
export interface Dataset {
  writeDataPoint(point: { readonly indexes: readonly string[]; readonly blobs: readonly string[]; readonly doubles: readonly number[] }): void;
}

/** A queue. What is put into it may get lost on its way, or come twice. */
export interface Queue {
  send(message: unknown, options: { readonly delaySeconds: number }): Promise<unknown>;
}

export interface Prepared {
  bind(...values: readonly (string | number)[]): Prepared;
}

export interface Answered {
  /** Rows as objects, whose members stand in the order of the columns. */
  readonly results?: readonly Record<string, unknown>[];
  readonly meta: { readonly changes?: number };
}

export interface Context {
  waitUntil(work: Promise<unknown>): void;
}
