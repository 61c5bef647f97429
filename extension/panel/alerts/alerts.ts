// What of the views a person is told while nobody looks, as this browser keeps
// it: the panel writes it, the background reads it.

import type { Quiet, Tab } from "../../../wasm/core.gen";

/** What holds for all views. */
export interface Alerts {
  quiet: Quiet;
  /** The tag of the language in which the panel spoke last. */
  language: string;
}

/** Before anybody has chosen: from ten in the evening to eight, once they are switched on. */
export const noAlerts: Alerts = { quiet: { on: false, from: 22 * 60, to: 8 * 60 }, language: "en" };

/** Reads what storage holds; what is of another shape is as in a new profile. */
export function alertsFrom(value: unknown): Alerts {
  if (!isRecord(value)) return noAlerts;
  const { quiet, language } = value;
  const whole = isRecord(quiet) && typeof quiet["on"] === "boolean" && isMinute(quiet["from"]) && isMinute(quiet["to"]);
  return {
    quiet: whole ? { on: quiet["on"] as boolean, from: quiet["from"] as number, to: quiet["to"] as number } : noAlerts.quiet,
    language: typeof language === "string" ? language : noAlerts.language,
  };
}

const badges = ["", "all", "unseen", "overdue"] as const satisfies readonly Tab["badge"][];
const events = ["entered", "changed", "overdue"] as const satisfies readonly Tab["notify"][number][];

/** What a person can have counted, and be told. */
export { badges, events };

/** What a view is watched for, as storage holds it. Versions before this one knew nothing of it. */
export function watchedFrom(tab: Record<string, unknown>): Pick<Tab, "badge" | "notify"> {
  const { badge, notify } = tab;
  return { badge: badges.find((b) => b === badge) ?? "", notify: Array.isArray(notify) ? events.filter((e) => notify.includes(e)) : [] };
}

/** Minutes since midnight as a field of time has them. */
export function clock(minute: number): string {
  return `${Math.floor(minute / 60)}`.padStart(2, "0") + ":" + `${minute % 60}`.padStart(2, "0");
}

export function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}

function isMinute(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 24 * 60;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
