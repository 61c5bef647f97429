// Measures the filter in Node as a host runs it: measure.mjs MODULE
//
// A key press over a table that is held, beside the same query in JavaScript over objects. One line of
// JSON tells each measurement's figures.

import { readFile } from "node:fs/promises";
import { Instance } from "../../../wasm/instance";
import { decode } from "../../../wasm/msgpack";
import { inTurns } from "../turns";

/** The operations of module/main.go, in order. */
const operations = { fill: 0, selects: 1, ticket: 2 };

const [, , modulePath = ""] = process.argv;
const core = new Instance(await WebAssembly.compile(await readFile(modulePath)));
const numbers = (...list: number[]) => new Uint8Array(new Uint32Array(list).buffer);

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
  const t = decode(core.call(operations.ticket, numbers(i))) as Ticket;
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

const sixTerms = 0;

for (const count of [10_000, 100_000]) {
  const held = core.hold(core.call(operations.fill, numbers(count)));
  const select = () => new DataView(core.call(operations.selects, numbers(held, sixTerms)).buffer).getUint32(0, true);
  const objects = Array.from({ length: count }, (_, i) => kept(i));
  const peer = () => objects.filter(selected).length;
  if (select() === 0) throw new Error("the query found nothing");
  console.log(JSON.stringify(await inTurns(`a key press over ${count.toLocaleString("en")} tickets, six terms`, [
    { who: "Deskside", run: select },
    { who: "JavaScript over objects", run: peer },
  ])));
  core.release(held);
}
