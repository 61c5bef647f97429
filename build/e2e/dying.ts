// What dies in the middle of storing and sending.

/**
 * Runs in the frame: the n-th thing that takes a while (a read or a write of the store, a request that changes something, its
 * answer) never comes back, and nothing after it, as for a page that is killed there.
 */
export function dieAt(n: number) {
  const here = window as unknown as { dead: boolean };
  here.dead = false;
  let left = n;
  const counts = () => {
    if (!here.dead && --left === 0) here.dead = true;
    return here.dead;
  };
  const never = new Promise<never>(() => {});
  for (const name of ["get", "put"] as const) {
    const real = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
    IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...args: unknown[]) {
      if (counts()) {
        this.transaction.abort();
        throw new DOMException("killed", "AbortError");
      }
      return real.apply(this, args);
    } as never;
  }
  const send = window.fetch;
  window.fetch = async (input, init) => {
    if (!init?.method || init.method === "GET") return here.dead ? never : send(input, init);
    if (counts()) return never;
    const answer = await send(input, init);
    return counts() ? never : answer;
  };
  const keep = Storage.prototype.setItem;
  Storage.prototype.setItem = function (name, kept) {
    if (!here.dead) keep.call(this, name, kept);
  };
}
