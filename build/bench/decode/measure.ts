// Measures readers in Node as a host runs them: measure.mjs MODULE PLAN
//
// PLAN is a JSON file: for each page its name, the files of its answers, and the numbers of the readers
// that take them. One line of JSON tells each page's figures.

import { readFile } from "node:fs/promises";
import { Instance } from "../../../wasm/instance";
import { inTurns } from "../turns";

interface Page {
  name: string;
  readers: Record<string, number>;
  files: string[];
}

const [, , modulePath = "", planPath = ""] = process.argv;
const plan = JSON.parse(await readFile(planPath, "utf8")) as Page[];
const core = new Instance(await WebAssembly.compile(await readFile(modulePath)));

for (const { name, readers, files } of plan) {
  const bodies = await Promise.all(files.map(async (file) => new Uint8Array(await readFile(file))));
  const read = (reader: number) => bodies.reduce((sum, body) => sum + new DataView(core.call(reader, body).buffer).getInt32(0, true), 0);
  const tickets = Math.min(...Object.values(readers).map(read));
  const figures = await inTurns(name, Object.entries(readers).map(([who, number]) => ({ who, run: () => read(number) })));
  console.log(JSON.stringify({ ...figures, tickets }));
}
