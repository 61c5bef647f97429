import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { between, blurred } from "./marks";

describe("a part of a picture", () => {
  for (const [name, a, b, want] of [
    ["is between two corners, whichever comes first", { x: 30, y: 5 }, { x: 10.4, y: 25.6 }, { x: 10, y: 5, width: 20, height: 21 }],
    ["ends at the picture's edge", { x: -5, y: 90 }, { x: 500, y: 400 }, { x: 0, y: 90, width: 100, height: 10 }],
    ["may be nothing", { x: 7, y: 7 }, { x: 7, y: 7 }, { x: 7, y: 7, width: 0, height: 0 }],
  ] as const)
    test(name, () => assert.deepEqual(between(a, b, 100, 100), want));
});

describe("what is blurred", () => {
  const checkered = (width: number, height: number) => {
    const pixels = new Uint8ClampedArray(width * height * 4);
    for (let i = 0; i < width * height; i++) pixels.set([i % 2 ? 255 : 0, 100, i % 3 ? 30 : 60, 255], i * 4);
    return pixels;
  };
  const colours = (pixels: Uint8ClampedArray) => new Set(Array.from({ length: pixels.length / 4 }, (_, i) => pixels.slice(i * 4, i * 4 + 4).join()));

  test("has a few squares of one colour each in the place of its pixels", () => {
    const pixels = checkered(80, 60);
    blurred(pixels, 80, 60);
    // Squares of 15: 6 beside each other, 4 below each other.
    assert.ok(colours(pixels).size <= 24, String(colours(pixels).size));
    assert.equal(pixels.slice(0, 4).join(), pixels.slice((14 * 80 + 14) * 4, (14 * 80 + 14) * 4 + 4).join());
  });

  test("is one square where it is small", () => {
    const pixels = checkered(10, 8);
    blurred(pixels, 10, 8);
    assert.equal(colours(pixels).size, 1);
    assert.equal(pixels[3], 255, "and as solid as it was");
    assert.ok(pixels[0]! > 100 && pixels[0]! < 150, "in the middle of what was there");
  });
});
