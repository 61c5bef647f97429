// Times as people read them. Pure: the present is an argument.
//
// Moments are Unix seconds, as the core gives them; see seconds for a clock's
// milliseconds.

import { formatOf } from "./formats";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

/** Unix seconds of a clock's milliseconds (Date.now(), ListResult.at). */
export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

type Unit = "minute" | "hour" | "day" | "week" | "month" | "year";

/** A length of time in the largest unit that fits, cut, never rounded up. Less than a minute is one. */
function largest(length: number): [count: number, unit: Unit] {
  const s = Math.max(MINUTE, Math.abs(length));
  const [unit, size]: [Unit, number] =
    s < HOUR ? ["minute", MINUTE] : s < DAY ? ["hour", HOUR] : s < WEEK * 2 ? ["day", DAY] : s < MONTH * 2 ? ["week", WEEK] : s < YEAR ? ["month", MONTH] : ["year", YEAR];
  return [Math.floor(s / size), unit];
}

/** A length of time, short: "42m", "3h", "2d". */
export function span(length: number, locale?: string): string {
  const [count, unit] = largest(length);
  const format = (unitDisplay: "narrow" | "short") => formatOf(Intl.NumberFormat, locale, { style: "unit", unit, unitDisplay }).format(count);
  const narrow = format("narrow");
  // Only where a single letter is usual does it stand at the number; English has the same one for minutes and months.
  return unit !== "month" && /\d\p{L}$/u.test(narrow) ? narrow : format("short");
}

/** How long ago a moment was, for a list: "now", "5m", "3h", "2d". A moment to come is "now": clocks differ. */
export function age(at: number, now: number, locale?: string): string {
  return now - at < MINUTE ? thisMoment(locale) : span(now - at, locale);
}

function thisMoment(locale?: string): string {
  return formatOf(Intl.RelativeTimeFormat, locale, { numeric: "auto" }).format(0, "second");
}

/** The same in words, for reading aloud: "3 hours ago". */
export function ageInWords(at: number, now: number, locale?: string): string {
  if (now - at < MINUTE) return thisMoment(locale);
  const [count, unit] = largest(now - at);
  return formatOf(Intl.RelativeTimeFormat, locale, { numeric: "always" }).format(-count, unit);
}

/** A moment in the reader's own time zone, to the minute: "22 Nov 2026, 14:02". */
export function exact(at: number, locale?: string, timeZone?: string): string {
  return formatOf(Intl.DateTimeFormat, locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(at * 1000);
}

/**
 * Has the browser load what times are written with: the first of a page takes it longer than a thousand others. To be
 * called when nobody waits.
 */
export function prepareTimes(locale?: string): void {
  for (const now of [0, HOUR, DAY]) {
    age(0, now, locale);
    ageInWords(0, now, locale);
  }
  exact(0, locale);
}

/** The time of day of a moment: "14:02". */
export function clock(at: number, locale?: string, timeZone?: string): string {
  return formatOf(Intl.DateTimeFormat, locale, { timeStyle: "short", timeZone }).format(at * 1000);
}

/** The day of the week and the time of a moment of the coming week: "Mon, 09:00". */
export function weekday(at: number, locale?: string, timeZone?: string): string {
  return formatOf(Intl.DateTimeFormat, locale, { weekday: "short", hour: "numeric", minute: "2-digit", timeZone }).format(at * 1000);
}

/** A moment as the datetime attribute of a time element takes it. */
export function machine(at: number): string {
  return new Date(at * 1000).toISOString();
}

/** Whether an agreed moment has passed; one that is not agreed (0) never has. */
export function isPast(at: number, now: number): boolean {
  return at !== 0 && at < now;
}

/** What a field for date and time takes for a moment, in the reader's own time zone: "2026-11-30T09:00"; nothing for 0. */
export function fieldOf(at: number): string {
  if (at === 0) return "";
  const d = new Date(at * 1000);
  const two = (n: number) => `${n}`.padStart(2, "0");
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** The moment that such a field holds, 0 for an empty one, null for none. */
export function momentOf(field: string): number | null {
  if (field === "") return 0;
  const at = Date.parse(field);
  return Number.isNaN(at) ? null : seconds(at);
}
