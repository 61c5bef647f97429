import assert from "node:assert/strict";
import { test } from "node:test";

import { keptIn } from "../../kept";
import { areaDouble, type Double } from "../../kept.double";
import { type Shared, sharedLimits } from "./limits";

/** Storage that several pages share. */
function storage(read?: unknown): Shared & { area: Double; heard: boolean[] } {
  const area = areaDouble();
  if (read !== undefined) area.stored["limits"] = read;
  const watchers: ((value: unknown) => void)[] = [];
  const kept = keptIn(() => ({
    get: (keys) => area.get(keys),
    async set(values) {
      await area.set(values);
      watchers.forEach((changed) => changed(structuredClone(values["limits"])));
    },
  }));
  const heard: boolean[] = [];
  return { kept, area, heard, watch: (_key, changed) => void watchers.push(changed), told: (kept) => void heard.push(kept) };
}

/** Writing has settled. */
const settled = () => new Promise(setImmediate);

const limit = (account: string, ...bytes: number[]) => ({ account, limit: Uint8Array.from(bytes) });

test("pages of the extension see what the others have sent", async () => {
  const shared = storage();
  const one = await sharedLimits(shared);
  const two = await sharedLimits(shared);
  one.write([limit("a", 1, 2)]);
  await settled();
  assert.deepEqual(two.read(), [limit("a", 1, 2)]);
  two.write([limit("b", 3)]);
  await settled();
  assert.deepEqual(one.read(), [limit("a", 1, 2), limit("b", 3)]);
});

test("a page that is opened later goes on from there", async () => {
  const shared = storage();
  (await sharedLimits(shared)).write([limit("a", 255, 0)]);
  await settled();
  assert.deepEqual((await sharedLimits(shared)).read(), [limit("a", 255, 0)]);
});

test("what has another shape is left out, and a browser that keeps nothing is no obstacle", async () => {
  const odd = storage([null, 7, { account: "a" }, { account: "b", limit: [1, 300] }, { account: "c", limit: [4] }]);
  assert.deepEqual((await sharedLimits(odd)).read(), [limit("c", 4)]);
  const forgetful = storage();
  forgetful.area.full = true;
  const limits = await sharedLimits(forgetful);
  limits.write([limit("a", 1)]);
  await settled();
  assert.deepEqual(limits.read(), [limit("a", 1)]);
  assert.deepEqual(forgetful.heard, [false]);
});

test("memory of the core that changes afterwards changes nothing here", async () => {
  const limits = await sharedLimits(storage());
  const bytes = Uint8Array.from([1, 2, 3]);
  limits.write([{ account: "a", limit: bytes }]);
  bytes.fill(9);
  assert.deepEqual(limits.read(), [limit("a", 1, 2, 3)]);
});
