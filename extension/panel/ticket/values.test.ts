import assert from "node:assert/strict";
import { test } from "node:test";
import { apiece, several, valueName, valueOf } from "./values";

test("a value is called as its account calls it, else in words of ours", () => {
  const status = [{ value: "2", title: "Done", state: "solved", under: [] }, { value: "3", title: "", state: "pending", under: [] }] as const;
  const cases: [property: string, value: string, choices: Parameters<typeof valueName>[2], name: string][] = [
    ["status", "2", status, "Done"],
    ["status", "3", status, "Pending"],
    ["status", "9", status, "#9"],
    ["assignee", "", [], "Nobody"],
    ["assignee", "5", [{ value: "5", title: "Ada", state: "", under: [] }], "Ada"],
    ["priority", "urgent", [], "Urgent"],
    ["type", "incident", [], "Incident"],
    ["type", "of their own", [], "Other"],
    ["tags", "a, b\nvip", [], "a, b, vip"],
    ["tags", "", [], "None"],
    ["locked", "1", [], "Yes"],
    ["group", "", [], "None"],
    ["text/14", "as typed", [], "as typed"],
    ["date/15", "", [], "None"],
    ["checkbox/4", "0", [{ value: "1", title: "", state: "", under: [] }, { value: "0", title: "", state: "", under: [] }], "No"],
    ["checkbox/5", "1\n2", [{ value: "1", title: "Sales", state: "", under: [] }, { value: "2", title: "Support", state: "", under: [] }], "Sales, Support"],
    ["nested/6", "39", [{ value: "39", title: "Refund", state: "", under: ["7"] }], "Refund"],
    ["list/7", "gone", [], "gone"],
  ];
  for (const [property, value, choices, name] of cases) assert.equal(valueName(property, value, choices), name, `${property} ${value}`);
});

test("a field that a ticket says nothing of is empty, once the ticket was read", () => {
  const values = [{ property: "status", value: "2" }, { property: "field/7", value: "39" }];
  assert.equal(valueOf(values, "status", false), "2");
  assert.equal(valueOf(values, "tags", true), undefined);
  assert.equal(valueOf(values, "list/7", false), "39");
  assert.equal(valueOf(values, "list/8", true), "");
  assert.equal(valueOf(values, "list/8", false), undefined, "rows tell nothing of fields");
});

test("several values are one whatever their order, as the core puts them together", () => {
  assert.equal(several(["b", "a", "b"]), "a\nb");
  assert.deepEqual(apiece(several(["a, b", "c"])), ["a, b", "c"]);
  assert.deepEqual(apiece(""), []);
});
