// What the actions of a macro can be given: the names that the accounts have,
// put together, since a macro may be for all of them.

import type { Priority } from "../../wasm/core.gen";
import type { Desk } from "../panel/desk";
import { text } from "../panel/strings";
import { say } from "./say";

/** What a macro can change, in the order in which it is offered. */
export const properties = ["status", "assignee", "priority", "tags", "group", "category", "type"] as const;

export type Property = (typeof properties)[number];

/** A value as it is kept, and as people read it. */
export interface Option {
  readonly value: string;
  readonly name: string;
}

const states = ["new", "open", "pending", "hold", "solved", "closed"] as const;

/** What a property can be given in the accounts that a macro is for. */
export function optionsOf(desk: Desk, property: string, account: string): Option[] {
  const state = desk.state.value;
  const found = new Map<string, Option>();
  const put = (value: string, name: string) => {
    const key = value.toLowerCase();
    if (value !== "" && !found.has(key)) found.set(key, { value, name });
  };
  if (property === "status") for (const one of states) put(one, text.states[one]);
  if (property === "assignee") {
    put("me", say("macros.me"));
    put("nobody", text.ticket.nobody);
  }
  for (const { id, system } of state.accounts) {
    if (account !== "" && account !== id) continue;
    const control = desk.acts.controls({ account: id, system, type: "" }).find((c) => c.property === property);
    for (const { value, title } of control?.choices ?? []) {
      if (title) put(title, title);
      else if (property === "priority") put(value, text.ticket.priority[value as Exclude<Priority, "">] ?? value);
      else if (property === "type") put(value, text.acts.type(value));
    }
  }
  return [...found.values()];
}
