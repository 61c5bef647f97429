import assert from "node:assert/strict";
import { test } from "node:test";

import { directories, namesFrom, namesOf, stale, withNames } from "./names";
import { directory } from "../samples";

test("names are read once a day, and when the clock was set back", () => {
  const names = withNames({}, "a", { directory: directory("a"), missing: [], at: 0 }, 1000);
  assert.equal(stale(names, "a", 1000 + 86_399), false);
  assert.equal(stale(names, "a", 1000 + 86_400), true);
  assert.equal(stale(names, "a", 900), true);
  assert.equal(stale(names, "b", 1000), true);
});

test("names of removed accounts are forgotten", () => {
  const names = withNames(withNames({}, "a", { directory: directory("a"), missing: [], at: 0 }, 1), "b", { directory: directory("b"), missing: [], at: 0 }, 1);
  assert.deepEqual(directories(namesOf(names, [{ id: "b" }])), [directory("b")]);
});

test("storage of another shape is left out", () => {
  const kept = { a: { directory: directory("a"), at: 5 }, b: { directory: directory("a"), at: 5 }, c: { directory: { account: "c" }, at: 5 }, d: null, e: { at: 1 } };
  assert.deepEqual(Object.keys(namesFrom(kept)), ["a"]);
  assert.deepEqual(namesFrom([1]), {});
  assert.deepEqual(namesFrom(undefined), {});
});
