// The effects of an edge's steps: requests to the helpdesk, statements of the store, looks into the cache, pauses.

import type { Done, EdgeCount, Effect, Running, Opened, Request as Sending } from "../core.gen";
import { customerOperations, formattingOperations, writingOperations } from "../core.gen";
import { Instance } from "../instance";
import { answerOf, headersOf, linesOf, nothing } from "./body";
import type { Cache } from "./cache";
import type { Deadline } from "./deadline";
import type { Bucket, Counter } from "./platform";
import { type Seals, verified } from "./seal";
import type { Store } from "./store";

/** What effects of one request are done with. */
export interface Means {
  readonly opened: Opened;
  readonly store: Store | undefined;
  readonly files: Bucket | undefined;
  readonly cache: Cache;
  readonly seals: Seals;
  readonly counters: Counters | undefined;
  readonly runs: Runs;
  /** Gives a secret of the platform. */
  readonly secret: (name: string) => string;
  /** Scheme and host that were asked. */
  readonly origin: string;
  /** The time of the request. */
  readonly deadline: Deadline;
}

/** Does an effect. Whatever goes wrong is part of what came of it. */
export async function perform(effect: Effect, means: Means): Promise<Done> {
  const done: Done = { at: 0, over: false, response: null, sent: false, long: false, results: [], failure: "", content: nothing, good: false, found: nothing, counted: 0 };
  if (effect.send) await send(effect.send, means, done);
  else if (effect.statements.length > 0) await keep(effect, means, done);
  else if (effect.put || effect.take || effect.drop.length > 0) await place(effect, means, done);
  else if (effect.pack.length > 0) await pack(effect.pack, done);
  else if (effect.verify || effect.seal || effect.open) await secure(effect, means, done);
  else if (effect.counts.length > 0) done.counted = await counted(effect.counts, means.counters);
  else if (effect.secret) secretOf(effect.secret, means, done);
  else if (effect.run) run(effect.run, means, done);
  else if (effect.match) done.found = await means.cache.match(means.origin, effect.match);
  else done.over = !(await means.deadline.sleep(effect.pause_ms));
  done.at = Date.now() * 1000;
  return done;
}

/** Makes one attempt at a request. It follows no redirect, so that its key goes nowhere else. */
async function send(request: Sending, { opened, deadline }: Means, done: Done): Promise<void> {
  const { left } = deadline;
  if (left <= 0) {
    done.over = true;
    return;
  }
  const attempt = new AbortController();
  const timer = setTimeout(() => attempt.abort(), Math.min(request.timeout_ms, left));
  // Nothing here tells whether a request that failed was on its way already.
  done.sent = true;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: linesOf(request.headers),
      body: request.body.length > 0 ? (request.body as Uint8Array<ArrayBuffer>) : null,
      redirect: "manual",
      signal: attempt.signal,
    });
    const body = await answerOf(response, opened.bounds.answer_limit);
    done.long = !body;
    done.response = { failure: "", status: response.status, headers: headersOf(response.headers, opened.answer_headers), body: body ?? nothing };
    if (!body) attempt.abort();
  } catch {
    done.over = deadline.left <= 0;
    done.response = { failure: attempt.signal.aborted ? "timeout" : "network", status: 0, headers: [], body: nothing };
  } finally {
    clearTimeout(timer);
  }
}

async function keep(effect: Effect, { store, deadline }: Means, done: Done): Promise<void> {
  try {
    if (!store) throw new Error("there is no store");
    done.results = await store.run(effect, deadline);
  } catch (error) {
    done.failure = error instanceof Error ? error.message : String(error);
  }
}

/** Compresses, as well as the platform does. */
async function pack(content: Uint8Array, done: Done): Promise<void> {
  try {
    const packed = new Blob([content as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream("gzip"));
    done.content = new Uint8Array(await new Response(packed).arrayBuffer());
  } catch (error) {
    done.failure = error instanceof Error ? error.message : String(error);
  }
}

/** Runs an operation of the widget's cores. */
export type Runs = (op: string, input: Uint8Array) => Uint8Array;

/** The widget's cores. */
export interface WidgetCores {
  readonly customer: WebAssembly.Module;
  readonly writing: WebAssembly.Module;
  readonly formatting: WebAssembly.Module;
}

/** What runs them: of each core an instance that is started for the first. */
export function runsOn({ customer, writing, formatting }: WidgetCores): Runs {
  const cores = [
    { module: customer, operations: customerOperations as readonly string[], instance: undefined as Instance | undefined },
    { module: writing, operations: writingOperations as readonly string[], instance: undefined as Instance | undefined },
    { module: formatting, operations: formattingOperations as readonly string[], instance: undefined as Instance | undefined },
  ];
  return (op, input) => {
    const core = cores.find(({ operations }) => operations.includes(op));
    if (!core) throw new Error("no such operation");
    core.instance ??= new Instance(core.module);
    return core.instance.call(core.operations.indexOf(op), input);
  };
}

function run({ op, input }: Running, { runs }: Means, done: Done): void {
  try {
    done.content = runs(op, input);
  } catch {
    // What it says may hold what a person wrote.
    done.failure = "it was not run";
  }
}

/** Gives one of the secrets that sites may have, and no other. */
function secretOf(name: string, { secret }: Means, done: Done): void {
  const text = /^SITE_[A-Z0-9_]{1,59}$/.test(name) ? secret(name) : "";
  if (text) done.content = new TextEncoder().encode(text);
  else done.failure = "there is no such secret";
}

/** The platform's counters, by what they count. */
export type Counters = Readonly<Record<EdgeCount["kind"], Counter>>;

/** Counts requests, up to the first that is over its bounds, and returns how many are not. */
export async function counted(counts: readonly EdgeCount[], counters: Counters | undefined): Promise<number> {
  let within = 0;
  for (const { kind, name } of counts) {
    try {
      if (counters && !(await counters[kind].limit({ key: name })).success) break;
    } catch (error) {
      // One that does not answer holds nobody up.
      console.error(`a request was not counted: ${error instanceof Error ? error.name : "unknown"}`);
    }
    within++;
  }
  return within;
}

/** Verifies, seals or opens. */
async function secure({ verify, seal, open }: Effect, { seals }: Means, done: Done): Promise<void> {
  try {
    if (verify) done.good = await verified(verify);
    else if (seal) done.content = await seals.seal(seal);
    else if (open) done.content = await seals.open(open);
  } catch (error) {
    // The platform's own errors of decryption say nothing.
    done.failure = (error instanceof Error && error.message) || "it was not sealed here";
  }
}

/** Keeps, gives or forgets files. */
async function place({ put, take, drop }: Effect, { files, deadline }: Means, done: Done): Promise<void> {
  try {
    if (!files) throw new Error("there is no place for files");
    if (put) await deadline.within(files.put(put.name, put.content));
    else if (take) {
      const kept = await deadline.within(files.get(take));
      if (kept) done.content = new Uint8Array(await deadline.within(kept.arrayBuffer()));
    } else await deadline.within(files.delete([...drop]));
  } catch (error) {
    done.failure = error instanceof Error ? error.message : String(error);
  }
}
