// What tests are made of.

import type { Say } from "../../../wasm/core.gen";
import type { Storage } from "./shelf";

/** A message that holds a text. */
export function said(text: string): Say {
  return { id: "customer.failure.invalid_detail", args: [{ name: "detail", is: "text", text, number: 0, say: null }] };
}

/** Bytes that are none twice. */
export const counting = () => {
  let n = 0;
  return (bytes: Uint8Array) => bytes.forEach((_, i) => (bytes[i] = n++));
};

/** A storage that a test looks into; full is one that takes nothing. */
export function storage(kept: Record<string, string> = {}, full = false): Storage & { kept: Record<string, string> } {
  return {
    kept,
    getItem: (name) => kept[name] ?? null,
    setItem: (name, value) => {
      if (full) throw new Error("the quota is exceeded");
      kept[name] = value;
    },
  };
}
