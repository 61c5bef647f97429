import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Row } from "../../../wasm/core.gen";
import { type Arrived, type ListResult, emptyListing, type Listing, type ListingEvent, news, pickedRows, reduceListing, visibleRows, withoutAccount } from "./listing";
import { failure, list, row, said } from "../samples";

const after = (...events: ListingEvent[]): Listing => events.reduce(reduceListing, emptyListing);
const asked = (request: number, query = "status:active", saved: Arrived | null = null): ListingEvent => ({ type: "list-asked", query, chosen: true, request, waiting: ["a"], at: 100, saved });
const arrived = (rows: Row[], wanted = true, waiting: string[] = []): ListingEvent => ({ type: "list-arrived", waiting, result: list(rows), old: [], wanted, selected: null });
const keys = (l: Listing) => visibleRows(l).map((r) => r.key);

describe("the list of tickets", () => {
  test("shows a saved list until the helpdesks answer", () => {
    const waiting = after(asked(1, "status:active", { result: list([row("a/1")]), old: [] }));
    assert.deepEqual(keys(waiting), ["a/1"]);
    assert.equal(waiting.shown?.saved, true);
    const answered = reduceListing(waiting, arrived([row("a/2"), row("a/1")]));
    assert.deepEqual(keys(answered), ["a/2", "a/1"]);
    assert.equal(answered.shown?.saved, false);
  });

  test("shows no rows of another query under a newly chosen one", () => {
    assert.deepEqual(keys(after(asked(1), arrived([row("a/1")]), asked(2, "status:new"))), []);
  });

  test("shows the rows of one helpdesk while another is on its way, and knows which", () => {
    const some = after(asked(1), arrived([row("a/1")], true, ["b"]));
    assert.deepEqual(keys(some), ["a/1"]);
    assert.deepEqual([some.request, some.waiting], [1, ["b"]]);
    const all = reduceListing(some, arrived([row("b/1"), row("a/1")]));
    assert.deepEqual([keys(all), all.request, all.waiting], [["b/1", "a/1"], 0, []]);
  });

  test("takes counts of views only once everybody has answered", () => {
    const told = (rows: number, waiting: string[]): ListingEvent => ({ type: "list-arrived", waiting, result: { ...list([]), views: [{ view: "new", rows, least: waiting.length > 0 }] }, old: [], wanted: true, selected: null });
    const before = after(asked(1), told(5, []), asked(2), told(2, ["b"]));
    assert.equal(before.counts["new"]?.rows, 5);
    assert.equal(reduceListing(before, told(6, [])).counts["new"]?.rows, 6);
  });

  test("keeps what is on the screen when nobody answers, and says who did not", () => {
    const before = after(asked(1), arrived([row("a/1")]), asked(2));
    const problems = [{ account: "a", failure: failure("unavailable") }];
    const state = reduceListing(before, { type: "list-arrived", waiting: [], result: { ...list([row("a/1")]), answered: 0, problems }, old: [], wanted: true, selected: null });
    assert.deepEqual(keys(state), ["a/1"]);
    assert.deepEqual(state.problems, problems);
    assert.equal(state.request, 0);
  });

  test("says at the field what is wrong with a query, keeps its text and shows the list before it", () => {
    const before = after(asked(1), arrived([row("a/1")]));
    const refused = failure("invalid", [{ field: "query", say: said("“stat:open” is not understood.") }]);
    const state = [{ type: "query-typed", text: "stat:open" } as const, asked(2, "stat:open"), { type: "list-failed", failure: refused } as const].reduce(reduceListing, before);
    assert.equal(state.problem, "“stat:open” is not understood.");
    assert.equal(state.draft, "stat:open");
    assert.deepEqual(keys(state), ["a/1"]);
    assert.equal(state.failure, null);
    assert.equal(reduceListing(state, { type: "query-typed", text: "status:open" }).problem, "");
  });

  test("moves no rows under the pointer or the reader unless the person asked for it", () => {
    const shown = after(asked(1), arrived([row("a/1"), row("a/2")]));
    const newer = [row("a/3"), { ...row("a/2"), subject: "Renamed" }, row("a/1")];
    for (const [there, away] of [
      [{ type: "list-pointed", pointing: true }, { type: "list-pointed", pointing: false }],
      [{ type: "list-read", reading: true }, { type: "list-read", reading: false }],
    ] as const) {
      const watched = reduceListing(shown, there);
      const held = reduceListing(watched, arrived(newer, false));
      assert.deepEqual(keys(held), ["a/1", "a/2"]);
      assert.equal(news(held), 1);
      assert.equal(visibleRows(held)[1]?.subject, "Renamed", "what a row says is that of now");
      assert.deepEqual(keys(reduceListing(held, { type: "held-wanted" })), ["a/3", "a/2", "a/1"]);
      assert.deepEqual(keys(reduceListing(held, away)), ["a/3", "a/2", "a/1"]);
      assert.deepEqual(keys(reduceListing(watched, arrived(newer, true))), ["a/3", "a/2", "a/1"]);
    }
    const both = [{ type: "list-pointed", pointing: true }, { type: "list-read", reading: true }, arrived(newer, false), { type: "list-pointed", pointing: false }] as const;
    assert.deepEqual(keys(both.reduce(reduceListing, shown)), ["a/1", "a/2"], "somebody still reads");
  });

  test("takes rows that come after all others at once: they move none", () => {
    const read = after(asked(1), arrived([row("a/1")]), { type: "list-read", reading: true });
    const longer = reduceListing(read, arrived([row("a/1"), row("a/2")], false));
    assert.deepEqual(keys(longer), ["a/1", "a/2"]);
    assert.equal(longer.held, null);
  });

  test("keeps what is typed and what it selects when the clock asks again", () => {
    const typed = after(asked(1), arrived([row("a/1")]), { type: "query-typed", text: "exp", selected: [0] });
    const later = [{ ...asked(2), chosen: false } as ListingEvent, { ...arrived([row("a/1")], false), selected: [0] } as ListingEvent].reduce(reduceListing, typed);
    assert.equal(later.draft, "exp");
    assert.deepEqual([...(later.selected ?? [])], [0]);
  });

  test("takes a newer list in the same order at once, though the pointer is on it", () => {
    const pointed = after(asked(1), arrived([row("a/1")]), { type: "list-pointed", pointing: true }, asked(2));
    const state = reduceListing(pointed, arrived([{ ...row("a/1"), subject: "Renamed" }], false));
    assert.equal(visibleRows(state)[0]?.subject, "Renamed");
    assert.equal(state.held, null);
  });

  test("moves its cursor within the rows, from either end, and not beyond", () => {
    const three = after(asked(1), arrived([row("a/1"), row("a/2"), row("a/3")]));
    const move = (l: Listing, by: number) => reduceListing(l, { type: "cursor-moved", by });
    for (const [name, steps, at] of [
      ["down enters at the first row", [1], "a/1"],
      ["up enters at the last row", [-1], "a/3"],
      ["down stops at the last row", [1, 1, 1, 1], "a/3"],
      ["up stops at the first row", [1, 1, -1, -1], "a/1"],
      ["to the end", [Infinity, Infinity], "a/3"],
      ["to the beginning", [Infinity, -Infinity], "a/1"],
    ] as const) {
      assert.equal(steps.reduce<Listing>(move, three).cursor, at, name);
    }
    assert.equal(move(after(asked(1), arrived([])), 1).cursor, "");
  });

  test("keeps its cursor on a row that is still there, and drops it with the row", () => {
    const at2 = after(asked(1), arrived([row("a/1"), row("a/2")]), { type: "cursor-set", key: "a/2" }, asked(2));
    assert.equal(reduceListing(at2, arrived([row("a/9"), row("a/2")])).cursor, "a/2");
    assert.equal(reduceListing(at2, arrived([row("a/9")])).cursor, "");
  });

  test("selects rows by range from the cursor, and lets go of those that leave, or of all with another query", () => {
    const three = after(asked(1), arrived([row("a/1"), row("a/2"), row("a/3")]), { type: "cursor-set", key: "a/1" });
    const picked = (l: Listing) => pickedRows(l).map((r) => r.key);
    const one = reduceListing(three, { type: "row-picked", key: "a/1" });
    const two = reduceListing(one, { type: "range-moved", by: 1 });
    assert.deepEqual([picked(one), picked(two), two.cursor], [["a/1"], ["a/1", "a/2"], "a/2"]);
    const all = reduceListing(two, { type: "range-picked", to: "a/3" });
    assert.deepEqual(picked(all), ["a/1", "a/2", "a/3"]);
    assert.deepEqual(picked(reduceListing(all, { type: "range-moved", by: -1 })), ["a/1", "a/2"]);
    assert.deepEqual(picked(reduceListing(all, arrived([row("a/3"), row("a/9")]))), ["a/3"]);
    assert.deepEqual(picked([asked(2, "status:new"), arrived([row("a/1")])].reduce(reduceListing, all)), []);
    assert.deepEqual(picked(reduceListing(all, asked(2))), ["a/1", "a/2", "a/3"], "the clock asks again");
    assert.deepEqual(picked(reduceListing(all, { type: "rows-picked", keys: [] })), []);
  });

  test("without an account has none of its rows, problems or counts", () => {
    const result: ListResult = {
      ...list([row("a/1", "open"), row("b/1", "open"), row("b/2", "new")]),
      problems: [{ account: "b", failure: failure("forbidden") }],
      views: [{ view: "active", rows: 3, least: false }],
    };
    const rest = withoutAccount(result, "b");
    assert.deepEqual(rest.rows.map((r) => r.key), ["a/1"]);
    assert.deepEqual(rest.problems, []);
    assert.deepEqual(rest.views, [], "how many are left is not known");
  });
});
