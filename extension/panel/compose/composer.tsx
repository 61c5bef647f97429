import "./compose.css";
import "./rich/rich.css";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ComponentChildren, TargetedKeyboardEvent } from "preact";
import { Brackets, Eye, Lock, PenLine, Reply, Zap } from "../../../shared/ui/icons";
import { mac } from "../../../shared/ui/writing/keys";
import type { Choice, Person, Row } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import { LateMacros } from "../late/macros";
import type { State } from "../state";
import { text } from "../strings";
import { Bar } from "./bar";
import { Copies } from "./copies";
import { type Kind, kindsWritten, nameOf } from "./draft";
import { type Doing, doingOf } from "./keys";
import { LinkDialog } from "./link";
import { meant, mentioningAt } from "./mention";
import { News } from "./news";
import { People } from "./people";
import { Other } from "./other";
import { Preview } from "./preview";
import { Enclosures } from "./files/enclosures";
import { Foot } from "./foot";
import { type Caret, RichField, useEditor } from "./rich/field";
import { Selection } from "./selection";
import { Sending } from "./sending";
import { Signature } from "./signature";
import { SourceField } from "./source";
import type { Writer } from "./writer";

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
  const kind = state.kinds[row.key] ?? written[0] ?? desk.enclosing.kind(row.key) ?? "reply";
  const name = nameOf(row.key, kind);
  const draft = compose.draft(row.key, kind);
  const open = state.open === row.key || written.length > 0 || draft.text !== "" || desk.enclosing.of(name).length > 0;
  const writer = useRef<Writer>(null);
  const whole = useRef<HTMLElement>(null);
  const [linking, setLinking] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [among, setAmong] = useState(0);
  const [caret, setCaret] = useState<Caret>(nowhere);
  /** The draft that somebody had begun in its source before the editor was there. */
  const [begun, setBegun] = useState("");
  /** The place of an @ that is none. */
  const [dropped, setDropped] = useState(-1);
  const list = useId();
  const editor = useEditor();
  // The core reads and prints for the editor.
  const ready = all.core === "ready" && editor !== null && editor !== "failed";
  const rich = state.rich && ready && begun !== name ? editor : null;
  const previewing = state.previewing && !rich;
  const statuses = desk.acts.controls(row).find((c) => c.property === "status")?.choices ?? [];
  const size = useMemo(() => compose.measured(row, draft, kind), [row.account, draft, kind, state.signatures, all.core]);

  useLayoutEffect(() => {
    if (state.called > 0) writer.current?.focus();
  }, [name, open, state.called, previewing, state.rich]);
  // One who writes before the editor is there goes on in the editor.
  useLayoutEffect(() => {
    if (rich && document.activeElement === document.body && state.open === row.key) writer.current?.focus();
  }, [rich]);

  useEffect(() => () => void compose.settle(), []);

  const send = (status: string) => void compose.send(row, kind, status).then((sent) => sent && leave(whole.current));

  const turnSource = () => {
    setBegun("");
    void compose.turnSource();
  };

  const edit = (doing: Doing): boolean => {
    const at = writer.current;
    if (doing === "preview" && rich) return false;
    else if (doing === "preview") compose.turnPreview();
    else if (doing === "source") turnSource();
    else if (doing === "leave") leave(whole.current);
    else if (doing === "send") send("");
    else if (doing === "send-close") send(closingOf(statuses)?.value ?? "");
    else if (!at) return false;
    else if (doing === "link") setLinking(true);
    else return at.edit(doing);
    return true;
  };

  const before = rich ? caret.before : draft.text.slice(0, draft.start === draft.end ? draft.end : 0);
  const asked = kind === "note" && !previewing ? mentioningAt(before, before.length) : null;
  const people = asked && asked.at !== dropped ? meant(asked.typed, compose.people(row), size.by_address) : [];
  const chosen = Math.min(among, people.length - 1);
  const mention = (person: Person) => asked && writer.current?.mention(person, asked.typed.length + 1, size.by_address);
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

  const typing = (event: KeyboardEvent) => event.target === writer.current?.element;
  /** At the beginning of a message a stroke asks for a saved one. */
  const slash = ({ key }: KeyboardEvent): boolean => {
    if (key === "/" && draft.text === "") setChoosing(true);
    return key === "/" && draft.text === "";
  };
  const doings = draft.doings ?? [];
  /** Before the field hears of it, since its own keys mean something else. */
  const pressFirst = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (!typing(event) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !(slash(event) || pick(event))) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const press = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const doing = doingOf(event, mac);
    if (!doing || (doing === "enter" && (rich !== null || !typing(event)))) return;
    // Where nothing is selected to lead somewhere, it shows all commands.
    if (doing === "link" && !selects(event.target)) return;
    if (edit(doing)) event.preventDefault();
  };

  const quote = (page: string, author: string, date: string) => {
    compose.call(row.key);
    // The field is drawn at the call, where it was not.
    queueMicrotask(() => writer.current?.quote(page, author, date));
  };

  return (
    <section
      class="composer"
      data-kind={kind}
      data-open={open || undefined}
      aria-label={text.compose.label}
      ref={whole}
      onKeyDownCapture={pressFirst}
      onKeyDown={press}
      onFocusOut={(event: FocusEvent) => {
        if (event.relatedTarget instanceof Node && whole.current?.contains(event.relatedTarget)) return;
        // Asked again behind it: where one field takes the place of another, that has the focus by then.
        queueMicrotask(() => !whole.current?.contains(document.activeElement) && compose.left());
      }}
    >
      <Selection onQuote={quote} />
      <Sending state={all} row={row} />
      {open ? (
        <>
          <header class="composer-head">
            <Kinds row={row} kind={kind} notes={size.notes} />
            <div class="composer-views">
              <button type="button" class="ds-button composer-macros" data-kind="quiet" data-shape="icon" aria-label={text.compose.macros} title={text.acts.hint(text.compose.macros, "/")} aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
                <Zap />
              </button>
              <View on={!rich} label={text.compose.source} keys="R" onTurn={turnSource} shown={editor !== "failed"}>
                <Brackets />
              </View>
              <View on={previewing} label={text.compose.preview} keys="P" onTurn={() => compose.turnPreview()} shown={!rich}>
                {previewing ? <PenLine /> : <Eye />}
              </View>
            </div>
          </header>
          {editor === "failed" && <p class="composer-line">{text.compose.unread}</p>}
          {!state.kept && <p class="composer-line">{text.compose.unkept}</p>}
          <News row={row} now={all.now} />
          {state.others[name] && <Other name={name} other={state.others[name]} />}
          {size.copies && <Copies draft={draft} wrong={size.wrong} onType={(copies) => compose.typed(name, { ...draft, ...copies })} />}
          {choosing && (
            <LateMacros
              draw={({ MacroList }) => (
                <MacroList
                  row={row}
                  onClose={(typed) => {
                    setChoosing(false);
                    if (typed !== "") compose.typed(name, { ...draft, text: typed, start: typed.length, end: typed.length });
                    compose.call(row.key);
                  }}
                  onTake={(taken) => {
                    setChoosing(false);
                    const to = taken.private ? "note" : kind;
                    compose.put(row.key, to, taken.source, taken.doings, to === kind && !previewing ? writer.current : null);
                  }}
                />
              )}
            />
          )}
          {previewing ? (
            <Preview source={size.whole} />
          ) : (
            <>
              {people.length > 0 && <People id={list} people={people} chosen={chosen} onChoose={mention} />}
              {rich ? (
                <RichField key={name} editor={rich} name={name} kind={kind} draft={draft} writer={writer} onMoved={setCaret} list={list} offered={people.length > 0 ? `${list}-${chosen}` : ""} />
              ) : (
                <SourceField onBegin={() => state.rich && !ready && setBegun(name)} name={name} kind={kind} draft={draft} called={state.called} writer={writer} list={list} offered={people.length > 0 ? `${list}-${chosen}` : ""} />
              )}
              {kind === "reply" && <Signature account={row.account} />}
              <Bar onPress={edit} pressed={rich ? caret.pressed : null} mac={mac} />
            </>
          )}
          {linking && writer.current && <LinkDialog writer={writer.current} onClose={() => setLinking(false)} />}
        </>
      ) : (
        <Kinds row={row} kind={kind} notes={size.notes} closed />
      )}
      <Enclosures draft={name} system={row.system} room={size.file_room} written={size.length > 0} open={open} dropped="section.pane" pasted=".composer" onAdd={() => compose.call(row.key)} />
      {doings.length > 0 && <LateMacros draw={({ Chips }) => <Chips row={row} doings={doings} onDrop={(property) => compose.spare(name, property)} />} />}
      {open && <Foot row={row} kind={kind} size={size} does={doings.length > 0 && draft.text.trim() === ""} note={state.note} statuses={statuses} onSend={send} />}
    </section>
  );
}

