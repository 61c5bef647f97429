import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { counting, storage } from "./samples";
import { newId, openShelf } from "./shelf";

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

describe("what the page holds", () => {
  test("is what storage does not take, and given to the next shelf is there", () => {
    const held: Record<string, string> = {};
    const hold = (name: string, value: string | null) => {
      if (value === null) delete held[name];
      else held[name] = value;
    };
    const first = openShelf(null, counting(), undefined, {}, hold);
    first.write("deskside.draft", { title: "Dark mode" });
    const visitor = first.visitor();
    assert.deepEqual(Object.keys(held).sort(), ["deskside.draft", "deskside.visitor"]);
    const next = openShelf(null, counting(), undefined, { ...held, "deskside.outbox": new Uint8Array(3) }, hold);
    assert.equal(next.visitor(), visitor);
    assert.deepEqual(next.read("deskside.draft"), { title: "Dark mode" });
    assert.equal(next.lasting, false);

    const kept = storage();
    const lasting = openShelf(kept, counting(), undefined, { ...held }, hold);
    assert.equal(lasting.lasting, true, "it goes into storage as soon as that takes it");
    assert.deepEqual(held, {});
    assert.equal(openShelf(kept, counting()).visitor(), visitor);
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
