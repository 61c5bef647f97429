// Where the demo is, and how what goes there stays here. The panel loads what
// answers when somebody asks; the background, which cannot load anything later,
// has it at hand.

import type { Kept } from "../kept";
import type { Ground } from "./demo";

const host = "demo.deskside.invalid";
const address = `https://${host}`;

/** What an account of the demo has beside its id. The key opens nothing. */
export const place = { system: "demo", address, host, pattern: `${address}/*`, key: "none" } as const;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Lets the demo answer what it is asked, and the network the rest. */
export function answering(fetch: Fetch, demo: Fetch): Fetch {
  return (url, init) => (url.startsWith(`${address}/`) ? demo(url, init) : fetch(url, init));
}

interface Access {
  request(pattern: string): Promise<boolean>;
  granted(pattern: string): Promise<boolean>;
  drop(pattern: string): Promise<boolean>;
}

/** Nobody is asked whether the demo may be reached, for nothing is. */
export function granting(access: Access): Access {
  const unless = (ask: (pattern: string) => Promise<boolean>) => async (pattern: string) => pattern === place.pattern || ask(pattern);
  return { request: unless(access.request), granted: unless(access.granted), drop: unless(access.drop) };
}

/** What the demo stands on in a page of the extension. */
export function groundOf(storage: Kept): Ground {
  return {
    storage,
    now: () => Date.now(),
    async alone(work) {
      await navigator.locks.request("deskside.demo", work);
    },
  };
}
