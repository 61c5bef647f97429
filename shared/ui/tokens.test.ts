// The colours of tokens.css, computed as CSS Color 4 defines OKLCH, and the
// contrast of what the interfaces put on what, as WCAG 2.2 defines it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

const sheet = readFileSync("shared/ui/tokens.css", "utf8");
const tokens = new Map([...sheet.matchAll(/(--ds-[\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));

type Scheme = "light" | "dark";
type Color = readonly [lightness: number, chroma: number, hue: number];

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

function linear([l, c, h]: Color): [number, number, number] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}

function contrast(a: Color, b: Color): number {
  const luminance = (c: Color) => {
    const [red, green, blue] = linear(c).map((v) => Math.min(1, Math.max(0, v))) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const [x, y] = [luminance(a), luminance(b)];
  return Math.max(x, y) / Math.min(x, y);
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
