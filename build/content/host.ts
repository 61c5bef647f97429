// Runs a core for the content command: frames in at standard input, frames out at standard output.
//
//   in   operation and length, 32 bits little endian each, then that many bytes of input
//   out  length, 32 bits little endian, then that many bytes; bit 31 set: the text of an error
//
// A call that the core stops at costs that call alone: the next one is a fresh instance's.

import { readFile } from "node:fs/promises";
import { Instance } from "../../wasm/instance";

const module = await WebAssembly.compile(await readFile(process.env["CORE"]!));
const core = new Instance(module);

function answer(bytes: Uint8Array, failed: boolean): void {
  const head = Buffer.alloc(4);
  head.writeUInt32LE((bytes.length | (failed ? 0x8000_0000 : 0)) >>> 0);
  process.stdout.write(head);
  process.stdout.write(bytes);
}

function call(operation: number, input: Uint8Array): void {
  try {
    answer(core.call(operation, input), false);
  } catch (error) {
    answer(Buffer.from(error instanceof Error ? error.message : String(error)), true);
  }
}

let waiting: Buffer[] = [];
let size = 0;
for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
  waiting.push(chunk);
  size += chunk.length;
  // Pieces are joined only once a frame is whole, so that long frames are copied once.
  while (size >= 8) {
    if (waiting[0]!.length < 8) waiting = [Buffer.concat(waiting)];
    const need = 8 + waiting[0]!.readUInt32LE(4);
    if (size < need) break;
    const all = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
    call(all.readUInt32LE(0), all.subarray(8, need));
    waiting = [all.subarray(need)];
    size -= need;
  }
}