/** Turns one way to see what is written on and off, by itself and by a key with Alt. */
function View({ on, label, keys, onTurn, shown, children }: { on: boolean; label: string; keys: string; onTurn: () => void; shown: boolean; children: ComponentChildren }) {
  if (!shown) return null;
  return (
    <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-pressed={on} aria-label={label} title={text.acts.hint(label, ["Alt", keys].join(" "))} onClick={onTurn}>
      {children}
    </button>
  );
}

const nowhere: Caret = { before: "", pressed: new Set() };

/** The status that closes a ticket, as the account has it: one that is solved, else closed. */
function closingOf(statuses: readonly Choice[]): Choice | undefined {
  return statuses.find((s) => s.state === "solved") ?? statuses.find((s) => s.state === "closed");
}

/** Whether something is selected in a field. */
function selects(field: EventTarget | null): boolean {
  return field instanceof HTMLTextAreaElement ? field.selectionStart !== field.selectionEnd : getSelection()?.isCollapsed === false;
}

/** The two kinds of message, each with an icon and a colour of its own. */
function Kinds({ row, kind, notes, closed = false }: { row: Row; kind: Kind; notes: boolean; closed?: boolean }) {
  const { compose, keys } = useDesk();
  const all = [
    { of: "reply", icon: <Reply />, words: text.compose.reply },
    { of: "note", icon: <Lock />, words: text.compose.note },
  ] as const;
  return (
    <div class="composer-kinds" role="group" aria-label={text.compose.kind}>
      {all.filter(({ of }) => notes || of === "reply").map(({ of, icon, words }) => (
        <button key={of} type="button" class="composer-kind" data-of={of} aria-pressed={closed ? undefined : of === kind} title={text.acts.hint(words, keys.shown(of))} onClick={() => compose.choose(row.key, of)}>
          {icon}
          {words}
        </button>
      ))}
    </div>
  );
}

/** Goes from the field back to what is read. */
function leave(composer: HTMLElement | null): void {
  composer?.closest("section.pane")?.querySelector<HTMLElement>("h2")?.focus();
}
