// How much each account may still send, shared by all pages of the extension:
// two windows with the sidebar are one client of the helpdesk.

import type { AccountLimits } from "../../../wasm/core";
import type { AccountLimit } from "../../../wasm/core.gen";
import type { Kept } from "../../kept";

/** What limits are shared through. */
export interface Shared {
  kept: Kept;
  watch(key: string, changed: (value: unknown) => void): void;
  /** Told after each writing whether they are kept. A browser that does not keep them lets this page keep its own. */
  told(kept: boolean): void;
}

const KEY = "limits";

/** Limits that begin with what other pages have left. */
export async function sharedLimits(shared: Shared): Promise<AccountLimits> {
  const kept = new Map<string, AccountLimit>();
  const take = (value: unknown) => limitsFrom(value).forEach((l) => kept.set(l.account, l));
  shared.watch(KEY, take);
  take((await shared.kept.read([KEY]))[KEY]);
  return {
    read: () => [...kept.values()],
    write(changed) {
      changed.forEach((l) => kept.set(l.account, { account: l.account, limit: l.limit.slice() }));
      const limits = [...kept.values()].map((l) => ({ account: l.account, limit: [...l.limit] }));
      void shared.kept.write({ limits }).then(shared.told);
    },
  };
}

/** Reads what storage holds; entries of another shape are left out. */
function limitsFrom(value: unknown): AccountLimit[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== "object" || entry === null) return [];
    const { account, limit } = entry as Record<string, unknown>;
    const bytes = Array.isArray(limit) && limit.every((n) => Number.isInteger(n) && n >= 0 && n < 256);
    return typeof account === "string" && bytes ? [{ account, limit: Uint8Array.from(limit as number[]) }] : [];
  });
}
