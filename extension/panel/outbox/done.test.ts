import assert from "node:assert/strict";
import { test } from "node:test";
import type { Act, Acting } from "../../../wasm/core.gen";
import { keptIn } from "../../kept";
import { areaDouble } from "../../kept.double";
import { type Done, DoneList, followed, takesBack } from "./done";

const act = (more: Partial<Act> = {}): Act => ({ account: "a", system: "usedesk", ticket: 1, type: "ticket", subject: "Export", property: "status", seen: "1", known: true, talk: { read: false, messages: 0, newest: 0 }, ...more });
const entry = (more: Partial<Acting> = {}): Acting => ({
  key: "k1", row: "a/1", state: "waiting", property: "status", want: "2", act: act(), reply: null, creation: null, made: null, held: true, after: 0, undoable: true, doubt: false, refused: null, follows: "", batch: "", settled: 0, message: 0, ...more,
});
const told = (list: readonly Done[]) => list.map((d) => `${d.key} ${d.want} ${d.state}`);

test("what was done is followed to its end, and known after the outbox has forgotten it", () => {
  let list: readonly Done[] = [];
  const hear = (...acts: Acting[]) => (list = followed(list, acts, 5));
  hear(entry());
  assert.deepEqual(told(list), ["k1 2 going"]);
  assert.equal(list[0]?.at, 5);
  hear(entry({ want: "3" }));
  assert.deepEqual(told(list), ["k1 3 going"], "one that waits takes on what is changed after it");
  hear(entry({ want: "3", state: "needs_you" }));
  assert.deepEqual(told(list), ["k1 3 needs_you"]);
  hear(entry({ want: "3", state: "sent", act: null, settled: 9 }), entry({ key: "k2", want: "7" }));
  assert.deepEqual(told(list), ["k1 3 sent", "k2 7 going"]);
  assert.equal(list[0]?.act?.seen, "1", "the way back is known");
  hear();
  assert.deepEqual(told(list), ["k1 3 sent", "k2 7 back"]);
  const before = list;
  assert.equal(hear(), before, "nothing new is nothing to draw");
  hear(entry({ key: "k9", state: "sent", act: null }));
  assert.equal(list, before, "what was sent before anybody looked tells nothing");
});

test("as much as a day holds is remembered", () => {
  let list: readonly Done[] = [];
  for (let i = 0; i < 210; i++) list = followed(list, [entry({ key: `k${i}`, state: "waiting" })], i);
  assert.equal(list.length, 200);
  assert.equal(list.at(-1)?.key, "k209");
});

test("what can be taken back is said, and nothing else", () => {
  const done = (more: Partial<Done>): Done => ({ key: "k", at: 0, batch: "", property: "status", want: "2", act: act(), written: null, state: "sent", ...more });
  assert.equal(takesBack(done({})), true);
  assert.equal(takesBack(done({ state: "going" })), true);
  assert.equal(takesBack(done({ state: "needs_you", act: null })), true);
  assert.equal(takesBack(done({ state: "undone" })), false);
  assert.equal(takesBack(done({ act: null })), false, "a message that is sent");
  assert.equal(takesBack(done({ act: act({ known: false }) })), false, "nobody knows what was there before");
  assert.equal(takesBack(done({ property: "bin", want: "gone" })), false);
  assert.equal(takesBack(done({ property: "bin", want: "trash" })), true);
});

test("the list outlasts a page, and what comes before it is read waits", async () => {
  const area = areaDouble();
  const kept = keptIn(() => area);
  const one = new DoneList(kept);
  await one.read(1);
  one.heard([entry({ state: "sent", act: act() })], 1);
  await new Promise((go) => setImmediate(go));
  const other = new DoneList(kept);
  other.heard([entry({ key: "k2" })], 2);
  assert.deepEqual(told(other.list.value), []);
  await other.read(2);
  assert.deepEqual(told(other.list.value), ["k1 2 sent", "k2 2 going"]);
  other.undone(["k1"]);
  assert.deepEqual(told(other.list.value), ["k1 2 undone", "k2 2 going"]);
});
