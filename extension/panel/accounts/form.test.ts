import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyForm, problemsOf, reduceForm } from "./form";
import { failure, said } from "../samples";

test("a sentence stands at the field that can mend it", () => {
  for (const [name, what, problems] of [
    ["the core names the field", failure("invalid", [{ field: "address", say: said("Enter the address.") }]), { address: "Enter the address." }],
    ["several fields", failure("invalid", [{ field: "system", say: said("Choose.") }, { field: "key", say: said("Enter.") }]), { system: "Choose.", key: "Enter." }],
    ["a refused key", failure("unauthorized"), { key: "It is unauthorized." }],
    ["a key without rights", failure("forbidden"), { key: "It is forbidden." }],
    ["nobody there", failure("unavailable"), { address: "It is unavailable." }],
    ["something else there", failure("protocol"), { address: "It is protocol." }],
    ["a field that the form does not have", failure("invalid", [{ field: "accounts", say: said("x") }]), { address: "It is invalid." }],
  ] as const) {
    assert.deepEqual(problemsOf(what), problems, name);
  }
});

test("what was typed survives every refusal", () => {
  const typed = { ...emptyForm, system: "usedesk" as const, address: "desk.example.com", key: "secret" };
  const refused = reduceForm({ ...typed, step: "checking" }, { type: "form-refused", problems: { key: "No." } });
  assert.deepEqual([refused.system, refused.address, refused.key, refused.step], ["usedesk", "desk.example.com", "secret", ""]);
});

test("typing takes away what was said of the field, and a new address what was said of the key", () => {
  const refused = { ...emptyForm, problems: { address: "A", key: "K" } };
  assert.deepEqual(reduceForm(refused, { type: "form-typed", field: "key", value: "k", host: "", warning: "" }).problems, { address: "A" });
  assert.deepEqual(reduceForm(refused, { type: "form-typed", field: "address", value: "a", host: "", warning: "" }).problems, {});
});
