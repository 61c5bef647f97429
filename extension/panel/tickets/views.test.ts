import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { failure, list, row } from "../samples";
import { countText, counted, fitting, viewOf, views } from "./views";

describe("counts of views", () => {
  const active = { ...list([row("a/1", "new"), row("a/2", "open"), row("a/3", "open")]), counts: [{ state: "new" as const, rows: 1 }, { state: "open" as const, rows: 2 }] };
  const shown = (counts: ReturnType<typeof counted>) => views.map((v) => countText(counts[v.id]));

  test("the view of all that wait tells the counts of its parts", () => {
    assert.deepEqual(shown(counted({}, "status:active", active)), ["3", "1", "2", "0", "0", "", ""]);
  });

  test("where a helpdesk has more, or did not answer, a count is the least there is", () => {
    assert.deepEqual(shown(counted({}, "status:active", { ...active, more: true })), ["3+", "1+", "2+", "", "", "", ""]);
    const unanswered = { ...active, problems: [{ account: "b", failure: failure("unavailable") }] };
    assert.deepEqual(shown(counted({}, "status:active", unanswered)), ["3+", "1+", "2+", "", "", "", ""]);
  });

  test("one view's own list corrects its count alone", () => {
    const counts = counted(counted({}, "status:active", active), "status:open", list([row("a/2", "open")]));
    assert.deepEqual(shown(counts), ["3", "1", "1", "0", "0", "", ""]);
  });

  test("a query that is no view tells nothing", () => {
    assert.deepEqual(counted({}, "status:open invoice", active), {});
  });
});

test("a view is known by its query, blanks or not", () => {
  assert.equal(viewOf(" status:new ")?.id, "new");
  assert.equal(viewOf("status:new x"), undefined);
});

test("as many tabs are shown as fit, and the chosen one in any case", () => {
  for (const [name, sizes, room, chosen, shown] of [
    ["all have room", [50, 50, 50], 150, 0, [0, 1, 2]],
    ["the menu takes room, too", [50, 50, 50], 149, 0, [0, 1]],
    ["the chosen one stands last when it would not fit", [50, 50, 50, 50], 160, 3, [0, 3]],
    ["nobody is chosen", [50, 50, 50, 50], 160, -1, [0, 1]],
    ["no room at all", [50, 50, 50], 10, 1, [1]],
    ["a small one does not slip in before a large one", [50, 90, 10], 120, 0, [0]],
  ] as const) {
    assert.deepEqual(fitting(sizes, room, 40, chosen), shown, name);
  }
});
