// Refusals are in the language that the widget speaks, which a site may have
// chosen and the browser would not ask for.

import type { Host } from "../../wasm/core";

/** A host whose requests ask for answers in a language, as its tag is when each is sent. */
export function speaking(host: Host, tag: () => string): Host {
  return {
    ...host,
    fetch: (url, init) => {
      const headers = new Headers(init.headers);
      headers.set("Accept-Language", tag());
      return host.fetch(url, { ...init, headers });
    },
  };
}
