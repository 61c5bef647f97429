// Until when a ticket may sleep. Pure: the present is an argument, in the
// person's own time zone.

import { momentOf } from "../../../shared/ui/time";

/** When it comes back, Unix seconds; 0 for when it changes. */
export interface Snooze {
  id: "later" | "tomorrow" | "monday" | "week" | "answer";
  until: number;
}

/** The hour at which a day of work begins, and from which on today is over. */
const MORNING = 9;
const EVENING = 18;

/** The times that are offered at a moment, Unix seconds: each once, soonest first. */
export function snoozesAt(now: number): Snooze[] {
  const later = at(now, 0, new Date(now * 1000).getHours() + 3);
  const tomorrow = at(now, 1, MORNING);
  const monday = at(now, (8 - new Date(now * 1000).getDay()) % 7 || 7, MORNING);
  const week = at(now, 7, MORNING);
  const all: Snooze[] = [];
  if (new Date(now * 1000).getHours() + 3 <= EVENING) all.push({ id: "later", until: later });
  all.push({ id: "tomorrow", until: tomorrow });
  if (monday !== tomorrow) all.push({ id: "monday", until: monday });
  if (week !== monday) all.push({ id: "week", until: week });
  return [...all, { id: "answer", until: 0 }];
}

/** The beginning of an hour some days on, Unix seconds. */
function at(now: number, days: number, hour: number): number {
  const then = new Date(now * 1000);
  then.setDate(then.getDate() + days);
  then.setHours(hour, 0, 0, 0);
  return Math.floor(then.getTime() / 1000);
}

/** The moment that a field for date and time holds, Unix seconds; 0 where it holds none that is to come. */
export function toCome(field: string, now: number): number {
  const moment = momentOf(field) ?? 0;
  return moment > now ? moment : 0;
}
