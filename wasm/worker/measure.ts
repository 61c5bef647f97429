// What requests and deliveries came to, for whoever runs the edge: one point each in Analytics Engine. Nothing in it is anybody's.

import type { Measure } from "../core.gen";
import type { Dataset } from "./platform";

/** Writes a point: route (also the index), method, status or state, the name of the site; all of the time, the helpdesk's, the store's and the cache's part, in milliseconds. */
export function count(dataset: Dataset | undefined, { site, method, route, status, state, ms, helpdesk_ms, store_ms, cache_ms }: Measure): void {
  dataset?.writeDataPoint({ indexes: [route], blobs: [route, method, state || String(status), site], doubles: [ms, helpdesk_ms, store_ms, cache_ms] });
}
