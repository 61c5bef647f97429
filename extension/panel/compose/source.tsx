import { useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject, TargetedClipboardEvent } from "preact";
import { apply } from "../../../shared/ui/writing/apply";
import { useDesk } from "../context";
import { text } from "../strings";
import type { Compose } from "./composing";
import { type Draft, empty, type Kind } from "./draft";
import type { Writer } from "./writer";

interface Props {
  name: string;
  kind: Kind;
  draft: Draft;
  /** Counts how often the field was asked to take the focus. */
  called: number;
  /** Told when somebody types. */
  onBegin: () => void;
  /** Given what works on the field while it is there. */
  writer: RefObject<Writer | null>;
  /** The list of people that is offered, and which of them Enter takes. */
  list: string;
  offered: string;
}

/** The message as BBCode, in a plain field. */
export function SourceField({ name, kind, draft, called, onBegin, writer, list, offered }: Props) {
  const { compose } = useDesk();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const at = field.current;
    if (!at) return;
    at.setSelectionRange(draft.start, draft.end);
    writer.current = plainWriter(at, compose);
    return () => (writer.current = null);
  }, [name, called]);

  const paste = (event: TargetedClipboardEvent<HTMLTextAreaElement>) => {
    const data = event.clipboardData;
    const [plain, page] = [data?.getData("text/plain") ?? "", data?.getData("text/html") ?? ""];
    if (plain === "" && page === "") return;
    const result = compose.pasted({ ...draft, ...taken(event.currentTarget) }, plain, page);
    if (!result) return;
    event.preventDefault();
    apply(event.currentTarget, result);
  };

  return (
    <div class="composer-grow" data-text={draft.text}>
      <textarea
        class="composer-field"
        ref={field}
        aria-autocomplete={kind === "note" ? "list" : undefined}
        aria-controls={offered ? list : undefined}
        aria-activedescendant={offered || undefined}
        dir="auto"
        rows={1}
        aria-label={text.compose.labels[kind]}
        placeholder={text.compose.hints[kind]}
        value={draft.text}
        onInput={(event) => {
          onBegin();
          compose.typed(name, { ...draft, ...taken(event.currentTarget) });
        }}
        onSelect={(event) => compose.selected(name, event.currentTarget.selectionStart, event.currentTarget.selectionEnd)}
        onPaste={paste}
      />
    </div>
  );
}

/** What is asked of a plain field; the core answers with edits of its text. */
export function plainWriter(field: HTMLTextAreaElement, compose: Compose): Writer {
  const now = (): Draft => ({ ...empty, ...taken(field) });
  return {
    element: field,
    focus: () => field.focus(),
    edit(doing) {
      const result = compose.edited(doing, now());
      if (result) apply(field, result);
      return result !== null;
    },
    selected: () => field.value.slice(field.selectionStart, field.selectionEnd),
    linking(address, words) {
      const result = compose.linked(now(), address, words);
      return typeof result === "string" ? result : () => apply(field, result);
    },
    mention(person, typed, byAddress) {
      const result = compose.mentioned(now(), field.selectionEnd - typed, person, byAddress);
      if (result) apply(field, result);
    },
    insert(source) {
      const at = field.selectionEnd;
      const insert = (field.value.slice(0, at).trim() === "" ? "" : "\n\n") + source;
      apply(field, { from: at, to: at, insert, start: at + insert.length, end: at + insert.length });
    },
    quote(page, author, date) {
      const result = compose.quoted(now(), page, author, date);
      if (result) apply(field, result);
    },
  };
}

function taken(field: HTMLTextAreaElement): Pick<Draft, "text" | "start" | "end"> {
  return { text: field.value, start: field.selectionStart, end: field.selectionEnd };
}
