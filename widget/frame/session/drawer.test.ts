import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { openDrawer } from "./drawer";
import { counting, storage } from "./samples";
import { newId, openShelf, type Storage } from "./shelf";

const drawer = (kept: Storage) => openDrawer(openShelf(kept, counting()), () => newId(counting()));

describe("drafts", () => {
  const none = { id: "", draft: { type: "idea", object: 0, title: "", content: "", category: 0, files: [], fields: [], tags: "" } } as const;
  const current = { id: "k", draft: { type: "idea", object: 0, title: "Dark mode", content: "Please.", category: 4, files: [{ token: "t", name: "a.png", size: 5 }], fields: [{ id: 15, values: ["1", "3"], list: true }], tags: "dark, reports" } } as const;
  const spare = { id: "l", draft: { type: "idea", object: 0, title: "Export", content: "", category: 0, files: [], fields: [], tags: "" } } as const;

  test("come back on the next visit, with what other pages held", () => {
    const kept = storage();
    drawer(kept).keepDrafts("idea", { current, spares: [spare], gone: "g" });
    assert.deepEqual(drawer(kept).drafts("idea"), { current, spares: [spare], gone: "g" });
    assert.equal(drawer(kept).drafts("problem").current.id, "");
  });

  test("of an earlier version come back", () => {
    const kept = storage({ "deskside.draft.idea": JSON.stringify({ title: "Dark mode", content: "Please.", category: 4, writing: "k" }) });
    assert.deepEqual(drawer(kept).drafts("idea"), { current: { ...current, draft: { ...current.draft, files: [], fields: [], tags: "" } }, spares: [], gone: "" });
  });

  test("without an id get one, since what has none is nothing", () => {
    const kept = storage({ "deskside.draft.idea": JSON.stringify({ title: "Dark mode" }) });
    assert.match(drawer(kept).drafts("idea").current.id, /^[0-9a-f]{32}$/);
  });

  test("stay in memory when storage is full, and the shelf says so", () => {
    const shelf = openShelf(storage({}, true), counting());
    const drawer = openDrawer(shelf, () => newId(counting()));
    drawer.keepDrafts("idea", { current, spares: [], gone: "" });
    assert.deepEqual(drawer.drafts("idea").current, current);
    assert.equal(shelf.lasting, false);
  });

  test("leave nothing behind when there is nothing to know", () => {
    const kept = storage();
    const shelf = drawer(kept);
    shelf.keepDrafts("idea", { current, spares: [], gone: "" });
    shelf.keepDrafts("idea", { current: none, spares: [], gone: "" });
    assert.equal(kept.kept["deskside.draft.idea"], "null");
    assert.deepEqual(shelf.drafts("idea"), { current: none, spares: [], gone: "" });
  });

  for (const [name, kept] of [
    ["are ignored when they are not JSON", "{"],
    ["are ignored when they are something else", "[1]"],
    ["are ignored when their members are something else", '{"title":1,"spares":[null,7,{"content":2}],"gone":{},"tags":7,"fields":[{"id":1},{"values":["a"]},7]}'],
  ] as const) {
    test(name, () => {
      assert.deepEqual(drawer(storage({ "deskside.draft.idea": kept })).drafts("idea"), { current: none, spares: [], gone: "" });
    });
  }

  test("of other pages are told by the names that storage tells", () => {
    const shelf = drawer(storage());
    const names = ["idea", "problem", "question", "post/7"] as const;
    assert.deepEqual(shelf.written("deskside.draft.post/7", names), ["post/7"]);
    assert.deepEqual(shelf.written("deskside.draft.problem", names), ["problem"]);
    assert.deepEqual(shelf.written("deskside.waits", names), []);
    assert.deepEqual(shelf.written(null, names), names, "all of it was cleared");
  });
});
