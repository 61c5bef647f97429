import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Person } from "../../../wasm/core.gen";
import { meant, mentioningAt } from "./mention";

const person = (id: number, name: string, email = ""): Person => ({ id, name, email }) as Person;
const people = [person(1, "Marta Lindqvist", "marta@a.example"), person(2, "Tomás Herrera"), person(3, "Марта Иванова", "ivanova@a.example"), person(0, "Nobody", "nobody@a.example")];

describe("a mention", () => {
  for (const [name, text, typed] of [
    ["begins a text", "@ma", "ma"],
    ["begins a word", "see @", ""],
    ["may have two words", "see @Marta L", "Marta L"],
    ["may be Cyrillic", "(@Мар", "Мар"],
    ["is no address", "a@b", null],
    ["ends with a line", "@ma\n", null],
  ] as const) test(name, () => assert.equal(mentioningAt(text, text.length)?.typed ?? null, typed));
  test("stands before the caret", () => assert.deepEqual(mentioningAt("hi @ma there", 6), { at: 3, typed: "ma" }));
  test("means whoever has a name, a word of it or an address that begins so", () => {
    assert.deepEqual(meant("lind", people, false).map((p) => p.id), [1]);
    assert.deepEqual(meant("ма", people, false).map((p) => p.id), [3]);
    assert.deepEqual(meant("ivan", people, true).map((p) => p.id), [3]);
    assert.deepEqual(meant("t", people, true).map((p) => p.id), [], "who has no address cannot be mentioned by one");
    assert.deepEqual(meant("", people, false).map((p) => p.id), [1, 2, 3]);
  });
});
