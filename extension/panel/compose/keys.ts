// What keys do while one writes, as one table of a pure function.

import type { Stroke } from "../keys";

export type FormatName = "bold" | "italic" | "underline" | "strike" | "code" | "link" | "bullets" | "numbers" | "quote" | "heading" | "block" | "table";

export type Doing = FormatName | "send" | "send-close" | "preview" | "source" | "enter" | "indent" | "outdent" | "leave";

/** What is done to the text itself; a link is asked for first. */
export type Editing = Exclude<Doing, "link" | "send" | "send-close" | "preview" | "source" | "leave">;

/** Formatting by its letter or digit with Ctrl (⌘ on a Mac), and whether Shift belongs to it. */
export const keyed: readonly { name: FormatName; code: string; shift: boolean; shown: string }[] = [
  { name: "bold", code: "KeyB", shift: false, shown: "B" },
  { name: "italic", code: "KeyI", shift: false, shown: "I" },
  { name: "underline", code: "KeyU", shift: false, shown: "U" },
  { name: "strike", code: "KeyX", shift: true, shown: "⇧X" },
  { name: "code", code: "KeyE", shift: false, shown: "E" },
  { name: "link", code: "KeyK", shift: false, shown: "K" },
  { name: "numbers", code: "Digit7", shift: true, shown: "⇧7" },
  { name: "bullets", code: "Digit8", shift: true, shown: "⇧8" },
  { name: "quote", code: "Digit9", shift: true, shown: "⇧9" },
];

/** What a stroke in the field does; null leaves it to the browser. */
export function doingOf(stroke: Stroke, mac: boolean): Doing | null {
  const { key, code, shiftKey, altKey, isComposing } = stroke;
  if (isComposing) return null;
  const command = mac ? stroke.metaKey && !stroke.ctrlKey : stroke.ctrlKey && !stroke.metaKey;
  if (key === "Escape") return "leave";
  if (key === "Enter" && !altKey) {
    // Both keys send on every system: who writes on two machines has it in the fingers.
    if (stroke.ctrlKey || stroke.metaKey) return shiftKey ? "send-close" : "send";
    return shiftKey ? null : "enter";
  }
  if (altKey && !stroke.ctrlKey && !stroke.metaKey && !shiftKey && placed(stroke) === "KeyP") return "preview";
  if (altKey && !stroke.ctrlKey && !stroke.metaKey && !shiftKey && placed(stroke) === "KeyR") return "source";
  if (!command || altKey) return null;
  if (code === "BracketRight") return "indent";
  if (code === "BracketLeft") return "outdent";
  return keyed.find((k) => k.code === placed(stroke) && k.shift === shiftKey)?.name ?? null;
}

/**
 * The key by what a Latin keyboard has at its place, as the panel's other keys
 * are; a Latin letter itself counts where it stands elsewhere, as with Dvorak.
 */
function placed({ key, code }: Stroke): string {
  return /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : code;
}
