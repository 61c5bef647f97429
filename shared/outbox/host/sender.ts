// Sends what is due, one sender at a time in a browser: the one that holds a
// lock, or, where locks are refused, whoever has the lease of an entry.

import type { Boxed, Keep } from "./keep";

/** A step of sending: an entry under a lease. */
export interface Step {
  readonly key: string;
  readonly attempt: number;
  readonly entry: Uint8Array;
}

export interface Due extends Boxed {
  readonly steps: readonly Step[];
  /** When to ask again at the latest, in Unix milliseconds; 0 is not before something is added. */
  readonly next: number;
}

export type Locks = Pick<LockManager, "request"> | undefined;

/** What the core decides, and the sending itself. */
export interface Courier<R extends Boxed> {
  due(box: Uint8Array, sole: boolean): Due;
  /** Sends an entry; resolves with the answer, whatever it is. */
  send(step: Step): Promise<Uint8Array>;
  settle(box: Uint8Array, step: Step, answer: Uint8Array): R;
  /** Told of what came of settling, once it is stored. */
  settled(step: Step, result: R): void;
  /** Told of each change of the outbox. */
  changed(): void;
  /** Told of what should not happen: the entry is sent again when its lease is over. */
  failed(error: unknown): void;
}

export interface Surroundings<R extends Boxed> {
  readonly name: string;
  readonly keep: Keep;
  readonly courier: Courier<R>;
  /** Absent where a browser has none, or hides them. */
  readonly locks: Locks;
  readonly now: () => number;
  /** Runs something after a pause in milliseconds; what it returns calls it off. */
  readonly after: (ms: number, run: () => void) => () => void;
}

export interface Sender {
  /** Sends what is due, now and whenever something comes due. */
  poke(): void;
}

/** The longest timer that browsers take is 2^31 ms; nothing waits as long without another look. */
const LONGEST = 3_600_000;

export function startSender<R extends Boxed>({ name, keep, courier, locks, now, after }: Surroundings<R>): Sender {
  let callOff = () => {};
  /** Set while this page is the sender: starts another round. */
  let round: (() => void) | undefined;
  let asking = false;

  /** Sends until nothing is due. Each answer starts a round of its own, so that a slow one holds up nobody. */
  const drain = (sole: boolean) =>
    new Promise<void>((resolve) => {
      let busy = 0;
      const over = () => {
        if (--busy > 0) return;
        round = undefined;
        resolve();
      };
      const during = (work: () => Promise<void>) => {
        busy++;
        work()
          .catch((error: unknown) => courier.failed(error))
          .then(over, over);
      };
      const start = () =>
        during(async () => {
          const { steps, next } = await keep.change((box, alone) => courier.due(box, sole || alone));
          courier.changed();
          callOff();
          if (next > 0) callOff = after(Math.min(Math.max(next - now(), 0), LONGEST), poke);
          for (const step of steps) {
            during(async () => {
              const answer = await courier.send(step);
              courier.settled(step, await keep.change((box) => courier.settle(box, step, answer)));
              start();
            });
          }
        });
      round = start;
      start();
    });

  const poke = () => {
    if (round) return round();
    if (asking) return;
    asking = true;
    exclusively(name, locks, async (sole) => {
      asking = false;
      await drain(sole);
    }).catch((error: unknown) => {
      asking = false;
      courier.failed(error);
    });
  };

  return { poke };
}

/** Runs work when this page alone may, or at once where nothing can tell. */
async function exclusively(name: string, locks: Locks, work: (sole: boolean) => Promise<void>): Promise<void> {
  let begun = false;
  if (locks) {
    try {
      await locks.request(name, () => {
        begun = true;
        return work(true);
      });
      return;
    } catch (error) {
      // Opaque origins have the manager, and it refuses them.
      if (begun) throw error;
    }
  }
  await work(false);
}
