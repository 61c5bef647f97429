// The memory of TinyGo's modules. PROBES names a folder with plain.wasm and poisoned.wasm, two builds
// of arena/testdata/probe.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Instance, memoryLimit } from "./instance";
import { random } from "../build/check/random";

const probe = async (build: "plain" | "poisoned") => WebAssembly.compile(await readFile(join(process.env["PROBES"] ?? "", `${build}.wasm`)));

/** The operations of the probe, in order. */
const [echo, keep, readKept, writeKept, writeHeld, readHeld, dirty, start] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

const bytes = (...list: number[]) => new Uint8Array(list);
const number = (n: number) => new Uint8Array(new Uint32Array([n]).buffer);
const none = bytes();

/** What C programs call, beside the core's exports. */
interface C {
  memory: WebAssembly.Memory;
  malloc: (size: number) => number;
  calloc: (count: number, size: number) => number;
  realloc: (at: number, size: number) => number;
  free: (at: number) => void;
}
const c = (instance: Instance) => instance.start() as unknown as C;

for (const build of ["plain", "poisoned"] as const) {
  describe(`memory of the ${build} build`, () => {
    test("a call gets clean and aligned objects of every size, whatever was there before", async () => {
      const instance = new Instance(await probe(build));
      for (let i = 0; i < 20; i++) assert.deepEqual(instance.call(dirty, number(70_000 * i + 1)), number(0));
      assert.equal(instance.starts, 1);
    });

    test("what the program made as it started stays", async () => {
      const instance = new Instance(await probe(build));
      for (let i = 0; i < 3; i++) {
        assert.equal(new TextDecoder().decode(instance.call(start, none)), "made at the start");
        instance.call(dirty, number(1 << 20));
      }
    });

    test("an input of no bytes is one", async () => {
      assert.deepEqual(new Instance(await probe(build)).call(echo, none), none);
    });

    test("the C library's memory is aligned, copied when it grows, and never more than there is", async () => {
      const instance = new Instance(await probe(build));
      instance.call(echo, none);
      const { memory, malloc, calloc, realloc, free } = c(instance);
      const at = malloc(100);
      assert.equal(at % 16, 0);
      new Uint8Array(memory.buffer, at, 100).fill(7);
      const other = malloc(3);
      assert.equal(realloc(at, 50), at, "what shrinks stays");
      const grown = realloc(at, 70_000);
      assert.deepEqual([...new Uint8Array(memory.buffer, grown, 101)], [...Array.from({ length: 100 }, () => 7), 0]);
      assert.notEqual(other, grown);
      assert.equal(calloc(0x1_0001, 0x1_0000), 0, "a product that wraps is refused");
      assert.equal(calloc(3, 0) % 16, 0);
      assert.equal(malloc(0xffff_ffff), 0, "so is a size that does");
      assert.equal(realloc(0, 8) % 16, 0);
      free(grown);
    });

    test("memory that cannot grow stops the module and never wraps", async () => {
      const instance = new Instance(await probe(build));
      const { malloc } = c(instance);
      let last = 0;
      // The host may refuse earlier than at 4 GiB.
      assert.throws(() => {
        for (let i = 0; i < 10; i++) {
          const at = malloc(0x2fff_fff0) >>> 0;
          assert.ok(at > last, `${at} is below ${last}`);
          last = at;
        }
      }, WebAssembly.RuntimeError);
      assert.throws(() => malloc(0xfff0_0000 - 16), WebAssembly.RuntimeError);
    });

    test("held bytes outlast calls, restarts and each other", async () => {
      const seed = Number(process.env["SEED"]) || Date.now() % 1_000_000;
      const next = random(seed);
      const instance = new Instance(await probe(build));
      const held = new Map<number, Uint8Array>();
      for (let i = 0; i < (build === "plain" ? 600 : 100); i++) {
        const [handle] = held.size > 0 ? [[...held.keys()][next(held.size)]!] : [0];
        switch (next(held.size > 12 ? 3 : 4)) {
          case 0:
            instance.release(handle);
            held.delete(handle);
            break;
          case 1:
            instance.call(dirty, number(next(200_000)));
            break;
          default: {
            const content = new Uint8Array(next(3) === 0 ? next(300_000) : next(40)).fill(i);
            held.set(instance.hold(content), content.slice());
            content.fill(0);
          }
        }
        // Nothing is held under 0, so this stops the module.
        if (i % 30 === 29) assert.throws(() => instance.call(writeHeld, number(0)), WebAssembly.RuntimeError);
        for (const [each, content] of held) {
          assert.ok(Buffer.from(content).equals(instance.call(readHeld, number(each))), `seed ${seed}, step ${i}, handle ${each}`);
        }
        assert.deepEqual(instance.call(readHeld, number(999_999)), none);
      }
      assert.ok(instance.starts > 3);
      for (const each of held.keys()) instance.release(each);
      assert.ok(instance.memory <= memoryLimit);
    });
  });
}

