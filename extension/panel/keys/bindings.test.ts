import assert from "node:assert/strict";
import { test } from "node:test";
import { bindingsOf, changesFrom, chordFor, given, isFree, unchanged } from "./bindings";
import { chordOf, keysIn, type Stroke } from "./chords";
import { firstKeys, keyed } from "./commands";

test("no two commands begin with one key, and every first key can be given", () => {
  const chords = keyed.map((command): string => firstKeys[command]);
  assert.equal(new Set(chords).size, chords.length);
  for (const chord of chords) assert.ok(isFree(chord), chord);
});

test("a key that is given away is taken from whoever had it, and comes back with the first keys", () => {
  const one = given(unchanged, "reply", "e");
  assert.equal(one.from, "done");
  assert.deepEqual([chordFor(bindingsOf(one.changes), "reply"), chordFor(bindingsOf(one.changes), "done")], ["e", ""]);
  const back = given(one.changes, "done", "e");
  assert.equal(back.from, "reply");
  assert.deepEqual(back.changes.own, { reply: "" }, "what is as at first is no change");
  assert.deepEqual(given(back.changes, "reply", "w").changes.own, {});
  assert.equal(given(unchanged, "reply", "w").from, undefined, "one's own key is nobody else's");
  assert.equal(given(unchanged, "reply", "").from, undefined);
});

test("what was kept is read as far as it is one of ours", () => {
  assert.deepEqual(changesFrom(null), unchanged);
  assert.deepEqual(changesFrom("{"), unchanged);
  assert.deepEqual(changesFrom("[1]"), unchanged);
  assert.deepEqual(changesFrom('{"letters":false,"own":{"reply":"g","fly":"x","note":7,"done":"Mod+w","mine":""}}'), { letters: false, own: { reply: "g", mine: "" } });
});

test("strokes have names that no layout and no Caps Lock changes", () => {
  const stroke = (key: string, code: string, held: Partial<Stroke> = {}): Stroke => ({ key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false, ...held });
  const cases: [string, Stroke][] = [
    ["g", stroke("g", "KeyG")],
    ["g", stroke("G", "KeyG")],
    ["Shift+g", stroke("G", "KeyG", { shiftKey: true })],
    ["Mod+Shift+g", stroke("G", "KeyG", { shiftKey: true, ctrlKey: true })],
    ["Mod+g", stroke("п", "KeyG", { metaKey: true })],
    ["Alt+g", stroke("©", "KeyG", { altKey: true })],
    ["+", stroke("+", "Equal", { shiftKey: true })],
    ["Mod++", stroke("+", "NumpadAdd", { ctrlKey: true })],
    ["F2", stroke("F2", "F2")],
    ["Shift+F2", stroke("F2", "F2", { shiftKey: true })],
    ["", stroke("Shift", "ShiftLeft", { shiftKey: true })],
    ["", stroke(" ", "Space")],
    ["", stroke("q", "KeyQ", { ctrlKey: true, altKey: true })],
    ["", stroke("Dead", "Quote")],
  ];
  for (const [name, key] of cases) assert.equal(chordOf(key), name, JSON.stringify(key));
  assert.deepEqual([keysIn(""), keysIn("g"), keysIn("+"), keysIn("Mod++"), keysIn("Mod+Shift+l")], [[], ["g"], ["+"], ["Ctrl", "+"], ["Ctrl", "Shift", "L"]]);
});
