import assert from "node:assert/strict";
import { test } from "node:test";
import type { Group } from "../../../../wasm/core.gen";
import { row } from "../../samples";
import { entriesOf, keyOf } from "./grouping";

const rows = ["a/1", "a/2", "a/3", "b/1"].map((key) => row(key));
const group = (word: string, ...keys: string[]): Group => ({ word, account: "", id: 0, keys, selected: keys.length });
const grouped = { by: "status" as const, groups: [group("new", "a/2"), group("open", "a/1", "a/3"), group("solved", "a/9")] };
const drawn = (folded: string[] = [], of = grouped) => entriesOf(rows, of, new Set(folded)).map((e) => (e.head ? `${e.head.group.word || "–"} ${e.head.count}` : e.key));

test("without groups every row stands for itself", () => assert.deepEqual(entriesOf(rows, null, new Set()).map((e) => e.key), ["a/1", "a/2", "a/3", "b/1"]));
test("rows stand under their heads, and those of no group last", () => assert.deepEqual(drawn(), ["new 1", "a/2", "open 2", "a/1", "a/3", "– 1", "b/1"]));
test("of a folded group the head is left, with its count", () => assert.deepEqual(drawn([keyOf(group("open"))]), ["new 1", "a/2", "open 2", "– 1", "b/1"]));
