import { CoreError } from "../../../wasm/core";
import type { Failure } from "../../../wasm/core.gen";

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

/** Whether this browser will never run the core, rather than not right now. */
export function refused(error: unknown): boolean {
  return typeof WebAssembly === "undefined" || error instanceof WebAssembly.CompileError;
}
