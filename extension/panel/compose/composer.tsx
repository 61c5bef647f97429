import "./compose.css";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { TargetedClipboardEvent, TargetedKeyboardEvent } from "preact";
import { Eye, Lock, PenLine, Reply } from "../../../shared/ui/icons";
import type { Choice, Person, Row } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import type { State } from "../state";
import { text } from "../strings";
import { Bar } from "./bar";
import { Copies } from "./copies";
import { type Draft, type Kind, kindsWritten, nameOf } from "./draft";
import { apply } from "./field";
import { type Doing, doingOf } from "./keys";
import { LinkDialog } from "./link";
import { meant, mentioningAt } from "./mention";
import { News } from "./news";
import { People } from "./people";
import { Other } from "./other";
import { Preview } from "./preview";
import { Foot } from "./foot";
import { Selection } from "./selection";
import { Sending } from "./sending";
import { Signature } from "./signature";

const mac = /mac|iphone|ipad/i.test(navigator.userAgent);

interface Props {
  state: State;
  row: Row;
}

/** Where one writes to the open ticket: small while there is nothing, growing with the text. */
export function Composer({ state: all, row }: Props) {
  const desk = useDesk();
  const { compose } = desk;
  const state = compose.store.state.value;
  const written = kindsWritten(state, row.key);
  const kind = state.kinds[row.key] ?? written[0] ?? "reply";
  const name = nameOf(row.key, kind);
  const draft = compose.draft(row.key, kind);
  const open = state.open === row.key || written.length > 0 || draft.text !== "";
  const field = useRef<HTMLTextAreaElement>(null);
  const whole = useRef<HTMLElement>(null);
  const [linking, setLinking] = useState(false);
  const [among, setAmong] = useState(0);
  /** The place of an @ that is none. */
  const [dropped, setDropped] = useState(-1);
  const list = useId();
  const statuses = desk.acts.controls(row).find((c) => c.property === "status")?.choices ?? [];
  const size = useMemo(() => compose.measured(row, draft, kind), [row.account, draft, kind, state.signatures, all.core]);

  useLayoutEffect(() => {
    const at = field.current;
    if (!at) return;
    at.setSelectionRange(draft.start, draft.end);
    if (state.called > 0) at.focus();
  }, [name, open, state.called, state.previewing]);

  useEffect(() => () => void compose.settle(), []);

  const send = (status: string) => void compose.send(row, kind, status).then((sent) => sent && leave(whole.current));

  const edit = (doing: Doing): boolean => {
    const at = field.current;
    if (doing === "preview") compose.turnPreview();
    else if (doing === "leave") leave(whole.current);
    else if (doing === "send") send("");
    else if (doing === "send-close") send(closingOf(statuses)?.value ?? "");
    else if (!at) return false;
    else if (doing === "link") setLinking(true);
    else {
      const result = compose.edited(doing, { ...draft, ...taken(at) });
      if (result) apply(at, result);
      return result !== null;
    }
    return true;
  };

  const asked = kind === "note" && !state.previewing ? mentioningAt(draft.text, draft.start === draft.end ? draft.end : 0) : null;
  const people = asked && asked.at !== dropped ? meant(asked.typed, compose.people(row), size.by_address) : [];
  const chosen = Math.min(among, people.length - 1);
  const mention = (person: Person) => {
    const result = asked && compose.mentioned(draft, asked.at, person, size.by_address);
    if (result && field.current) apply(field.current, { ...result });
  };
  /** What keys do while people are offered. */
  const pick = ({ key }: KeyboardEvent): boolean => {
    const person = people[chosen];
    if (!person || !asked) return false;
    if (key === "ArrowDown" || key === "ArrowUp") setAmong((chosen + (key === "ArrowDown" ? 1 : people.length - 1)) % people.length);
    else if (key === "Enter" || key === "Tab") mention(person);
    else if (key === "Escape") setDropped(asked.at);
    else return false;
    return true;
  };

  const press = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (event.target === field.current && !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey && pick(event)) return event.preventDefault();
    const doing = doingOf(event, mac);
    if (!doing || (doing === "enter" && event.target !== field.current)) return;
    if (edit(doing)) event.preventDefault();
  };

  const paste = (event: TargetedClipboardEvent<HTMLTextAreaElement>) => {
    const data = event.clipboardData;
    const [plain, page] = [data?.getData("text/plain") ?? "", data?.getData("text/html") ?? ""];
    if (plain === "" && page === "") return;
    const result = compose.pasted({ ...draft, ...taken(event.currentTarget) }, plain, page);
    if (!result) return;
    event.preventDefault();
    apply(event.currentTarget, result);
  };

  const quote = (page: string, author: string, date: string) => {
    const result = compose.quoted(draft, page, author, date);
    if (!result) return;
    compose.call(row.key);
    // The field is drawn at the call, where it was not.
    queueMicrotask(() => field.current && apply(field.current, result));
  };

  return (
    <section
      class="composer"
      data-kind={kind}
      data-open={open || undefined}
      aria-label={text.compose.label}
      ref={whole}
      onKeyDown={press}
      onFocusOut={(event: FocusEvent) => {
        if (!(event.relatedTarget instanceof Node && whole.current?.contains(event.relatedTarget))) compose.left();
      }}
    >
      <Selection onQuote={quote} />
      <Sending state={all} row={row} />
      {open ? (
        <>
          <header class="composer-head">
            <Kinds row={row} kind={kind} notes={size.notes} />
            <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-pressed={state.previewing} aria-label={text.compose.preview} title={text.acts.hint(text.compose.preview, ["Alt", "P"].join(" "))} onClick={() => compose.turnPreview()}>
              {state.previewing ? <PenLine /> : <Eye />}
            </button>
          </header>
          {!state.kept && <p class="composer-line">{text.compose.unkept}</p>}
          <News row={row} now={all.now} />
          {state.others[name] && <Other name={name} other={state.others[name]} />}
          {size.copies && <Copies draft={draft} wrong={size.wrong} onType={(copies) => compose.typed(name, { ...draft, ...copies })} />}
          {state.previewing ? (
            <Preview source={size.whole} />
          ) : (
            <>
              {people.length > 0 && <People id={list} people={people} chosen={chosen} onChoose={mention} />}
              <div class="composer-grow" data-text={draft.text}>
                <textarea
                  class="composer-field"
                  ref={field}
                  aria-autocomplete={kind === "note" ? "list" : undefined}
                  aria-controls={people.length > 0 ? list : undefined}
                  aria-activedescendant={people.length > 0 ? `${list}-${chosen}` : undefined}
                  dir="auto"
                  rows={1}
                  aria-label={text.compose.labels[kind]}
                  placeholder={text.compose.hints[kind]}
                  value={draft.text}
                  onInput={(event) => compose.typed(name, { ...draft, ...taken(event.currentTarget) })}
                  onSelect={(event) => compose.selected(name, event.currentTarget.selectionStart, event.currentTarget.selectionEnd)}
                  onPaste={paste}
                />
              </div>
              {kind === "reply" && <Signature account={row.account} />}
              <Bar onPress={edit} mac={mac} />
            </>
          )}
          <Foot row={row} kind={kind} size={size} note={state.note} statuses={statuses} onSend={send} />
          {linking && field.current && <LinkDialog field={field.current} onClose={() => setLinking(false)} />}
        </>
      ) : (
        <Kinds row={row} kind={kind} notes={size.notes} closed />
      )}
    </section>
  );
}

