import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openDB } from "idb";
import { type Migration, openDatabase } from "./database";
import { openKeep } from "./keep";

// Nobody waits for what pages tell each other.
globalThis.BroadcastChannel = class extends BroadcastChannel {
  constructor(name: string) {
    super(name);
    (this as unknown as { unref(): void }).unref();
  }
};

const nobody = () => assert.fail("nobody else is here");

/** What a later release might come to. */
const all: Migration[] = [
  (database) => void database.createObjectStore("drafts", { keyPath: "name" }),
  (database) => void database.createObjectStore("pictures"),
  (_database, tx) => void tx.objectStore("drafts").createIndex("at", "at"),
];

/** A database as an earlier release has left it. */
async function leftAt(name: string, version: number) {
  const database = await openDatabase(name, all.slice(0, version), nobody);
  await database.put("drafts", { name: "reply", text: "Word for word", at: 5 });
  database.close();
}

describe("a database of the browser", () => {
  test("is made by all migrations where there is none", async () => {
    const database = await openDatabase("fresh", all, nobody);
    assert.equal(database.version, 3);
    assert.deepEqual([...database.objectStoreNames], ["drafts", "pictures"]);
    assert.deepEqual([...database.transaction("drafts").store.indexNames], ["at"]);
    database.close();
  });

  for (const version of [1, 2, 3])
    test(`of version ${version} is led to the newest, and keeps what it holds`, async () => {
      await leftAt(`from ${version}`, version);
      const database = await openDatabase(`from ${version}`, all, nobody);
      assert.equal(database.version, 3);
      assert.deepEqual(await database.getFromIndex("drafts", "at", 5), { name: "reply", text: "Word for word", at: 5 });
      assert.ok(database.objectStoreNames.contains("pictures"));
      database.close();
    });

  test("of a later release is opened as it is", async () => {
    await leftAt("later", 3);
    const database = await openDatabase("later", all.slice(0, 1), nobody);
    assert.equal(database.version, 3);
    assert.equal((await database.get("drafts", "reply")).text, "Word for word");
    database.close();
  });

  test("is let go of by a page of an earlier release once a later one waits for it", async () => {
    let gone = 0;
    const earlier = await openDatabase("both", all.slice(0, 1), () => gone++);
    await earlier.put("drafts", { name: "note", at: 1 });
    const later = await openDatabase("both", all, nobody);
    assert.equal(gone, 1);
    assert.equal(later.version, 3);
    assert.throws(() => earlier.transaction("drafts"));
    const anew = await openDatabase("both", all.slice(0, 1), nobody);
    assert.equal((await anew.get("drafts", "note")).at, 1);
    for (const database of [later, anew]) database.close();
  });
});

test("an outbox that a page alone could keep goes on in the next page, and into the store once that takes it", async () => {
  const merge = (box: Uint8Array, other: Uint8Array) => new Uint8Array([...box, ...other]);
  let held: Uint8Array = new Uint8Array();
  const holds = (own: Uint8Array) => (held = own);
  const alone = openKeep({ name: "alone", merge, indexedDB: null, holds });
  await alone.change((box) => ({ box: new Uint8Array([...box, 1]) }));
  assert.equal(alone.grade, "page");
  assert.deepEqual([...held], [1]);
  const next = openKeep({ name: "alone", merge, indexedDB: null, held, holds });
  assert.deepEqual([...(await next.read())], [1]);
  await next.change((box) => ({ box: new Uint8Array([...box, 2]) }));
  assert.deepEqual([...held], [1, 2]);
  const kept = openKeep({ name: "alone", merge, indexedDB, held, holds });
  await kept.change((box) => ({ box }));
  assert.equal(kept.grade, "kept");
  assert.equal(held.length, 0);
  assert.deepEqual([...(await openKeep({ name: "alone", merge, indexedDB }).read())], [1, 2]);
});

test("an outbox that any earlier release has left is gone on with", async () => {
  // What each version was, made without what makes it now. Later ones are added below it.
  const made: ((database: IDBDatabase) => void)[] = [(database) => void database.createObjectStore("outbox")];
  for (let version = 1; version <= made.length; version++) {
    const name = `outbox ${version}`;
    const old = await openDB(name, version, { upgrade: (database) => made.slice(0, version).forEach((make) => make(database as unknown as IDBDatabase)) });
    await old.put("outbox", new Uint8Array([1, 2, 3]), "box");
    old.close();
    const keep = openKeep({ name, merge: (box) => box, indexedDB });
    assert.deepEqual([...(await keep.read())], [1, 2, 3]);
    await keep.change((box) => ({ box: new Uint8Array([...box, 4]) }));
    assert.equal(keep.grade, "kept");
    const now = await openDB(name);
    assert.equal(now.version, made.length, "the newest version is missing in this test");
    assert.deepEqual([...(await now.get("outbox", "box"))], [1, 2, 3, 4]);
    now.close();
  }
});
