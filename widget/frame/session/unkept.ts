import type { Failure } from "../../../wasm/core.gen";
import { say, told } from "../speech";

/** Why the outbox did not take something: of its own it only refuses when it is full. */
export function notKept(failure: Failure): string {
  return failure.say.id === "customer.failure.conflict" ? say("widget.waiting.full") : told(failure.say);
}
