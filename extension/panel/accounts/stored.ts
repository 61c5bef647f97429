// A helpdesk account as this browser keeps it, without a word for people: the
// background reads it, too.

import type { Account as CoreAccount } from "../../../wasm/core.gen";

export interface Account extends Pick<CoreAccount, "id" | "system" | "address" | "key"> {
  /** What to show to a person. */
  host: string;
  /** The permission that reaching it takes. */
  pattern: string;
  /** Who the key belongs to, "" where the helpdesk does not tell. */
  agent: string;
  /** The number of the agent whom a person has chosen to be, 0 for nobody; a key of one's own tells it. */
  me: number;
}

/** What the core takes of an account. */
export function forCore({ id, system, address, key, me }: Account): CoreAccount {
  return { id, system, address, key, me, requests_per_second: 0, searches_per_minute: 0 };
}

/**
 * Reads what storage holds; entries of another shape are left out. A kind of
 * helpdesk that this version does not know is no other shape: a newer version
 * left it, and the core says of it what is wrong.
 */
export function accountsFrom(value: unknown): Account[] {
  // Storage may give members back in another order than they were written in.
  // Versions before this one knew nothing of me.
  const ordered = ({ id, system, address, key, host, pattern, agent, me = 0 }: Kept): Account => ({ id, system, address, key, host, pattern, agent, me });
  return Array.isArray(value) ? value.filter(isAccount).map(ordered) : [];
}

function isAccount(value: unknown): value is Account {
  if (typeof value !== "object" || value === null) return false;
  const a = value as Record<string, unknown>;
  return ["id", "system", "address", "key", "host", "pattern", "agent"].every((name) => typeof a[name] === "string") && ["number", "undefined"].includes(typeof a["me"]);
}

/** An account as earlier versions may have kept it. */
type Kept = Omit<Account, "me"> & Partial<Pick<Account, "me">>;
