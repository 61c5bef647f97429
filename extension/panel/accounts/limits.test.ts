import assert from "node:assert/strict";
import { test } from "node:test";

import { type Shared, sharedLimits } from "./limits";

/** Storage that several pages share, as JSON. */
function storage() {
  let kept: string | undefined;
  const watchers: ((value: unknown) => void)[] = [];
  const shared: Shared = {
    read: async () => (kept === undefined ? undefined : JSON.parse(kept)),
    async write(_key, value) {
      kept = JSON.stringify(value);
      watchers.forEach((changed) => changed(JSON.parse(kept!)));
    },
    watch: (_key, changed) => void watchers.push(changed),
  };
  return shared;
}

const limit = (account: string, ...bytes: number[]) => ({ account, limit: Uint8Array.from(bytes) });

test("pages of the extension see what the others have sent", async () => {
  const shared = storage();
  const one = await sharedLimits(shared);
  const two = await sharedLimits(shared);
  one.write([limit("a", 1, 2)]);
  assert.deepEqual(two.read(), [limit("a", 1, 2)]);
  two.write([limit("b", 3)]);
  assert.deepEqual(one.read(), [limit("a", 1, 2), limit("b", 3)]);
});

test("a page that is opened later goes on from there", async () => {
  const shared = storage();
  (await sharedLimits(shared)).write([limit("a", 255, 0)]);
  assert.deepEqual((await sharedLimits(shared)).read(), [limit("a", 255, 0)]);
});

test("what has another shape is left out, and a browser that keeps nothing is no obstacle", async () => {
  const odd: Shared = { ...storage(), read: async () => [null, 7, { account: "a" }, { account: "b", limit: [1, 300] }, { account: "c", limit: [4] }] };
  assert.deepEqual((await sharedLimits(odd)).read(), [limit("c", 4)]);
  const forgetful: Shared = { ...storage(), write: () => Promise.reject(new Error("quota")) };
  const limits = await sharedLimits(forgetful);
  limits.write([limit("a", 1)]);
  assert.deepEqual(limits.read(), [limit("a", 1)]);
});

test("memory of the core that changes afterwards changes nothing here", async () => {
  const limits = await sharedLimits(storage());
  const bytes = Uint8Array.from([1, 2, 3]);
  limits.write([{ account: "a", limit: bytes }]);
  bytes.fill(9);
  assert.deepEqual(limits.read(), [limit("a", 1, 2, 3)]);
});
