// Files on their way to the edge, one after the other, each with how far it is.

import type { FileLimits, PostFile } from "../../../wasm/core.gen";
import { formOf } from "../session/form";
import type { FormName } from "../session/state";
import type { Frame } from "../details/details";

/** A file that is not there yet. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly file: File;
  /** Of its bytes, from 0 to 1; undefined once it has failed. */
  sent: number | undefined;
  /** Why it failed, and whether it may work another time. */
  why: string;
  again: boolean;
  stop: () => void;
}

export class Bringing {
  readonly #frame: Frame;
  readonly #limits: () => FileLimits | undefined;
  readonly #changed: () => void;
  readonly #uploads: Partial<Record<FormName, Upload[]>> = {};
  readonly #problems: Partial<Record<FormName, readonly string[]>> = {};
  /** Who waits until nothing is on its way. */
  #waiting: (() => void)[] = [];
  #latest = 0;
  /** The pictures of this visit that are there, by their tokens. */
  readonly #pictures = new Map<string, File>();
  /** Whether no picture of the page was to be had: nobody is asked twice. */
  denied = false;
  /** Settles once all that was begun is through. */
  #last: Promise<void> = Promise.resolve();

  constructor(frame: Frame, limits: () => FileLimits | undefined, changed: () => void) {
    this.#frame = frame;
    this.#limits = limits;
    this.#changed = changed;
  }

  of(choice: FormName): readonly Upload[] {
    return this.#uploads[choice] ?? [];
  }

  /** What was refused of the files that were added last. */
  problems(choice: FormName): readonly string[] {
    return this.#problems[choice] ?? [];
  }

  dismiss(choice: FormName): void {
    this.#problems[choice] = [];
    this.#changed();
  }

  /** Adds files to a form as far as they fit, and says which do not. */
  add(choice: FormName, files: readonly File[]): void {
    const limits = this.#limits();
    if (!limits || files.length === 0) return;
    const { core, portal, told } = this.#frame;
    const problems: string[] = [];
    for (const file of files) {
      const there = [...this.#files(choice), ...this.of(choice).map((u) => u.file)];
      const taken = there.reduce((sum, f) => sum + f.size, 0);
      const { name, refused } = core.call("files.attach", { portal, limits, name: file.name, size: file.size, count: there.length, taken });
      if (refused.id) {
        problems.push(told(refused));
        continue;
      }
      const upload: Upload = { id: ++this.#latest, name, file, sent: 0, why: "", again: false, stop: () => undefined };
      (this.#uploads[choice] ??= []).push(upload);
      this.#start(choice, upload);
    }
    this.#problems[choice] = problems;
    this.#changed();
  }

  /** A picture as it was given, where it can still be marked; those of an earlier visit are at the edge alone. */
  picture(token: string): File | undefined {
    return this.#pictures.get(token);
  }

  /** Puts a picture that was marked in the place of one that is there. */
  replace(choice: FormName, token: string, marked: File): void {
    this.#pictures.delete(token);
    this.#frame.session.edit(choice, { files: this.#files(choice).filter((f) => f.token !== token) });
    this.add(choice, [marked]);
  }

  /** Tries one again that failed. */
  again(choice: FormName, upload: Upload): void {
    upload.sent = 0;
    this.#changed();
    this.#start(choice, upload);
  }

  /** Takes one out that is not there yet. */
  drop(choice: FormName, upload: Upload): void {
    this.#forget(choice, upload);
    upload.stop();
    this.#changed();
    this.#settle();
  }

  /** Whether all files of a form are there, once none is on its way any more. */
  async settled(choice: FormName): Promise<boolean> {
    while (this.of(choice).some((u) => u.sent !== undefined)) await new Promise<void>((done) => this.#waiting.push(done));
    if (this.of(choice).length === 0) return true;
    this.#problems[choice] = [this.#frame.say("widget.files.unsent")];
    this.#changed();
    return false;
  }

  #files(choice: FormName): readonly PostFile[] {
    return formOf(this.#frame.session.state, choice).draft.files;
  }

  #forget(choice: FormName, upload: Upload): void {
    this.#uploads[choice] = this.of(choice).filter((u) => u !== upload);
  }

  #settle(): void {
    for (const done of this.#waiting.splice(0)) done();
  }

  /** Begins with one once those before it are through, so that they stand in the order in which they were added. Whatever goes wrong with one shows beside it. */
  #start(choice: FormName, upload: Upload): void {
    this.#last = this.#last.then(() => this.#bring(choice, upload)).catch(() => {
      Object.assign(upload, { sent: undefined, why: this.#frame.say("widget.unexpected"), again: true });
      this.#changed();
      this.#settle();
    });
  }

  async #bring(choice: FormName, upload: Upload): Promise<void> {
    if (!this.of(choice).includes(upload)) return;
    const { core, portal, session, say, told } = this.#frame;
    const { name, file } = upload;
    const { request } = core.call("files.attach", { portal, limits: this.#limits()!, name, size: file.size, count: 0, taken: 0 });
    const { status, body } = await sent(request, file, upload, this.#changed);
    if (!this.of(choice).includes(upload)) return;
    const { file: there, why, again } = core.call("files.attached", { portal, name, status, body });
    if (there) {
      this.#forget(choice, upload);
      if (/^image\/(?:png|jpeg|webp|gif|bmp)$/.test(file.type)) this.#pictures.set(there.token, file);
      session.edit(choice, { files: [...this.#files(choice), there] });
      session.announce(say("widget.files.attached", { name: there.name }));
    } else Object.assign(upload, { sent: undefined, why: told(why), again });
    this.#changed();
    this.#settle();
  }
}

/** Sends a file and resolves with the answer; status 0 is none. fetch does not tell how far a body is. */
function sent(request: { method: string; url: string; headers: readonly { name: string; value: string }[]; timeout_ms: number }, file: File, upload: Upload, changed: () => void): Promise<{ status: number; body: Uint8Array }> {
  return new Promise((resolve) => {
    const asks = new XMLHttpRequest();
    upload.stop = () => asks.abort();
    asks.responseType = "arraybuffer";
    asks.timeout = request.timeout_ms;
    asks.upload.onprogress = ({ loaded, total }) => {
      upload.sent = total > 0 ? loaded / total : 0;
      changed();
    };
    asks.onloadend = () => resolve({ status: asks.status, body: new Uint8Array((asks.response as ArrayBuffer | null) ?? new ArrayBuffer(0)) });
    asks.open(request.method, request.url);
    for (const { name, value } of request.headers) asks.setRequestHeader(name, value);
    asks.send(file);
  });
}
