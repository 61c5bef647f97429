import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, test } from "node:test";
import { keptIn, type Migration, migrations } from "./kept";
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

describe("what earlier releases have kept", () => {
  /** What later releases might come to. */
  const steps: Migration[] = [
    { keys: [], migrate: () => ({}) },
    { keys: ["theme"], migrate: ({ theme }) => ({ looks: { theme: theme ?? "system" }, theme: null }) },
    { keys: ["looks", "size"], migrate: ({ looks, size }) => ({ looks: { ...(looks as object), size: size ?? "medium" } }) },
  ];
  const led = { looks: { theme: "dark", size: "medium" }, theme: null, version: 3, accounts: ["a"] };
  const left: Record<string, Record<string, unknown>> = {
    "without a number": { theme: "dark", accounts: ["a"] },
    "at 1": { theme: "dark", accounts: ["a"], version: 1 },
    "at 2": { looks: { theme: "dark" }, theme: null, accounts: ["a"], version: 2 },
    "at 3": led,
  };
  for (const [name, stored] of Object.entries(left)) {
    test(`${name} is led to the newest before it is read`, async () => {
      const area = areaDouble();
      await area.set(stored);
      assert.deepEqual(await keptIn(() => area, steps).read(["looks"]), { looks: led.looks });
      assert.deepEqual(area.stored, led);
    });

    test(`${name} is led to the newest before it is written`, async () => {
      const area = areaDouble();
      await area.set(stored);
      assert.equal(await keptIn(() => area, steps).write({ looks: { theme: "light", size: "large" } }), true);
      assert.deepEqual(area.stored, { ...led, looks: { theme: "light", size: "large" } });
    });
  }

  test("is led once, however many pages come to it at once", async () => {
    const area = areaDouble();
    await area.set({ theme: "dark", accounts: ["a"] });
    let last = Promise.resolve();
    const alone = (work: () => Promise<void>) => (last = last.then(work));
    const pages = [1, 2, 3].map(() => keptIn(() => area, steps, alone));
    for (const read of await Promise.all(pages.map((page) => page.read(["looks"])))) assert.deepEqual(read, { looks: led.looks });
    assert.deepEqual(area.stored, led);
  });

  test("is read as it is where it cannot be written, and led on by the next page", async () => {
    const area = areaDouble();
    await area.set({ theme: "dark", accounts: ["a"] });
    area.full = true;
    const page = keptIn(() => area, steps);
    assert.deepEqual(await page.read(["accounts", "looks"]), { accounts: ["a"] });
    assert.equal(await page.write({ accounts: [] }), false);
    area.full = false;
    assert.deepEqual(await page.read(["looks"]), { looks: led.looks });
  });

  test("by a later release is left at its number", async () => {
    const area = areaDouble();
    await area.set({ ...led, version: 9, more: true });
    const page = keptIn(() => area, steps);
    assert.deepEqual(await page.read(["looks"]), { looks: led.looks });
    assert.equal(await page.write({ accounts: [] }), true);
    assert.deepEqual(area.stored, { ...led, version: 9, more: true, accounts: [] });
  });

  test("is asked for its number once", async () => {
    const area = areaDouble();
    const asked: string[][] = [];
    const page = keptIn(() => ({ set: (values) => area.set(values), get: (keys) => (asked.push(keys), area.get(keys)) }), steps);
    await area.set(led);
    await page.read(["looks"]);
    await page.read(["looks"]);
    assert.deepEqual(asked, [["looks", "version"], ["looks"]]);
  });

  test("today has number 1, from which all that come are tested", async () => {
    const area = areaDouble();
    const kept = { accounts: [{ id: "a" }], lists: {}, names: {}, views: {}, marks: {}, signatures: {}, writing: "rich", created: {} };
    await area.set(kept);
    assert.deepEqual(await keptIn(() => area, migrations).read(Object.keys(kept)), kept);
    assert.deepEqual(area.stored, { ...kept, version: migrations.length });
  });
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
