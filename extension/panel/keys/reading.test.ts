import assert from "node:assert/strict";
import { test } from "node:test";
import { bindingsOf, type Changes, unchanged } from "./bindings";
import type { Stroke } from "./chords";
import type { Command } from "./commands";
import { commandOf, type Focus } from "./reading";

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
    ["y archives", stroke("y"), "list", "archive"],
    ["d moves to the trash", stroke("d"), "none", "trash"],
    ["o opens the menu of what else can be done", stroke("o"), "control", "more"],
    ["a bracket goes to the next message", stroke("]", { code: "BracketRight" }), "none", "message_down"],
    ["the key at its place on a Cyrillic keyboard", stroke("ъ", { code: "BracketRight" }), "none", "message_down"],
    ["and on a German one", stroke("+", { code: "BracketRight" }), "none", "message_down"],
    ["and the one before it", stroke("х", { code: "BracketLeft" }), "none", "message_up"],
    ["z takes back", stroke("z"), "none", "undo"],
    ["a digit shows the view at that place", stroke("2", { code: "Digit2" }), "list", "view:2"],
    ["on a French keyboard, too", stroke("é", { code: "Digit2" }), "none", "view:2"],
    ["a digit in a field is text", stroke("2", { code: "Digit2" }), "text", null],
    ["what stands above a digit is none", stroke("@", { code: "Digit2", shiftKey: true }), "none", null],
    ["v saves a view", stroke("v"), "list", "view"],
    ["f begins something new", stroke("f"), "list", "new"],
    ["b makes a post of a ticket", stroke("b"), "none", "of"],
    ["x selects a ticket", stroke("x"), "list", "pick"],
    ["the key at its place on a Cyrillic keyboard", stroke("ч", { code: "KeyX" }), "list", "pick"],
    ["Shift and an arrow select a range", stroke("ArrowDown", { shiftKey: true }), "list", "pick-down"],
    ["and upwards", stroke("ArrowUp", { shiftKey: true }), "none", "pick-up"],
    ["in a field they select text", stroke("ArrowUp", { shiftKey: true }), "text", null],
    ["Control and A select all of the list", stroke("a", { ctrlKey: true }), "list", "pick_all"],
    ["as do Command and A, also in Cyrillic", stroke("ф", { code: "KeyA", metaKey: true }), "list", "pick_all"],
    ["elsewhere they are the browser's", stroke("a", { ctrlKey: true }), "none", null],
    ["and with Alt they are nobody's", stroke("a", { ctrlKey: true, altKey: true }), "list", null],
    ["Control and k shows all commands, also out of a field", stroke("k", { ctrlKey: true }), "text", "palette"],
    ["as does Command, at its place on a Greek keyboard", stroke("κ", { code: "KeyK", metaKey: true }), "control", "palette"],
    ["Control, Shift and l locks from anywhere", stroke("L", { code: "KeyL", ctrlKey: true, shiftKey: true }), "text", "lock"],
    ["Shift and z shows what was done", stroke("Z", { code: "KeyZ", shiftKey: true }), "none", "done_list"],
    ["with Caps Lock, too", stroke("z", { code: "KeyZ", shiftKey: true }), "none", "done_list"],
    ["and on a Cyrillic keyboard", stroke("Я", { code: "KeyZ", shiftKey: true }), "none", "done_list"],
    ["a comma leads to the settings", stroke(",", { code: "Comma" }), "list", "settings"],
    ["and the key at its place on a Cyrillic keyboard", stroke("б", { code: "Comma" }), "list", "settings"],
    ["q quotes what is selected", stroke("q", { code: "KeyQ" }), "none", "quote"],
    ["a semicolon answers with a macro", stroke(";", { code: "Semicolon" }), "list", "macro"],
    ["any other key is the browser's", stroke("#", { code: "Backslash" }), "none", null],
  ];
  for (const [name, key, focus, command] of cases) assert.equal(commandOf(key, focus, bindingsOf(unchanged)), command, name);
});

const own = (own: Changes["own"], letters = true) => bindingsOf({ letters, own });

test("keys do what a person has made of them, and nothing else", () => {
  const cases: [string, Changes["own"], boolean, Stroke, Focus, Command | null][] = [
    ["a command has another key", { reply: "g", group: "" }, true, stroke("g"), "list", "reply"],
    ["and not the first one", { reply: "g", group: "" }, true, stroke("w"), "list", null],
    ["one with Alt, at its place on a Mac", { reply: "Alt+w" }, true, stroke("∑", { code: "KeyW", altKey: true }), "list", "reply"],
    ["a key that two have is that of the first", { reply: "j" }, true, stroke("j"), "list", "down"],
    ["none is none", { reply: "" }, true, stroke("w"), "list", null],
    ["a letter does nothing where letters are switched off", {}, false, stroke("j"), "list", null],
    ["nor does a digit", {}, false, stroke("1", { code: "Digit1" }), "list", null],
    ["an arrow does", {}, false, stroke("ArrowDown"), "list", "down"],
    ["so does Escape", {}, false, stroke("Escape"), "list", "back"],
    ["and what is held beside others", {}, false, stroke("k", { ctrlKey: true }), "list", "palette"],
    ["a command that is held leaves a field alone", { reply: "Mod+j" }, true, stroke("j", { ctrlKey: true }), "text", null],
    ["the palette under another key", { palette: "Alt+p" }, true, stroke("p", { code: "KeyP", altKey: true }), "text", "palette"],
    ["under a letter it leaves a field alone", { palette: ";" }, true, stroke(";"), "text", null],
  ];
  for (const [name, changes, letters, key, focus, command] of cases) assert.equal(commandOf(key, focus, own(changes, letters)), command, name);
});
