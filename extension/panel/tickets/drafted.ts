// Which tickets somebody has begun to write to.

import { computed, type ReadonlySignal } from "@preact/signals";
import { type Composing, ticketOf, visible } from "../compose/draft";
import type { Enclosures } from "../compose/files/enclosing";

/** The keys of rows whose tickets have drafts. It stays the same while one of them is written. */
export function draftedIn(composing: ReadonlySignal<Composing>, enclosures: ReadonlySignal<Enclosures>): ReadonlySignal<ReadonlySet<string>> {
  const keys = computed(() => {
    const written = Object.entries(composing.value.drafts).flatMap(([name, draft]) => (visible(draft) ? ticketOf(name) : []));
    return [...new Set([...written, ...Object.keys(enclosures.value.files).map(ticketOf)])].sort().join("\n");
  });
  return computed(() => new Set(keys.value.split("\n")));
}
