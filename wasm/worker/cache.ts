// What is cached, in the platform's cache. Where that keeps nothing, as on workers.dev, or is broken, it is said once, and
// nothing is asked of it for a while.

import type { Cached } from "../core.gen";
import { nothing } from "./body";
import { complain } from "./log";

/** The edge's own part of the cache, which no request from outside reaches. */
const SHELF = "deskside";
/** For how long a cache is left alone that keeps nothing, in milliseconds. */
const REST = 60_000;

/** The cache of an isolate. Its addresses are below the origin of the edge itself: for any other the platform would look around first. */
export class Cache {
  #shelf: ReturnType<CacheStorage["open"]> | undefined;
  #proven = false;
  #told = false;
  #until = 0;

  /** Whether it is worth asking. */
  get works(): boolean {
    return typeof caches !== "undefined" && Date.now() >= this.#until;
  }

  /** What is kept under a name, nothing where nothing is. */
  async match(origin: string, name: string): Promise<Uint8Array> {
    try {
      const found = await (await this.#open()).match(addressOf(origin, name));
      return found ? new Uint8Array(await found.arrayBuffer()) : nothing;
    } catch (error) {
      this.#broken(nameOf(error));
      return nothing;
    }
  }

  /** Keeps bytes under a name for a while; where there are none, nothing is kept there any more. */
  async put(origin: string, { name, bytes, keep_ms }: Cached): Promise<void> {
    const address = addressOf(origin, name);
    try {
      const shelf = await this.#open();
      if (bytes.length === 0) {
        await shelf.delete(address);
        return;
      }
      const seconds = Math.ceil(keep_ms / 1000);
      const headers = { "cache-control": `max-age=${seconds}` };
      await shelf.put(address, new Response(bytes as Uint8Array<ArrayBuffer>, { headers }));
      if (this.#proven) return;
      const found = await shelf.match(address);
      await found?.body?.cancel();
      this.#proven = !!found;
      if (!found) this.#broken("it keeps nothing here, as on workers.dev");
    } catch (error) {
      this.#broken(nameOf(error));
    }
  }

  #open(): ReturnType<CacheStorage["open"]> {
    return (this.#shelf ??= caches.open(SHELF));
  }

  #broken(why: string): void {
    this.#shelf = undefined;
    this.#until = Date.now() + REST;
    if (this.#told) return;
    this.#told = true;
    complain(`the cache does not work, and everything is asked of the helpdesk: ${why}`);
  }
}

function addressOf(origin: string, name: string): string {
  return `${origin}/.cached/${name}`;
}

/** What kind of error it is: what it says may hold what a person asked for. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
