import "./avatar.css";

/** The initials of a name: of its first and its last word. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}|^\p{N}/u.test(word));
  const [first = "", last = ""] = words.length > 1 ? [words[0], words.at(-1)] : words;
  return (letter(first) + letter(last)).toLocaleUpperCase();
}

// oxlint-disable-next-line typescript/no-misused-spread -- a word begins with a letter or a digit, which is one code point
const letter = (word: string) => [...word][0] ?? "";

/** How many tints there are. */
const TINTS = 8;

/** The tint of a person, the same each time. */
export function tint(name: string): number {
  let sum = 0;
  for (const c of name) sum = (sum * 31 + (c.codePointAt(0) ?? 0)) >>> 0;
  return sum % TINTS;
}

/** Somebody at a glance; the name stands beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span class="ds-avatar" data-tint={tint(name)} aria-hidden>
      {initials(name)}
    </span>
  );
}
