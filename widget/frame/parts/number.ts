import { locale, say } from "../speech";

/** From here on a count is written in thousands. */
const MANY = 10_000;

/** A count as it is written where room is short: whole up to 9,999, then "12K". */
export function short(count: number): string {
  return new Intl.NumberFormat(locale(), { notation: Math.abs(count) < MANY ? "standard" : "compact" }).format(count);
}

/** A number of votes: "1 vote", "12K votes". The word goes with the number that is written. */
export function inVotes(count: number): string {
  return say("widget.votes.count", { count: Math.abs(count) < MANY ? count : Math.round(count / 1000) * 1000, shown: short(count) });
}
