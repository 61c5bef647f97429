// The files of a draft: picked, dropped or pasted; each with what it is, and a
// button that takes it out.

import "./enclosures.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { CircleAlert, File as FileIcon, Paperclip, X } from "../../../../shared/ui/icons";
import type { Row } from "../../../../wasm/core.gen";
import { useDesk } from "../../context";
import { text } from "../../strings";
import { type Kind, nameOf } from "../draft";
import type { KeptFile } from "./keep";

interface Props {
  row: Row;
  kind: Kind;
  /** How many bytes files may have that go along, 0 where none can. */
  room: number;
  /** Something is written. */
  written: boolean;
  /** The composer is open. */
  open: boolean;
}

/** What of a drag or a paste is files. */
function filesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}

export function Enclosures({ row, kind, room, written, open }: Props) {
  const desk = useDesk();
  const { enclosing } = desk;
  const picker = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [dragged, drag] = useState(false);
  const draft = nameOf(row.key, kind);
  const files = enclosing.of(draft);
  const problems = enclosing.problems(draft);
  const reading = enclosing.store.state.value.reading === draft;
  const add = (added: readonly File[]) => {
    if (added.length === 0) return;
    desk.compose.call(row.key);
    void enclosing.add(row, kind, added);
  };

  useEffect(() => {
    const pane = picker.current?.closest<HTMLElement>("section.pane");
    const composer = picker.current?.closest<HTMLElement>(".composer");
    if (room === 0 || !pane || !composer) return;
    const own = (event: DragEvent) => event.target instanceof Node && pane.contains(event.target);
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Anywhere else the browser would leave the panel for the file.
      event.preventDefault();
      event.dataTransfer.dropEffect = own(event) ? "copy" : "none";
      drag(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && drag(false);
    const drop = (event: DragEvent) => {
      drag(false);
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (own(event)) add(filesOf(event.dataTransfer));
    };
    const paste = (event: ClipboardEvent) => {
      const pasted = filesOf(event.clipboardData);
      // What a program gives as words and as a picture of them is pasted as words.
      if (pasted.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
      event.preventDefault();
      event.stopPropagation();
      add(pasted);
    };
    const press = (event: KeyboardEvent) => {
      if (event.code !== "KeyA" || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      picker.current?.click();
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    composer.addEventListener("paste", paste, true);
    composer.addEventListener("keydown", press, true);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
      composer.removeEventListener("paste", paste, true);
      composer.removeEventListener("keydown", press, true);
    };
  }, [row.key, kind, room === 0]);

  if (room === 0) return null;
  const remove = (file: KeptFile, at: number) => {
    void enclosing.remove(file);
    // The keyboard goes on with the next, else with what adds one.
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    (buttons[at + 1] ?? buttons[at - 1] ?? picker.current?.parentElement?.querySelector<HTMLElement>(".enclose"))?.focus();
  };
  const size = files.reduce((sum, f) => sum + f.size, 0);
  return (
    <div class="enclosures" data-open={open || undefined}>
      <input
        ref={picker}
        class="enclosures-picker"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      {files.length > 0 && (
        <ul class="enclosures-list" aria-label={text.enclosures.label} ref={list}>
          {files.map((file, at) => (
            <Enclosure key={file.id} file={file} onRemove={() => remove(file, at)} />
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <div class="enclosures-problems" role="alert">
          <CircleAlert />
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={text.settings.dismiss} title={text.settings.dismiss} onClick={() => enclosing.dismiss(draft)}>
            <X />
          </button>
        </div>
      )}
      {open && (
        <p class="enclosures-foot">
          <button
            type="button"
            class="ds-button enclose"
            data-kind="quiet"
            title={`${text.acts.hint(text.enclosures.add, ["Alt", "A"].join(" "))} ${text.separator} ${text.enclosures.room(room)}`}
            onClick={() => picker.current?.click()}
          >
            <Paperclip />
            {text.enclosures.add}
          </button>
          <span class="quiet" role="status">
            {reading ? text.enclosures.reading : files.length > 0 ? (written ? text.enclosures.size(size) : text.enclosures.words) : ""}
          </span>
        </p>
      )}
      {dragged && (
        <p class="enclosures-drop">
          <Paperclip />
          <span>
            {text.enclosures.drop}
            <span class="quiet"> {text.enclosures.room(room)}</span>
          </span>
        </p>
      )}
    </div>
  );
}

/** One file: a small picture of it where it is one, its name and size. */
function Enclosure({ file, onRemove }: { file: KeptFile; onRemove: () => void }) {
  const [url, setURL] = useState("");
  useEffect(() => {
    if (!file.type) return;
    // Of a type of ours: what a file says that it is might run scripts.
    const address = URL.createObjectURL(new Blob([file.content], { type: file.type }));
    setURL(address);
    return () => URL.revokeObjectURL(address);
  }, [file.id]);
  return (
    <li class="enclosure">
      <span class="enclosure-look">{url ? <img src={url} alt="" /> : <FileIcon />}</span>
      <span class="enclosure-name" dir="auto" title={file.name}>
        {file.name}
      </span>
      <span class="quiet enclosure-size">{text.enclosures.size(file.size)}</span>
      <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={text.enclosures.remove(file.name)} title={text.enclosures.remove(file.name)} onClick={onRemove}>
        <X />
      </button>
    </li>
  );
}
