import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DraftKeep } from "../compose/keep";
import type { Session } from "../session";
import { nameOf, type NoteDraft, NoteDrafts } from "./noting";

type Kept = NoteDraft & { name: string; by: string; at: number };

function began(kept: Kept[]) {
  const written: [string, NoteDraft | null][] = [];
  const told: unknown[] = [];
  let whole = true;
  let changed = () => {};
  const keep: DraftKeep<NoteDraft> = {
    all: async () => [...kept].sort((a, b) => b.at - a.at),
    write: async (name, draft) => (written.push([name, draft]), whole),
    drop: async () => true,
    reseal: async () => undefined, watch: (told) => void (changed = told),
  };
  const drafts = new NoteDrafts({ dispatch: (event: unknown) => told.push(event) } as unknown as Session, keep);
  return { drafts, written, told, kept, full: () => void (whole = false), elsewhere: () => changed() };
}

const at = (name: string, text: string, when = 1, by = "a"): Kept => ({ name, by, at: when, text, remind: "" });

describe("notes that are being written", () => {
  test("are found by the person they are about, the latest of two windows' first", async () => {
    const mine = nameOf("a", 7, 0);
    const { drafts } = began([at(mine, "old", 1, "x"), at(mine, "new", 2, "y"), at(nameOf("a", 70, 3), "other")]);
    await drafts.start();
    assert.equal(drafts.of(mine)?.text, "new");
    assert.equal(drafts.begun("a", 7), 0);
    assert.equal(drafts.begun("a", 70), 3);
    assert.equal(drafts.begun("b", 7), null);
  });
  test("are written once for what was typed in one go, and forgotten once nothing is left", async () => {
    const { drafts, written } = began([]);
    drafts.typed("a/7/0", { text: "T", remind: "" });
    drafts.typed("a/7/0", { text: "To", remind: "" });
    await drafts.settle();
    drafts.typed("a/7/0", null);
    await drafts.settle();
    await drafts.settle();
    assert.deepEqual(written, [["a/7/0", { text: "To", remind: "" }], ["a/7/0", null]]);
    assert.equal(drafts.begun("a", 7), null);
  });
  test("stay as they are typed here while another window writes", async () => {
    const { drafts, kept, elsewhere } = began([]);
    drafts.typed("a/7/0", { text: "here", remind: "" });
    kept.push(at("a/7/0", "there", 5));
    elsewhere();
    await new Promise(setImmediate);
    assert.equal(drafts.of("a/7/0")?.text, "here");
    await drafts.settle();
  });
  test("are offered no more once another window has saved or cancelled them, but for what is typed here", async () => {
    const { drafts, kept, elsewhere } = began([at("a/7/0", "there"), at("a/8/0", "here before")]);
    await drafts.start();
    drafts.typed("a/8/0", { text: "here", remind: "" });
    kept.length = 0;
    elsewhere();
    await new Promise(setImmediate);
    assert.equal(drafts.begun("a", 7), null);
    assert.equal(drafts.of("a/8/0")?.text, "here");
    await drafts.settle();
  });
  test("that cannot be kept are said to be", async () => {
    const { drafts, told, full } = began([]);
    full();
    drafts.typed("a/7/0", { text: "T", remind: "" });
    await drafts.settle();
    assert.deepEqual(told, [{ type: "keeping", what: "notes", kept: false }]);
  });
});
