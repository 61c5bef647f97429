// The core of the background, started when something is to be done and kept as
// long as the browser lets the background run.

import { browserHost, loadCore } from "../../wasm/core";
import { type AgentOperations, agentOperations } from "../../wasm/core.gen";
import { startApart } from "../../wasm/instance";
import { fileAddress } from "../compat";
import { answer } from "../demo/demo";
import { answering, groundOf } from "../demo/place";
import { watchSession } from "../kept";
import { sharedLimits } from "../panel/accounts/limits";
import { type Account, accountsFrom } from "../panel/accounts/stored";
import type { SidebarCore } from "../panel/session";
import { session, storage } from "./stores";

let core: Promise<SidebarCore> | undefined;

/** The core, started once. Rejects where it cannot start; the next call tries again. */
export function startedCore(): Promise<SidebarCore> {
  core ??= start().catch((error: unknown) => {
    core = undefined;
    throw error;
  });
  return core;
}

async function start(): Promise<SidebarCore> {
  const limits = await sharedLimits({ kept: session, watch: watchSession, told: () => {} });
  const ground = groundOf(storage);
  const fetch = answering(browserHost.fetch, (url, init) => answer(ground, url, init));
  return loadCore<AgentOperations>(fileAddress("core/agent.wasm"), agentOperations, { ...browserHost, fetch, limits }, startApart);
}

/** The accounts as they are kept. Rejects where the browser cannot read. */
export async function keptAccounts(): Promise<readonly Account[]> {
  return accountsFrom((await storage.read(["accounts"]))["accounts"]);
}
