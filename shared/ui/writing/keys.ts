// Formatting by keys, alike wherever somebody writes.

export type FormatName = "bold" | "italic" | "underline" | "strike" | "code" | "link" | "bullets" | "numbers" | "quote" | "heading" | "block" | "table";

/** A stroke, as browsers tell it. */
export type Chord = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

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

/** Whether ⌘ stands for Ctrl here. */
export const mac = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);

/** The key of a format, as its button tells it; "" where it has none. */
export function keyOf(name: FormatName, onMac: boolean): string {
  const key = keyed.find((k) => k.name === name)?.shown;
  return key ? [onMac ? "⌘" : "Ctrl", key].join(" ") : "";
}

/** Whether the key of commands is held, and no other that changes what it means. */
export function commands({ ctrlKey, metaKey, altKey }: Chord, onMac: boolean): boolean {
  return !altKey && (onMac ? metaKey && !ctrlKey : ctrlKey && !metaKey);
}

/** The format that a stroke is the key of; null for none. */
export function formatOf(stroke: Chord, onMac: boolean): FormatName | null {
  if (!commands(stroke, onMac)) return null;
  return keyed.find((k) => k.code === placed(stroke) && k.shift === stroke.shiftKey)?.name ?? null;
}

/**
 * The key by what a Latin keyboard has at its place; a Latin letter itself counts where it stands elsewhere, as with
 * Dvorak.
 */
export function placed({ key, code }: Pick<Chord, "key" | "code">): string {
  return /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : code;
}
