// Messages for tests.

import type { Say } from "../../../wasm/core.gen";

/** A message that holds a text. */
export function said(text: string): Say {
  return { id: "customer.failure.invalid_detail", args: [{ name: "detail", is: "text", text, number: 0, say: null }] };
}