test("room that was released is used again", async () => {
  const instance = new Instance(await probe("plain"));
  const handles = Array.from({ length: 8 }, () => instance.hold(new Uint8Array(500_000)));
  const before = instance.memory;
  for (let i = 0; i < 100; i++) {
    for (const n of [1, 3, 5]) {
      instance.release(handles[n]!);
      handles[n] = instance.hold(new Uint8Array(480_000 + i * 100));
    }
  }
  assert.equal(instance.memory, before);
  for (const handle of handles) instance.release(handle);
  // All of it is room for calls again.
  assert.equal(instance.call(echo, new Uint8Array(1_000_000)).length, 1_000_000);
  assert.equal(instance.memory, before);
});

describe("an instance that a call has grown", () => {
  test("is replaced before the next call, and what it held is there again", async () => {
    const instance = new Instance(await probe("plain"));
    const handle = instance.hold(bytes(1, 2, 3));
    instance.call(echo, none);
    const usual = instance.memory;
    instance.call(dirty, number(memoryLimit));
    assert.equal(instance.starts, 1);
    assert.ok(instance.memory > memoryLimit);
    assert.deepEqual(instance.call(readHeld, number(handle)), bytes(1, 2, 3));
    assert.equal(instance.starts, 2);
    assert.equal(instance.memory, usual);
  });

  test("is not replaced for what it holds", async () => {
    const instance = new Instance(await probe("plain"));
    const handle = instance.hold(new Uint8Array(memoryLimit + 1));
    for (let i = 0; i < 5; i++) instance.call(echo, bytes(1));
    assert.equal(instance.starts, 1);
    instance.release(handle);
    instance.call(echo, bytes(1));
    assert.equal(instance.starts, 2, "once that is given up, its memory is too");
  });
});

describe("a pointer that is kept from call to call", () => {
  const kept = async (build: "plain" | "poisoned") => {
    const instance = new Instance(await probe(build));
    instance.call(keep, bytes(1, 2, 3, 4));
    instance.call(echo, none);
    return instance;
  };

  test("reads poison in the poisoned build", async () => {
    assert.deepEqual((await kept("poisoned")).call(readKept, none), bytes(0xdb, 0xdb, 0xdb, 0xdb));
  });

  test("goes unnoticed in the plain build, which is why there is the other", async () => {
    assert.deepEqual((await kept("plain")).call(readKept, bytes(9)).length, 4);
  });

  test("that is written through stops the poisoned build at the next call", async () => {
    const instance = await kept("poisoned");
    instance.call(writeKept, none);
    assert.throws(() => instance.call(echo, none), WebAssembly.RuntimeError);
    const unnoticed = await kept("plain");
    unnoticed.call(writeKept, none);
    unnoticed.call(echo, none);
  });

  test("so does writing into held bytes", async () => {
    const instance = new Instance(await probe("poisoned"));
    const handle = instance.hold(bytes(1, 2, 3));
    instance.call(readHeld, number(handle));
    instance.call(writeHeld, number(handle));
    assert.throws(() => instance.call(echo, none), WebAssembly.RuntimeError);
  });
});
