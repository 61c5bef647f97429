import assert from "node:assert/strict";
import { test } from "node:test";
import { keptIn } from "../../kept";
import { areaDouble } from "../../kept.double";
import { addApart, takeApart } from "./apart";

test("what was sent with no panel open is told by one panel, once", async () => {
  const area = areaDouble();
  const kept = keptIn(() => area);
  assert.deepEqual(await takeApart(kept), []);
  for (const key of ["a", "b", "a"]) await addApart(kept, key);
  assert.deepEqual(await takeApart(kept), ["b", "a"]);
  assert.deepEqual(await takeApart(kept), []);
});

test("what storage holds in another shape is nothing", async () => {
  const area = areaDouble();
  await area.set({ apart: [1, "a", null] });
  assert.deepEqual(await takeApart(keptIn(() => area)), ["a"]);
});
