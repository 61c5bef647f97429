// A call leaves nothing for the next, in the cores that ship. CORES names a folder with
// tinygo/VARIANT.wasm and, for each of POISONED, poisoned/VARIANT.wasm; SEED repeats a run.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fixtures, sum } from "../build/content/fixtures";
import { random, shuffled } from "../build/check/random";
import { Instance, memoryLimit } from "./instance";
import { decode, encode } from "./msgpack";
import { type Variant, operations, readVectors, variants } from "../build/check/vectors";

const root = process.env["ROOT"] ?? ".";
const poisoned = (process.env["POISONED"] ?? variants.join(" ")).split(" ");
const seed = Number(process.env["SEED"]) || Date.now() % 1_000_000;

interface Asked {
  name: string;
  op: number;
  input: Uint8Array;
  wrong(output: Uint8Array): boolean;
}

/** Every call with a known answer: the vectors of a core and, where content is in it, its fixtures. */
async function known(variant: Variant): Promise<Asked[]> {
  const vectors = (await readVectors(root, variant)).map((v) => ({ ...v, wrong: (output: Uint8Array) => !Buffer.from(v.output).equals(output) }));
  if (variant !== "compose") return vectors;
  const content = await fixtures(root);
  return [...vectors, ...content.map((f) => ({ ...f, wrong: (output: Uint8Array) => sum(output) !== f.sha256 }))];
}

const start = async (build: string, variant: string) =>
  new Instance(await WebAssembly.compile(await readFile(join(process.env["CORES"] ?? "", build, `${variant}.wasm`))));

describe("one instance of the poisoned build", () => {
  for (const variant of variants.filter((v) => poisoned.includes(v))) {
    test(`answers everything asked of the ${variant} core twice, in any order (SEED=${seed})`, async () => {
      const asked = await known(variant);
      const instance = await start("poisoned", variant);
      const next = random(seed);
      const order = shuffled([...asked, ...asked], next);
      // Bytes that the host lends stay what they are, too: the build looks.
      const held = Array.from({ length: 5 }, (_, i) => instance.hold(new Uint8Array(next(5000)).fill(i + 1)));
      order.forEach((a, i) => {
        if (i % 7 === 6) {
          instance.release(held.shift()!);
          held.push(instance.hold(new Uint8Array(next(5000)).fill(i)));
        }
        let output: Uint8Array;
        try {
          output = instance.call(a.op, a.input);
        } catch (error) {
          throw new Error(`seed ${seed}: stopped at call ${i + 1}, ${a.name}, after ${order[i - 1]?.name}`, { cause: error });
        }
        assert.ok(!a.wrong(output), `seed ${seed}: other bytes at call ${i + 1}, ${a.name}, after ${order[i - 1]?.name}`);
      });
      assert.equal(instance.starts, 1);
    });
  }
});

describe("the memory of an instance that ships", () => {
  for (const variant of variants) {
    test(`is flat over 10,000 mixed calls of the ${variant} core`, async () => {
      const asked = await known(variant);
      const instance = await start("tinygo", variant);
      for (const a of asked) instance.call(a.op, a.input);
      const usual = instance.memory;
      const next = random(seed);
      for (let i = 0; i < 10_000; i++) {
        const a = asked[next(asked.length)]!;
        if (a.wrong(instance.call(a.op, a.input))) assert.fail(`other bytes at call ${i + 1}, ${a.name}`);
      }
      assert.equal(instance.memory, usual, `seed ${seed}`);
      assert.equal(instance.starts, 1);
      assert.ok(usual <= 4 << 20, `${usual} bytes`);
    });
  }

  test("is back at its usual size after one call with the longest answer that is read", async () => {
    const instance = await start("tinygo", "agent");
    const [small] = (await readVectors(root, "agent")).filter((v) => v.name === "a list is read");
    assert.ok(small);
    instance.call(small.op, small.input);
    const usual = instance.memory;
    // shared/api/transport reads 8 MB of an answer.
    const text = "a".repeat(2000);
    const tickets = Array.from({ length: 4200 }, (_, i) => ({ id: i + 1, subject: `Ticket ${i}`, status_id: 1, last_comment: text }));
    const body = new TextEncoder().encode(JSON.stringify(tickets));
    assert.ok(body.length > 8 << 20 && body.length < 10 << 20);
    const account = { id: "a", system: "usedesk", address: "https://secure.usedesk.example/uapi", key: "k", me: 0, requests_per_second: 0, searches_per_minute: 0 };
    const step = (run: Uint8Array, responses: unknown[]) =>
      encode({ args: { account, query: "" }, responses, run, limits: [], now: 1_778_486_400_000, random: 0 });
    const op = operations.agent.indexOf("tickets.read");
    const { run } = decode(instance.call(op, step(new Uint8Array(), []))) as { run: Uint8Array };
    const headers = [{ name: "content-type", value: "application/json" }];
    const outcome = decode(instance.call(op, step(run, [{ failure: "", status: 200, headers, body }]))) as { failure: unknown; result: { rows: unknown[] } };
    assert.equal(outcome.failure, null);
    assert.ok(outcome.result.rows.length > 0);
    assert.ok(instance.memory > memoryLimit, `${instance.memory} bytes: this was no large call`);
    for (let i = 0; i < 1000; i++) {
      assert.ok(Buffer.from(small.output).equals(instance.call(small.op, small.input)));
      assert.equal(instance.memory, usual);
    }
    assert.equal(instance.starts, 2);
  });
});
