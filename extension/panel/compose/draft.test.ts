import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type ComposeEvent, type Draft, kindsWritten, nameOf, nothingWritten, reduceComposing } from "./draft";

const reply = nameOf("a/1", "reply");
const note = nameOf("a/1", "note");
const draft = (text: string): Draft => ({ text, cc: "", bcc: "", start: text.length, end: text.length });
const after = (...events: ComposeEvent[]) => events.reduce(reduceComposing, nothingWritten);

describe("drafts", () => {
  test("a reply and a note of one ticket are two", () => {
    const s = after({ type: "typed", name: reply, draft: draft("to Anna") }, { type: "typed", name: note, draft: draft("for us") });
    assert.deepEqual(kindsWritten(s, "a/1"), ["reply", "note"]);
    assert.equal(s.drafts[reply]?.text, "to Anna");
    assert.deepEqual(kindsWritten(s, "a/2"), []);
  });
  test("one that is emptied is none, and white space is none to be marked", () => {
    assert.deepEqual(after({ type: "typed", name: reply, draft: draft("x") }, { type: "typed", name: reply, draft: draft("") }).drafts, {});
    assert.deepEqual(kindsWritten(after({ type: "typed", name: reply, draft: draft(" \n") }), "a/1"), []);
  });
  test("what is found in storage never takes the place of what is typed", () => {
    const s = after({ type: "typed", name: reply, draft: draft("typed") }, { type: "found", drafts: { [reply]: draft("kept"), [note]: draft("note") }, others: {} });
    assert.equal(s.drafts[reply]?.text, "typed");
    assert.equal(s.drafts[note]?.text, "note");
  });
  test("what another window wrote is added below, and gone when it is dropped", () => {
    const found = after({ type: "typed", name: reply, draft: draft("here") }, { type: "found", drafts: {}, others: { [reply]: draft("there") } });
    const taken = reduceComposing(found, { type: "other-taken", name: reply });
    assert.equal(taken.drafts[reply]?.text, "here\n\nthere");
    assert.deepEqual(taken.others, {});
    const dropped = reduceComposing(found, { type: "other-dropped", name: reply });
    assert.equal(dropped.drafts[reply]?.text, "here");
    assert.deepEqual(dropped.others, {});
  });
  test("who turns to the source or back ends the preview", () => {
    const s = after({ type: "view-chosen", rich: false }, { type: "preview-turned" }, { type: "view-chosen", rich: true });
    assert.deepEqual([s.rich, s.previewing], [true, false]);
  });
  test("another kind ends the preview and what was said of a paste", () => {
    const s = after({ type: "preview-turned" }, { type: "noted", note: "2 images" }, { type: "kind-chosen", ticket: "a/1", kind: "note" });
    assert.deepEqual([s.previewing, s.note, s.kinds["a/1"]], [false, "", "note"]);
  });
});
