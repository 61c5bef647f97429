// Bodies of either side, as far as they may go, and the headers that anybody reads.

import type { Came, Header } from "../core.gen";
import { Deadline } from "./deadline";

export const nothing = new Uint8Array();

/** Reads a request's body, of at most so many bytes and within so many milliseconds however it drips. */
export async function bodyOf(request: Request, limit: number, ms: number): Promise<{ body: Uint8Array; came: Came }> {
  if (!request.body) return { body: nothing, came: "" };
  if (Number(request.headers.get("content-length")) > limit) return { body: nothing, came: "too_long" };
  const reader = request.body.getReader();
  const deadline = new Deadline(ms);
  try {
    const body = await deadline.within(whole(reader, limit));
    return body ? { body, came: "" } : { body: nothing, came: "too_long" };
  } catch {
    return { body: nothing, came: deadline.left > 0 ? "broken" : "too_slow" }; // its sender has left, or is too slow
  } finally {
    deadline.end();
    reader.cancel().catch(() => undefined); // nobody waits for what is left of it
  }
}

/** The SHA-256 of a file, in hexadecimal digits. */
export async function hashOf(file: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", file as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Those headers of these names that are there. */
export function headersOf(headers: Headers, names: readonly string[]): Header[] {
  const found: Header[] = [];
  for (const name of names) {
    const value = headers.get(name);
    if (value) found.push({ name, value });
  }
  return found;
}

/** Headers as the platform takes them. */
export function linesOf(headers: readonly Header[]): Record<string, string> {
  const lines: Record<string, string> = {};
  for (const { name, value } of headers) lines[name] = value;
  return lines;
}

/** Reads an answer's body; undefined where there is more of it than the limit. */
export async function answerOf(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const { body, headers } = response;
  if (!body) return nothing;
  // What says its length is read at once. Compressed, it says another one.
  const length = headers.get("content-length");
  if (length && !headers.get("content-encoding")) return Number(length) > limit ? undefined : new Uint8Array(await response.arrayBuffer());
  return whole(body.getReader(), limit);
}

/** Reads a stream to its end; undefined where there is more of it than the limit. */
export async function whole(reader: ReadableStreamDefaultReader<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) return undefined;
    pieces.push(value);
  }
  if (pieces.length === 1 && pieces[0]) return pieces[0];
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}
