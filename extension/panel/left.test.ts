import assert from "node:assert/strict";
import { test } from "node:test";
import { leftFrom } from "./left";

const left = { query: "status:open", draft: "status:open tag", ticket: "a/1", scroll: 40, folded: ["group open  0"] };

test("what was left comes back", () => assert.deepEqual(leftFrom(JSON.stringify(left)), left));

for (const [name, kept] of [
  ["nothing", null],
  ["no JSON", "{"],
  ["something else", "[1]"],
  ["a scroll that is no number", JSON.stringify({ ...left, scroll: "40" })],
  ["no query", JSON.stringify({ ...left, query: "" })],
] as const) {
  test(`${name} is a first time`, () => assert.equal(leftFrom(kept), null));
}
