import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Stroke } from "../keys/chords";
import { doingOf } from "./keys";

const stroke = (key: string, code: string, held = ""): Stroke => ({
  key, code,
  ctrlKey: held.includes("ctrl"), metaKey: held.includes("meta"), shiftKey: held.includes("shift"), altKey: held.includes("alt"), isComposing: held.includes("ime"),
});

describe("a key while one writes", () => {
  for (const [name, pressed, mac, want] of [
    ["Ctrl+B is bold", stroke("b", "KeyB", "ctrl"), false, "bold"],
    ["⌘B is bold on a Mac", stroke("b", "KeyB", "meta"), true, "bold"],
    ["Ctrl+B is none on a Mac, where it goes back a letter", stroke("b", "KeyB", "ctrl"), true, null],
    ["Ctrl+B with a Cyrillic keyboard", stroke("и", "KeyB", "ctrl"), false, "bold"],
    ["Ctrl+B with Dvorak, which has b elsewhere", stroke("b", "KeyN", "ctrl"), false, "bold"],
    ["Ctrl+I with Caps Lock", stroke("I", "KeyI", "ctrl"), false, "italic"],
    ["Ctrl+K is a link", stroke("k", "KeyK", "ctrl"), false, "link"],
    ["Ctrl+Shift+7 numbers, whatever stands there with Shift", stroke("&", "Digit7", "ctrl shift"), false, "numbers"],
    ["Ctrl+Shift+8 makes a list", stroke("*", "Digit8", "ctrl shift"), false, "bullets"],
    ["Ctrl+7 is the browser's", stroke("7", "Digit7", "ctrl"), false, null],
    ["Ctrl+Enter sends", stroke("Enter", "Enter", "ctrl"), false, "send"],
    ["⌘Enter sends", stroke("Enter", "Enter", "meta"), true, "send"],
    ["Ctrl+Shift+Enter sends and closes", stroke("Enter", "Enter", "ctrl shift"), false, "send-close"],
    ["Enter goes on with a list", stroke("Enter", "Enter"), false, "enter"],
    ["Shift+Enter is a line and nothing more", stroke("Enter", "Enter", "shift"), false, null],
    ["Enter that ends a word of an input method is its own", stroke("Enter", "Enter", "ime"), false, null],
    ["Alt+P turns the preview, which types another letter on a Mac", stroke("π", "KeyP", "alt"), true, "preview"],
    ["Alt+R shows the source, with a Cyrillic keyboard as well", stroke("к", "KeyR", "alt"), false, "source"],
    ["AltGr is no Alt", stroke("p", "KeyP", "ctrl alt"), false, null],
    ["a letter is a letter", stroke("b", "KeyB"), false, null],
    ["Escape leaves", stroke("Escape", "Escape"), false, "leave"],
  ] as const) test(name, () => assert.equal(doingOf(pressed, mac), want));
});
