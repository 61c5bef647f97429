import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDB } from "idb";
import { openKeep } from "../../shared/outbox/host/keep";
import { openFiles } from "../panel/compose/files/keep";
import { openDrafts } from "../panel/compose/keep";
import { type Open, withPassphrase } from "./ring";
import { type Sealer, sealerOf } from "./sealer";
import { sealedShelf, waitingIn } from "./shelf";

// Nobody waits for what pages tell each other.
globalThis.BroadcastChannel = class extends BroadcastChannel {
  constructor(name: string) {
    super(name);
    (this as unknown as { unref(): void }).unref();
  }
};

const bytes = (text: string) => new TextEncoder().encode(text);
const words = (box: Uint8Array) => new TextDecoder().decode(box);
const early = { read: () => null, write: () => true };

/** Seals of a page that are as a test wants them. */
function seals() {
  const now: { sealer: Sealer | null } = { sealer: null };
  return { now: async () => now.sealer, changed: () => undefined, take: async (open: Open | null) => void (now.sealer = open && (await sealerOf(open))) };
}

/** What lies in a store, as text. */
async function lies(name: string, store: string): Promise<string> {
  const db = await openDB(name);
  const rows: unknown[] = await db.getAll(store);
  db.close();
  const all = await Promise.all(rows.map(async (row) => JSON.stringify(row, (_, v: unknown) => (v instanceof Uint8Array ? words(v) : v)) + (row instanceof Object && "content" in row ? await (row.content as Blob).text() : "")));
  return all.join("\n");
}

/** An outbox of letters, of which all wait. */
const outbox = (name: string, s: ReturnType<typeof seals>) => openKeep({ name, indexedDB, merge: (a, b) => bytes(words(a) + words(b)), shelf: sealedShelf(s, (box) => words(box).length) });

test("an outbox is sealed, and tells how much of it waits", async () => {
  const s = seals();
  const keep = outbox("one", s);
  await keep.change((box) => ({ box: bytes(`${words(box)}ab`) }));
  assert.match(await lies("one", "outbox"), /ab/);
  const first = await withPassphrase("a passphrase");
  await s.take(first);
  await keep.change((box) => ({ box }));
  assert.doesNotMatch(await lies("one", "outbox"), /ab/, "what changes nothing seals it all the same");
  const db = await openDB("one");
  assert.equal(waitingIn(await db.get("outbox", "box")), 2);
  db.close();
  assert.equal(words(await keep.read()), "ab");
  await s.take(await withPassphrase("another", first.opened));
  await keep.change((box) => ({ box: bytes(`${words(box)}c`) }));
  assert.equal(words(await keep.read()), "abc");
  assert.equal(keep.grade, "kept");
  await s.take(null);
  await keep.change((box) => ({ box: bytes(`${words(box)}d`) }));
  assert.equal(keep.grade, "page", "what cannot be opened is not written over");
  await s.take({ ring: { ...first.ring, target: "" }, opened: first.opened });
});

test("pages that change a sealed outbox at once lose nothing of each other", async () => {
  const s = seals();
  await s.take(await withPassphrase("a passphrase"));
  const pages = [1, 2, 3].map(() => outbox("several", s));
  await Promise.all(Array.from("abcdefghi", (letter, i) => pages[i % 3]!.change((box) => ({ box: bytes(words(box) + letter) }))));
  assert.equal(Array.from(words(await pages[0]!.read())).sort().join(""), "abcdefghi");
});

test("what a step throws comes back, and nothing is changed", async () => {
  const s = seals();
  await s.take(await withPassphrase("a passphrase"));
  const keep = outbox("throws", s);
  await keep.change(() => ({ box: bytes("a") }));
  await assert.rejects(keep.change(() => {
    throw new Error("the core's own");
  }), /the core's own/);
  assert.equal(words(await keep.read()), "a");
});

test("drafts are sealed, also those of before, and one that is damaged takes no other along", async () => {
  const s = seals();
  const open = () => openDrafts<{ text: string }>({ name: "letters", by: "this window", now: () => 8, early, seals: s });
  await open().write("reply a/1", { text: "Dear Anna" });
  await s.take(await withPassphrase("a passphrase"));
  assert.deepEqual((await open().all()).map((d) => d.text), ["Dear Anna"], "one of before is read");
  await open().reseal();
  await open().write("reply a/2", { text: "Dear Bela" });
  assert.doesNotMatch(await lies("letters", "drafts"), /Dear/);
  assert.deepEqual((await open().all()).map((d) => d.text).sort(), ["Dear Anna", "Dear Bela"]);
  const db = await openDB("letters");
  const [one, other] = (await db.getAll("drafts")) as { name: string; by: string; at: number; sealed: Uint8Array }[];
  await db.put("drafts", { ...one, sealed: other!.sealed });
  db.close();
  assert.deepEqual((await open().all()).map((d) => d.text), ["Dear Bela"], "sealed elsewhere is damaged here");
});

test("files are sealed with their names, and come back as they were", async () => {
  const s = seals();
  const keep = openFiles("papers", s);
  const file = { id: "f1", draft: "reply a/1", name: "invoice.png", size: 5, type: "image/png", at: 1, content: new Blob(["ledger"], { type: "image/png" }) };
  await keep.put([file]);
  await s.take(await withPassphrase("a passphrase"));
  await keep.reseal();
  await keep.put([{ ...file, id: "f2", name: "letter.png", at: 2 }]);
  const lying = await lies("papers", "files");
  for (const word of ["ledger", "invoice", "letter", "png"]) assert.ok(!lying.includes(word), word);
  const again = openFiles("papers", s);
  assert.deepEqual((await again.all()).map(({ name, type }) => [name, type]), [["invoice.png", "image/png"], ["letter.png", "image/png"]]);
  assert.equal(await (await again.content("f2"))?.text(), "ledger");
});
