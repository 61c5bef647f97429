// Bodies of either side, as far as they may go.

import type { Came } from "../core.gen";

export const nothing = new Uint8Array();

/** Reads a request's body, of at most so many bytes and within so many milliseconds however it drips. */
export async function bodyOf(request: Request, limit: number, ms: number): Promise<{ body: Uint8Array; came: Came }> {
  if (!request.body) return { body: nothing, came: "" };
  if (Number(request.headers.get("content-length")) > limit) return { body: nothing, came: "too_long" };
  const reader = request.body.getReader();
  let timer;
  const over = new Promise<"over">((ring) => (timer = setTimeout(ring, ms, "over")));
  try {
    const read = await Promise.race([whole(reader, limit), over]);
    if (read === "over") return { body: nothing, came: "too_slow" };
    return read ? { body: read, came: "" } : { body: nothing, came: "too_long" };
  } catch {
    return { body: nothing, came: "broken" }; // its sender has left
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => undefined); // nobody waits for what is left of it
  }
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
