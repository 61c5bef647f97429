// What a stroke asks for, as one pure function.

import { type Bindings, commandAt } from "./bindings";
import { chordOf, type Stroke } from "./chords";
import type { Command, Keyed } from "./commands";

/** Where the keyboard is: in a field that takes text, on a control of its own, in the list, or nowhere in particular. */
export type Focus = "text" | "control" | "list" | "none";

/** Commands that go out of a field, too: whoever is called away goes at once. */
const anywhere: ReadonlySet<Keyed> = new Set(["palette", "lock"]);

/** What a stroke asks for; null leaves it to the browser. */
export function commandOf(stroke: Stroke, focus: Focus, bindings: Bindings): Command | null {
  const { ctrlKey, metaKey, altKey, shiftKey, key, code, isComposing } = stroke;
  if (isComposing) return null;
  const held = ctrlKey || metaKey || altKey;
  if (key === "Escape" && !held) return "back";
  const chord = chordOf(stroke);
  const command = commandAt(bindings, chord);
  if (command && focus === "text" && (!held || !anywhere.has(command))) return null;
  // Elsewhere the browser selects by it.
  if (command === "pick_all" && held && focus !== "list") return null;
  if (command) return command;
  if (focus === "text" || held) return null;
  // By the key's place: some keyboards have digits with Shift alone.
  if (/^Digit[1-9]$/.test(code) && !shiftKey) return bindings.letters ? `view:${Number(code.slice(-1))}` : null;
  if (focus === "control") return null;
  switch (key) {
    case "ArrowDown":
      return shiftKey ? "pick-down" : "down";
    case "ArrowUp":
      return shiftKey ? "pick-up" : "up";
    case "Home":
      return focus === "list" ? "first" : null;
    case "End":
      return focus === "list" ? "last" : null;
    case "PageDown":
      return focus === "list" ? "page-down" : null;
    case "PageUp":
      return focus === "list" ? "page-up" : null;
    case "Enter":
      // A row is a button: Enter on it is a click already.
      return focus === "none" ? "open" : null;
  }
  return null;
}
