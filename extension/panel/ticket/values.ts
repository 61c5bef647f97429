// What people read of a property's value.

import type { Choice, Priority, Value } from "../../../wasm/core.gen";
import { text } from "../strings";

/** A value by its name; choices are those that are known of the property. */
export function valueName(property: string, value: string, choices: readonly Choice[]): string {
  if (property.startsWith("checkbox/") && choices.every((c) => !c.title)) return value === "1" ? text.acts.yes : text.acts.no;
  if (property.startsWith("text/") || property.startsWith("date/")) return value || text.acts.none;
  if (property.startsWith("checkbox/") && value.includes("\n")) return apiece(value).map((one) => valueName(property, one, choices)).join(", ");
  if (property === "tags") return value ? apiece(value).join(", ") : text.acts.none;
  const choice = choices.find((c) => c.value === value);
  if (choice?.title) return choice.title;
  if (property === "priority" && value) return text.ticket.priority[value as Exclude<Priority, "">];
  if (property === "type") return text.acts.type(value);
  if (property === "status" && choice) return text.states[choice.state];
  if (flags.has(property)) return value ? text.acts.yes : text.acts.no;
  if (!value) return property === "assignee" ? text.ticket.nobody : text.acts.none;
  return property.includes("/") ? value : text.ticket.number(Number(value));
}

/** What a property is, undefined where nobody has told. A field of which a ticket that was read says nothing is empty. */
export function valueOf(values: readonly Value[], property: string, read: boolean): string | undefined {
  const [, field] = property.split("/");
  if (!field) return values.find((v) => v.property === property)?.value;
  return values.find((v) => v.property === `field/${field}`)?.value ?? (read ? "" : undefined);
}

/** Properties that are or are not. */
export const flags: ReadonlySet<string> = new Set(["locked", "subscribed", "voted"]);

/** What several values are put together of, a line each. */
export function apiece(value: string): string[] {
  return value === "" ? [] : value.split("\n");
}

/** Puts several values together as the core does. */
export function several(values: readonly string[]): string {
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : 1)).join("\n");
}
