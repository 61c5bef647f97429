import assert from "node:assert/strict";
import { test } from "node:test";

import { brands, type Color, contrast, derived } from "../../shared/ui/color/contrast";
import { sheet } from "./sheet";

test("a site's own colour is read on the launcher, and seen on its surface, whichever it is", () => {
  const [, light = "", dark = ""] = /--tint:light-dark\((.* h\)),(.* h\))\);/.exec(sheet) ?? [];
  const surfaces = /--surface:light-dark\(oklch\(([\d. ]+)\),oklch\(([\d. ]+)\)\)/.exec(sheet)!.slice(1).map((s) => s.split(" ").map(Number) as unknown as Color);
  for (const brand of brands) {
    for (const [text, surface] of [[light, surfaces[0]!], [dark, surfaces[1]!]] as const) {
      const ratio = contrast(derived(text, brand), surface);
      assert.ok(ratio >= 4.5, `oklch(${brand.join(" ")}): ${ratio.toFixed(2)}`);
    }
  }
});
