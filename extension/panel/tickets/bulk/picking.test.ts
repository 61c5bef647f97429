import assert from "node:assert/strict";
import { test } from "node:test";
import { among, nothingPicked, picked, type Picks, ranged, toggled } from "./picking";

const order = ["a", "b", "c", "d", "e"];
const keys = (picks: Picks) => [...picks.keys].sort().join("");

test("a row is selected, and left out again", () => {
  const one = toggled(nothingPicked, "b");
  assert.equal(keys(toggled(one, "d")), "bd");
  assert.equal(toggled(one, "b"), nothingPicked);
});

test("a range grows and shrinks from where it began, and keeps what was selected beside it", () => {
  let picks = toggled(toggled(nothingPicked, "e"), "a");
  picks = ranged(picks, order, "a", "c");
  assert.equal(keys(picks), "abce");
  picks = ranged(picks, order, "c", "b");
  assert.equal(keys(picks), "abe");
});

test("a range begins at the cursor where nothing is selected", () => {
  assert.equal(keys(ranged(nothingPicked, order, "d", "b")), "bcd");
  assert.equal(keys(ranged(nothingPicked, order, "", "b")), "b");
  assert.equal(ranged(nothingPicked, order, "a", "gone"), nothingPicked);
});

test("what leaves the list is not selected any more", () => {
  const all = picked(order);
  assert.equal(among(all, () => true), all);
  assert.equal(keys(among(all, (key) => key < "c")), "ab");
  assert.equal(among(all, () => false), nothingPicked);
  assert.equal(keys(ranged(among(toggled(nothingPicked, "e"), (key) => key !== "e"), order, "a", "b")), "ab");
});
