// What keys do while one writes, as one table of a pure function.

import { commands, type FormatName, formatOf, placed } from "../../../shared/ui/writing/keys";
import type { Stroke } from "../keys/chords";

export type Doing = FormatName | "send" | "send-close" | "preview" | "source" | "enter" | "indent" | "outdent" | "leave";

/** What is done to the text itself; a link is asked for first. */
export type Editing = Exclude<Doing, "link" | "send" | "send-close" | "preview" | "source" | "leave">;

/** What a stroke in the field does; null leaves it to the browser. */
export function doingOf(stroke: Stroke, mac: boolean): Doing | null {
  const { key, code, shiftKey, altKey, isComposing } = stroke;
  if (isComposing) return null;
  if (key === "Escape") return "leave";
  if (key === "Enter" && !altKey) {
    // Both keys send on every system: who writes on two machines has it in the fingers.
    if (stroke.ctrlKey || stroke.metaKey) return shiftKey ? "send-close" : "send";
    return shiftKey ? null : "enter";
  }
  if (altKey && !stroke.ctrlKey && !stroke.metaKey && !shiftKey && placed(stroke) === "KeyP") return "preview";
  if (altKey && !stroke.ctrlKey && !stroke.metaKey && !shiftKey && placed(stroke) === "KeyR") return "source";
  if (!commands(stroke, mac)) return null;
  if (code === "BracketRight") return "indent";
  if (code === "BracketLeft") return "outdent";
  return formatOf(stroke, mac);
}
