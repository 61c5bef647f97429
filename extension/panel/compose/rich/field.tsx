// The rich editor as a field of the composer: it is drawn by a file of its own,
// which is loaded once somebody has a ticket to write to.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDesk } from "../../context";
import { text } from "../../strings";
import type { Compose } from "../composing";
import { type Draft, empty, type Kind } from "../draft";
import type { FormatName } from "../../../../shared/ui/writing/keys";
import type { Writer } from "../writer";
import type { Rich } from "./rich";

type Editor = typeof Rich;

let loaded: Editor | undefined;

/** The editor, null while it is loaded, and "failed" where it could not be. */
export function useEditor(): Editor | "failed" | null {
  const [editor, setEditor] = useState<{ is: Editor | "failed" | null }>({ is: loaded ?? null });
  useEffect(() => {
    if (editor.is) return;
    // The bundler leaves this file alone. Without it one writes in the source; the window hears of it.
    void import("./rich.js").then(
      ({ Rich: Made }) => setEditor({ is: (loaded = Made) }),
      (error: unknown) => {
        setEditor({ is: "failed" });
        throw error;
      },
    );
  }, []);
  return editor.is;
}

/** Where the caret is: the text before it in its line, and the buttons that are down. */
export interface Caret {
  readonly before: string;
  readonly pressed: ReadonlySet<FormatName>;
}

interface Props {
  editor: Editor;
  name: string;
  kind: Kind;
  draft: Draft;
  writer: RefObject<Writer | null>;
  onMoved: (caret: Caret) => void;
  /** The list of people that is offered, and which of them Enter takes. */
  list: string;
  offered: string;
}

/** The message as it will be read. Another name is another field: give it as the key, too. */
export function RichField({ editor: Made, name, kind, draft, writer, onMoved, list, offered }: Props) {
  const { compose } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const rich = useRef<Rich>(null);
  const now = useRef({ draft, onMoved, kind, list, offered });
  now.current = { draft, onMoved, kind, list, offered };
  const [lost, setLost] = useState<{ source: string; words: string }>({ source: "", words: "" });

  useLayoutEffect(() => {
    if (!place.current) return;
    const made = new Made(place.current, name, draft.text, () => attributesOf(now.current), {
      labels: { signature: text.draw.signature, spoiler: text.draw.spoiler },
      read(source) {
        const { program, lost: pieces, more } = compose.shown(source);
        if (source === now.current.draft.text) setLost({ source, words: pieces.length > 0 ? text.compose.lost(pieces.join(" "), more) : "" });
        return program;
      },
      write: (program) => compose.sourceOf(program) ?? now.current.draft.text,
      clip: (plain, page) => compose.clipped(plain, page),
      changed: (source) => compose.typed(name, { ...compose.draftNamed(name), text: source, start: source.length, end: source.length }),
      moved: (before, pressed) => now.current.onMoved({ before, pressed }),
    });
    rich.current = made;
    writer.current = writerOf(made, compose);
    return () => {
      writer.current = null;
      made.end();
    };
  }, []);
  useLayoutEffect(() => rich.current?.load(draft.text), [draft.text]);
  useLayoutEffect(() => rich.current?.relabel(), [kind, list, offered]);

  return (
    <>
      {lost.words !== "" && lost.source === draft.text && (
        <p class="composer-line" role="status">
          {lost.words}
        </p>
      )}
      <div class="composer-rich" ref={place} />
    </>
  );
}

function attributesOf({ kind, list, offered }: Pick<Props, "kind" | "list" | "offered">): Record<string, string> {
  return {
    class: "composer-editor prose",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": text.compose.labels[kind],
    "aria-placeholder": text.compose.hints[kind],
    ...(kind === "note" && { "aria-autocomplete": "list" }),
    ...(offered !== "" && { "aria-controls": list, "aria-activedescendant": offered }),
  };
}

/** What is asked of the editor; the core answers in source, which the editor reads through it. */
function writerOf(rich: Rich, compose: Compose): Writer {
  return {
    element: rich.element,
    focus: () => rich.focus(),
    edit: (doing) => rich.edit(doing),
    selected: () => rich.selected() || rich.linked(),
    linking(address, words) {
      const selected = rich.selected() !== "" || rich.linked() !== "";
      const result = compose.linked({ ...empty, ...(selected && { text: "x", end: 1 }) }, address, words);
      return typeof result === "string" ? result : () => rich.link(result.text);
    },
    mention(person, typed, byAddress) {
      const result = compose.mentioned(empty, 0, person, byAddress);
      if (result) rich.insert(result.text, typed);
    },
    insert: (source) => rich.append(source),
    quote(page, author, date) {
      const result = compose.quoted(empty, page, author, date);
      if (result) rich.append(result.text);
    },
  };
}
