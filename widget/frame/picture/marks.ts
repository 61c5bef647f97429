// Marks on a picture: each changes its pixels, so that nothing of what was blurred is in what is sent.

export type Kind = "highlight" | "blur";

/** A part of a picture, in its pixels. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Mark extends Part {
  readonly kind: Kind;
}

/** How many squares a blurred part has along its shorter side at most, and how large one is at least, in pixels: what stood there is not to be read out of them. */
const SQUARES = 4;
const LEAST = 12;

/** A part that two corners span, within a picture, in whole pixels. */
export function between(a: { x: number; y: number }, b: { x: number; y: number }, width: number, height: number): Part {
  const within = (n: number, most: number) => Math.max(0, Math.min(most, Math.round(n)));
  const [left, right] = [within(Math.min(a.x, b.x), width), within(Math.max(a.x, b.x), width)];
  const [top, bottom] = [within(Math.min(a.y, b.y), height), within(Math.max(a.y, b.y), height)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Puts squares of one colour each in the place of a part's pixels: four bytes a pixel, row by row. */
export function blurred(pixels: Uint8ClampedArray, width: number, height: number): void {
  const side = Math.max(LEAST, Math.ceil(Math.min(width, height) / SQUARES));
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side) {
      const [bottom, right] = [Math.min(top + side, height), Math.min(left + side, width)];
      const sum = [0, 0, 0, 0];
      const each = (run: (at: number) => void) => {
        for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) run((y * width + x) * 4);
      };
      each((at) => sum.forEach((_, i) => (sum[i]! += pixels[at + i]!)));
      const count = (bottom - top) * (right - left);
      each((at) => sum.forEach((total, i) => (pixels[at + i] = total / count)));
    }
}

/** Makes a mark. */
export function draw(on: CanvasRenderingContext2D, { kind, x, y, width, height }: Mark): void {
  if (width < 1 || height < 1) return;
  if (kind === "blur") {
    const part = on.getImageData(x, y, width, height);
    blurred(part.data, width, height);
    on.putImageData(part, x, y);
    return;
  }
  const line = Math.max(2, Math.round(on.canvas.width / 300));
  on.save();
  on.globalCompositeOperation = "multiply";
  on.fillStyle = "#ffe95c";
  on.fillRect(x, y, width, height);
  on.restore();
  on.strokeStyle = "#c62828";
  on.lineWidth = line;
  on.strokeRect(x + line / 2, y + line / 2, Math.max(1, width - line), Math.max(1, height - line));
}
