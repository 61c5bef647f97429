import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { bytesOf } from "../../../shared/ui/formats";
import { Camera, CircleAlert, Paperclip, PenLine, RefreshCw, X } from "../../../shared/ui/icons";
import type { FileLimits } from "../../../wasm/core.gen";
import type { Draft, FormName } from "../session/state";
import { brought, styled } from "../later";
import type { Bringing } from "./bringing";
import type { Frame } from "../details/details";

type Picture = typeof import("../picture.js");

/** For whoever marks a picture: shown only with its style. */
const loadPicture = (): Promise<Picture> => Promise.all([brought<Picture>("picture"), styled("picture")]).then(([picture]) => picture);

interface Props {
  choice: FormName;
  draft: Draft;
  /** The form is being handed over. */
  locked: boolean;
  limits: FileLimits;
  bringing: Bringing;
  frame: Frame;
}

/** The files of a form: picked, dropped or pasted; each with how far it is, and a button that takes it out. */
export function Enclosures({ choice, draft, locked, limits, bringing, frame }: Props) {
  const { say, session, locale } = frame;
  const root = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [dragged, drag] = useState(false);
  const [, drawn] = useState(0);
  const uploads = bringing.of(choice);
  const problems = bringing.problems(choice);
  const full = draft.files.length + uploads.length >= limits.count;

  useLayoutEffect(() => {
    const form = root.current?.closest<HTMLElement>("form");
    if (!form || locked) return;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Else the browser would leave the widget for the file.
      event.preventDefault();
      drag(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && drag(false);
    const drop = (event: DragEvent) => {
      drag(false);
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      bringing.add(choice, [...event.dataTransfer.files]);
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      // What a program gives as words and as a picture of them is pasted as words.
      if (files.length === 0 || event.clipboardData?.types.includes("text/plain")) return;
      event.preventDefault();
      bringing.add(choice, files);
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    form.addEventListener("paste", paste);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
      form.removeEventListener("paste", paste);
    };
  }, [choice, locked]);

  /** Takes one out, and the keyboard to the next. */
  const remove = (name: string, take: () => void) => {
    const buttons = [...(root.current?.querySelectorAll<HTMLElement>(".enclosure-remove") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const next = buttons[at + 1] ?? buttons[at - 1] ?? root.current?.querySelector<HTMLElement>(".enclose");
    take();
    session.announce(say("widget.files.removed", { name }));
    if (at >= 0) next?.focus();
  };

  /** Has a picture of the page taken, and marked before it goes anywhere. */
  const take = async () => {
    const taken = await frame.picture();
    bringing.denied = !taken;
    drawn((n) => n + 1);
    const file = taken && (await pictureOf(taken));
    if (!file) return session.announce(say("widget.picture.denied"));
    // What cannot be marked goes along as it is.
    const marked = await loadPicture().then(({ openPicture }) => openPicture(file, say)).catch(() => null);
    bringing.add(choice, [marked ?? file]);
  };

  /** Has a picture marked, and puts what has become of it in its place. */
  const mark = async (token: string, picture: File) => {
    try {
      const marked = await (await loadPicture()).openPicture(picture, say);
      if (marked) bringing.replace(choice, token, marked);
    } catch {
      session.notice(say("widget.picture.failed", { name: picture.name }));
    }
  };

  return (
    <div class="enclosures" ref={root}>
      <input
        ref={picker}
        class="enclosures-picker"
        type="file"
        multiple
        accept={limits.endings.map((ending) => `.${ending}`).join()}
        tabIndex={-1}
        aria-hidden
        onChange={({ currentTarget }) => {
          bringing.add(choice, [...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
      {draft.files.length + uploads.length > 0 && (
        <ul class="enclosures-list" role="list" aria-label={say("widget.files.label")}>
          {draft.files.map((file) => (
            <li key={file.token} class="enclosure">
              <span class="enclosure-name" dir="auto" title={file.name}>
                {file.name}
              </span>
              <span class="enclosure-state">{bytesOf(file.size, locale)}</span>
              {!locked && bringing.picture(file.token) && (
                <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={say("widget.picture.mark", { name: file.name })} title={say("widget.picture.mark", { name: file.name })} onClick={() => void mark(file.token, bringing.picture(file.token)!)}>
                  <PenLine />
                </button>
              )}
              {!locked && <Remove label={say("widget.files.remove", { name: file.name })} onClick={() => remove(file.name, () => session.edit(choice, { files: draft.files.filter((f) => f !== file) }))} />}
            </li>
          ))}
          {uploads.map((upload) => (
            <li key={upload.id} class="enclosure" data-state={upload.sent === undefined ? "refused" : "sending"}>
              <span class="enclosure-name" dir="auto" title={upload.name}>
                {upload.name}
              </span>
              {upload.sent !== undefined && <progress aria-label={say("widget.files.sending", { name: upload.name })} value={upload.sent} />}
              {upload.again && upload.sent === undefined && (
                <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={say("widget.files.again", { name: upload.name })} title={say("widget.files.again", { name: upload.name })} onClick={() => bringing.again(choice, upload)}>
                  <RefreshCw />
                </button>
              )}
              <Remove label={say("widget.files.remove", { name: upload.name })} onClick={() => remove(upload.name, () => bringing.drop(choice, upload))} />
              {upload.sent === undefined && (
                <p class="enclosure-why" role="alert">
                  {upload.why}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {problems.length > 0 && (
        <div class="enclosures-problems" role="alert">
          <CircleAlert />
          <ul role="list">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={say("widget.files.dismiss")} title={say("widget.files.dismiss")} onClick={() => bringing.dismiss(choice)}>
            <X />
          </button>
        </div>
      )}
      {!locked && (
        <p class="enclosures-foot">
          <button type="button" class="ds-button enclose" aria-disabled={full} aria-describedby="files-limits" onClick={() => !full && picker.current?.click()}>
            <Paperclip />
            {say("widget.files.add")}
          </button>
          {frame.pictures() && "getDisplayMedia" in (navigator.mediaDevices ?? {}) && !bringing.denied && (
            <button type="button" class="ds-button" aria-disabled={full} aria-describedby="files-limits" onClick={() => !full && void take()}>
              <Camera />
              {say("widget.picture.take")}
            </button>
          )}
          <span class="ds-hint" id="files-limits">
            {say("widget.files.limits", { count: `${limits.count}`, limit: `${limits.size >> 20}` })}
          </span>
        </p>
      )}
      {bringing.denied && (
        <p class="ds-hint" role="status">
          {say("widget.picture.denied")}
        </p>
      )}
      {dragged && (
        <p class="enclosures-drop">
          <Paperclip />
          {say("widget.files.drop")}
        </p>
      )}
    </div>
  );
}

/** A picture as a file; null where the browser cannot write it. */
async function pictureOf(picture: ImageBitmap): Promise<File | null> {
  const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
  canvas.getContext("2d")!.drawImage(picture, 0, 0);
  picture.close();
  const content = await new Promise<Blob | null>((done) => canvas.toBlob(done));
  return content && new File([content], "screenshot.png", { type: content.type });
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" class="ds-button enclosure-remove" data-kind="quiet" data-shape="icon" aria-label={label} title={label} onClick={onClick}>
      <X />
    </button>
  );
}
