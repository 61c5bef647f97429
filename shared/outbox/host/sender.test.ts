import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { Boxed, Keep } from "./keep";
import { type Locks, type Sender, startSender, type Step } from "./sender";

/** Lets every promise that can settle do so. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Entries of a box: what waits, what is being sent, what was sent, one letter each. */
interface Box {
  waiting: string;
  sending: string;
  sent: string;
  next: number;
}

/** Boxes that several pages share, or that one page holds alone. */
function store(waiting: string, alone = false) {
  const shared: { box: Uint8Array } = { box: write({ waiting, sending: "", sent: "", next: 0 }) };
  const keep: Keep = {
    grade: "kept",
    problem: undefined,
    async change<T extends Boxed>(run: (box: Uint8Array, alone: boolean) => T) {
      await settle();
      const result = run(shared.box, alone);
      shared.box = result.box;
      return result;
    },
    read: async () => shared.box,
    watch: () => () => {},
  };
  return { shared, keep };
}

const write = (box: Box) => new TextEncoder().encode(JSON.stringify(box));
const read = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Box;

/** One lock, as browsers have it. */
function lock(): NonNullable<Locks> & { most: number } {
  let last: Promise<unknown> = Promise.resolve();
  let held = 0;
  const locks = {
    most: 0,
    request: (_name: string, work: () => Promise<unknown>) => {
      const next = last.then(async () => {
        locks.most = Math.max(locks.most, ++held);
        await work();
        held--;
      });
      // The next waits for its end; its failure is for who asked.
      last = next.catch(() => undefined);
      return next;
    },
  };
  return locks as never;
}

function page(keep: Keep, locks: Locks) {
  const sends: { key: string; sole: boolean; answer: () => Promise<void>; refuse: (why: Error) => Promise<void> }[] = [];
  const failures: unknown[] = [];
  const settled: string[] = [];
  const timers: number[] = [];
  let alone = false;
  const sender: Sender = startSender<Boxed>({
    name: "outbox",
    keep,
    locks,
    now: () => 1000,
    after: (ms) => (timers.push(ms), () => {}),
    courier: {
      due(bytes, sole) {
        alone = sole;
        const box = read(bytes);
        const steps: Step[] = box.waiting.split("").map((key) => ({ key, attempt: 1, entry: new Uint8Array() }));
        return { box: write({ ...box, waiting: "", sending: box.sending + box.waiting }), steps, next: box.next };
      },
      send: ({ key }) =>
        new Promise((resolve, reject) => {
          sends.push({
            key,
            sole: alone,
            answer: () => (resolve(new Uint8Array()), settle().then(settle).then(settle)),
            refuse: (why) => (reject(why), settle().then(settle).then(settle)),
          });
        }),
      settle(bytes, { key }) {
        const box = read(bytes);
        return { box: write({ ...box, sending: box.sending.replace(key, ""), sent: box.sent + key }) };
      },
      settled: ({ key }) => void settled.push(key),
      changed: () => {},
      failed: (error) => void failures.push(error),
    },
  });
  return { sender, sends, failures, settled, timers };
}

const rest = () => settle().then(settle).then(settle).then(settle);

describe("a sender", () => {
  test("sends what is due, each answer on its own", async () => {
    const { keep, shared } = store("ab");
    const { sender, sends, settled } = page(keep, lock());
    sender.poke();
    await rest();
    assert.deepEqual(sends.map((s) => s.key), ["a", "b"]);
    await sends[1]!.answer();
    assert.equal(read(shared.box).sent, "b", "a slow one holds up nobody");
    await sends[0]!.answer();
    assert.deepEqual(settled, ["b", "a"]);
  });

  test("stores that it sends before it does", async () => {
    const { keep, shared } = store("a");
    const { sender, sends } = page(keep, lock());
    sender.poke();
    await rest();
    assert.equal(sends.length, 1);
    assert.equal(read(shared.box).sending, "a");
  });

  test("is one in a browser", async () => {
    const locks = lock();
    const { keep, shared } = store("ab");
    const [one, other] = [page(keep, locks), page(keep, locks)];
    one.sender.poke();
    other.sender.poke();
    await rest();
    assert.deepEqual([one.sends.length, other.sends.length], [2, 0]);
    for (const send of one.sends) await send.answer();
    await rest();
    assert.equal(locks.most, 1);
    assert.equal(read(shared.box).sent, "ab");
    assert.ok(one.sends.every((s) => s.sole));
  });

  test("takes up what is added while it sends", async () => {
    const { keep, shared } = store("a");
    const { sender, sends } = page(keep, lock());
    sender.poke();
    await rest();
    await keep.change((bytes) => ({ box: write({ ...read(bytes), waiting: "b" }) }));
    sender.poke();
    await rest();
    assert.deepEqual(sends.map((s) => s.key), ["a", "b"]);
    for (const send of sends) await send.answer();
    assert.equal(read(shared.box).sent, "ab");
  });

  for (const [name, locks] of [
    ["missing", undefined],
    ["refused", { request: () => Promise.reject(new DOMException("no locks here", "SecurityError")) } as unknown as Locks],
  ] as const) {
    test(`goes by leases alone where locks are ${name}`, async () => {
      const { keep } = store("a");
      const { sender, sends, failures } = page(keep, locks);
      sender.poke();
      await rest();
      assert.deepEqual(sends.map((s) => [s.key, s.sole]), [["a", false]]);
      assert.deepEqual(failures, []);
    });
  }

  test("needs no lock for what its page alone holds: whatever was being sent was left behind", async () => {
    const { keep } = store("a", true);
    const { sender, sends } = page(keep, undefined);
    sender.poke();
    await rest();
    assert.deepEqual(sends.map((s) => [s.key, s.sole]), [["a", true]]);
  });

  test("comes back when something comes due", async () => {
    const { keep } = store("");
    await keep.change((bytes) => ({ box: write({ ...read(bytes), next: 6000 }) }));
    const { sender, timers } = page(keep, lock());
    sender.poke();
    await rest();
    assert.deepEqual(timers, [5000]);
  });

  test("says what should not happen, and goes on with the rest", async () => {
    const { keep, shared } = store("ab");
    const { sender, sends, failures } = page(keep, lock());
    sender.poke();
    await rest();
    const why = new Error("the core stopped");
    await sends[0]!.refuse(why);
    await sends[1]!.answer();
    assert.deepEqual(failures, [why]);
    assert.deepEqual([read(shared.box).sent, read(shared.box).sending], ["b", "a"], "its lease ends by itself");
    sender.poke();
    await rest();
    assert.equal(failures.length, 1, "and the lock is free again");
  });
});
