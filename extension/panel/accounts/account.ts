// A helpdesk account and what it is called.

import type { System } from "../../../wasm/core.gen";
import { systemName } from "../strings";
import type { Account } from "./stored";

export { type Account, accountsFrom, forCore } from "./stored";

/** The name of an account beside a ticket: its system, or its host where there are several of that system. */
export function sourceOf(account: Account, all: readonly Account[]): string {
  return all.some((a) => a.id !== account.id && a.system === account.system) ? account.host : systemName(account.system);
}

/** The kinds of helpdesk that a person adds: those with keys. */
export type Added = { [S in System]: (typeof keys)[S] extends "none" ? never : S }[System];

/** Whether an account is one that a person has added, and not the demo's. */
export function isAdded(system: System): system is Added {
  // One that this version does not know is somebody's.
  return keys[system] !== "none";
}

/** Whether a kind of helpdesk gives a key for an address and a password. */
export function logsIn(system: System): boolean {
  return keys[system] === "own";
}

/** Whether a kind of helpdesk has keys that are nobody's, so that a person says who they are. */
export function anonymous(system: System): boolean {
  return keys[system] === "channel";
}

/** Whose the keys of each kind of helpdesk are; of the demo there are none. */
const keys = { useresponse: "own", usedesk: "channel", demo: "none" } as const satisfies Record<System, "own" | "channel" | "none">;

/** Those to choose from when one is added. */
export const choices = (Object.keys(keys) as System[]).filter(isAdded);
