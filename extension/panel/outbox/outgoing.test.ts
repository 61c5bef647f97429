import assert from "node:assert/strict";
import { test } from "node:test";
import type { Acting } from "../../../wasm/core.gen";
import { latest, lostWithPage, waiting } from "./outgoing";

const act = (key: string, more: Partial<Acting>): Acting => ({
  key, row: "a/1", state: "waiting", property: "status", want: "2", act: null, reply: null, creation: null, made: null, held: false, after: 0, undoable: true, doubt: false, refused: null, follows: "", batch: "", settled: 0, message: 0, ...more,
});
const outgoing = (...acts: Acting[]) => ({ box: new Uint8Array(), acts, batches: [], grade: "kept" as const });

test("what was sent waits no more", () => {
  const all = outgoing(act("a", { state: "sent" }), act("b", { state: "sending" }), act("c", { state: "needs_you" }));
  assert.deepEqual(waiting(all).map((a) => a.key), ["b", "c"]);
});

test("what was done last is taken back first, and only while it is held", () => {
  const held = { held: true };
  assert.equal(latest(outgoing(act("a", held), act("b", held)))?.key, "b");
  assert.equal(latest(outgoing(act("a", held), act("b", held)), new Set(["b"]))?.key, "a", "the next stroke takes the one before");
  assert.equal(latest(outgoing(act("a", held), act("b", {})))?.key, "a", "one that waits for the network is taken back in the outbox");
  assert.equal(latest(outgoing(act("a", { held: true, undoable: false }))), undefined);
});

test("what has arrived is lost with no page, nor is what the browser keeps", () => {
  const [sent, waits] = [act("a", { state: "sent" }), act("b", { state: "needs_you" })];
  assert.equal(lostWithPage(outgoing(sent, waits)), false);
  assert.equal(lostWithPage({ ...outgoing(sent), grade: "page" }), false);
  assert.equal(lostWithPage({ ...outgoing(sent, waits), grade: "page" }), true);
});
