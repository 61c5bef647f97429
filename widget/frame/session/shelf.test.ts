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
