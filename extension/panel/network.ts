// Whether there is a network. The browser knows of cables and radio, and is wrong
// both ways: what a request comes to is better evidence.

import type { Fetch } from "../demo/place";

/** Asks as fetch does, and tells what comes of it: whoever answers is there, and who cannot be reached while the browser sees no network has none. */
export function heeding(fetch: Fetch, seen: () => boolean, told: (online: boolean) => void): Fetch {
  return async (url, init) => {
    try {
      const answer = await fetch(url, init);
      told(true);
      return answer;
    } catch (failure) {
      if (!seen() && !init.signal?.aborted) told(false);
      throw failure;
    }
  };
}
