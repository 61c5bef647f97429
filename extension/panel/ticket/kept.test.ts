import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDB } from "idb";
import { withPassphrase } from "../../lock/ring";
import { type Sealer, sealerOf } from "../../lock/sealer";
import { ticket } from "../samples";
import { openTickets } from "./kept";

const plain = { now: async () => null };
const read = (id: number, at: number) => ({ ...ticket(`a/${id}`), read_at: at });

/** What lies in a database, as text. */
async function lies(name: string): Promise<string> {
  const db = await openDB(name);
  const rows = (await db.getAll("tickets")) as { text: Uint8Array }[];
  db.close();
  return rows.map(({ text }) => new TextDecoder().decode(text)).join("\n");
}

test("a ticket comes back as it was read, with the bytes of its messages", async () => {
  const keep = openTickets("one", "1.0.0", plain);
  const result = { ...read(1, 7), messages: [{ ...ticket("a/1").messages[0]!, body: new Uint8Array([0, 255, 7]) }] };
  assert.equal(await keep.put(result), true);
  assert.deepEqual(await openTickets("one", "1.0.0", plain).get("a/1"), result);
  assert.equal(await keep.get("a/2"), null);
  assert.equal(await openTickets("one", "1.1.0", plain).get("a/1"), null, "another release may draw it otherwise");
});

test("as many are kept as there is room for, those read last, and none that is endless", async () => {
  const keep = openTickets("many", "1.0.0", plain);
  for (let id = 1; id <= 103; id++) await keep.put(read(id, id === 1 ? 1000 : id));
  for (const [id, kept] of [[1, true], [2, false], [4, false], [5, true], [103, true]] as const) assert.equal((await keep.get(`a/${id}`)) !== null, kept, `${id}`);
  const endless = read(200, 2000);
  await keep.put({ ...endless, category: "x".repeat(600_000) });
  assert.equal(await keep.get("a/200"), null);
});

test("those of an account go with it", async () => {
  const keep = openTickets("gone", "1.0.0", plain);
  await keep.put(read(1, 1));
  await keep.put({ ...ticket("ab/1"), read_at: 1 });
  await keep.forget("a");
  assert.deepEqual([await keep.get("a/1"), (await keep.get("ab/1"))?.row.key], [null, "ab/1"]);
});

test("they are sealed, also those of before, and not read once they cannot be opened", async () => {
  const now: { sealer: Sealer | null } = { sealer: null };
  const seals = { now: async () => now.sealer };
  const keep = openTickets("sealed", "1.0.0", seals);
  const result = read(1, 1);
  await keep.put(result);
  assert.ok((await lies("sealed")).includes(result.row.subject));
  now.sealer = await sealerOf(await withPassphrase("a passphrase"));
  await keep.reseal();
  await keep.put(read(2, 2));
  assert.ok(!(await lies("sealed")).includes("icket"), await lies("sealed"));
  assert.deepEqual(await keep.get("a/1"), result);
  now.sealer = await sealerOf(await withPassphrase("another"));
  assert.equal(await keep.get("a/1"), null);
});
