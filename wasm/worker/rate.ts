// Token buckets for each client, one for reading and one for writing. Every isolate counts by itself.

import type { Bounds } from "../core.gen";

/** When the buckets of a client are full again. */
interface Buckets {
  reads: number;
  writes: number;
}

export class Rate {
  #bounds: Bounds;
  #clients = new Map<string, Buckets>();

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** Uses up one request of a client at a time in milliseconds. Returns how long it has to wait, 0 for one that may come. */
  take(client: string, kind: keyof Buckets, now: number): number {
    let buckets = this.#clients.get(client);
    if (!buckets) {
      this.#makeRoom(now);
      this.#clients.set(client, (buckets = { reads: 0, writes: 0 }));
    }
    const { size, every_ms } = this.#bounds[kind];
    const next = Math.max(buckets[kind], now) + every_ms;
    const over = next - now - size * every_ms;
    if (over > 0) return over;
    buckets[kind] = next;
    return 0;
  }

  /** Forgets clients whose buckets are full, which changes nothing for them; where these are too few, any, until half are gone. */
  #makeRoom(now: number): void {
    const { clients } = this.#bounds;
    if (this.#clients.size < clients) return;
    for (const [name, { reads, writes }] of this.#clients) if (reads <= now && writes <= now) this.#clients.delete(name);
    for (const name of this.#clients.keys()) {
      if (this.#clients.size <= clients / 2) return;
      this.#clients.delete(name);
    }
  }
}

/** What tells clients apart: an IPv4 address as it is, of an IPv6 address the first 64 bits, since a client has all the rest. */
export function network(address: string): string {
  if (!address.includes(":")) return address;
  const embedded = /^::ffff:([\d.]+)$/i.exec(address);
  if (embedded?.[1]) return embedded[1];
  const [before = "", after] = address.split("::");
  const groups = before ? before.split(":") : [];
  const behind = after ? after.split(":") : [];
  while (after !== undefined && groups.length + behind.length < 8) groups.push("0");
  return [...groups, ...behind].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
