// What was computed last, kept for whoever asks for the same again.

/** Computes as compute does, a pure function, and once for as long as its arguments are the same. */
export function latest<A extends readonly unknown[], R>(compute: (...of: A) => R): (...of: A) => R {
  let last: { of: A; made: R } | undefined;
  return (...of) => {
    if (!last || of.some((argument, i) => argument !== last?.of[i])) last = { of, made: compute(...of) };
    return last.made;
  };
}