/** The status that closes a ticket, as the account has it: one that is solved, else closed. */
function closingOf(statuses: readonly Choice[]): Choice | undefined {
  return statuses.find((s) => s.state === "solved") ?? statuses.find((s) => s.state === "closed");
}

/** The two kinds of message, each with an icon and a colour of its own. */
function Kinds({ row, kind, notes, closed = false }: { row: Row; kind: Kind; notes: boolean; closed?: boolean }) {
  const { compose } = useDesk();
  const all = [
    { of: "reply", icon: <Reply />, words: text.compose.reply, key: "w" },
    { of: "note", icon: <Lock />, words: text.compose.note, key: "n" },
  ] as const;
  return (
    <div class="composer-kinds" role="group" aria-label={text.compose.kind}>
      {all.filter(({ of }) => notes || of === "reply").map(({ of, icon, words, key }) => (
        <button key={of} type="button" class="composer-kind" data-of={of} aria-pressed={closed ? undefined : of === kind} title={text.acts.hint(words, key)} onClick={() => compose.choose(row.key, of)}>
          {icon}
          {words}
        </button>
      ))}
    </div>
  );
}

function taken(field: HTMLTextAreaElement): Pick<Draft, "text" | "start" | "end"> {
  return { text: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/** Goes from the field back to what is read. */
function leave(composer: HTMLElement | null): void {
  composer?.closest("section.pane")?.querySelector<HTMLElement>("h2")?.focus();
}
