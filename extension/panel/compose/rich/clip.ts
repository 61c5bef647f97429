// What comes from a clipboard or is dropped. The editor's own reader of pages
// never sees it: the core reads it, and answers in the tree.

import type { EditorView } from "prosemirror-view";

/** Puts text and the same as a page at a place, null for the selection; whether it could be read. */
type Put = (plain: string, page: string, at: number | null) => boolean;

export function clipping(put: Put) {
  return {
    paste(view: EditorView, event: ClipboardEvent): boolean {
      event.preventDefault();
      const data = event.clipboardData;
      if (data && wordsIn(data)) put(data.getData("text/plain"), data.getData("text/html"), null);
      view.focus();
      return true;
    },
    drop(view: EditorView, event: DragEvent): boolean {
      // What is moved within the field is of the tree already.
      if (view.dragging) return false;
      event.preventDefault();
      const data = event.dataTransfer;
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      if (data && at && wordsIn(data)) {
        put(data.getData("text/plain"), data.getData("text/html"), at.pos);
        view.focus();
      }
      return true;
    },
  };
}

/** Whether there are words; files are what is around the field asked for. */
function wordsIn(data: DataTransfer): boolean {
  return data.getData("text/plain") !== "" || data.getData("text/html") !== "";
}
