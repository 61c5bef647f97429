import { CoreError } from "../../../wasm/core";
import type { Failure } from "../../../wasm/core.gen";
import { say, told } from "../speech";

/** What anything that was thrown means to a customer. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CoreError) return error.failure;
  return {
    kind: "unavailable",
    say: { id: "customer.failure.network", args: [] },
    detail: String(error),
    fields: [],
    retry_after_ms: 0,
    uncertain: false,
  };
}

/** Why the outbox did not take something: of its own it only refuses when it is full. */
export function notKept(failure: Failure): string {
  return failure.say.id === "customer.failure.conflict" ? say("widget.waiting.full") : told(failure.say);
}

/** Whether this browser will never run the core, rather than not right now. */
export function refused(error: unknown): boolean {
  return typeof WebAssembly === "undefined" || error instanceof WebAssembly.CompileError;
}
