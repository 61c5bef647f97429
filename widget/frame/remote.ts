// The cores of browsers that run no WebAssembly: see later.ts.

import type { Core, Operations, Runner } from "../../wasm/core";
import type { Failure } from "../../wasm/core.gen";
import { address } from "./place";

/** What this takes from the frame, so that it is not there twice. */
export interface Means<O extends Operations<O>> {
  readonly operations: readonly string[];
  coreOn(runner: Runner): Core<O>;
  error(failure: Failure): Error;
}

/**
 * Has the edge run the core's operations: the same bytes go there and come back. As in a core of
 * this page, a call ends before anything else happens, so the page waits for the edge. Undefined
 * where whoever answers is no edge.
 */
export async function openRemote<O extends Operations<O>>({ operations, coreOn, error }: Means<O>): Promise<Core<O> | undefined> {
  const failed = (kind: "unavailable" | "rate_limited", id: "customer.failure.network" | "customer.failure.rate_limited" | "customer.failure.unavailable") =>
    error({ kind, say: { id, args: [] }, detail: "", fields: [], retry_after_ms: 0, uncertain: false });
  const answer = await fetch(`${address}/api/7.0/core.json`);
  if (!answer.ok) return undefined;
  const { success } = (await answer.json()) as { success: { stamp: string } };
  const call = (op: number, input: Uint8Array, read: (result: Uint8Array) => unknown): unknown => {
    const request = new XMLHttpRequest();
    request.open("POST", `${address}/api/7.0/core.msgpack?op=${operations[op] ?? ""}`, false);
    request.setRequestHeader("content-type", "application/msgpack");
    request.setRequestHeader("deskside-frame", success.stamp);
    // So each byte is a character.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    try {
      request.send(input as Uint8Array<ArrayBuffer>);
    } catch {
      throw failed("unavailable", "customer.failure.network");
    }
    if (request.status === 429) throw failed("rate_limited", "customer.failure.rate_limited");
    if (request.status !== 200) throw failed("unavailable", "customer.failure.unavailable");
    return read(Uint8Array.from(request.responseText, (c) => c.charCodeAt(0) & 255));
  };
  const none = () => {
    throw failed("unavailable", "customer.failure.unavailable");
  };
  return coreOn({ starts: 1, memory: 0, distant: true, call, hold: none, release: none });
}
