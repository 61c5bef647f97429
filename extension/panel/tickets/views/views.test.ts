import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ViewCount } from "../../../../wasm/core.gen";
import { countText, counted, fitting, noViews, tabsFrom, tabsOf, viewOf, viewsOf } from "./views";

describe("counts of views", () => {
  const told = (...views: readonly ViewCount[]) => ({ views });

  test("what an answer tells stands on top of what is known", () => {
    const known = counted({}, told({ view: "active", rows: 3, least: false }, { view: "new", rows: 1, least: false }));
    const now = counted(known, told({ view: "new", rows: 2, least: true }));
    assert.deepEqual([countText(now["active"]), countText(now["new"]), countText(now["mine"])], ["3", "2+", ""]);
  });

  test("an answer that tells nothing changes nothing", () => {
    const known = counted({}, told({ view: "active", rows: 3, least: false }));
    assert.equal(counted(known, told()), known);
  });

  test("the least there is says so, and a dash stands where it is none", () => {
    assert.equal(countText({ view: "open", rows: 0, least: true }), "–");
    assert.equal(countText({ view: "open", rows: 0, least: false }), "0");
  });
});

test("a view is known by its query, blanks or not", () => {
  assert.equal(viewOf(" status:new ", noViews.all)?.id, "new");
  assert.equal(viewOf("status:new x", noViews.all), undefined);
});

test("as many tabs are shown as fit, and the chosen one in any case", () => {
  for (const [name, sizes, room, chosen, shown] of [
    ["all have room beside the menu", [50, 50, 50], 190, 0, [0, 1, 2]],
    ["the menu takes room, too", [50, 50, 50], 189, 0, [0, 1]],
    ["the chosen one stands last when it would not fit", [50, 50, 50, 50], 160, 3, [0, 3]],
    ["nobody is chosen", [50, 50, 50, 50], 160, -1, [0, 1]],
    ["no room at all", [50, 50, 50], 10, 1, [1]],
    ["a small one does not slip in before a large one", [50, 90, 10], 120, 0, [0]],
  ] as const) {
    assert.deepEqual(fitting(sizes, room, 40, chosen), shown, name);
  }
});

describe("views as they are kept", () => {
  const tab = (id: string, name = "", query = "") => ({ id, name, query, group_by: "", badge: "", notify: [] }) as const;

  test("stand in their order; what every sidebar has and is not kept stands last", () => {
    const all = viewsOf([tab("new"), tab("", "Billing", "group:billing"), tab("gone")]);
    assert.deepEqual(all.slice(0, 3).map((v) => v.id || v.name), ["new", "Billing", "active"]);
    assert.equal(all.length, noViews.all.length + 1);
  });

  test("are kept as they stand", () => {
    const tabs = tabsOf(viewsOf([tab("", "Billing", "group:billing")]));
    assert.deepEqual(tabsFrom(JSON.parse(JSON.stringify({ tabs }))), tabs);
  });

  test("keep what they are watched for; what this version does not know is left out", () => {
    const watched = { ...tab("mine"), badge: "unseen", notify: ["overdue", "entered", "risen"] };
    const [mine, active] = viewsOf(tabsFrom(JSON.parse(JSON.stringify({ tabs: [watched] }))));
    assert.deepEqual([mine?.badge, mine?.notify, active?.badge, active?.notify], ["unseen", ["entered", "overdue"], "", []]);
    const { badge: _, notify: __, ...before } = tab("", "Billing", "group:billing");
    assert.deepEqual(tabsFrom({ tabs: [before, { ...before, badge: 3, notify: "all" }] }).map((t) => [t.badge, t.notify]), [["", []], ["", []]], "of an earlier version");
  });

  test("of another shape are left out", () => {
    for (const kept of [undefined, null, [], { tabs: 3 }, { tabs: [null, { id: 1 }, { name: "x" }] }]) assert.deepEqual(tabsFrom(kept), []);
  });
});
