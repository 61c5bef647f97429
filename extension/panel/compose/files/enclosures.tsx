// The files of a draft: picked, dropped or pasted; each with what it is, and a
// button that takes it out.

import "./enclosures.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { CircleAlert, File as FileIcon, Paperclip, X } from "../../../../shared/ui/icons";
import type { System } from "../../../../wasm/core.gen";
import { useDesk } from "../../context";
import { text } from "../../strings";
import type { KeptFile } from "./keep";

interface Props {
  /** The name of the draft that they are of, and the helpdesk that gets it. */
  draft: string;
  system: System;
  /** How many bytes files may have that go along, 0 where none can. */
  room: number;
  /** Something is written. */
  written: boolean;
  /** It is being written. */
  open: boolean;
  /** What a file can be dropped on, and what in it takes one that is pasted: selectors of what they stand in. */
  dropped: string;
  pasted: string;
  /** Told before files are added. */
  onAdd?: () => void;
}

/** What of a drag or a paste is files. */
function filesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}

export function Enclosures({ draft, system, room, written, open, dropped, pasted, onAdd }: Props) {
  const desk = useDesk();
  const { enclosing } = desk;
  const picker = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [dragged, drag] = useState(false);
  const files = enclosing.of(draft);
  const problems = enclosing.problems(draft);
  const reading = enclosing.store.state.value.reading === draft;
  const add = (added: readonly File[]) => {
    if (added.length === 0) return;
    onAdd?.();
    void enclosing.add(draft, system, added);
  };

  useEffect(() => {
    const pane = picker.current?.closest<HTMLElement>(dropped);
    const writing = picker.current?.closest<HTMLElement>(pasted);
    if (room === 0 || !pane || !writing) return;
    const own = (event: DragEvent) => event.target instanceof Node && pane.contains(event.target);
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files") || pane.closest("[inert]")) return;
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
      const files = filesOf(event.clipboardData);
      // What a program gives as words and as a picture of them is pasted as words.
      if (files.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
      event.preventDefault();
      event.stopPropagation();
      add(files);
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
    writing.addEventListener("paste", paste, true);
    writing.addEventListener("keydown", press, true);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
      writing.removeEventListener("paste", paste, true);
      writing.removeEventListener("keydown", press, true);
    };
  }, [draft, system, room === 0]);

  // What was added for another helpdesk stays, to be taken out.
  if (room === 0 && files.length === 0) return null;
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
      {open && room > 0 && (
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
