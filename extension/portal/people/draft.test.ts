import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { FieldEntry, User } from "../../../wasm/core.gen";
import { draftOf, profileOf } from "./draft";

const field = (id: number, kind: string) => ({ id, kind, name: `Field ${id}`, options: [] }) as unknown as FieldEntry;
const user = {
  profile: { id: 7, name: "Anna", email: "anna@example.org", tags: "vip", password: "", team: "", role: "user", fields: [{ id: 1, name: "Size", value: "L" }, { id: 9, name: "Gone", value: "x" }] },
  fields: [field(1, "list"), field(2, "text")], changes: [], fields_problem: null, changes_problem: null,
} as unknown as User;

describe("what is typed about a user", () => {
  test("begins with what is there, of the fields that the account has", () => {
    assert.deepEqual(draftOf(user), { name: "Anna", email: "anna@example.org", tags: "vip", password: "", fields: { 1: "L", 2: "" } });
  });

  test("sends only the fields that were changed, by kind and number", () => {
    const sent = profileOf(user, { ...draftOf(user), name: " Anna W. ", fields: { 1: "L", 2: "Berlin" } });
    assert.equal(sent.name, "Anna W.");
    assert.deepEqual(sent.fields, [{ id: 2, name: "text/2", value: "Berlin" }]);
    assert.deepEqual(profileOf(user, draftOf(user)).fields, []);
  });

  test("clears a field that was emptied", () => {
    assert.deepEqual(profileOf(user, { ...draftOf(user), fields: { 1: "", 2: "" } }).fields, [{ id: 1, name: "list/1", value: "" }]);
  });
});
