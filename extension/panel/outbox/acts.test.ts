import assert from "node:assert/strict";
import { test } from "node:test";
import { CoreError } from "../../../wasm/core";
import type { Acting, ActArgs, Control, ShowArgs } from "../../../wasm/core.gen";
import { keptIn } from "../../kept";
import { areaDouble } from "../../kept.double";
import { Remembered } from "../remembered";
import { account, failure, list, row, ticket } from "../samples";
import { type Outside, Session, type SidebarCore } from "../session";
import { initialState } from "../state";
import { OpenTicket } from "../ticket/opening";
import { Acts } from "./acts";
import { DoneList } from "./done";
import type { Ear } from "./sending";

const entry: Acting = {
  key: "k1", row: "a/1", state: "waiting", property: "status", want: "2", act: null, reply: null, creation: null, made: null, held: true, after: 0, undoable: true, doubt: false, refused: null, follows: "", batch: "", settled: 0, message: 0,
};

/** A sidebar with one list, and an outbox that writes down what it is told. */
function desk() {
  const log: string[] = [];
  const told = { ear: undefined as Ear | undefined, refuses: false, acts: [] as ActArgs[] };
  const controls: Control[] = [{ property: "status", how: "set", kind: "", title: "", parent: 0, choices: [{ value: "2", title: "Done", state: "solved", under: [] }] }];
  const core = {
    call(op: string, args: unknown): unknown {
      log.push(op);
      if (op === "ticket.controls") return { controls, bins: [] };
      const { tickets } = args as ShowArgs;
      return { tickets: tickets.map((t) => ({ ...t, row: { ...t.row, subject: `${t.row.subject}, as shown` } })) };
    },
    run: async (op: string) => (log.push(op), ticket("a/1")),
  } as unknown as SidebarCore;
  const outside = {
    storage: keptIn(() => areaDouble()),
    now: () => 1_000_000,
    newID: () => "new",
    openOutbox: (_: SidebarCore, ear: Ear) => {
      told.ear = ear;
      return {
        run: async (op: string, args: unknown) => {
          log.push(op);
          if (told.refuses) throw new CoreError(failure("conflict"));
          if (op === "outbox.act") told.acts.push({ box: new Uint8Array(), ...(args as Omit<ActArgs, "box">) });
        },
      };
    },
  } as unknown as Outside;
  const session = new Session(outside, initialState("tickets", "system", true, 1000));
  session.core = core;
  session.dispatch({ type: "storage-read", accounts: [account("a")] });
  session.dispatch({ type: "list-arrived", waiting: [], result: list([row("a/1"), row("a/2")]), old: [], wanted: true, selected: null });
  const remembered = new Remembered(session);
  const opening = new OpenTicket(session, remembered);
  const acts = new Acts(session, remembered, opening, new DoneList(keptIn(() => areaDouble())));
  acts.open(core);
  const holds = (...all: Acting[]) => told.ear?.holds(all, [], new Uint8Array([1]), "kept");
  return { acts, session, opening, told, log, holds };
}

test("a change of a row is decided upon what the row tells", async () => {
  const { acts, told } = desk();
  await acts.set(row("a/1"), "status", "2");
  assert.deepEqual(told.acts.map((a) => [a.key, a.want, a.act.seen, a.act.known, a.act.talk.read]), [["new", "2", "1", true, false]]);
  await acts.set(row("a/1"), "tags", "vip");
  assert.equal(told.acts[1]?.act.known, false, "rows do not tell all of it");
});

test("a change of the open ticket is decided upon its conversation, too", async () => {
  const { acts, opening, told } = desk();
  await opening.open(row("a/1"));
  await acts.set(row("a/1"), "assignee", "5");
  assert.deepEqual(told.acts.map((a) => [a.act.seen, a.act.known, a.act.talk]), [["", true, { read: true, messages: 1, newest: 1 }]]);
});

test("a change of what was sent since the ticket was read is decided upon what was sent", async () => {
  const { acts, opening, told, holds } = desk();
  await opening.open(row("a/1"));
  holds({ ...entry, state: "sent", held: false, undoable: false, settled: 60_000 });
  const sent = [{ property: "status", value: "2" }];
  acts.values = () => sent;
  await acts.set(row("a/1"), "status", "1");
  assert.equal(told.acts[0]?.act.seen, "2");
  holds({ ...entry, state: "sent", held: false, undoable: false, settled: 40_000 });
  await acts.set(row("a/1"), "status", "2");
  assert.equal(told.acts[1]?.act.seen, "1", "what was read later is newer");
});

test("only tickets that the outbox holds something of are laid over", () => {
  const { acts, holds, log } = desk();
  assert.equal(acts.row(row("a/1")).subject, "Ticket 1");
  assert.deepEqual(log, [], "nobody is asked where nothing is to be sent");
  holds(entry);
  assert.equal(acts.row(row("a/1")).subject, "Ticket 1, as shown");
  assert.equal(acts.row(row("a/2")).subject, "Ticket 2");
  assert.deepEqual(log, ["outbox.show"], "once, however many rows are drawn");
});

test("what was sent has the open ticket read again, another's does not", async () => {
  const { opening, told, log } = desk();
  await opening.open(row("a/1"));
  log.length = 0;
  told.ear?.settled({ ...entry, row: "a/2", state: "sent" });
  told.ear?.settled({ ...entry, state: "needs_you" });
  assert.deepEqual(log, []);
  told.ear?.settled({ ...entry, state: "sent" });
  assert.deepEqual(log, ["ticket.get"]);
});

test("what was done last is taken back, and what cannot be is said", async () => {
  const { acts, session, holds, told, log } = desk();
  assert.equal(acts.undoLast(), false);
  holds(entry);
  assert.equal(acts.undoLast(), true);
  assert.ok(log.includes("outbox.undo"));
  told.refuses = true;
  await acts.undo("k1");
  assert.equal(session.state.notice?.sentence, "It is conflict.");
});

test("pauses end when the network is back, where something waits", () => {
  const { acts, holds, log } = desk();
  acts.online();
  assert.equal(log.length, 0);
  holds(entry);
  const before = log.length;
  acts.online();
  assert.ok(log.slice(before).includes("outbox.hasten"));
});

test("what can be changed is asked once for a type", () => {
  const { acts, log } = desk();
  assert.equal(acts.controls(row("a/1"))[0]?.choices[0]?.title, "Done");
  acts.controls(row("a/2"));
  assert.deepEqual(log, ["ticket.controls"]);
});

test("one press ends a ticket, once", async () => {
  const { acts, session, told } = desk();
  const [first] = session.state.list.shown?.result.rows ?? [];
  assert.ok(first);
  assert.equal(acts.quick(first, "done"), "2");
  assert.equal(acts.do(first, "done"), true);
  assert.deepEqual(told.acts.map((a) => [a.act.property, a.want]), [["status", "2"]]);
  assert.equal(acts.quick({ ...first, status: { id: 2, slug: "", title: "", state: "solved" } }, "done"), undefined, "it is over already");
  assert.equal(acts.do(first, "mine"), false, "nobody knows who the agent is");
});
