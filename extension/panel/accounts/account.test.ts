import assert from "node:assert/strict";
import { test } from "node:test";
import { type Account, accountsFrom, sourceOf } from "./account";

const known: Account = { id: "a", system: "usedesk", address: "https://desk.test", key: "k", host: "desk.test", pattern: "https://desk.test/*", agent: "", me: 0 };

test("what is kept is read as it was written, and what has another shape is left out", () => {
  const cases: [string, unknown, unknown[]][] = [
    ["an account", [known], [known]],
    ["members in another order, and one that nobody knows", [{ agent: "", pattern: known.pattern, colour: "red", host: known.host, key: "k", address: known.address, system: "usedesk", id: "a" }], [known]],
    ["one of before anybody said who they are", [{ ...known, me: undefined }], [known]],
    ["a kind of helpdesk that this version does not know", [{ ...known, system: "zendesk" }, known], [{ ...known, system: "zendesk" }, known]],
    ["one without a key", [{ ...known, key: undefined }, known], [known]],
    ["one whose kind is no name", [{ ...known, system: 7 }], []],
    ["nothing", undefined, []],
    ["no list", { 0: known }, []],
  ];
  for (const [name, kept, accounts] of cases) assert.deepEqual(accountsFrom(kept), accounts, name);
});

test("an account is named by its kind where that tells it apart, by its host otherwise", () => {
  const [foreign] = accountsFrom([{ ...known, id: "b", system: "zendesk", host: "help.test" }]);
  assert.ok(foreign);
  assert.equal(sourceOf(known, [known, foreign]), "Usedesk");
  assert.equal(sourceOf(foreign, [known, foreign]), "zendesk", "its own name is all that is known of it");
  assert.equal(sourceOf(known, [known, { ...known, id: "c", host: "other.test" }]), "desk.test");
  assert.equal(sourceOf({ ...foreign, system: "constructor" as never }, []), "constructor");
});
