import assert from "node:assert/strict";
import { test } from "node:test";

import { directories, namesFrom, namesOf, stale, withNames } from "./names";
import { directory } from "../samples";

const result = (id: string) => ({ directory: directory(id), missing: [], at: 1000, stale_at: 5000 });

test("names are read again when they are old, and when the clock was set back", () => {
  const names = withNames({}, "a", result("a"));
  assert.equal(stale(names, "a", 4999), false);
  assert.equal(stale(names, "a", 5000), true);
  assert.equal(stale(names, "a", 999), true);
  assert.equal(stale(names, "b", 1000), true);
});

test("names of removed accounts are forgotten", () => {
  const names = withNames(withNames({}, "a", result("a")), "b", result("b"));
  assert.deepEqual(directories(namesOf(names, [{ id: "b" }])), [directory("b")]);
});

test("storage of another shape is left out", () => {
  const kept = { a: { directory: directory("a"), at: 5, staleAt: 9 }, b: { directory: directory("a"), at: 5, staleAt: 9 }, c: { directory: { account: "c" }, at: 5, staleAt: 9 }, d: null, e: { at: 1 } };
  assert.deepEqual(Object.keys(namesFrom(kept)), ["a"]);
  assert.deepEqual(namesFrom([1]), {});
  assert.deepEqual(namesFrom(undefined), {});
});
