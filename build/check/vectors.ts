// The calls that every core must answer with the same bytes, for tests: shared/core/TABLE/testdata/vectors.json.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { agentOperations, composeOperations, customerOperations, edgeOperations, writingOperations } from "../../wasm/core.gen";

/** The operations of each core. */
export const operations = { agent: agentOperations, customer: customerOperations, writing: writingOperations, compose: composeOperations, edge: edgeOperations } as const;

export type Variant = keyof typeof operations;
export const variants = Object.keys(operations) as Variant[];

export interface Vector {
  name: string;
  /** The operation's number. */
  op: number;
  input: Uint8Array;
  output: Uint8Array;
}

/** root is the repository. */
export async function readVectors(root: string, variant: Variant): Promise<Vector[]> {
  const file = join(root, "shared/core", variant, "testdata/vectors.json");
  const written = JSON.parse(await readFile(file, "utf8")) as { name: string; op: string; input: string; output: string }[];
  assert.ok(written.length > 4, variant);
  return written.map((v) => {
    const op = (operations[variant] as readonly string[]).indexOf(v.op);
    assert.ok(op >= 0, v.op);
    return { name: v.name, op, input: bytes(v.input), output: bytes(v.output) };
  });
}

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
