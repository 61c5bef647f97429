// What stands between a person and the full list, and what can be done about it.

import type { Failure } from "../../../wasm/core.gen";
import { type Account, isAdded } from "../accounts/account";
import { told } from "../speech";
import type { State } from "../state";
import { text } from "../strings";

/** The one action beside a trouble: grant access, enter another key, ask again. */
export type Remedy = "allow" | "key" | "retry";

export interface Trouble {
  /** The account in trouble, null where it is all of them. */
  account: Account | null;
  sentence: string;
  remedy: Remedy;
}

export interface Troubles {
  heading: string;
  all: readonly Trouble[];
}

/** The troubles of the last list, null if there are none. */
export function troublesOf({ accounts, denied, list, online }: State): Troubles | null {
  const all: Trouble[] = [];
  for (const account of accounts) {
    const problem = list.problems.find((p) => p.account === account.id);
    if (denied.includes(account.id)) all.push({ account, sentence: text.problem.noAccess(account.host), remedy: "allow" });
    else if (problem && keyless(account)) all.push({ account, sentence: text.problem.keyGone(account.host), remedy: "key" });
    // Being offline is said once, not for each helpdesk.
    else if (problem && online) all.push({ account, sentence: told(problem.failure.say), remedy: remedyOf(problem.failure) });
  }
  if (list.failure) all.push({ account: null, sentence: told(list.failure.say), remedy: "retry" });
  if (all.length === 0) return null;
  // Who is still on the way may yet answer.
  const some = (list.answered > 0 || list.waiting.length > 0) && !list.failure;
  return { heading: some ? text.problem.partial(list.answered, accounts.length) : text.problem.none, all };
}

/** Whether an account's key was forgotten along with the browser's last session. */
export function keyless({ system, key }: Pick<Account, "system" | "key">): boolean {
  return key === "" && isAdded(system);
}

/** What mends a failure that a helpdesk answered. */
export function remedyOf(failure: Failure): Remedy {
  return failure.kind === "unauthorized" ? "key" : "retry";
}
