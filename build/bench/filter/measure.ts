// Measures the filter in Node as wasm/core.ts runs it: measure.mjs MODULE ROUNDS
//
// One line of JSON tells each measurement's figures in milliseconds: of the
// clock and, since other programs may be at work, of this process alone (cpu).
// Between them stand peers: the same query in JavaScript over objects.

import { readFile } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { Instance } from "../../../wasm/instance";
import { decode } from "../../../wasm/msgpack";

/** The operations of module/main.go, in order. */
const operations = { fill: 0, bytes: 1, prepare: 2, selects: 3, sorts: 4, change: 5, judge: 6, open: 7, ticket: 8 };

const [, , modulePath = "", roundsText = ""] = process.argv;
const rounds = Number(roundsText);
const compiled = await WebAssembly.compile(await readFile(modulePath));
const core = new Instance(compiled);
/** A second instance makes the tickets of the peers, since what an instance allocates stays. */
const maker = new Instance(compiled);

function run(operation: keyof typeof operations, ...numbers: number[]): number {
  const input = new DataView(new ArrayBuffer(numbers.length * 4));
  numbers.forEach((n, i) => input.setUint32(i * 4, n, true));
  const result = core.call(operations[operation], new Uint8Array(input.buffer));
  return new DataView(result.buffer, result.byteOffset).getUint32(0, true);
}

/** Runs work often and tells its figures. Figures of one work are those of a batch divided by its size. */
function measure(name: string, rows: number, limit: number, times: number, work: () => number, batch = 1): void {
  let found = 0;
  // The first rounds let Node compile for good.
  for (let i = 0; i < 5; i++) found = work();
  const taken: number[] = [];
  const used: number[] = [];
  for (let i = 0; i < times; i++) {
    const before = process.cpuUsage();
    const began = performance.now();
    found = work();
    taken.push((performance.now() - began) / batch);
    const cpu = process.cpuUsage(before);
    used.push((cpu.user + cpu.system) / 1000 / batch);
  }
  const at = (times: number[], share: number) => times.sort((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? Number.NaN;
  console.log(JSON.stringify({ name, rows, found, limit, best: at(taken, 0), median: at(taken, 0.5), p95: at(taken, 0.95), cpu: at(used, 0.5) }));
}

interface Ticket {
  status: { state: string };
  tags: string[];
  priority: string;
  created: number;
  fields: { id: number; value: string }[];
  subject: string;
  client: { name: string; email: string };
  body: { source: string };
}

/** What a program in JavaScript would keep of a ticket: an object, and its searchable text in small letters. */
function kept(i: number): Ticket & { text: string } {
  const input = new DataView(new ArrayBuffer(4));
  input.setUint32(0, i, true);
  const t = decode(maker.call(operations.ticket, new Uint8Array(input.buffer)).slice()) as Ticket;
  const text = [t.subject, t.client.name, t.client.email, ...t.tags, t.body.source.replace(/<[^>]*>/g, " ")].join("\n");
  return { ...t, text: text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase() };
}

const now = 1_740_000_000;
const ranks: Record<string, number> = { low: 1, normal: 2, high: 3, urgent: 4 };

/** The first of the queries. */
const selected = (t: Ticket & { text: string }): boolean =>
  (t.status.state === "open" || t.status.state === "pending") &&
  !t.tags.some((tag) => tag.toLowerCase() === "spam") &&
  (ranks[t.priority] ?? 0) >= 2 &&
  t.created > now - 60 * 86400 &&
  t.fields.some((f) => f.id === 4704 && f.value === "1") &&
  t.text.includes("export");

const queries = ["six terms", "six terms, nearly all rows pass", "a text of many rows", "a text of no row"];

for (const [rows, limit] of [
  [10_000, 4],
  [100_000, 40],
] as const) {
  const times = Math.max(20, Math.round((rounds * 10_000) / rows));
  run("fill", rows);
  for (const [i, name] of queries.entries()) {
    run("prepare", i);
    measure(name, rows, i === 0 ? limit : 0, times, () => run("selects"));
    if (i === 0) {
      const table = core.call(operations.bytes, new Uint8Array(0)).slice();
      measure("six terms, with the table passed in", rows, 0, times, () => {
        const result = core.call(operations.open, table);
        return new DataView(result.buffer, result.byteOffset).getUint32(0, true);
      });
    }
  }
  run("prepare", 1);
  measure("selected and sorted", rows, 0, Math.min(times, 20), () => run("sorts"));
  const changes = 100;
  const each = (operation: "judge" | "change") => (): number => {
    let found = 0;
    for (let i = 0; i < changes; i++) found = run(operation);
    return found;
  };
  measure("one changed ticket, stored and judged", rows, 0.02, 100, each("judge"), changes);
  measure("one changed ticket, and moved in a list of all", rows, 0, 100, each("change"), changes);
  const objects = Array.from({ length: rows }, (_, i) => kept(i));
  measure("peer: six terms in JavaScript over objects", rows, 0, times, () => objects.filter(selected).length);
}
