import assert from "node:assert/strict";
import { test } from "node:test";
import { type Warmth, warmthOf } from "./warmth";

const now = 1_764_000_000;

const cases: [name: string, due: number, warmth: Warmth | null][] = [
  ["nothing agreed has none", 0, null],
  ["two hours away is calm", now + 7200, "calm"],
  ["less than two hours away is warm", now + 7199, "warm"],
  ["half an hour away is warm", now + 1800, "warm"],
  ["less than half an hour away is hot", now + 1799, "hot"],
  ["this very moment is hot", now, "hot"],
  ["a moment ago is late", now - 1, "late"],
];

for (const [name, due, warmth] of cases) test(name, () => assert.equal(warmthOf(due, now), warmth));
