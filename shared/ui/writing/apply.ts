// Edits of the text field, made so that the browser's own undo takes them back.

/** What takes the place of what stands between two places, and what is selected then; UTF-16 code units. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
}

/** The one way into a field's undo that browsers have; the standard that named it so was never finished. */
interface Commanding {
  execCommand(command: "insertText" | "delete", showUI: false, value: string): boolean;
}

export function apply(field: HTMLTextAreaElement, edit: Edit): void {
  field.focus();
  if (edit.insert !== "" || edit.from !== edit.to) {
    field.setSelectionRange(edit.from, edit.to);
    const commanding: Commanding = document;
    if (!commanding.execCommand(edit.insert === "" ? "delete" : "insertText", false, edit.insert)) {
      field.setRangeText(edit.insert, edit.from, edit.to, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }
  field.setSelectionRange(edit.start, edit.end);
}
