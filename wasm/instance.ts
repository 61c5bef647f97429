// The only TypeScript that knows WebAssembly: a running instance of a core, its memory, and its successors.

/** What a core exports (wasm/core/main.go). */
export interface Exports {
  memory: WebAssembly.Memory;
  alloc(size: number): number;
  call(op: number, size: number): number;
  result(): number;
  hold(handle: number, size: number): number;
  release(handle: number): void;
}

/** Lets tests stand between the host and an instance. */
export interface Seam {
  prepare(exports: Exports): Exports;
}

/**
 * Memory that an instance may have beside what it holds, in bytes. Each call begins at the bottom of
 * it, but memory never shrinks: an instance that one call has grown beyond this is replaced.
 */
export const memoryLimit = 32 << 20;

/**
 * One running instance of a module. The next call starts a fresh one after a trap and when memory has
 * grown. Starting takes milliseconds and is done at once, so nobody waits for anybody.
 */
export class Instance {
  /** How many were started. */
  starts = 0;
  #module: WebAssembly.Module;
  #seam: Seam | undefined;
  #exports: Exports | undefined;
  #held = new Map<number, Uint8Array>();
  #heldSize = 0;
  #lastHandle = 0;

  /** first runs the module already. */
  constructor(module: WebAssembly.Module, seam?: Seam, first?: Exports) {
    this.#module = module;
    this.#seam = seam;
    if (first) this.#begin(first);
  }

  /** The size of the memory in bytes; 0 while nothing runs. */
  get memory(): number {
    return this.#exports?.memory.buffer.byteLength ?? 0;
  }

  /** Starts an instance unless one runs that may go on, and returns its exports. */
  start(): Exports {
    if (this.#exports && this.memory <= memoryLimit + this.#heldSize) return this.#exports;
    this.#exports = undefined;
    return this.#begin(start(this.#module));
  }

  #begin(exports: Exports): Exports {
    for (const [handle, bytes] of this.#held) place(exports, handle, bytes);
    this.starts++;
    return (this.#exports = this.#seam?.prepare(exports) ?? exports);
  }

  /** Runs an operation by its number, and reads what it gave, which is gone afterwards. Throws what the module throws. */
  call<R = Uint8Array>(op: number, input: Uint8Array, read: (result: Uint8Array) => R = (result) => result.slice() as R): R {
    return this.#run((exports) => {
      const at = exports.alloc(input.length) >>> 0;
      new Uint8Array(exports.memory.buffer, at, input.length).set(input);
      const size = exports.call(op, input.length) >>> 0;
      return read(new Uint8Array(exports.memory.buffer, exports.result() >>> 0, size));
    });
  }

  /** Places a copy of bytes beside the calls, in this instance and its successors, and returns their handle. */
  hold(bytes: Uint8Array): number {
    const handle = ++this.#lastHandle;
    const kept = bytes.slice();
    this.#run((exports) => place(exports, handle, kept));
    this.#held.set(handle, kept);
    this.#heldSize += kept.length;
    return handle;
  }

  release(handle: number): void {
    const kept = this.#held.get(handle);
    if (!kept) return;
    this.#held.delete(handle);
    this.#heldSize -= kept.length;
    // A successor never learns of it.
    if (this.#exports) this.#run((exports) => exports.release(handle));
  }

  #run<R>(work: (exports: Exports) => R): R {
    const exports = this.start();
    try {
      return work(exports);
    } catch (error) {
      // After a trap the instance's memory is in an unknown state.
      this.#exports = undefined;
      throw error;
    }
  }
}

function place(exports: Exports, handle: number, bytes: Uint8Array): void {
  const at = exports.hold(handle, bytes.length) >>> 0;
  new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
}

/**
 * Starts a module without holding up the page. Chromium lets no page start one of more than 8 MB
 * at once, which standard Go's are.
 */
export async function startApart(module: WebAssembly.Module): Promise<Exports | undefined> {
  if (!isStandardGo(module)) return undefined;
  const go = newGo();
  return runGo(go, await WebAssembly.instantiate(module, go.importObject));
}

function isStandardGo(module: WebAssembly.Module): boolean {
  return WebAssembly.Module.imports(module).some((i) => i.name === "runtime.wasmExit");
}

/** Starts a module the way that its imports ask for: standard Go needs its own runtime glue, TinyGo none. */
function start(module: WebAssembly.Module): Exports {
  return isStandardGo(module) ? startStandardGo(module) : startTinyGo(module);
}

interface GoProgram {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

declare global {
  /** Standard Go's runtime glue (wasm_exec.js), present only beside a core built with standard Go. */
  var Go: (new () => GoProgram) | undefined;
}

function startStandardGo(module: WebAssembly.Module): Exports {
  const go = newGo();
  return runGo(go, new WebAssembly.Instance(module, go.importObject));
}

function newGo(): GoProgram {
  if (!globalThis.Go) throw new Error("a core by standard Go needs wasm_exec.js");
  return new globalThis.Go();
}

function runGo(go: GoProgram, instance: WebAssembly.Instance): Exports {
  // It runs at once up to where main blocks.
  go.run(instance).catch(() => {
    // A program that has ended throws at the next call, which is where its host takes another.
  });
  const exports = instance.exports as unknown as Omit<Exports, "memory"> & { mem: WebAssembly.Memory };
  return { ...exports, memory: exports.mem };
}

/**
 * TinyGo's runtime asks for randomness, a clock and, at its start, one value
 * of JavaScript's global object. Whatever else a module imports stops it.
 */
function startTinyGo(module: WebAssembly.Module): Exports {
  const started: { memory?: WebAssembly.Memory } = {};
  const known: Record<string, (...args: number[]) => number | bigint> = {
    "wasi_snapshot_preview1.random_get": (at = 0, size = 0) => {
      if (!started.memory) throw new Error("randomness is asked for too early");
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
  const instance = new WebAssembly.Instance(module, imports);
  const exports = instance.exports as unknown as Exports & { _initialize(): void };
  started.memory = exports.memory;
  exports._initialize();
  return exports;
}
