/** A count as it is written where room is short: whole up to 9,999, then "12K". */
export function short(count: number, locale: string): string {
  return new Intl.NumberFormat(locale || undefined, { notation: Math.abs(count) > 9999 ? "compact" : "standard" }).format(count);
}
