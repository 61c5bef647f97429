import { render } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Bold, Code, Eye, type Icon, Italic, Link, List, ListOrdered, TextQuote } from "../../../shared/ui/icons";
import { apply } from "../../../shared/ui/writing/apply";
import { type FormatName, formatOf, keyOf, mac } from "../../../shared/ui/writing/keys";
import { LinkDialog } from "../../../shared/ui/writing/link";
import type { Frame } from "../details/details";
import { Written } from "../parts/body";
import { isComposing } from "../parts/composing";
import type { Asked, Writing } from "./editor";

type Offered = Extract<FormatName, "bold" | "italic" | "bullets" | "numbers" | "quote" | "link" | "code">;

/** What is offered, and by which tag the helpdesk keeps it: those that every installation shows. */
const formats: readonly (readonly [Offered, Icon, string])[] = [
  ["bold", Bold, "b"],
  ["italic", Italic, "i"],
  ["bullets", List, "ul"],
  ["numbers", ListOrdered, "ol"],
  ["quote", TextQuote, "quote"],
  ["link", Link, "url"],
  ["code", Code, "code"],
];

interface Props {
  /** What is in the field. */
  source: string;
  /** The form is being handed over. */
  locked: boolean;
  /** Something is wrong with what is in the field: it is to be seen. */
  wrong: boolean;
  frame: Frame;
  writing: Writing;
}

/** The bar below a field: one stop of the Tab key, with arrows between its buttons, and a preview in the field's place. */
export function Formatting({ source, locked, wrong, frame: { session, say, told }, writing }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const [stop, reach] = useState(0);
  /** What is shown, and how tall the field was in whose place it stands. */
  const [shown, show] = useState<{ program: Uint8Array; tall: number } | null>(null);
  const field = () => bar.current!.closest("form")!.querySelector("textarea[id=content]") as HTMLTextAreaElement;

  const edit = (asked: Asked): boolean => {
    const result = writing.edit(field(), asked);
    if (typeof result === "string") session.notice(result);
    else if (result) apply(field(), result);
    return result !== null;
  };
  const link = () => {
    const at = document.body.appendChild(document.createElement("div"));
    const text = field();
    // While the field has no focus, browsers keep its selection, and do not always give it back.
    const { value, selectionStart, selectionEnd } = text;
    const words = { heading: say("widget.format", { format: "link" }), close: say("widget.format.close"), address: say("widget.format.address"), words: say("widget.format.words"), put: say("widget.format.put") };
    const close = () => {
      render(null, at);
      at.remove();
      text.focus();
      text.setSelectionRange(selectionStart, selectionEnd);
    };
    const linking = (address: string, label: string) => {
      const result = writing.edit({ value, selectionStart, selectionEnd }, { command: "link", value: address, label });
      return typeof result === "string" ? result : () => result && apply(text, result);
    };
    // Beside the form, whose keys and fields are none of this one's.
    render(<LinkDialog words={words} selected={value.slice(selectionStart, selectionEnd)} linking={linking} onClose={close} />, at);
  };
  const press = (name: Offered, tag: string) => {
    if (locked || shown) return;
    if (name === "link") link();
    else edit({ command: "toggle", tag });
  };
  const turn = (byHand: boolean) => {
    if (shown) {
      show(null);
      // Whoever goes by keys stays where they are.
      if (byHand) requestAnimationFrame(() => field().focus());
      return;
    }
    const program = source.trim() === "" ? null : writing.show(source);
    if (program) show({ program, tall: field().offsetHeight });
  };

  useLayoutEffect(() => {
    const text = field();
    const here = document.activeElement === text;
    text.hidden = shown !== null;
    if (shown && here) place.current?.focus();
    return () => void (text.hidden = false);
  }, [shown]);
  useLayoutEffect(() => {
    if (wrong || source.trim() === "") show(null);
  }, [wrong, source]);
  useLayoutEffect(() => {
    const text = field();
    const down = (event: KeyboardEvent) => {
      if (locked || writing.distant || isComposing(event) || event.defaultPrevented) return;
      const format = formats.find(([name]) => name === formatOf(event, mac));
      if (format) press(format[0], format[2]);
      else if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || !edit({ command: "enter" })) return;
      event.preventDefault();
    };
    text.addEventListener("keydown", down);
    return () => text.removeEventListener("keydown", down);
  });

  const walk = (event: KeyboardEvent) => {
    const forth = getComputedStyle(bar.current!).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const last = formats.length;
    const to = event.key === "Home" ? 0 : event.key === "End" ? last : event.key === forth ? (stop + 1) % (last + 1) : /^Arrow(?:Left|Right)$/.test(event.key) ? (stop + last) % (last + 1) : -1;
    if (to < 0) return;
    event.preventDefault();
    reach(to);
    bar.current!.querySelectorAll("button")[to]!.focus();
  };
  const common = (at: number) => ({
    type: "button" as const,
    class: "ds-button",
    "data-kind": "quiet",
    tabIndex: at === stop ? 0 : -1,
    onFocus: () => reach(at),
    // The field keeps the focus, what is selected in it, and a phone's keyboard.
    onMouseDown: (event: MouseEvent) => event.preventDefault(),
  });
  return (
    <>
      {shown && (
        <div
          class="editor-shown"
          ref={place}
          role="region"
          aria-label={say("widget.format.preview")}
          tabIndex={0}
          style={{ minBlockSize: `${shown.tall}px` }}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            turn(true);
          }}
        >
          <Written program={shown.program} say={say} told={told} />
        </div>
      )}
      <div class="editor-bar" ref={bar} role="toolbar" aria-label={say("widget.format.bar")} aria-controls="content" onKeyDown={walk}>
        {formats.map(([name, Shape, tag], at) => {
          const label = say("widget.format", { format: name });
          return (
            <button key={name} {...common(at)} data-shape="icon" aria-label={label} title={writing.distant ? label : say("widget.format.key", { name: label, key: keyOf(name, mac) })} aria-disabled={locked || shown !== null} onClick={() => press(name, tag)}>
              <Shape />
            </button>
          );
        })}
        <button {...common(formats.length)} aria-pressed={shown !== null} aria-disabled={source.trim() === ""} onClick={(event) => turn(event.detail > 0)}>
          <Eye />
          {say("widget.format.preview")}
        </button>
      </div>
    </>
  );
}
