// The widget's outbox: posts and votes are stored first, then sent. The core
// decides, shared/outbox/host stores and sends.

import { type Grade, openKeep } from "../../../shared/outbox/host/keep";
import { type Locks, type Sender, startSender } from "../../../shared/outbox/host/sender";
import type { Core } from "../../../wasm/core";
import type { BoxResult, Challenge, CustomerOperations, Pending, Portal, Votes, WritingOperations } from "../../../wasm/core.gen";

/** What of a browser an outbox takes; where it has none of it, it does without. */
export interface Browser {
  /** A name in storage, as it is for this site. */
  readonly own: (name: string) => string;
  /** What a frame before this one could keep in the page alone, and what hears of it from now on. */
  readonly held: Uint8Array | undefined;
  readonly holds: (box: Uint8Array) => void;
  readonly indexedDB: unknown;
  readonly locks: Locks;
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  /** Has Turnstile show whoever is there to be a person. Resolves with its token, "" where they leave it. */
  readonly show: (wanted: Challenge) => Promise<string>;
}

export interface Outbox {
  readonly grade: Grade;
  /** Runs an operation that changes the outbox and stores it, then sends what is due. Rejects with CoreError. */
  run<K extends Changing>(op: K, args: Omit<CustomerOperations[K]["args"], "box">): Promise<void>;
  /** Has whoever is there show to be a person, and sends an entry then. Resolves with whether they did. */
  prove(key: string, wanted: Challenge): Promise<boolean>;
}

/** The operations that change an outbox and nothing else. */
type Changing = "outbox.post" | "outbox.vote" | "outbox.undo" | "outbox.hasten";

/** What came of sending an entry: the votes of a vote, or what a portal wants to know of whoever sends a post. */
export interface Sent {
  readonly answer: Uint8Array;
  readonly votes?: Votes | null;
  readonly person?: Challenge | null;
}

/** What is told of an outbox. */
export interface Ear {
  /** What is in it now, and in which bytes. */
  holds(pending: readonly Pending[], box: Uint8Array): void;
  /** What came of sending an entry of it from this page. */
  settled(entry: Pending, result: Sent): void;
  failed(error: unknown): void;
}

/** What it is called in this browser. */
export const NAME = "deskside.outbox";

/** Opens the outbox and sends what is due in it. writing loads what sends posts: where it cannot be had, they wait. */
export function openOutbox(core: Core<CustomerOperations>, writing: () => Promise<Core<WritingOperations>>, portal: Portal, holder: string, browser: Browser, ear: Ear): Outbox {
  const keep = openKeep({
    name: browser.own(NAME),
    merge: (box, other) => core.call("outbox.merge", { box, other }).box,
    held: browser.held,
    holds: browser.holds,
    get indexedDB() {
      return browser.indexedDB;
    },
  });

  /** Results of sendings that are not settled yet, by key. */
  const done = new Map<string, Sent>();
  /** Tokens of Turnstile, by key: kept until the portal asks for another, since what is sent again brings the same. */
  const tokens = new Map<string, string>();

  /** Keys of what somebody has written in it: posts and comments. */
  let written: ReadonlySet<string> = new Set();

  const look = async () => {
    const { pending, box } = core.call("outbox.read", { box: await keep.read() });
    ear.holds(pending, box);
  };
  const relook = () => void look().catch(ear.failed);

  const sender: Sender = startSender({
    name: browser.own(NAME),
    keep,
    locks: browser.locks,
    now: browser.now,
    after: browser.after,
    courier: {
      due(box, sole) {
        const due = core.call("outbox.due", { box, holder, sole });
        written = new Set(due.pending.filter((p) => p.draft).map((p) => p.key));
        return due;
      },
      async send({ key, entry }) {
        // Where what sends it cannot be had, the other core says so in its answer.
        const poster = written.has(key) ? await writing().catch(() => undefined) : undefined;
        const result: Sent = poster ? await poster.run("outbox.send_post", { portal, entry, token: tokens.get(key) ?? "" }) : await core.run("outbox.send", { portal, entry });
        if (result.person) tokens.delete(key);
        done.set(key, result);
        return result.answer;
      },
      settle: (box, { key, attempt }, answer): BoxResult => core.call("outbox.settle", { box, key, attempt, answer }),
      settled({ key }, { pending, box }) {
        // What it was refused for is known before anybody hears that it was.
        ear.holds(pending, box);
        const entry = pending.find((p) => p.key === key);
        const result = done.get(key);
        done.delete(key);
        if (entry && result) ear.settled(entry, result);
      },
      changed: relook,
      failed: ear.failed,
    },
  });
  keep.watch(relook);

  void look().then(() => sender.poke(), ear.failed);

  const run: Outbox["run"] = async (op, args) => {
    await keep.change((box) => core.call(op, { ...args, box } as CustomerOperations[typeof op]["args"]));
    await look();
    sender.poke();
  };

  return {
    run,
    async prove(key, wanted) {
      // Without what shows it, what was written goes back as well.
      const token = await browser.show(wanted).catch(() => "");
      if (!token) return false;
      tokens.set(key, token);
      await run("outbox.hasten", { key });
      return true;
    },
    get grade() {
      return keep.grade;
    },
  };
}
