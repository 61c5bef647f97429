import { useLayoutEffect, useRef } from "preact/hooks";
import type { Row } from "../../../../wasm/core.gen";
import { useDesk } from "../../context";
import { text } from "../../strings";
import type { Editing } from "./comments";

interface Props {
  row: Row;
  id: number;
  now: Editing;
}

/** A message as it is changed, in its own place. What is typed is kept until it is saved or discarded. */
export function EditMessage({ row, id, now }: Props) {
  const desk = useDesk();
  const field = useRef<HTMLTextAreaElement>(null);
  const { comments } = text;
  useLayoutEffect(() => {
    // A draft that is found again takes no focus from anybody.
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body && !activeElement.closest(".message")) return;
    field.current?.focus();
    field.current?.setSelectionRange(now.text.length, now.text.length);
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void desk.comments.save(row, id);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      // What is typed stays; without a change there is nothing to keep.
      if (!now.ready && now.over === 0) desk.comments.discard(row.key, id);
      (event.currentTarget as HTMLElement).closest<HTMLElement>(".message")?.focus();
    }
    event.stopPropagation();
  };
  return (
    <form
      class="edit-message"
      onSubmit={(event) => {
        event.preventDefault();
        void desk.comments.save(row, id);
      }}
    >
      <textarea ref={field} class="ds-input" dir="auto" rows={4} aria-label={comments.label} value={now.text} onInput={(event) => desk.comments.typed(row.key, id, event.currentTarget.value)} onKeyDown={press} />
      <p class="edit-answers">
        <button type="submit" class="ds-button" data-kind="primary" disabled={!now.ready} title={text.acts.hint(comments.save, "Ctrl/⌘+Enter")}>
          {comments.save}
        </button>
        <button type="button" class="ds-button" data-kind="quiet" onClick={() => desk.comments.discard(row.key, id)}>
          {comments.discard}
        </button>
        {now.over > 0 && (
          <span class="edit-over" role="status">
            {comments.left(now.over)}
          </span>
        )}
      </p>
    </form>
  );
}
