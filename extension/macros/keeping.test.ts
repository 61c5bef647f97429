import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { initialState } from "../panel/state";
import { Session } from "../panel/session";
import { keptFrom, macroFrom, Macros } from "./keeping";

const macro = (id: string, name: string) => ({ id, name, text: "x", private: false, account: "", actions: [{ property: "status", value: "solved" }] });

/** A page's surroundings with storage that says how often it was written, and can be full. */
function page(kept: unknown, full = false) {
  const stored: Record<string, unknown> = { macros: kept };
  const written: unknown[] = [];
  const storage = {
    read: async (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, stored[key]])),
    write: async (values: Record<string, unknown>) => {
      if (full) return false;
      written.push(values);
      Object.assign(stored, values);
      return true;
    },
  };
  const outside = { storage, alone: async (_: string, work: () => Promise<void>) => work(), now: () => 7, newID: () => "new" };
  const session = new Session(outside as never, initialState("macros", "system", true, 1));
  const calls: string[] = [];
  session.core = {
    call: (op: string, args: { all: readonly { id: string }[]; macro: { id: string; name: string } }) => {
      calls.push(op);
      const problems = args.macro.name === "" ? [{ field: "name", say: { id: "macro.name_missing", args: [] }, start: 0, end: 0, line: 0 }] : [];
      return { all: [...args.all.filter((m) => m.id !== args.macro.id), args.macro], macro: args.macro, at: 0, problems };
    },
  } as never;
  return { macros: new Macros({ session, remembered: {} as never }), stored, written, calls, session };
}

describe("what is kept of macros", () => {
  test("what is of another shape is left out, and takes nothing else along", () => {
    const read = keptFrom({ all: [macro("1", "One"), null, { id: 2 }, { id: "3", name: "Three", text: "t", actions: [{ property: 1 }, { property: "tags", value: "a", more: 1 }] }], used: [{ id: "1", at: 5 }, { id: "2" }] });
    assert.deepEqual(read.all.map((m) => m.id), ["1", "3"]);
    assert.deepEqual(read.all[1], { id: "3", name: "Three", text: "t", private: false, account: "", actions: [{ property: "tags", value: "a" }] });
    assert.deepEqual(read.used, [{ id: "1", at: 5 }]);
    for (const value of [undefined, null, 1, "x", [], { all: 1 }]) assert.deepEqual(keptFrom(value), { all: [], used: [] });
    assert.equal(macroFrom(null), null);
  });

  test("what another window has written meanwhile stays", async () => {
    const { macros, stored } = page({ all: [macro("1", "One")], used: [] });
    await macros.read();
    stored["macros"] = { all: [macro("1", "One"), macro("2", "Theirs")], used: [] };
    await macros.save(macro("3", "Mine"));
    assert.deepEqual(macros.kept.value?.all.map((m) => m.name), ["One", "Theirs", "Mine"]);
    assert.deepEqual(keptFrom(stored["macros"]).all.map((m) => m.name), ["One", "Theirs", "Mine"]);
  });

  test("where something is wrong nothing is written, and where storage is full nothing has changed", async () => {
    const { macros, written } = page({ all: [], used: [] });
    const changed = await macros.save(macro("1", ""));
    assert.ok(typeof changed !== "string" && changed.problems.length === 1);
    assert.deepEqual(written, []);
    const full = page({ all: [macro("1", "One")], used: [] }, true);
    await full.macros.read();
    const refused = await full.macros.save(macro("2", "Two"));
    assert.match(typeof refused === "string" ? refused : "saved", /storage is full/);
    assert.deepEqual(full.macros.kept.value?.all.map((m) => m.name), ["One"]);
  });

  test("what cannot be read is not written over", async () => {
    const { macros, written, session } = page({ all: [], used: [] });
    (session.outside.storage as { read: unknown }).read = () => Promise.reject(new Error("broken"));
    await macros.read();
    assert.equal(macros.unread.value, true);
    assert.equal(typeof (await macros.save(macro("1", "One"))), "string");
    assert.deepEqual(written, []);
  });

  test("what is not saved yet is kept apart, each for itself", async () => {
    const { macros, stored } = page({ all: [], used: [] });
    await macros.keepUnfinished("1", macro("1", "One"));
    await macros.keepUnfinished("2", macro("2", "Two"));
    await macros.keepUnfinished("1", macro("1", "One more"));
    assert.deepEqual((await macros.unfinished()).map((m) => m.name), ["One more", "Two"]);
    assert.equal(await macros.keepUnfinished("1", null), true);
    assert.equal(await macros.keepUnfinished("nowhere", null), true);
    assert.deepEqual((await macros.unfinished()).map((m) => m.name), ["Two"]);
    assert.deepEqual(keptFrom(stored["macros"]).all, []);
  });

  test("the one that was used last is remembered, and those that are gone are not", async () => {
    const { macros, stored } = page({ all: [macro("1", "One"), macro("2", "Two")], used: [{ id: "1", at: 3 }, { id: "gone", at: 4 }] });
    await macros.use(macro("2", "Two"));
    assert.deepEqual(keptFrom(stored["macros"]).used, [{ id: "2", at: 7 }, { id: "1", at: 3 }]);
  });
});
