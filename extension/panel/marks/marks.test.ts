import assert from "node:assert/strict";
import { test } from "node:test";
import { marksFrom } from "./stored";

const marks = { first: 5, seen: [{ key: "a/1", at: 7 }], asleep: [{ key: "a/2", until: 0, at: 9 }] };

test("what is kept comes back", () => assert.deepEqual(marksFrom(JSON.parse(JSON.stringify(marks))), marks));
test("entries of another shape are left out", () => {
  assert.deepEqual(marksFrom({ ...marks, seen: [...marks.seen, { key: 1, at: 7 }, null], asleep: [{ key: "a/3", until: "soon", at: 9 }] }), { ...marks, asleep: [] });
});
for (const [name, kept] of [["nothing", undefined], ["a list", []], ["no first look", { seen: [], asleep: [] }], ["no lists", { first: 1, seen: {}, asleep: 2 }]] as const) {
  test(`${name} is as in a new profile`, () => assert.equal(marksFrom(kept), null));
}
