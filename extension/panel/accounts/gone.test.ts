import assert from "node:assert/strict";
import { test } from "node:test";
import { goneFrom, past } from "./gone";

const gone = (id: string, at: number) => ({ id, pattern: `https://${id}/*`, at });

test("what is kept comes back, without entries of another shape", () => {
  assert.deepEqual(goneFrom(JSON.parse(JSON.stringify([gone("a", 1), { id: "b" }, null, 3]))), [gone("a", 1)]);
  assert.deepEqual(goneFrom({ id: "a" }), []);
});
test("what an open panel may still take back is left to it, whatever the clock does", () => {
  assert.deepEqual(past([gone("just", 100_000), gone("before", 84_000), gone("to come", 200_000)], 100_000).map((g) => g.id), ["before", "to come"]);
});
