// How everything is measured, in Node and in pages alike: in turns, so that what disturbs one disturbs all.

export interface Contender {
  who: string;
  run: () => unknown;
}

/** What one program prints as a line of JSON: milliseconds by contender; the same place is the same moment. */
export interface Figures {
  what: string;
  samples: Record<string, number[]>;
  /** Why it could not be measured. */
  error?: string;
}

/** Samples of each contender by turns. One lasts as long as the clocks of browsers need. */
export async function inTurns(what: string, contenders: readonly Contender[], rounds = 25, least = 20): Promise<Figures> {
  const once = async ({ run }: Contender, times: number) => {
    const began = performance.now();
    for (let i = 0; i < times; i++) {
      const result = run();
      if (result instanceof Promise) await result;
    }
    return (performance.now() - began) / times;
  };
  const batch = new Map<Contender, number>();
  for (const c of contenders) {
    // Warms up the compilers, and learns how often it takes to last long enough.
    let each = await once(c, 3);
    for (const end = performance.now() + 20 * least; performance.now() < end; ) each = Math.min(each, await once(c, Math.max(3, Math.round(least / each))));
    batch.set(c, Math.max(1, Math.ceil(least / Math.max(each, 0.001))));
  }
  const samples: Record<string, number[]> = {};
  for (let i = 0; i < rounds; i++) {
    for (const c of contenders) (samples[c.who] ??= []).push(await once(c, batch.get(c) ?? 1));
  }
  return { what, samples };
}
