// Sends what waits in the outbox while no panel is open. It holds a core only as
// long as something is due: whatever it knows is in storage, since the browser may
// stop it between any two steps.

import { browserHost, loadCore } from "../../wasm/core";
import { type AgentOperations, agentOperations } from "../../wasm/core.gen";
import { startApart } from "../../wasm/instance";
import { fileAddress, wakeAt } from "../compat";
import { answer } from "../demo/demo";
import { answering, groundOf } from "../demo/place";
import { session, storage, watchSession } from "../kept";
import { addApart } from "../panel/outbox/apart";
import { sharedLimits } from "../panel/accounts/limits";
import { accountsFrom, forCore } from "../panel/accounts/stored";
import { openFiles } from "../panel/compose/files/keep";
import { after, openOutbox } from "../panel/outbox/sending";

/** The accounts and the outbox of this start of the background; what is woken again goes on with them. */
let running: Promise<() => Promise<void>> | undefined;

/** Sends what is due, once no panel does. */
export async function sendApart(): Promise<void> {
  try {
    running ??= begin();
    await (await running)();
  } catch (error) {
    running = undefined;
    noted(error);
    // What could not begin is tried again, late enough to hurry nobody.
    await wakeAt(Date.now() + LATER).catch(noted);
  }
}

const LATER = 60_000;

async function begin(): Promise<() => Promise<void>> {
  const limits = await sharedLimits({ kept: session, watch: watchSession, told: () => {} });
  const ground = groundOf(storage);
  const fetch = answering(browserHost.fetch, (url, init) => answer(ground, url, init));
  const core = await loadCore<AgentOperations>(fileAddress("core/agent.wasm"), agentOperations, { ...browserHost, fetch, limits }, startApart);
  const files = openFiles("files");
  let accounts = await readAccounts();
  const outbox = openOutbox(core, crypto.randomUUID(), { indexedDB, locks: navigator.locks, now: Date.now, after, wakeAt, content: (id) => files.content(id) }, {
    accounts: () => accounts.map(forCore),
    holds: () => {},
    settled(act) {
      // The next panel says it; what needs somebody stands in its outbox.
      if (act.state === "sent") void addApart(storage, act.key).catch(noted);
    },
    failed: noted,
  });
  return async () => {
    accounts = await readAccounts();
    outbox.look();
  };
}

async function readAccounts() {
  return accountsFrom((await storage.read(["accounts"]))["accounts"]);
}

/** Without a page to say it on, the browser's own log is where a person who looks for the reason finds it. */
function noted(error: unknown): void {
  console.error("Deskside could not send in the background.", error);
}
