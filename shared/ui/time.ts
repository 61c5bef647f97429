// Times as people read them. Pure: the present is an argument.
//
// Moments are Unix seconds, as the core gives them; see seconds for a clock's
// milliseconds.

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

/** A length of time in the largest unit that fits, cut, never rounded up: "42m", "3h", "2d". Less than a minute is "1m". */
export function span(length: number, locale?: string): string {
  const s = Math.max(MINUTE, Math.abs(length));
  if (s < HOUR) return short(s / MINUTE, "minute", locale);
  if (s < DAY) return short(s / HOUR, "hour", locale);
  if (s < WEEK * 2) return short(s / DAY, "day", locale);
  if (s < MONTH * 2) return short(s / WEEK, "week", locale);
  if (s < YEAR) return short(s / MONTH, "month", locale);
  return short(s / YEAR, "year", locale);
}

function short(count: number, unit: "minute" | "hour" | "day" | "week" | "month" | "year", locale?: string): string {
  const format = (unitDisplay: "narrow" | "short") => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay }).format(Math.floor(count));
  const narrow = format("narrow");
  // Only where a single letter is usual does it stand at the number; English has the same one for minutes and months.
  return unit !== "month" && /\d\p{L}$/u.test(narrow) ? narrow : format("short");
}

/** How long ago a moment was, for a list: "now", "5m", "3h", "2d". A moment to come is "now": clocks differ. */
export function age(at: number, now: number, locale?: string): string {
  return now - at < MINUTE ? thisMoment(locale) : span(now - at, locale);
}

function thisMoment(locale?: string): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");
}

/** The same in words, for reading aloud: "3 hours ago". */
export function ageInWords(at: number, now: number, locale?: string): string {
  const past = Math.max(0, now - at);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  if (past < MINUTE) return thisMoment(locale);
  if (past < HOUR) return format.format(-Math.floor(past / MINUTE), "minute");
  if (past < DAY) return format.format(-Math.floor(past / HOUR), "hour");
  if (past < WEEK * 2) return format.format(-Math.floor(past / DAY), "day");
  if (past < MONTH * 2) return format.format(-Math.floor(past / WEEK), "week");
  if (past < YEAR) return format.format(-Math.floor(past / MONTH), "month");
  return format.format(-Math.floor(past / YEAR), "year");
}

/** A moment in the reader's own time zone, to the minute: "22 Nov 2026, 14:02". */
export function exact(at: number, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(at * 1000);
}

/** The time of day of a moment: "14:02". */
export function clock(at: number, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(at * 1000);
}

/** The day of the week and the time of a moment of the coming week: "Mon, 09:00". */
export function weekday(at: number, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: "short", hour: "numeric", minute: "2-digit", timeZone }).format(at * 1000);
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
