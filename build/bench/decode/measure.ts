// Measures readers in Node as wasm/core.ts runs them: measure.mjs MODULE PLAN ROUNDS
//
// PLAN is a JSON file: for each measurement its name, the number of the reader
// and the files of the answers. One line of JSON tells each one's figures.

import { readFile } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { Instance } from "../../../wasm/instance";

interface Measurement {
  name: string;
  reader: number;
  files: string[];
}

const [, , modulePath = "", planPath = "", rounds = ""] = process.argv;
const plan = JSON.parse(await readFile(planPath, "utf8")) as Measurement[];
const core = new Instance(await WebAssembly.compile(await readFile(modulePath)));

/** The first rounds let Node compile the module for good. */
const warmUp = 100;

for (const { name, reader, files } of plan) {
  const bodies = await Promise.all(files.map(async (file) => new Uint8Array(await readFile(file))));
  const times: number[] = [];
  let tickets = 0;
  for (let round = -warmUp; round < Number(rounds); round++) {
    const began = performance.now();
    tickets = 0;
    for (const body of bodies) {
      const result = core.call(reader, body);
      tickets += new DataView(result.buffer).getInt32(0, true);
    }
    if (round >= 0) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
  console.log(JSON.stringify({ name, tickets, bytes, best: at(0), median: at(0.5), p95: at(0.95) }));
}
