import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren, TargetedClipboardEvent, TargetedKeyboardEvent } from "preact";
import { Eye, PenLine } from "../../../shared/ui/icons";
import { Wrong } from "../../../shared/ui/field";
import { apply } from "../../../shared/ui/writing/apply";
import { mac } from "../../../shared/ui/writing/keys";
import { Bar } from "../compose/bar";
import { empty } from "../compose/draft";
import { type Doing, doingOf } from "../compose/keys";
import { LinkDialog } from "../compose/link";
import { Preview } from "../compose/preview";
import { plainWriter } from "../compose/source";
import { useDesk } from "../context";
import { text } from "../strings";
import type { Draft } from "./draft";

/** From how few characters left on they are counted. */
const NEAR = 500;

interface Props {
  draft: Draft;
  required: boolean;
  problem: string;
  /** How many characters more there may be. */
  left: number | undefined;
  note: string;
  /** What goes along with it. */
  children: ComponentChildren;
}

/** The text of a new ticket, with what helps to write a message. */
export function Body({ draft, required, problem, left, note, children }: Props) {
  const { creating, compose } = useDesk();
  const { previewing } = creating.store.state.value;
  const field = useRef<HTMLTextAreaElement>(null);
  const [linking, setLinking] = useState(false);
  const as = { ...empty, text: draft.text, start: draft.start, end: draft.end };
  const name = required ? text.created.part("text") : text.created.optional(text.created.part("text"));
  const said = note || compose.store.state.value.note;

  useLayoutEffect(() => {
    field.current?.setSelectionRange(draft.start, draft.end);
  }, [previewing]);

  const edit = (doing: Doing): boolean => {
    const at = field.current;
    if (doing === "preview") creating.turnPreview();
    else if (doing === "send" || doing === "send-close") void creating.send();
    else if (!at || doing === "leave" || doing === "source") return false;
    else if (doing === "link") setLinking(true);
    else return plainWriter(at, compose).edit(doing);
    return true;
  };
  const press = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const doing = doingOf(event, mac);
    if (!doing || doing === "leave" || (doing === "enter" && event.target !== field.current)) return;
    if (edit(doing)) event.preventDefault();
  };
  const paste = (event: TargetedClipboardEvent<HTMLTextAreaElement>) => {
    const data = event.clipboardData;
    const [plain, page] = [data?.getData("text/plain") ?? "", data?.getData("text/html") ?? ""];
    if (plain === "" && page === "") return;
    const result = compose.pasted({ ...as, ...taken(event.currentTarget) }, plain, page);
    if (!result) return;
    event.preventDefault();
    apply(event.currentTarget, result);
  };

  return (
    <div class="ds-field" onKeyDown={press}>
      <label class="ds-label" for="new-text">
        {name}
      </label>
      <div class="new-text" data-wrong={problem !== "" || undefined}>
        {previewing ? (
          <Preview source={draft.text} />
        ) : (
          <div class="composer-grow" data-text={draft.text}>
            <textarea
              id="new-text"
              class="composer-field"
              ref={field}
              dir="auto"
              rows={5}
              aria-invalid={problem !== ""}
              aria-describedby={problem ? "new-text-problem" : undefined}
              value={draft.text}
              onInput={(event) => creating.typed({ ...draft, ...taken(event.currentTarget) })}
              onPaste={paste}
            />
          </div>
        )}
        <div class="new-tools">
          {!previewing && <Bar onPress={edit} pressed={null} mac={mac} />}
          <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-pressed={previewing} aria-label={text.compose.preview} title={text.acts.hint(text.compose.preview, ["Alt", "P"].join(" "))} onClick={() => creating.turnPreview()}>
            {previewing ? <PenLine /> : <Eye />}
          </button>
        </div>
        {children}
      </div>
      {problem && <Wrong id="new-text-problem">{problem}</Wrong>}
      {(said || (left !== undefined && left <= NEAR)) && <p class="ds-aside" role="status">{said || text.created.left(left ?? 0)}</p>}
      {linking && field.current && <LinkDialog writer={plainWriter(field.current, compose)} onClose={() => setLinking(false)} />}
    </div>
  );
}

function taken(field: HTMLTextAreaElement): Pick<Draft, "text" | "start" | "end"> {
  return { text: field.value, start: field.selectionStart, end: field.selectionEnd };
}
