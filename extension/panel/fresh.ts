// How old is old is the core's to say, with each answer; this only looks at the clock.

/** Whether an answer is old, all Unix milliseconds. One from times to come is: the clock was set back. */
export function isStale(at: number, staleAt: number, now: number): boolean {
  return now >= staleAt || now < at;
}
