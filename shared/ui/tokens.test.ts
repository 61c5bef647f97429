// The colours of tokens.css, and the contrast of what the interfaces put on what.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { brands, type Color, contrast, derived, linear } from "./color/contrast";

const sheet = readFileSync("shared/ui/tokens.css", "utf8");
const defined = (css: string) => new Map([...css.matchAll(/(--ds-[\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));
const tokens = defined(sheet);
/** What takes the place of tokens where a site has a colour of its own. */
const own = defined(readFileSync("shared/ui/color/brand.css", "utf8"));

type Scheme = "light" | "dark";

/** The colour that a token has in a scheme. */
function color(name: string, scheme: Scheme): Color {
  let text = tokens.get(name);
  assert.ok(text, `${name} is not a token`);
  for (let i = 0; i < 9 && text.includes("var("); i++) text = text.replace(/var\((--ds-[\w-]+)\)/g, (_, n: string) => tokens.get(n) ?? "");
  const parts = [...text.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)].map((m): Color => [Number(m[1]), Number(m[2]), Number(m[3])]);
  const found = parts[text.startsWith("light-dark") && scheme === "dark" ? parts.length - 1 : 0];
  assert.ok(found, `${name} has no colour: ${text}`);
  return found;
}

/** The token behind a role. */
function accentOf(name: string): string {
  const behind = /^var\((--ds-[\w-]+)\)$/.exec(tokens.get(name) ?? "")?.[1];
  return behind ? accentOf(behind) : name;
}

/** A scheme's half of a pair of derived colours. */
function half(pair: string, scheme: Scheme): string {
  const [light = "", dark = ""] = pair.split(/(?<=h\)), /);
  return scheme === "light" ? light : dark;
}

const surfaces = ["--ds-surface", "--ds-surface-sunken", "--ds-surface-hover", "--ds-surface-pressed", "--ds-surface-chosen", "--ds-surface-floating"];
const statuses = ["new", "open", "pending", "hold", "solved", "closed", "spam"].map((s) => `--ds-status-${s}`);
const colors = [...tokens.keys()].filter((n) => /^--ds-(neutral|accent|status|on-accent|danger|warning|success|private-line)/.test(n));

/** What is read on what. */
const read: [text: string[], on: string[]][] = [
  [["--ds-text", "--ds-text-quiet", "--ds-text-accent", "--ds-danger", ...statuses], surfaces],
  [["--ds-text", "--ds-text-quiet", "--ds-text-accent"], ["--ds-agent-tint", "--ds-private-tint", "--ds-danger-tint", "--ds-success-tint"]],
  [["--ds-danger"], ["--ds-danger-tint"]],
  [["--ds-warning"], ["--ds-surface", "--ds-warning-tint"]],
  [["--ds-success"], ["--ds-surface", "--ds-surface-floating", "--ds-success-tint"]],
  [["--ds-on-accent"], ["--ds-accent-4", "--ds-accent-5"]],
];

/** What must be seen on what: borders of controls, focus, lines with a meaning. */
const seen: [mark: string[], on: string[]][] = [
  [["--ds-line-control", "--ds-focus"], ["--ds-surface", "--ds-surface-sunken", "--ds-surface-control", "--ds-surface-floating"]],
  [["--ds-focus"], ["--ds-surface-chosen", "--ds-surface-hover"]],
  [["--ds-private-line"], ["--ds-surface", "--ds-private-tint"]],
];

for (const scheme of ["light", "dark"] as const) {
  describe(`in the ${scheme} scheme`, () => {
    for (const [pairs, least, what] of [[read, 4.5, "can be read"], [seen, 3, "can be seen"]] as const) {
      for (const [marks, backgrounds] of pairs) {
        for (const mark of marks) {
          test(`${mark} ${what} on ${backgrounds.join(", ")}`, () => {
            for (const background of backgrounds) {
              const ratio = contrast(color(mark, scheme), color(background, scheme));
              assert.ok(ratio >= least, `${mark} on ${background}: ${ratio.toFixed(2)}, not ${least}`);
            }
          });
        }
      }
    }

    test("a site's own colour can be read and seen, whichever it is", () => {
      const accents = [...own.keys()];
      for (const [pairs, least] of [[read, 4.5], [seen, 3]] as const) {
        for (const [marks, backgrounds] of pairs) {
          for (const [mark, background] of marks.flatMap((m) => backgrounds.map((b) => [m, b] as const))) {
            const names = [mark, background].map(accentOf);
            if (!names.some((name) => accents.includes(name))) continue;
            for (const brand of brands) {
              const [a, b] = names.map((name) => (own.has(name) ? derived(half(own.get(name)!, scheme), brand) : color(name, scheme))) as [Color, Color];
              const ratio = contrast(a, b);
              assert.ok(ratio >= least, `${mark} on ${background} of oklch(${brand.join(" ")}): ${ratio.toFixed(2)}, not ${least}`);
            }
          }
        }
      }
    });

    test("every colour is one that an sRGB screen has", () => {
      for (const name of colors) {
        for (const part of linear(color(name, scheme))) assert.ok(part > -0.001 && part < 1.001, `${name} leaves sRGB: ${part}`);
      }
    });
  });
}

test("every token that is read exists", () => {
  const used = [...sheet.matchAll(/var\((--ds-[\w-]+)/g)].map((m) => m[1] ?? "");
  assert.deepEqual(used.filter((n) => !tokens.has(n)), []);
});
