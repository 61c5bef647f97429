// Runs the core's operations: plan, fetch, read. What WebAssembly takes is in instance.ts.

import type { AccountLimit, Failure, Header, Outcome, Request, Response as Answer, Sending } from "./core.gen";
import { type Exports, Instance, type Seam } from "./instance";
import { decode, encoded } from "./msgpack";

/** An operation table: argument and result type of each operation. */
export type Operations<O> = { [K in keyof O]: { args: unknown; result: unknown } };

/** What went wrong, as the core says it: `failure.say` is for people. */
export class CoreError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.detail || failure.say.id);
    this.name = "CoreError";
  }
}

/** The core stopped at this input; the input is not sent to it again. */
export class CoreTrap extends CoreError {
  constructor(op: string, cause: unknown) {
    super({
      kind: "protocol",
      say: { id: "core.trapped", args: [] },
      detail: `core stopped in ${op}: ${String(cause)}`,
      fields: [],
      retry_after_ms: 0,
      uncertain: false,
    });
    this.name = "CoreTrap";
  }
}

/** A core that runs operations. */
export interface Core<O extends Operations<O>> {
  /** Runs an operation with the requests that it needs. Rejects with CoreError, or with the signal's reason. */
  run<K extends keyof O & string>(op: K, args: O[K]["args"], options?: RunOptions): Promise<O[K]["result"]>;
  /** Runs an operation that needs no requests, at once. Throws CoreError. */
  call<K extends keyof O & string>(op: K, args: O[K]["args"]): O[K]["result"];
  /**
   * Lends the core bytes that outlast a call, so that they need not be passed to each: arguments name
   * them by the number that this returns. They are copied. Throws CoreError where there is no memory for them.
   */
  hold(bytes: Uint8Array): number;
  /** Gives up what hold returned the number of. */
  release(handle: number): void;
  /** How many instances were started: 1 until something trapped or needed much memory. */
  readonly starts: number;
  /** The size of the instance's memory in bytes. */
  readonly memory: number;
  /** Whether each call goes over the network, so that none is made for each letter that is typed. */
  readonly distant?: boolean;
}

/** What runs operations, by their number: an instance of a module here, or somebody else. */
export interface Runner {
  readonly starts: number;
  readonly memory: number;
  readonly distant?: boolean;
  call(op: number, input: Uint8Array, read: (result: Uint8Array) => unknown): unknown;
  hold(bytes: Uint8Array): number;
  release(handle: number): void;
}

export interface RunOptions {
  signal?: AbortSignal;
  /** Told when requests are held back, for how many milliseconds at most: an account has a pace to keep. */
  onPause?(ms: number): void;
}

/** What the core knows of how much each account may still send. Whoever shares accounts shares it. */
export interface AccountLimits {
  read(): readonly AccountLimit[];
  write(changed: readonly AccountLimit[]): void;
}

/** Limits that last as long as this page. */
export function limitsInMemory(): AccountLimits {
  const kept = new Map<string, AccountLimit>();
  return {
    read: () => [...kept.values()],
    write: (changed) => changed.forEach((limit) => kept.set(limit.account, limit)),
  };
}

