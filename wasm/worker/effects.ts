// The effects of an edge's steps: requests to the helpdesk, statements of the store, pauses.

import type { Bounds, Done, Effect, Request as Sending } from "../core.gen";
import { nothing, whole } from "./body";
import type { Store } from "./store";

/** What effects of one request are done with. */
export interface Means {
  readonly bounds: Bounds;
  readonly store: Store | undefined;
  /** When the time of the request is over, Unix milliseconds. */
  readonly until: number;
}

/** Does an effect. Whatever goes wrong is part of what came of it. */
export async function perform(effect: Effect, means: Means): Promise<Done> {
  const done: Done = { at: 0, over: false, response: null, sent: false, long: false, results: [], failure: "" };
  if (effect.send) await send(effect.send, means, done);
  else if (effect.statements.length > 0) await keep(effect, means, done);
  else done.over = !(await sleep(effect.pause_ms, means.until));
  done.at = Date.now() * 1000;
  return done;
}

/** Makes one attempt at a request. It follows no redirect, so that its key goes nowhere else. */
async function send(request: Sending, { bounds, until }: Means, done: Done): Promise<void> {
  const left = until - Date.now();
  if (left <= 0) {
    done.over = true;
    return;
  }
  const attempt = new AbortController();
  const timer = setTimeout(() => attempt.abort(), Math.min(request.timeout_ms, left));
  // Nothing here tells whether a request that failed was on its way already.
  done.sent = true;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers.map(({ name, value }): [string, string] => [name, value]),
      body: request.body.length > 0 ? (request.body as Uint8Array<ArrayBuffer>) : null,
      redirect: "manual",
      signal: attempt.signal,
    });
    const { status } = response;
    const body = response.body ? await whole(response.body.getReader(), bounds.answer_limit) : nothing;
    done.long = !body;
    const headers = Array.from(response.headers, ([name, value]) => ({ name, value })).filter(({ name }) => name !== "set-cookie");
    done.response = { failure: "", status, headers, body: body ?? nothing };
    if (!body) attempt.abort();
  } catch {
    done.over = Date.now() >= until;
    done.response = { failure: attempt.signal.aborted ? "timeout" : "network", status: 0, headers: [], body: nothing };
  } finally {
    clearTimeout(timer);
  }
}

async function keep(effect: Effect, { store, until }: Means, done: Done): Promise<void> {
  try {
    if (!store) throw new Error("there is no store");
    done.results = await store.run(effect, until);
  } catch (error) {
    done.failure = error instanceof Error ? error.message : String(error);
  }
}

/** Waits, but not beyond a time. Returns whether it waited as long as it was to. */
export async function sleep(ms: number, until: number): Promise<boolean> {
  const left = until - Date.now();
  if (left > 0) await new Promise((ring) => setTimeout(ring, Math.min(ms, left)));
  return left > ms;
}
