// The fixtures of shared/content, asked of a core wherever it runs: every byte of its answers must
// be what the native core answered (shared/content/testdata/answers.json).

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ComposeOperations, composeOperations } from "../../wasm/core.gen";
import { encode } from "../../wasm/msgpack";

interface Answer {
  fixture: string;
  op: string;
  sha256: string;
}

/** A string of MessagePack from bytes, which may be no UTF-8. */
function raw(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from([0xdb, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

const map = (members: Record<string, Uint8Array>): Uint8Array =>
  Buffer.concat([Buffer.from([0x80 | Object.keys(members).length]), ...Object.entries(members).flatMap(([key, value]) => [encode(key), value])]);

function input({ fixture, op }: Answer, source: Uint8Array): { name: keyof ComposeOperations; bytes: Uint8Array } {
  if (op !== "draw") {
    return { name: "content.convert", bytes: map({ args: map({ op: encode(op), in: raw(source), report: encode(true) }) }) };
  }
  const format = fixture.slice(fixture.lastIndexOf(".") + 1);
  return { name: "content.draw", bytes: map({ args: map({ content: map({ format: encode(format), source: raw(source) }) }) }) };
}

/** One question about a fixture: its operation by number, and what its answer hashes to. */
export interface Fixture {
  name: string;
  op: number;
  input: Uint8Array;
  sha256: string;
}

export const sum = (output: Uint8Array): string => createHash("sha256").update(output).digest("hex");

/** All of them. root is the repository. */
export async function fixtures(root: string): Promise<Fixture[]> {
  const folder = join(root, "shared/content/testdata");
  const answers = JSON.parse(await readFile(join(folder, "answers.json"), "utf8")) as Answer[];
  assert.ok(answers.length > 500);
  return Promise.all(
    answers.map(async (answer) => {
      const { name, bytes } = input(answer, await readFile(join(folder, "fixtures", answer.fixture)));
      return { name: `${answer.op} of ${answer.fixture}`, op: composeOperations.indexOf(name), input: bytes, sha256: answer.sha256 };
    }),
  );
}

/** Asks everything of call, which runs an operation by its number on an input. root is the repository. */
export async function answersAreEqual(root: string, call: (operation: number, input: Uint8Array) => Uint8Array | Promise<Uint8Array>): Promise<void> {
  const different: string[] = [];
  for (const { name, op, input, sha256 } of await fixtures(root)) {
    if (sum(await call(op, input)) !== sha256) different.push(name);
  }
  assert.deepEqual(different, [], "answers that are not those of the native core");
}
