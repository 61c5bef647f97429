import assert from "node:assert/strict";
import { test } from "node:test";
import { keepAsked, MOST, pageFrom, takeAsked } from "./kept";

function memory() {
  const stored: Record<string, unknown> = {};
  return {
    stored,
    kept: {
      read: async (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, stored[key]])),
      write: async (values: object) => {
        Object.assign(stored, values);
        return true;
      },
    },
  };
}

test("what is asked of a page is taken once, and no longer than there is room for", async () => {
  const { kept, stored } = memory();
  await keepAsked(kept, { what: "take", text: "x".repeat(1_000_000), title: "t".repeat(5000), address: "https://a.example/", link: "", unread: false });
  const page = await takeAsked(kept);
  assert.equal(page?.text.length, MOST.take);
  assert.equal(page?.title.length, 1000);
  assert.equal(await takeAsked(kept), null);
  assert.equal(stored["page"], null);
});

test("what is of another shape is nothing", () => {
  for (const value of [null, 1, {}, { what: "delete", text: "", title: "", address: "", link: "" }, { what: "take", text: 1, title: "", address: "", link: "" }]) assert.equal(pageFrom(value), null);
  assert.deepEqual(pageFrom({ what: "people", text: "a", title: "b", address: "c", link: "", more: 1 }), { what: "people", text: "a", title: "b", address: "c", link: "", unread: false });
});
