// Colours as CSS Color 4 defines OKLCH, and their contrast as WCAG 2.2 defines
// it: what tests judge style sheets by.

export type Color = readonly [lightness: number, chroma: number, hue: number];

/** Linear red, green and blue, beyond 0 and 1 where an sRGB screen does not have the colour. */
export function linear([l, c, h]: Color): [number, number, number] {
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

/** The ratio of two colours as a screen shows them. */
export function contrast(a: Color, b: Color): number {
  const luminance = (c: Color) => {
    const [red, green, blue] = linear(c).map((v) => Math.min(1, Math.max(0, v))) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const [x, y] = [luminance(a), luminance(b)];
  return Math.max(x, y) / Math.min(x, y);
}

/** Colours of sites, all round: greys, tints, and more than a screen has. */
export const brands: readonly Color[] = [0, 0.25, 0.5, 0.75, 1].flatMap((l) =>
  [0, 0.05, 0.1, 0.2, 0.3, 0.4].flatMap((c) => Array.from({ length: 60 }, (_, i): Color => [l, c, i * 6])),
);

/** What oklch(from var(--brand) …) of a style sheet is of a brand; each part a number, or l, c, h within min() or max(). */
export function derived(text: string, brand: Color): Color {
  const parts = /oklch\(from var\((?:[^()]|\([^()]*\))*\) (\S+(?:, [\d.]+\)|,[\d.]+\))?) (\S+(?:, [\d.]+\)|,[\d.]+\))?) h\)/.exec(text);
  if (!parts) throw new Error(`${text} is of no brand`);
  const value = (part: string, own: number) => {
    const [, which, bound] = /^(min|max)\(\w, ?([\d.]+)\)$/.exec(part) ?? [];
    if (which) return (which === "min" ? Math.min : Math.max)(own, Number(bound));
    return /^[lc]$/.test(part) ? own : Number(part);
  };
  return [value(parts[1]!, brand[0]), value(parts[2]!, brand[1]), brand[2]];
}
