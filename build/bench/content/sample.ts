// How every program is measured, in Node and in pages alike.

import { startCore, type Core } from "../../../wasm/core";
import { composeOperations, type ComposeOperations } from "../../../wasm/core.gen";

export interface Figure {
  task: string;
  who: string;
  bytes: number;
  median_ms: number;
  best_ms: number;
  error?: string;
}

/** Runs a task in samples long enough for the clocks of browsers. */
export async function sample(task: string, who: string, bytes: number, run: () => unknown): Promise<Figure> {
  const once = async (times: number) => {
    const began = performance.now();
    for (let i = 0; i < times; i++) {
      const result = run();
      if (result instanceof Promise) await result;
    }
    return (performance.now() - began) / times;
  };
  // Half a second to warm up the compilers, and to learn how much takes 25 ms.
  let each = await once(5);
  for (const end = performance.now() + 500; performance.now() < end; ) each = await once(Math.max(5, Math.round(25 / each)));
  const times: number[] = [];
  for (let i = 0; i < 41; i++) times.push(await once(Math.max(3, Math.round(25 / each))));
  times.sort((a, b) => a - b);
  return { task, who, bytes, median_ms: times[20] ?? Number.NaN, best_ms: times[0] ?? Number.NaN };
}

/** The core of writing, through all that a face runs it through: encoded, called, decoded, replaced when it has grown. */
export async function composer(core: BufferSource): Promise<Core<ComposeOperations>> {
  return startCore<ComposeOperations>(await WebAssembly.compile(core), composeOperations);
}
