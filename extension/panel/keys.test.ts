import assert from "node:assert/strict";
import { test } from "node:test";
import { type Command, commandOf, type Focus, type Stroke } from "./keys";

const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({ key, code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false, ...more });

test("keys do what the help says, where they may", () => {
  const cases: [string, Stroke, Focus, Command | null][] = [
    ["j moves down", stroke("j"), "none", "down"],
    ["k moves up from a control", stroke("k"), "control", "up"],
    ["the arrow moves down in the list", stroke("ArrowDown"), "list", "down"],
    ["the arrow belongs to a control", stroke("ArrowDown"), "control", null],
    ["Home goes to the first row", stroke("Home"), "list", "first"],
    ["Home scrolls elsewhere", stroke("Home"), "none", null],
    ["Page down goes on by what is in view", stroke("PageDown"), "list", "page-down"],
    ["Page up goes back by it", stroke("PageUp"), "list", "page-up"],
    ["Page down scrolls elsewhere", stroke("PageDown"), "none", null],
    ["Enter on a row is the row's own click", stroke("Enter"), "list", null],
    ["Enter on nothing opens the ticket at the cursor", stroke("Enter"), "none", "open"],
    ["Enter in a field is the field's", stroke("Enter"), "text", null],
    ["a letter in a field is text", stroke("r"), "text", null],
    ["Escape leaves a field", stroke("Escape"), "text", "back"],
    ["e ends a ticket", stroke("e"), "list", "done"],
    ["i takes a ticket, also at its place on a Cyrillic keyboard", stroke("ш", { code: "KeyI" }), "list", "mine"],
    ["m marks as unread or read", stroke("m"), "list", "unread"],
    ["h snoozes, also at its place on a Cyrillic keyboard with Caps Lock on", stroke("Р", { code: "KeyH" }), "list", "snooze"],
    ["a slash goes to the filter", stroke("/"), "list", "query"],
    ["a question mark helps", stroke("?"), "control", "help"],
    ["the browser's own shortcut stays", stroke("r", { ctrlKey: true }), "none", null],
    ["an input method at work is not disturbed", stroke("j", { isComposing: true }), "none", null],
    ["the key at the place of j on a Cyrillic keyboard", stroke("о", { code: "KeyJ" }), "none", "down"],
    ["with Caps Lock on", stroke("J", { code: "KeyJ" }), "none", "down"],
    ["with Caps Lock on, on a Cyrillic keyboard", stroke("О", { code: "KeyJ" }), "none", "down"],
    ["a letter with Shift is no command", stroke("J", { shiftKey: true }), "none", null],
    ["a letter with Shift and Caps Lock is none, either", stroke("j", { shiftKey: true }), "none", null],
    ["the key at the place of j on a Greek keyboard", stroke("ξ", { code: "KeyJ" }), "none", "down"],
    ["the key at the place of j on a Hebrew keyboard", stroke("ח", { code: "KeyJ" }), "none", "down"],
    ["the key at the place of / on a Cyrillic keyboard", stroke(".", { code: "Slash" }), "none", "query"],
    ["the key at the place of ? on a Cyrillic keyboard", stroke(",", { code: "Slash", shiftKey: true }), "none", "help"],
    ["a question mark takes Shift", stroke("?", { code: "Slash", shiftKey: true }), "none", "help"],
    ["a Latin letter at another place is that letter", stroke("j", { code: "KeyC" }), "none", "down"],
    ["s opens the menu of statuses", stroke("s"), "list", "status"],
    ["the key at the place of s on a Cyrillic keyboard", stroke("ы", { code: "KeyS" }), "none", "status"],
    ["a opens that of agents from a control", stroke("a"), "control", "assignee"],
    ["u writes about the person", stroke("u"), "list", "person"],
    ["z takes back", stroke("z"), "none", "undo"],
    ["a digit shows the view at that place", stroke("2", { code: "Digit2" }), "list", "view:2"],
    ["on a French keyboard, too", stroke("é", { code: "Digit2" }), "none", "view:2"],
    ["a digit in a field is text", stroke("2", { code: "Digit2" }), "text", null],
    ["what stands above a digit is none", stroke("@", { code: "Digit2", shiftKey: true }), "none", null],
    ["v saves a view", stroke("v"), "list", "view"],
    ["any other key is the browser's", stroke("y", { code: "KeyY" }), "none", null],
  ];
  for (const [name, key, focus, command] of cases) assert.equal(commandOf(key, focus), command, name);
});
