// What is measured of content wherever there is a core, and how long a core takes to be there.

import { startCore, type Core } from "../../../wasm/core";
import { composeOperations, type ComposeOperations } from "../../../wasm/core.gen";
import { encode } from "../../../wasm/msgpack";
import { Instance } from "../../../wasm/instance";
import type { Contender, Figures } from "../turns";

/** The core that writing takes, through all that a face runs it through: encoded, called, decoded. */
export async function composer(core: BufferSource): Promise<Core<ComposeOperations>> {
  return startCore<ComposeOperations>(await WebAssembly.compile(core), composeOperations);
}

export const bbcodeToHTML = (core: Core<ComposeOperations>, source: string): Contender => ({
  who: "Deskside",
  run: () => core.call("content.convert", { op: "bbcode_to_html", in: source, report: false }),
});

export const sanitise = (core: Core<ComposeOperations>, source: string): Contender => ({
  who: "Deskside",
  run: () => core.call("content.convert", { op: "sanitize_html", in: source, report: false }),
});

/** How long each core takes from its bytes to its first answer, beside a module with nothing in it. */
export async function starts(cores: Record<string, Uint8Array>): Promise<Figures> {
  const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  let n = 0;
  // Engines know modules by their bytes, so each has a custom section with a number of its own.
  const unlike = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
    const number = new TextEncoder().encode(String(1e9 + n++));
    const out = new Uint8Array(bytes.length + 3 + number.length);
    out.set(bytes);
    out.set([0, 1 + number.length, number.length], bytes.length);
    out.set(number, bytes.length + 3);
    return out;
  };
  const input = encode({ args: {}, responses: [], run: new Uint8Array(), limits: [], now: 0, random: 0 });
  const contenders: Contender[] = [{ who: "an empty module", run: async () => new WebAssembly.Instance(await WebAssembly.compile(unlike(empty))) }];
  for (const [who, bytes] of Object.entries(cores)) {
    contenders.push({ who, run: async () => new Instance(await WebAssembly.compile(unlike(bytes))).call(0, input) });
  }
  // Each is one of its kind: compiling is not done in batches.
  const figures: Figures = { what: "from bytes to the first answer", samples: {} };
  for (let round = -3; round < 21; round++) {
    for (const { who, run } of contenders) {
      const times = (figures.samples[who] ??= []);
      const repeat = who === "an empty module" ? 20 : 1;
      const began = performance.now();
      for (let i = 0; i < repeat; i++) await run();
      if (round >= 0) times.push((performance.now() - began) / repeat);
    }
  }
  return figures;
}
