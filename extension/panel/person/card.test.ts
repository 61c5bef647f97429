import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { PersonResult } from "../../../wasm/core.gen";
import { failure } from "../samples";
import { nobody, type Person, type PersonEvent, reducePerson } from "./card";

const card = { id: 7, name: "Anna Weber", emails: ["anna@example.org"], phones: [], messengers: [], company: "", position: "", team: "", about: "", tags: [], fields: [], url: "" };
const known: PersonResult = { found: true, card, work: [], more: false, work_problem: null, notes_problem: null, keeps_notes: true, notes: [], zone: 0 };

const after = (...events: PersonEvent[]): Person => events.reduce(reducePerson, nobody);

describe("the person behind a ticket", () => {
  test("each account is drawn as it answers, and one that fails takes none with it", () => {
    const person = after(
      { type: "person-chosen", key: "a/1" },
      { type: "person-asked", account: "a", request: 1 },
      { type: "person-asked", account: "b", request: 2 },
      { type: "person-failed", request: 2, failure: failure("unavailable") },
      { type: "person-arrived", request: 1, result: known },
    );
    assert.equal(person.parts[0]?.result?.card.name, "Anna Weber");
    assert.equal(person.parts[1]?.failure?.kind, "unavailable");
  });

  test("another ticket's person is not shown what came for the one before", () => {
    const person = after(
      { type: "person-chosen", key: "a/1" },
      { type: "person-asked", account: "a", request: 1 },
      { type: "person-chosen", key: "a/2" },
      { type: "person-arrived", request: 1, result: known },
    );
    assert.deepEqual(person.parts, []);
  });

  test("notes that were written take the place of those before", () => {
    const note = { id: 1, author: "Olga", created: 1, remind: 0, body: new Uint8Array(), source: "x" };
    const person = after(
      { type: "person-chosen", key: "a/1" },
      { type: "person-asked", account: "a", request: 1 },
      { type: "person-arrived", request: 1, result: { ...known, notes_problem: failure("forbidden") } },
      { type: "notes-arrived", account: "a", notes: [note] },
    );
    assert.deepEqual(person.parts[0]?.result?.notes, [note]);
    assert.equal(person.parts[0]?.result?.notes_problem, null);
  });
});
