import { useEffect, useState } from "preact/hooks";
import { TextQuote } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { commandOf } from "../keys/reading";
import { text } from "../strings";

interface Selected {
  page: string;
  author: string;
  date: string;
  x: number;
  y: number;
}

interface Props {
  /** Given what is selected as HTML, which only the core reads, and whose it is. */
  onQuote: (page: string, author: string, date: string) => void;
}

/** A small button at what is selected in the conversation, which quotes it; so does its key. */
export function Selection({ onQuote }: Props) {
  const desk = useDesk();
  const [shown, setShown] = useState<Selected | null>(null);
  useEffect(() => {
    const look = () => setShown(selected());
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest("textarea, input, select, [contenteditable]");
      const now = !typing && commandOf(event, "none", desk.keys.bindings.peek()) === "quote" ? selected() : null;
      if (!now) return;
      event.preventDefault();
      onQuote(now.page, now.author, now.date);
    };
    document.addEventListener("selectionchange", look);
    addEventListener("keydown", press, true);
    addEventListener("scroll", look, true);
    return () => {
      document.removeEventListener("selectionchange", look);
      removeEventListener("keydown", press, true);
      removeEventListener("scroll", look, true);
    };
  });
  if (!shown) return null;
  return (
    <button
      type="button"
      class="ds-button composer-quote"
      style={{ left: `${shown.x}px`, top: `${shown.y}px` }}
      title={text.acts.hint(text.compose.formats.quote, desk.keys.shown("quote"))}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => {
        onQuote(shown.page, shown.author, shown.date);
        setShown(null);
      }}
    >
      <TextQuote />
      {text.compose.formats.quote}
    </button>
  );
}

/** What is selected in one message; null where that is nothing, or more than one. */
function selected(): Selected | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const element = around instanceof Element ? around : around.parentElement;
  const message = element?.closest(".conversation .message");
  if (!message || !element?.closest(".prose")) return null;
  const fragment = range.cloneContents();
  // What stands for an image is a button of ours.
  fragment.querySelectorAll("button, summary").forEach((own) => own.remove());
  if (fragment.textContent?.trim() === "") return null;
  const box = range.getClientRects();
  const last = box[box.length - 1];
  if (!last || last.bottom < 0 || last.top > innerHeight) return null;
  const time = message.querySelector("time");
  return {
    page: new XMLSerializer().serializeToString(fragment),
    author: message.querySelector(".author")?.textContent ?? "",
    date: time?.title ?? "",
    x: Math.max(4, Math.min(last.right, innerWidth - 120)),
    y: Math.max(4, last.bottom + 4),
  };
}
