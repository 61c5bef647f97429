// The only TypeScript that knows WebAssembly: it loads a core, runs its
// operations (plan, fetch, read), and starts a fresh instance after a trap.

import type { AccountLimit, Failure, Header, Outcome, Request, Response as Answer, Sending } from "./core.gen";
import { decode, encode } from "./msgpack";

/** An operation table: argument and result type of each operation. */
type Operations<O> = { [K in keyof O]: { args: unknown; result: unknown } };

/** What went wrong, as the core says it: `failure.sentence` is for people. */
export class CoreError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.detail || failure.sentence);
    this.name = "CoreError";
  }
}

/** The core stopped at this input; the input is not sent to it again. */
export class CoreTrap extends CoreError {
  constructor(op: string, cause: unknown) {
    super({
      kind: "protocol",
      sentence: "This could not be read. The rest keeps working; reload to try again.",
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
  /** How many instances were started: 1 until something trapped. */
  readonly starts: number;
  /** The size of the instance's memory in bytes. */
  readonly memory: number;
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

interface Exports {
  memory: WebAssembly.Memory;
  alloc(size: number): number;
  call(op: number, size: number): number;
  result(): number;
}

/** Lets tests stand between the host and an instance. */
export interface Seam {
  prepare(exports: Exports): Exports;
}

/** Compiles and starts the core at url. operations is the generated list of its variant. */
export async function loadCore<O extends Operations<O>>(
  url: string | URL,
  operations: readonly (keyof O & string)[],
  host: Host = browserHost,
): Promise<Core<O>> {
  const module = await compile(url);
  return startCore<O>(module, operations, host);
}

async function compile(url: string | URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the core could not be loaded: HTTP ${response.status}`);
  if (response.headers.get("content-type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Starts a compiled core. */
export async function startCore<O extends Operations<O>>(
  module: WebAssembly.Module,
  operations: readonly (keyof O & string)[],
  host: Host = browserHost,
  seam?: Seam,
): Promise<Core<O>> {
  const instance = await startModule(module, seam);
  const index = new Map<string, number>(operations.map((name, i) => [name, i]));

  const limits = host.limits ?? limitsInMemory();

  const step = (op: string, args: unknown, responses: readonly (Answer | null)[], run: Uint8Array): Outcome => {
    const number = index.get(op);
    if (number === undefined) throw new Error(`the core has no operation ${op}`);
    const input = { args, responses, run, limits: limits.read(), now: host.now(), random: host.random() };
    const outcome = decode(instance.call(op, number, encode(input))) as Outcome;
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
    call(op, args) {
      return step(op, args, [], nothing).result;
    },
    async run(op, args, options = {}) {
      const responses: (Answer | null)[] = [];
      for (let run: Uint8Array = nothing; ; ) {
        await instance.ready();
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

async function dispatch(host: Host, { after_ms, request }: Sending, signal?: AbortSignal): Promise<Answer> {
  if (after_ms > 0) await host.sleep(after_ms, signal);
  return send(host, request, signal);
}

/** The headers of an answer that the core reads. */
const answerHeaders = ["content-type", "retry-after"];

async function send(host: Host, request: Request, signal?: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(request.timeout_ms);
  try {
    const response = await host.fetch(request.url, {
      method: request.method,
      headers: request.headers.map((h): [string, string] => [h.name, h.value]),
      body: request.body.length > 0 ? (request.body as Uint8Array<ArrayBuffer>) : null,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      credentials: "omit",
      // A redirected POST would carry its body, in which a key may be, to another host.
      redirect: request.method === "GET" ? "follow" : "error",
      cache: "no-store",
    });
    const headers: Header[] = [];
    for (const name of answerHeaders) {
      const value = response.headers.get(name);
      if (value !== null) headers.push({ name, value });
    }
    return { failure: "", status: response.status, headers, body: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    if (signal?.aborted) throw signal.reason;
    const failure = timeout.aborted ? "timeout" : host.online() ? "network" : "offline";
    return { failure, status: 0, headers: [], body: new Uint8Array() };
  }
}

/** Starts a compiled module, for callers that speak bytes. */
export async function startModule(module: WebAssembly.Module, seam?: Seam): Promise<Instance> {
  const instance = new Instance(module, seam);
  await instance.ready();
  return instance;
}

/**
 * The memory at which an instance is replaced. The core keeps nothing between
 * calls and never frees: a fresh instance, started in a few milliseconds, is
 * its garbage collector.
 */
const memoryLimit = 24 << 20;

/** One running instance of the module, replaced after a trap and when its memory has grown. */
class Instance {
  starts = 0;
  #module: WebAssembly.Module;
  #seam: Seam | undefined;
  #exports: Exports | undefined;
  #starting: Promise<void> | undefined;

  constructor(module: WebAssembly.Module, seam?: Seam) {
    this.#module = module;
    this.#seam = seam;
  }

  get memory(): number {
    return this.#exports?.memory.buffer.byteLength ?? 0;
  }

  async ready(): Promise<void> {
    if (!this.#exports || this.memory > 2 * memoryLimit) await this.#replace();
  }

  /** Starts a fresh instance; the present one, if any, serves until it is there. */
  #replace(): Promise<void> {
    this.#starting ??= (async () => {
      try {
        const exports = await start(this.#module);
        this.#exports = this.#seam?.prepare(exports) ?? exports;
        this.starts++;
      } finally {
        this.#starting = undefined;
      }
    })();
    return this.#starting;
  }

  call(name: string, op: number, input: Uint8Array): Uint8Array {
    const exports = this.#exports;
    if (!exports) throw new CoreTrap(name, "the core is starting again");
    try {
      const at = exports.alloc(input.length);
      new Uint8Array(exports.memory.buffer, at, input.length).set(input);
      const size = exports.call(op, input.length);
      const output = new Uint8Array(exports.memory.buffer, exports.result(), size).slice();
      if (exports.memory.buffer.byteLength > memoryLimit) void this.#replace().catch(() => undefined);
      return output;
    } catch (error) {
      // After a trap the instance's memory is in an unknown state.
      this.#exports = undefined;
      void this.#replace().catch(() => undefined);
      throw new CoreTrap(name, error);
    }
  }
}

/** Starts a module the way that its imports ask for: standard Go needs its own runtime glue, TinyGo none. */
function start(module: WebAssembly.Module): Promise<Exports> {
  const standard = WebAssembly.Module.imports(module).some((i) => i.name === "runtime.wasmExit");
  return standard ? startStandardGo(module) : startTinyGo(module);
}

declare global {
  /** Standard Go's runtime glue (wasm_exec.js), present only beside a core built with standard Go. */
  var Go:
    | (new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): Promise<void> })
    | undefined;
}

async function startStandardGo(module: WebAssembly.Module): Promise<Exports> {
  if (!globalThis.Go) throw new Error("this core was built with standard Go and needs wasm_exec.js beside it");
  const go = new globalThis.Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  go.run(instance).catch(() => {
    // A program that has ended throws at the next call, which is where its host takes another.
  });
  const exports = instance.exports as unknown as Omit<Exports, "memory"> & { mem: WebAssembly.Memory };
  return { memory: exports.mem, alloc: exports.alloc, call: exports.call, result: exports.result };
}

/**
 * TinyGo's runtime asks for randomness, a clock and, at its start, one value
 * of JavaScript's global object. Whatever else a module imports stops it.
 */
async function startTinyGo(module: WebAssembly.Module): Promise<Exports> {
  const started: { memory?: WebAssembly.Memory } = {};
  const known: Record<string, (...args: number[]) => number | bigint> = {
    "wasi_snapshot_preview1.random_get": (at = 0, size = 0) => {
      if (!started.memory) throw new Error("the core asked for randomness before it started");
      crypto.getRandomValues(new Uint8Array(started.memory.buffer, at, size));
      return 0;
    },
    "gojs.runtime.ticks": () => BigInt(Math.round(performance.now() * 1e6)),
    "gojs.syscall/js.valueGet": () => 0n,
  };
  const imports: WebAssembly.Imports = {};
  for (const { module: group, name } of WebAssembly.Module.imports(module)) {
    (imports[group] ??= {})[name] =
      known[`${group}.${name}`] ??
      (() => {
        throw new Error(`the core called ${group}.${name}`);
      });
  }
  const instance = await WebAssembly.instantiate(module, imports);
  const exports = instance.exports as unknown as Exports & { _initialize(): void };
  started.memory = exports.memory;
  exports._initialize();
  return exports;
}
