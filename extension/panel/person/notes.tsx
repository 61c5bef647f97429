// The notes of agents about a person.

import { useEffect, useId, useState } from "preact/hooks";
import { Ago } from "../../../shared/ui/ago";
import { Field, Wrong } from "../../../shared/ui/field";
import { Bell, Plus } from "../../../shared/ui/icons";
import { Body } from "../../../shared/ui/prose/body";
import { draw } from "../../../shared/ui/prose/draw";
import { exact, fieldOf, machine, momentOf } from "../../../shared/ui/time";
import type { PersonNote } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import { locale, told } from "../speech";
import { text } from "../strings";
import type { Part } from "./card";
import { nameOf, type NoteDraft } from "./noting";

const drawn = (program: Uint8Array) => draw(program, text.draw);

interface Props {
  part: Part;
  now: number;
  /** Which account keeps them, where several are shown. */
  source: string;
  /** A key has asked for a new note. */
  noting: boolean;
}

export function Notes({ part, now, source, noting }: Props) {
  const desk = useDesk();
  /** The number of the note that is edited, 0 for a new one, null for none. */
  const person = part.result?.card.id ?? 0;
  const [editing, setEditing] = useState<number | null>(() => desk.people.drafts.begun(part.account, person));
  /** Somebody asked for the fields: what only goes on from before takes the keyboard from nobody. */
  const [called, setCalled] = useState(false);
  const edit = (note: number) => {
    setCalled(true);
    setEditing(note);
  };
  useEffect(() => {
    if (!noting) return;
    edit(0);
    desk.people.noting(false);
  }, [noting]);
  const notes = part.result?.notes ?? [];
  const heading = source ? text.person.notesIn(source) : text.person.notes;
  return (
    <section class="person-part" aria-label={heading}>
      <h3>{heading}</h3>
      {part.result?.notes_problem && <Wrong>{told(part.result.notes_problem.say)}</Wrong>}
      {editing === 0 ? (
        <Editor account={part.account} person={person} now={now} called={called} done={() => setEditing(null)} />
      ) : (
        <button type="button" class="ds-button" onClick={() => edit(0)}>
          <Plus />
          {text.person.addNote}
        </button>
      )}
      <ul class="notes">
        {notes.map((note) => (
          <li key={note.id} class="note">
            {editing === note.id ? <Editor account={part.account} person={person} now={now} note={note} called={called} done={() => setEditing(null)} /> : <Note account={part.account} note={note} now={now} edit={() => edit(note.id)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Note({ account, note, now, edit }: { account: string; note: PersonNote; now: number; edit: () => void }) {
  const desk = useDesk();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState("");
  const remove = async () => {
    const failure = await desk.people.note(account, { note: note.id, text: "", remind: 0 });
    if (failure) setProblem(told(failure.say));
  };
  return (
    <>
      <p class="note-head">
        <span class="author" dir="auto">
          {note.author}
        </span>
        <Ago at={note.created} now={now} locale={locale()} />
      </p>
      <Body program={note.body} draw={drawn} none={text.ticket.noText} />
      {note.remind !== 0 && (
        <p class="note-remind">
          <Bell />
          <time dateTime={machine(note.remind)}>{text.person.remindAt(exact(note.remind, locale()))}</time>
        </p>
      )}
      {problem && <Wrong>{problem}</Wrong>}
      {asking ? (
        <p class="note-acts" role="group" aria-label={text.person.deleteAsk}>
          <span>{text.person.deleteAsk}</span>
          <button type="button" class="ds-button" data-kind="danger" ref={(b) => b?.focus()} onClick={() => void remove()}>
            {text.person.delete}
          </button>
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => setAsking(false)}>
            {text.person.keep}
          </button>
        </p>
      ) : (
        <p class="note-acts">
          <button type="button" class="ds-button" data-kind="quiet" onClick={edit}>
            {text.person.edit}
          </button>
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => setAsking(true)}>
            {text.person.delete}
          </button>
        </p>
      )}
    </>
  );
}

/** Writes a note. What is typed is kept until it is saved, or cancelled. */
function Editor({ account, person, note, now, called, done }: { account: string; person: number; note?: PersonNote; now: number; called: boolean; done: () => void }) {
  const desk = useDesk();
  const id = useId();
  const name = nameOf(account, person, note?.id ?? 0);
  const before: NoteDraft = { text: note?.source ?? "", remind: fieldOf(note?.remind ?? 0) };
  const [{ text: words, remind }, setDraft] = useState(() => desk.people.drafts.of(name) ?? before);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [late, setLate] = useState("");
  const type = (draft: NoteDraft) => {
    setDraft(draft);
    desk.people.drafts.typed(name, draft.text === before.text && draft.remind === before.remind ? null : draft);
  };
  const leave = () => {
    desk.people.drafts.typed(name, null);
    done();
  };
  const save = async () => {
    if (busy) return;
    if (!words.trim()) return setProblem(text.person.noteMissing);
    const at = momentOf(remind);
    if (at === null || (at !== 0 && at !== note?.remind && at <= now)) return setLate(text.person.remindLate);
    setBusy(true);
    const failure = await desk.people.note(account, { note: note?.id ?? 0, text: words.trim(), remind: at });
    setBusy(false);
    if (!failure) return leave();
    setProblem(failure.uncertain ? text.person.noteUncertain(told(failure.say)) : told(failure.say));
  };
  return (
    <form
      class="note-form"
      onSubmit={(event) => (event.preventDefault(), void save())}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
        else if (event.key === "Escape" && words === before.text) leave();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <Field id={`${id}-text`} label={text.person.note} problem={problem}>
        {(control) => <textarea {...control} class="ds-input" rows={3} dir="auto" value={words} ref={(e) => void (e && called && !e.dataset["seen"] && ((e.dataset["seen"] = "1"), e.focus()))} onInput={(e) => (type({ text: e.currentTarget.value, remind }), setProblem(""))} />}
      </Field>
      <Field id={`${id}-remind`} label={text.person.remind} problem={late}>
        {(control) => <input {...control} class="ds-input" type="datetime-local" value={remind} onInput={(e) => (type({ text: words, remind: e.currentTarget.value }), setLate(""))} />}
      </Field>
      <p class="note-acts">
        <button type="submit" class="ds-button" data-kind="primary" aria-disabled={busy} data-busy={busy || undefined}>
          {busy ? text.person.saving : text.person.saveNote}
        </button>
        <button type="button" class="ds-button" data-kind="quiet" onClick={leave}>
          {text.person.cancel}
        </button>
      </p>
    </form>
  );
}
