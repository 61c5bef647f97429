import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { failure } from "../samples";
import { blank, type Creating, given, nameOf, nothingCreated, reduceCreating, typed, withValue } from "./draft";

const origin = { account: "a", system: "usedesk" as const, ticket: 7, subject: "It is bright", url: "" };

describe("what is typed of a new ticket", () => {
  const open: Creating = reduceCreating(nothingCreated, { type: "opened", name: "of/a/7", draft: { ...blank, origin }, taking: true });

  for (const [name, draft, want] of [
    ["nothing", blank, false],
    ["where it goes", { ...blank, account: "a", type: "idea" }, false],
    ["blanks", { ...blank, text: " \n", values: { subject: " " } }, false],
    ["a title", { ...blank, values: { subject: "Dark mode" } }, true],
    ["a text", { ...blank, text: "Please." }, true],
  ] as const) {
    test(`${name} is ${want ? "kept" : "nothing"}`, () => assert.equal(typed(draft), want));
  }

  test("what is made of a ticket is kept by it", () => {
    assert.equal(nameOf(null), "new");
    assert.equal(nameOf(origin), "of/a/7");
  });

  test("an empty value is none", () => {
    const draft = withValue(withValue(blank, "subject", "Dark"), "subject", "");
    assert.deepEqual(draft.values, {});
  });

  test("who is known by the address that is typed is named by number, and nobody else", () => {
    const draft = withValue(blank, "email", " anna@example.com ");
    const known = { email: "anna@example.com", person: { id: 5, name: "Anna", email: "anna@example.com" } };
    assert.deepEqual(given(draft, known).at(-1), { property: "client", value: "5" });
    assert.equal(given(withValue(draft, "email", "ben@example.com"), known).length, 1);
    assert.equal(given(draft, { ...known, person: { id: 0, name: "", email: "" } }).length, 1);
  });

  test("an answer about another one changes nothing", () => {
    assert.equal(reduceCreating(open, { type: "taken", name: "new", draft: blank }), open);
    assert.equal(reduceCreating(open, { type: "untaken", name: "new", failure: failure("unavailable") }), open);
    assert.equal(reduceCreating(open, { type: "person-known", email: "anna@example.com", person: { id: 5, name: "", email: "" } }), open);
  });

  test("what could not be taken leaves what is typed", () => {
    const kept = reduceCreating(open, { type: "typed", draft: { ...open.draft, text: "Mine" } });
    const after = reduceCreating(kept, { type: "untaken", name: "of/a/7", failure: failure("unavailable") });
    assert.equal(after.draft.text, "Mine");
    assert.equal(after.taking, false);
  });

  test("a try calls for the field of what is wrong, each time", () => {
    const once = reduceCreating(open, { type: "tried" });
    assert.ok(once.tried);
    assert.equal(reduceCreating(once, { type: "tried" }).called, 2);
  });
});
