import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";
import { keptIn } from "./kept";
import { areaDouble, refused, taken } from "./kept.double";

// The same as a page does with it; the sources are this repository's own.
const value = (source: string): unknown => new Function(`return ${source}`)();

describe("storage as tests have it", () => {
  for (const [name, source] of Object.entries(taken)) {
    test(`takes ${name}, and gives it back`, async () => {
      const area = areaDouble();
      await area.set({ kept: value(source) });
      assert.deepEqual(await area.get(["kept"]), { kept: value(source) });
    });
  }
  for (const [name, source] of Object.entries(refused)) {
    test(`refuses ${name}`, async () => {
      const area = areaDouble();
      await area.set({ kept: "before" });
      await assert.rejects(area.set({ kept: value(source) }));
      assert.deepEqual(await area.get(["kept"]), { kept: "before" });
    });
  }
});

test("writing says whether it is kept, and never throws", async () => {
  const area = areaDouble();
  const kept = keptIn(() => area);
  assert.equal(await kept.write({ theme: "dark" }), true);
  area.full = true;
  assert.equal(await kept.write({ theme: "light" }), false);
  assert.deepEqual(await kept.read(["theme"]), { theme: "dark" });
  const gone = keptIn(() => {
    throw new TypeError("Cannot read properties of undefined");
  });
  assert.equal(await gone.write({ theme: "light" }), false);
});

test("what the browsers refuse does not compile", () => {
  const kept = keptIn(areaDouble);
  // @ts-expect-error bytes
  void kept.write({ lists: { table: new Uint8Array() } });
  // @ts-expect-error a bigint
  void kept.write({ id: 1n });
  // @ts-expect-error a function
  void kept.write({ run: () => 1 });
  // @ts-expect-error a date
  void kept.write({ at: new Date() });
});

test("nothing in the extension writes what is kept past the one place", () => {
  const found = execFileSync("git", ["grep", "-lE", String.raw`storage\.(local|session|sync)\b|localStorage|sessionStorage`, "--", "extension/**.ts", "extension/**.tsx"], { encoding: "utf8" });
  assert.deepEqual(found.trim().split("\n").filter((file) => !file.startsWith("extension/kept.")), []);
});
