// The sidebar's outbox: what an agent does is stored first, then sent. The core
// decides, shared/outbox/host stores and sends from one page at a time.

import { type Grade, type Keep, openKeep } from "../../../shared/outbox/host/keep";
import { type Locks, type Sender, startSender } from "../../../shared/outbox/host/sender";
import type { Acting, ActsResult, Batch, Account, AgentOperations, HeldFile } from "../../../wasm/core.gen";
import { sealedShelf } from "../../lock/shelf";
import type { Seals } from "../../lock/seals";
import type { SidebarCore } from "../session";
import { enclosedIn } from "./outgoing";

/** What of a browser an outbox takes. */
export interface Browser {
  readonly indexedDB: unknown;
  readonly locks: Locks;
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  /** Has the background look at a time, in Unix milliseconds, whether somebody is there who sends; 0 calls that off. */
  readonly wakeAt: (at: number) => Promise<void>;
  /** What is in a file that goes along with a message; undefined where it is gone. */
  readonly content: (id: string) => Promise<Blob | undefined>;
  readonly seals: Seals;
}

export interface Outbox {
  /** Runs an operation that changes the outbox and stores it, then sends what is due. Rejects with CoreError. */
  run<K extends Changing>(op: K, args: Omit<AgentOperations[K]["args"], "box">): Promise<void>;
  /** Sends what is due. */
  look(): void;
  /** Tells anew what is in it. */
  read(): Promise<void>;
}

/** The operations that change an outbox and nothing else. */
export type Changing = "outbox.act" | "outbox.reply" | "outbox.create" | "outbox.together" | "outbox.undo" | "outbox.hasten" | "outbox.all" | "outbox.stop" | "outbox.again";

/** What is told of an outbox. */
export interface Ear {
  /** The accounts through which is sent. */
  accounts(): readonly Account[];
  /** What is in it now, in which bytes, and how long it lasts. */
  holds(acts: readonly Acting[], batches: readonly Batch[], box: Uint8Array, grade: Grade): void;
  /** What has become of an entry that was sent from this page. */
  settled(act: Acting): void;
  failed(error: unknown): void;
}

/** The name of the outbox among databases. */
export const ACTS = "deskside.acts";

/** How much of a stored outbox has not been sent. */
export const unsentIn = (core: SidebarCore) => (box: Uint8Array) => core.call("outbox.read", { box }).acts.filter((a) => a.state !== "sent").length;

/** How long after its time the background looks after what a page is to send, in milliseconds: a page that is there has sent it by then. */
const GRACE = 3000;
/** The longest that anything waits to be taken back, in milliseconds. */
const HELD = 8000;

/** Seals what is stored as it is to be sealed now. Rejects where that cannot be. */
export async function resealActs(core: SidebarCore, browser: Pick<Browser, "indexedDB" | "seals">): Promise<void> {
  const keep = keepOf(core, browser);
  await keep.change((box) => ({ box }));
  if (keep.grade !== "kept") throw keep.problem;
}

function keepOf(core: SidebarCore, { indexedDB, seals }: Pick<Browser, "indexedDB" | "seals">): Keep {
  return openKeep({
    name: ACTS,
    merge: (box, other) => core.call("outbox.merge", { box, other }).box,
    indexedDB,
    shelf: sealedShelf(seals, unsentIn(core)),
  });
}

/** Opens the outbox and sends what is due in it. holder is a random id. */
export function openOutbox(core: SidebarCore, holder: string, browser: Browser, ear: Ear): Outbox {
  const keep = keepOf(core, browser);

  const look = async () => {
    const { acts, batches, box } = core.call("outbox.read", { box: await keep.read() });
    ear.holds(acts, batches, box, keep.grade);
  };
  const relook = () => void look().catch(ear.failed);

  const wake = (at: number) => void browser.wakeAt(at).catch(ear.failed);
  /** The files of messages that are being sent, by the keys of their entries. */
  const enclosed = new Map<string, readonly string[]>();

  const sender: Sender = startSender({
    name: ACTS,
    keep,
    locks: browser.locks,
    now: browser.now,
    after: browser.after,
    courier: {
      due(box, sole) {
        const due = core.call("outbox.due", { box, holder, sole });
        wake(due.next > 0 ? Math.max(due.next, browser.now()) + GRACE : 0);
        for (const act of due.acts) enclosed.set(act.key, enclosedIn(act).map((f) => f.id));
        return due;
      },
      send: async ({ key, entry }) => {
        const files: HeldFile[] = [];
        try {
          for (const id of enclosed.get(key) ?? []) {
            const content = await browser.content(id);
            // Without one the core refuses the message.
            if (content) files.push({ id, held: core.hold(new Uint8Array(await content.arrayBuffer())) });
          }
          return (await core.run("outbox.send", { accounts: ear.accounts(), entry, files })).answer;
        } finally {
          for (const { held } of files) core.release(held);
        }
      },
      settle: (box, { key, attempt }, answer): ActsResult => core.call("outbox.settle", { box, key, attempt, answer }),
      settled({ key }, { acts }) {
        const act = acts.find((a) => a.key === key);
        if (act) ear.settled(act);
      },
      changed: relook,
      failed: ear.failed,
    },
  });
  keep.watch(relook);

  void look().then(() => sender.poke(), ear.failed);

  return {
    look: () => sender.poke(),
    read: look,
    async run(op, args) {
      // Before it is stored: a page that ends right after that has no further word.
      wake(browser.now() + HELD + GRACE);
      await keep.change((box) => core.call(op, { ...args, box } as AgentOperations[typeof op]["args"]));
      await look();
      sender.poke();
    },
  };
}

/** Runs something later; what it returns takes that back. */
export function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
