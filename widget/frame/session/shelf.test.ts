import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { newId, openShelf, type Storage } from "./shelf";

const counting = () => {
  let n = 0;
  return (bytes: Uint8Array) => bytes.forEach((_, i) => (bytes[i] = n++));
};

function storage(kept: Record<string, string> = {}, full = false): Storage & { kept: Record<string, string> } {
  return {
    kept,
    getItem: (name) => kept[name] ?? null,
    setItem: (name, value) => {
      if (full) throw new Error("the quota is exceeded");
      kept[name] = value;
    },
  };
}

describe("the visitor", () => {
  test("is an id of 32 letters and digits", () => {
    assert.match(newId(counting()), /^[0-9a-f]{32}$/);
  });

  test("stays the same over visits", () => {
    const kept = storage();
    const random = counting();
    assert.equal(openShelf(kept, random).visitor(), openShelf(kept, random).visitor());
  });

  test("is made anew when what was kept is not an id", () => {
    const kept = storage({ "deskside.visitor": JSON.stringify("x\r\nInjected: 1") });
    assert.match(openShelf(kept, counting()).visitor(), /^[0-9a-f]{32}$/);
  });

  test("stays the same for the page where storage is refused", () => {
    const shelf = openShelf(null, counting());
    assert.equal(shelf.visitor(), shelf.visitor());
    assert.equal(shelf.lasting, false);
  });
});

describe("drafts", () => {
  const none = { id: "", draft: { type: "idea", object: 0, title: "", content: "", category: 0, files: [], fields: [], tags: "" } } as const;
  const current = { id: "k", draft: { type: "idea", object: 0, title: "Dark mode", content: "Please.", category: 4, files: [{ token: "t", name: "a.png", size: 5 }], fields: [{ id: 15, values: ["1", "3"], list: true }], tags: "dark, reports" } } as const;
  const spare = { id: "l", draft: { type: "idea", object: 0, title: "Export", content: "", category: 0, files: [], fields: [], tags: "" } } as const;

  test("come back on the next visit, with what other pages held", () => {
    const kept = storage();
    openShelf(kept, counting()).keepDrafts("idea", { current, spares: [spare], gone: "g" });
    assert.deepEqual(openShelf(kept, counting()).drafts("idea"), { current, spares: [spare], gone: "g" });
    assert.equal(openShelf(kept, counting()).drafts("problem").current.id, "");
  });

  test("of an earlier version come back", () => {
    const kept = storage({ "deskside.draft.idea": JSON.stringify({ title: "Dark mode", content: "Please.", category: 4, writing: "k" }) });
    assert.deepEqual(openShelf(kept, counting()).drafts("idea"), { current: { ...current, draft: { ...current.draft, files: [], fields: [], tags: "" } }, spares: [], gone: "" });
  });

  test("without an id get one, since what has none is nothing", () => {
    const kept = storage({ "deskside.draft.idea": JSON.stringify({ title: "Dark mode" }) });
    assert.match(openShelf(kept, counting()).drafts("idea").current.id, /^[0-9a-f]{32}$/);
  });

  test("stay in memory when storage is full, and the shelf says so", () => {
    const shelf = openShelf(storage({}, true), counting());
    shelf.keepDrafts("idea", { current, spares: [], gone: "" });
    assert.deepEqual(shelf.drafts("idea").current, current);
    assert.equal(shelf.lasting, false);
  });

  test("leave nothing behind when there is nothing to know", () => {
    const kept = storage();
    const shelf = openShelf(kept, counting());
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
      assert.deepEqual(openShelf(storage({ "deskside.draft.idea": kept }), counting()).drafts("idea"), { current: none, spares: [], gone: "" });
    });
  }

  test("of other pages are told by the names that storage tells", () => {
    const shelf = openShelf(storage(), counting());
    const names = ["idea", "problem", "question", "post/7"] as const;
    assert.deepEqual(shelf.written("deskside.draft.post/7", names), ["post/7"]);
    assert.deepEqual(shelf.written("deskside.draft.problem", names), ["problem"]);
    assert.deepEqual(shelf.written("deskside.waits", names), []);
    assert.deepEqual(shelf.written(null, names), names, "all of it was cleared");
  });
});

describe("what waits in the outbox", () => {
  test("is remembered over visits, so that the outbox is opened at once", () => {
    const kept = storage();
    assert.equal(openShelf(kept, counting()).waits(), false);
    openShelf(kept, counting()).keepWaits(true);
    assert.equal(openShelf(kept, counting()).waits(), true);
    openShelf(kept, counting()).keepWaits(false);
    assert.equal(openShelf(kept, counting()).waits(), false);
  });
});
