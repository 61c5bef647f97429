import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { account, failure, list, row, ticket } from "./samples";
import { type Event, initialState, reduce, type State } from "./state";
import { troublesOf } from "./tickets/trouble";

const start: State = initialState("tickets", "system", true, 1000);
const after = (...events: Event[]): State => events.reduce(reduce, start);
const withTwo: Event[] = [
  { type: "storage-read", accounts: [account("a"), account("b")] },
  { type: "core-started" },
  { type: "list-asked", query: "status:active", chosen: true, request: 1, waiting: ["a", "b"], at: 1000, saved: null },
  { type: "list-arrived", waiting: [], result: { ...list([row("a/1"), row("b/2")]), answered: 2 }, old: [], wanted: true, selected: null },
];
const rows = (s: State) => s.list.shown?.result.rows.map((r) => r.key);

describe("accounts", () => {
  test("a removed account takes its tickets off the screen and can be put back in its place", () => {
    const removed = after(...withTwo, { type: "ticket-asked", row: row("a/1"), request: 2 }, { type: "account-removed", id: "a" });
    assert.deepEqual(removed.accounts.map((a) => a.id), ["b"]);
    assert.deepEqual(rows(removed), ["b/2"]);
    assert.equal(removed.ticket.row, null);
    const back = reduce(removed, { type: "removal-undone" });
    assert.deepEqual(back.accounts.map((a) => a.id), ["a", "b"]);
    assert.equal(back.removed, null);
  });

  test("a removal that is settled cannot be undone", () => {
    const state = after(...withTwo, { type: "account-removed", id: "a" }, { type: "removal-settled" }, { type: "removal-undone" });
    assert.deepEqual(state.accounts.map((a) => a.id), ["b"]);
  });

  test("an account that another page removed is forgotten here as well", () => {
    const state = after(...withTwo, { type: "storage-read", accounts: [account("b")] });
    assert.deepEqual(rows(state), ["b/2"]);
  });

  test("an added account empties the form, key and all", () => {
    const typed = after({ type: "form-typed", field: "key", value: "secret", host: "", warning: "" });
    const added = reduce(typed, { type: "account-added", account: account("c"), notice: "The key works." });
    assert.equal(added.form.key, "");
    assert.equal(added.place, "tickets");
    assert.equal(added.notice?.sentence, "The key works.");
  });
});

describe("an open ticket", () => {
  test("is shown at once when it is opened again", () => {
    const state = after(
      { type: "ticket-asked", row: row("a/1"), request: 1 },
      { type: "ticket-arrived", request: 1, result: ticket("a/1") },
      { type: "ticket-closed" },
      { type: "ticket-asked", row: row("a/1"), request: 2 },
    );
    assert.equal(state.ticket.result?.row.key, "a/1");
    assert.equal(state.ticket.request, 2);
  });

  test("is not replaced by the answer about another", () => {
    const state = after(
      { type: "ticket-asked", row: row("a/1"), request: 1 },
      { type: "ticket-asked", row: row("a/2"), request: 2 },
      { type: "ticket-arrived", request: 1, result: ticket("a/1") },
    );
    assert.equal(state.ticket.row?.key, "a/2");
    assert.equal(state.ticket.result, null);
  });

  test("keeps what was read when it cannot be read again", () => {
    const state = after(
      { type: "ticket-asked", row: row("a/1"), request: 1 },
      { type: "ticket-arrived", request: 1, result: ticket("a/1") },
      { type: "ticket-asked", row: row("a/1"), request: 2 },
      { type: "ticket-failed", request: 2, failure: failure("unavailable") },
    );
    assert.equal(state.ticket.result?.row.key, "a/1");
    assert.equal(state.ticket.failure?.kind, "unavailable");
  });

  test("only the latest twenty are kept", () => {
    const events = Array.from({ length: 25 }, (_, i): Event[] => [
      { type: "ticket-asked", row: row(`a/${i}`), request: i + 1 },
      { type: "ticket-arrived", request: i + 1, result: ticket(`a/${i}`) },
    ]).flat();
    const kept = after(...events).ticket.before.map((t) => t.row.key);
    assert.equal(kept.length, 20);
    assert.equal(kept[0], "a/24");
  });
});

describe("troubles", () => {
  const unanswered = (kind: "unauthorized" | "unavailable"): Event[] => [
    { type: "list-asked", query: "status:active", chosen: true, request: 2, waiting: ["a", "b"], at: 1000, saved: null },
    { type: "list-arrived", waiting: [], result: { ...list([row("a/1")]), problems: [{ account: "b", failure: failure(kind) }] }, old: [], wanted: true, selected: null },
  ];

  test("there are none when every account answered", () => {
    assert.equal(troublesOf(after(...withTwo)), null);
  });

  test("a refused key is mended by another key, a silent helpdesk by asking again", () => {
    for (const [kind, remedy] of [["unauthorized", "key"], ["unavailable", "retry"]] as const) {
      const troubles = troublesOf(after(...withTwo, ...unanswered(kind)));
      assert.equal(troubles?.heading, "1 of 2 accounts answered");
      assert.deepEqual(troubles.all.map((t) => [t.account?.id, t.sentence, t.remedy]), [["b", `It is ${kind}.`, remedy]]);
    }
  });

  test("access that was taken away is asked for again, whatever the helpdesk said before", () => {
    const troubles = troublesOf(after(...withTwo, ...unanswered("unavailable"), { type: "access-seen", denied: ["b"] }));
    assert.deepEqual(troubles?.all.map((t) => [t.account?.id, t.remedy]), [["b", "allow"]]);
  });

  test("being offline is not said once more for each helpdesk", () => {
    assert.equal(troublesOf(after(...withTwo, ...unanswered("unavailable"), { type: "network-changed", online: false })), null);
  });
});
