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
  const draft = { title: "Dark mode", content: "Please.", category: 4, writing: "k" };

  test("come back on the next visit", () => {
    const kept = storage();
    openShelf(kept, counting()).keepDraft("idea", draft);
    assert.deepEqual(openShelf(kept, counting()).drafts(), { idea: draft });
  });

  test("stay in memory when storage is full, and the shelf says so", () => {
    const shelf = openShelf(storage({}, true), counting());
    shelf.keepDraft("idea", draft);
    assert.deepEqual(shelf.drafts(), { idea: draft });
    assert.equal(shelf.lasting, false);
  });

  test("are gone when nothing is in them", () => {
    const shelf = openShelf(storage(), counting());
    shelf.keepDraft("idea", draft);
    shelf.keepDraft("idea", { title: "", content: "", category: 0, writing: "" });
    assert.deepEqual(shelf.drafts(), {});
  });

  for (const [name, kept] of [
    ["are ignored when they are not JSON", "{"],
    ["are ignored when they are something else", "[1]"],
  ] as const) {
    test(name, () => {
      const { idea } = openShelf(storage({ "deskside.draft.idea": kept }), counting()).drafts();
      assert.ok(idea === undefined || (idea.title === "" && idea.content === "" && idea.category === 0));
    });
  }
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