/** What the core touches of the outside; tests inject their own. */
export interface Host {
  fetch(input: string, init: RequestInit): Promise<Response>;
  now(): number;
  random(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  online(): boolean;
  /** Absent, limits last as long as the core. */
  limits?: AccountLimits;
}

export const browserHost: Host = {
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: () => (Math.random() * 0x1_0000_0000) >>> 0,
  online: () => (typeof navigator === "undefined" ? true : navigator.onLine !== false),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

/** Compiles and starts the core at url. operations is the generated list of its variant; apart starts a module that is too large for a page to start at once. */
export async function loadCore<O extends Operations<O>>(
  url: string | URL,
  operations: readonly (keyof O & string)[],
  host: Host = browserHost,
  apart?: (module: WebAssembly.Module) => Promise<Exports | undefined>,
): Promise<Core<O>> {
  const module = await compile(url);
  return startCore<O>(module, operations, host, undefined, await apart?.(module));
}

async function compile(url: string | URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  // Of a file of the extension Firefox starts a third compilation while it reads and never ends it.
  if (response.url.startsWith("http") && response.headers.get("content-type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Starts a compiled core. */
export function startCore<O extends Operations<O>>(
  module: WebAssembly.Module,
  operations: readonly (keyof O & string)[],
  host: Host = browserHost,
  seam?: Seam,
  first?: Exports,
): Core<O> {
  const instance = new Instance(module, seam, first);
  // Here, so that a module that cannot start is no later surprise.
  instance.start();
  return coreOn<O>(instance, operations, host);
}

/** A core whose operations somebody runs. */
export function coreOn<O extends Operations<O>>(instance: Runner, operations: readonly (keyof O & string)[], host: Host = browserHost): Core<O> {
  const limits = host.limits ?? limitsInMemory();

  const step = (op: keyof O & string, args: unknown, responses: readonly (Answer | null)[], run: Uint8Array): Outcome => {
    const input = { args, responses, run, limits: limits.read(), now: host.now(), random: host.random() };
    const outcome = guarded(op, () => instance.call(operations.indexOf(op), encoded(input), decode)) as Outcome;
    if (outcome.limits?.length) limits.write(outcome.limits);
    if (outcome.failure) throw new CoreError(outcome.failure);
    return outcome;
  };

  return {
    get starts() {
      return instance.starts;
    },
    get memory() {
      return instance.memory;
    },
    ...(instance.distant ? { distant: true } : {}),
    hold: (bytes) => guarded("hold", () => instance.hold(bytes)),
    release: (handle) => guarded("release", () => instance.release(handle)),
    call(op, args) {
      return step(op, args, [], nothing).result;
    },
    async run(op, args, options = {}) {
      const responses: (Answer | null)[] = [];
      for (let run: Uint8Array = nothing; ; ) {
        options.signal?.throwIfAborted();
        const outcome = step(op, args, responses, run);
        if (!outcome.send?.length) return outcome.result;
        run = outcome.run;
        const pause = Math.max(...outcome.send.map((s) => s.after_ms));
        if (pause > 0) options.onPause?.(pause);
        const answers = await Promise.all(outcome.send.map((s) => dispatch(host, s, options.signal)));
        outcome.send.forEach(({ request }, i) => {
          while (responses.length <= request.slot) responses.push(null);
          responses[request.slot] = answers[i] ?? null;
        });
      }
    },
  };
}

const nothing = new Uint8Array();

/** Whatever a module throws stopped it. */
function guarded<R>(what: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw error instanceof CoreError ? error : new CoreTrap(what, error);
  }
}

async function dispatch(host: Host, { after_ms, request }: Sending, signal?: AbortSignal): Promise<Answer> {
  if (after_ms > 0) await host.sleep(after_ms, signal);
  return send(host, request, signal);
}

const unanswered = (failure: Answer["failure"]): Answer => ({ failure, status: 0, headers: [], body: nothing });

async function send(host: Host, request: Request, signal?: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(request.timeout_ms);
  try {
    const response = await host.fetch(request.url, {
      method: request.method,
      headers: request.headers.map(({ name, value }): [string, string] => [name, value]),
      body: request.body.length > 0 ? (request.body as Uint8Array<ArrayBuffer>) : null,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      credentials: "omit",
      // A redirected POST would carry its body, in which a key may be, to another host.
      redirect: request.method === "GET" ? "follow" : "manual",
      cache: "no-store",
    });
    if (response.type === "opaqueredirect") return unanswered("redirected");
    const headers: Header[] = Array.from(response.headers, ([name, value]) => ({ name, value }));
    if (response.redirected) headers.push({ name: "location", value: response.url });
    return { failure: "", status: response.status, headers, body: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    if (signal?.aborted) throw signal.reason;
    return unanswered(timeout.aborted ? "timeout" : host.online() ? "network" : "offline");
  }
}
