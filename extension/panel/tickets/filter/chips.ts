// A query as chips that can be taken out one by one. What it means is the
// core's to say; here it is only cut where its parts end.

/** A part of a query, and the query without it. */
export interface Chip {
  text: string;
  without: string;
}

/** The parts of a query side by side. What stands under one "or" or "and" is one part. */
export function chipsOf(query: string): Chip[] {
  const parts = partsOf(query);
  const joined = parts.some(({ text }) => /^(or|and)$/i.test(text));
  const whole = query.trim();
  if (joined) return [{ text: whole, without: "" }];
  return parts.map(({ from, to, text }) => ({ text, without: (query.slice(0, from) + query.slice(to)).replace(/\s+/g, (blank) => (blank.length > 1 ? " " : blank)).trim() }));
}

interface Part {
  from: number;
  to: number;
  text: string;
}

/** Cuts at blanks outside of quotes and parentheses; "not" stays with what it negates, and what follows a comma with the list. */
function partsOf(query: string): Part[] {
  const parts: Part[] = [];
  let from = -1;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i <= query.length; i++) {
    const c = query[i] ?? " ";
    if (from < 0 && c !== " ") from = i;
    if (c === '"' && query[i - 1] !== "\\") quoted = !quoted;
    if (!quoted && c === "(") depth++;
    if (!quoted && c === ")") depth--;
    const ends = i === query.length || (/\s/.test(c) && !quoted && depth <= 0);
    if (from < 0 || !ends) continue;
    const text = query.slice(from, i);
    if (i < query.length && (/^not$/i.test(text) || text.endsWith(","))) continue;
    parts.push({ from, to: i, text });
    from = -1;
  }
  return parts;
}
