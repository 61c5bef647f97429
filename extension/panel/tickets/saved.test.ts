import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accountsFrom, sourceOf } from "../accounts/account";
import { account, list, row } from "../samples";
import { listOf, listsFrom, listsOf, withList } from "./saved";
import { noViews } from "./views/views";

const { all } = noViews;

describe("what storage holds", () => {
  test("comes back as it was written", () => {
    const lists = withList({}, "status:active", { result: list([row("a/1")]), old: [] }, all);
    assert.deepEqual(listsFrom(JSON.parse(JSON.stringify(lists))), lists);
    assert.deepEqual(listOf(lists["status:active"]!), { result: { ...list([row("a/1")]), total: -1 }, old: [] });
    assert.deepEqual(accountsFrom(JSON.parse(JSON.stringify([account("a")]))), [account("a")]);
  });

  test("of another shape is left out", () => {
    for (const [name, value] of [
      ["nothing", undefined],
      ["null", null],
      ["a list in the place of an object", []],
      ["a list without rows", { "status:active": { at: 1, answered: 1, views: [], old: [] } }],
      ["a row without a status", { "status:active": { ...list([]), old: [], rows: [{ ...row("a/1"), status: null }] } }],
      ["a row without a subject", { "status:active": { ...list([]), old: [], rows: [{ ...row("a/1"), subject: 1 }] } }],
    ] as const) {
      assert.deepEqual(listsFrom(value), {}, name);
    }
    assert.deepEqual(accountsFrom([null, "x", { ...account("a"), key: 1 }, { ...account("a"), system: null }, account("b")]), [account("b")]);
    assert.deepEqual(accountsFrom({ a: account("a") }), []);
  });

  test("is the same though its members came back in another order", () => {
    const turned = Object.fromEntries(Object.entries(account("a")).reverse());
    assert.equal(JSON.stringify(accountsFrom([turned])), JSON.stringify(accountsFrom([account("a")])));
  });

  test("is the lists of views only, and no more rows than can be scrolled", () => {
    assert.deepEqual(withList({}, "invoice", { result: list([row("a/1")]), old: [] }, all), {});
    const many = Array.from({ length: 500 }, (_, i) => row(`a/${i}`));
    assert.equal(withList({}, "status:new", { result: list(many), old: [] }, all)["status:new"]?.rows.length, 200);
  });

  test("loses the tickets of accounts that are gone", () => {
    const lists = withList({}, "status:new", { result: list([row("a/1"), row("b/1"), row("c/1")]), old: [] }, all);
    assert.deepEqual(listsOf(lists, [{ id: "b" }])["status:new"]?.rows.map((r) => r.key), ["b/1"]);
  });
});

test("an account is named by its system, or by its host beside another of that system", () => {
  const [a, b, c] = [account("a"), account("b"), account("c", { system: "usedesk" })];
  assert.equal(sourceOf(a, [a, c]), "UseResponse");
  assert.equal(sourceOf(a, [a, b, c]), "a.example.com");
  assert.equal(sourceOf(c, [a, b, c]), "Usedesk");
});
