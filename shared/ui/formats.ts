// Formats of numbers and times, each made once.

const made: Record<string, unknown> = {};

/**
 * The format of a language (absent, the browser's) that writes so. To make one takes a browser as long as to write with
 * it a hundred times, and a list writes three in each row.
 */
export function formatOf<F, O>(Format: new (locale?: string, how?: O) => F, locale: string | undefined, how: NoInfer<O>): F {
  // Whoever travels takes the own time zone along.
  const name = Format.name + locale + Date().slice(24) + JSON.stringify(how);
  return (made[name] ??= new Format(locale, how)) as F;
}

/** A size in bytes, kilobytes or megabytes, as a language writes it. */
export function bytesOf(size: number, locale: string | undefined): string {
  const [value, unit] = size < 1000 ? [size, "byte"] : size < 1_000_000 ? [size / 1000, "kilobyte"] : [size / 1_000_000, "megabyte"];
  return formatOf(Intl.NumberFormat, locale, { style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short", maximumFractionDigits: value < 10 && unit !== "byte" ? 1 : 0 }).format(value);
}
