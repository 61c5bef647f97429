// Sends what waits in the outbox while no panel is open. Whatever it knows is in
// storage, since the browser may stop it between any two steps.

import { wakeAt } from "../compat";
import type { Account as CoreAccount, Acting } from "../../wasm/core.gen";
import { forCore } from "../panel/accounts/stored";
import { openFiles } from "../panel/compose/files/keep";
import { addApart } from "../panel/outbox/apart";
import { after, openOutbox, type Outbox } from "../panel/outbox/sending";
import { onceAlone } from "../presence";
import { keptAccounts, startedCore } from "./core";
import { locked, seals, storage } from "./stores";

/** The outbox of this start of the background. */
interface Running {
  outbox: Outbox;
  /** What was in it when it was read last. */
  acts: readonly Acting[];
}

let running: Promise<Running> | undefined;
let accounts: readonly CoreAccount[] = [];

/** How much later what could not begin is tried again: late enough to hurry nobody. */
const LATER = 60_000;
/** How long a page takes to be gone, at most, once it says that it goes, milliseconds. */
const GOING = 3000;

/** Sends what is due, once no panel does. */
export async function sendApart(): Promise<void> {
  await during(async ({ outbox }) => outbox.look());
}

/** Sends what waited only to be taken back, once no panel is there in which it could be. */
export async function sendAtOnce(): Promise<void> {
  await onceAlone(navigator.locks, GOING, () =>
    during(async (now) => {
      await now.outbox.read();
      for (const { key, held } of now.acts) if (held) await now.outbox.run("outbox.hasten", { key });
      now.outbox.look();
    }),
  );
}

/** What is in the outbox. */
export async function actsKept(): Promise<readonly Acting[]> {
  const now = await (running ??= begin());
  await now.outbox.read();
  return now.acts;
}

/** Forgets what was open. */
export function forgetRunning(): void {
  running = undefined;
  accounts = [];
}

async function during(work: (running: Running) => Promise<void>): Promise<void> {
  try {
    // What waits for somebody to unlock is sent then.
    if (await locked()) return;
    const now = await (running ??= begin());
    accounts = (await keptAccounts()).map(forCore);
    await work(now);
  } catch (error) {
    running = undefined;
    noted(error);
    await wakeAt(Date.now() + LATER).catch(noted);
  }
}

async function begin(): Promise<Running> {
  const core = await startedCore();
  const files = openFiles("files", seals);
  accounts = (await keptAccounts()).map(forCore);
  const now: Running = { outbox: undefined as never, acts: [] };
  now.outbox = openOutbox(core, crypto.randomUUID(), { indexedDB, locks: navigator.locks, now: Date.now, after, wakeAt, content: (id) => files.content(id), seals }, {
    accounts: () => accounts,
    holds: (acts) => void (now.acts = acts),
    settled(act) {
      // The next panel says it; what needs somebody stands in its outbox.
      if (act.state === "sent") void addApart(storage, act.key).catch(noted);
    },
    failed: noted,
  });
  return now;
}

/** Without a page to say it on, the browser's own log is where a person who looks for the reason finds it. */
export function noted(error: unknown): void {
  console.error("Deskside could not do its work in the background.", error);
}
