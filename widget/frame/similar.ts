// What finds posts like the one that is written: see later.ts.

import type { Core } from "../../wasm/core";
import type { Portal, PostRow, WritingOperations } from "../../wasm/core.gen";
import type { Choice } from "./session/state";

/** Finds posts in a snapshot of the site's open ones, which the edge makes. What is written goes nowhere for it. */
export interface Near {
  /** When the snapshot was made, Unix milliseconds. */
  readonly made: number;
  find(title: string, choice: Choice): readonly PostRow[];
}

/** For how long at most the browser may have something better to do, in milliseconds. */
const IDLE = 2000;

/** Brings the newest snapshot once the browser has nothing better to do; it stays in the browser's cache. Null where there is none. */
export async function openNear(core: Core<WritingOperations>, portal: Portal): Promise<Near | null> {
  await new Promise<unknown>((idle) => (typeof requestIdleCallback === "function" ? requestIdleCallback(idle, { timeout: IDLE }) : setTimeout(idle, 1)));
  // Nothing is lent to a core that is elsewhere.
  if (core.distant || typeof DecompressionStream === "undefined") return null;
  const { url, made } = await core.run("similar.snapshot", { portal });
  const file = url ? await fetch(url, { credentials: "omit" }) : null;
  if (!file?.ok || !file.body) return null;
  const posts = await new Response(file.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  const held = core.hold(new Uint8Array(posts));
  return { made, find: (title, type) => core.call("similar.near", { held, title, type }).posts };
}
