// Moments as a field for date and time has them, in the reader's own time zone.

/** What such a field holds for a moment in Unix seconds; 0 is an empty field. */
export function fieldOf(at: number): string {
  if (at === 0) return "";
  const d = new Date(at * 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** The moment in Unix seconds that such a field holds, 0 for an empty one, null for none. */
export function momentOf(field: string): number | null {
  if (field === "") return 0;
  const at = Date.parse(field);
  return Number.isNaN(at) ? null : Math.floor(at / 1000);
}
