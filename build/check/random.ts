// Chance that can be repeated, for tests.

/** Returns a source of whole numbers: next(n) is one of 0 to n - 1. The same seed gives the same ones. */
export function random(seed: number): (n: number) => number {
  let state = seed >>> 0;
  // mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** The list in another order. */
export function shuffled<T>(list: readonly T[], next: (n: number) => number): T[] {
  const rest = [...list];
  const out: T[] = [];
  while (rest.length > 0) out.push(...rest.splice(next(rest.length), 1));
  return out;
}
