// Strokes of the keyboard and what they are called: "j", "Shift+z", "Mod+Shift+l".
// Mod is Control, and Command on a Mac.

import { mac } from "../../../shared/ui/writing/keys";

export interface Stroke {
  key: string;
  /** The key's place on the keyboard, such as "KeyJ". */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

/**
 * What a stroke is called, "" where it is none that a command can have. A letter is the one on the key, with Caps Lock
 * on or off; on keyboards of other scripts, what a Latin keyboard has at its place. Signs have their Shift in them.
 */
export function chordOf(stroke: Stroke): string {
  const { ctrlKey, metaKey, altKey, shiftKey, isComposing } = stroke;
  // Both at once, and Control with Alt, write signs on some keyboards.
  if (isComposing || (ctrlKey && metaKey) || (altKey && (ctrlKey || metaKey))) return "";
  const sign = signOf(stroke);
  if (sign === "") return "";
  const held = ctrlKey || metaKey;
  const letter = /^[a-z]$/.test(sign) || sign.length > 1;
  return `${held ? "Mod+" : ""}${altKey ? "Alt+" : ""}${shiftKey && letter ? "Shift+" : ""}${sign}`;
}

/** What keys with names of their own are called, of those that a command can have. */
const named = /^F(?:[1-9]|1[0-2])$/;

function signOf({ key, code, shiftKey, altKey, ctrlKey, metaKey }: Stroke): string {
  if (named.test(key)) return key;
  // With Alt a Mac writes other signs.
  const place = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? "";
  if (altKey) return place || signs[code] || "";
  if (key.length !== 1 || key === " ") return "";
  // Many keyboards have other signs there, and brackets only with a key that the browser's shortcuts take.
  const bracket = brackets[code];
  if (bracket && !/^[a-z]$/i.test(key)) return shiftKey && !(ctrlKey || metaKey) ? "" : bracket;
  const foreign = key > "\u007f";
  if (foreign && place) return place;
  if (foreign) return shiftKey ? "" : (signs[code] ?? "");
  // Cyrillic keyboards have full stop and comma where others have / and ?.
  if (code === "Slash" && key === ".") return "/";
  if (code === "Slash" && key === "," && shiftKey) return "?";
  return key.toLowerCase();
}

const brackets: Readonly<Record<string, string>> = { BracketLeft: "[", BracketRight: "]" };
const signs: Readonly<Record<string, string>> = { Period: ".", Comma: ",", Slash: "/", Semicolon: ";", Quote: "'", ...brackets };

/** A stroke as a keyboard shows it. */
export function keysIn(chord: string): readonly string[] {
  if (chord.length < 2) return chord === "" ? [] : [chord];
  // What stands behind the last plus, which may be one.
  const at = chord.lastIndexOf("+", chord.length - 2) + 1;
  const held = at === 0 ? [] : chord.slice(0, at - 1).split("+");
  const names: Record<string, string> = mac ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" } : { Mod: "Ctrl" };
  const sign = chord.slice(at);
  return [...held.map((one) => names[one] ?? one), held.length > 0 ? sign.toUpperCase() : sign];
}
