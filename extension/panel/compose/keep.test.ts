import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDB } from "idb";
import { openFiles } from "./files/keep";
import { openDrafts } from "./keep";

// Nobody waits for what pages tell each other.
globalThis.BroadcastChannel = class extends BroadcastChannel {
  constructor(name: string) {
    super(name);
    (this as unknown as { unref(): void }).unref();
  }
};

// What each version was, made without what makes it now. Later ones are added below it.
const drafts: ((database: IDBDatabase) => void)[] = [(database) => void database.createObjectStore("drafts", { keyPath: ["name", "by"] })];
const files: ((database: IDBDatabase) => void)[] = [(database) => void database.createObjectStore("files", { keyPath: "id" })];

/** A database as a release of that version has left it. */
async function leave(name: string, version: number, made: readonly ((database: IDBDatabase) => void)[], store: string, held: unknown) {
  const old = await openDB(name, version, { upgrade: (database) => made.slice(0, version).forEach((make) => make(database as unknown as IDBDatabase)) });
  await old.put(store, held);
  old.close();
}

async function versionOf(name: string) {
  const now = await openDB(name);
  now.close();
  return now.version;
}

const early = { read: () => null, write: () => true };

test("drafts that any earlier release has left are gone on with", async () => {
  for (let version = 1; version <= drafts.length; version++) {
    const name = `drafts ${version}`;
    await leave(name, version, drafts, "drafts", { name: "reply", by: "an old window", at: 7, text: "Word for word" });
    const keep = openDrafts<{ text: string }>({ name, by: "this window", now: () => 8, early });
    assert.deepEqual((await keep.all()).map(({ text }) => text), ["Word for word"]);
    assert.equal(await keep.write("reply", { text: "And more" }), true);
    assert.deepEqual((await keep.all()).map(({ text }) => text), ["And more"]);
    assert.equal(await versionOf(name), drafts.length, "the newest version is missing in this test");
  }
});

test("files that any earlier release has left are gone on with", async () => {
  for (let version = 1; version <= files.length; version++) {
    const name = `files ${version}`;
    const held = { id: "a", draft: "reply", name: "plan.txt", size: 4, type: "", at: 7, content: "plan" };
    await leave(name, version, files, "files", held);
    const keep = openFiles(name);
    assert.deepEqual((await keep.all()).map((file) => file.name), ["plan.txt"]);
    await keep.drop(["a"]);
    assert.deepEqual(await keep.all(), []);
    assert.equal(await versionOf(name), files.length, "the newest version is missing in this test");
  }
});

test("drafts are kept beside a page of a later release", async () => {
  await leave("later", 1, drafts, "drafts", { name: "reply", by: "an old window", at: 7, text: "Word for word" });
  const keep = openDrafts<{ text: string }>({ name: "later", by: "this window", now: () => 8, early });
  await keep.all();
  const later = await openDB("later", 9, { upgrade: (database) => void database.createObjectStore("pictures") });
  assert.equal(await keep.write("reply", { text: "And more" }), true);
  assert.deepEqual((await keep.all()).map(({ text }) => text), ["And more"]);
  later.close();
});
