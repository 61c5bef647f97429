// How a face speaks: messages of the catalogues in the language that somebody
// reads. A language is chosen once a page or in the settings; whatever was drawn
// with the one before is drawn anew.

import { languages } from "./languages.gen";

/** A message with its values, as the core gives it. */
export interface Say {
  readonly id: string;
  readonly args: readonly {
    readonly name: string;
    readonly is: "text" | "number" | "count" | "say";
    readonly text: string;
    readonly number: number;
    readonly say: Say | null;
  }[];
}

/** What messages need of a language. */
export interface Locale {
  /** A number as the language writes it. */
  n(number: number): string;
  /** The text of a plural's form. */
  p(number: number, forms: Readonly<Record<string, string>>): string;
  /** The text of a choice. */
  s(key: string, texts: Readonly<Record<string, string>>): string;
}

/** Messages in one language: a text, or a function of its values. */
export type Catalogue<M> = {
  readonly [K in keyof M]: M[K] extends null ? string : (values: M[K], locale: Locale) => string;
};

/** The names of the messages that take nothing. */
type Plain<M> = { [K in keyof M]: M[K] extends null ? K : never }[keyof M];

/** Prints messages of a face. */
export interface Speaker<M> {
  (id: Plain<M>): string;
  <K extends keyof M>(id: K, values: M[K]): string;
}

/** What counts and shows numbers in a language. */
export function localeOf(tag: string): Locale {
  const rules = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  return {
    n: (number) => numbers.format(number),
    p: (number, forms) => forms[`=${number}`] ?? forms[rules.select(number)] ?? forms["other"]!,
    s: (key, texts) => (Object.hasOwn(texts, key) ? texts[key]! : texts["other"]!),
  };
}

/** Prints a message; what it takes comes with it. */
export function print<M, K extends keyof M>(catalogue: Catalogue<M>, locale: Locale, id: K, values?: M[K]): string {
  const message = catalogue[id] as string | ((values: M[K] | undefined, locale: Locale) => string);
  return typeof message === "string" ? message : message(values, locale);
}

/** Prints what came from the core; "" where the face has no such message, which a test forbids. */
export function printSay<M>(catalogue: Catalogue<M>, locale: Locale, say: Say): string {
  if (!Object.hasOwn(catalogue, say.id)) return "";
  const values: Record<string, string | number> = {};
  for (const { name, is, text, number, say: within } of say.args) {
    values[name] = is === "count" ? number : is === "number" ? locale.n(number) : within ? printSay(catalogue, locale, within) : text;
  }
  return print(catalogue, locale, say.id as keyof M, values as M[keyof M]);
}

export type Language = (typeof languages)[number];

/** The pseudo-language of tests; it is only there where its file is. */
const PSEUDO = { tag: "en-XA", name: "Pseudo", dir: "ltr" } as const;

/** The first of some tags that there are words for, and English where there is none. */
export function chooseLanguage(wanted: readonly string[]): Language | typeof PSEUDO {
  for (const tag of wanted) {
    if (tag === PSEUDO.tag) return PSEUDO;
    const primary = tag.toLowerCase().split("-", 1)[0];
    const found = languages.find((l) => l.tag === primary);
    if (found) return found;
  }
  return languages[0];
}

/** Everything that a face says, in the language that was chosen last. */
export interface Speech<M> {
  readonly say: Speaker<M>;
  /** Says what came from the core. */
  readonly told: (say: Say) => string;
  /** The language that is spoken now. */
  readonly language: () => Language | typeof PSEUDO;
  /** A tag for Intl: the reader's own region where it is of the same language. */
  readonly locale: () => string;
  /** Speaks the first of some tags that there are words for; where they cannot be had, English. */
  readonly speak: (wanted: readonly string[]) => Promise<void>;
}

/** A face's speech. English is at hand; load brings in another language. */
export function speech<M>(english: Catalogue<M>, load: (tag: string) => Promise<Catalogue<M>>): Speech<M> {
  let language: Language | typeof PSEUDO = languages[0];
  let locale: string = language.tag;
  let catalogue = english;
  let forms = localeOf(locale);
  let turns = 0;
  return {
    say: <K extends keyof M>(id: K, values?: M[K]) => print(catalogue, forms, id, values),
    told: (say) => printSay(catalogue, forms, say),
    language: () => language,
    locale: () => locale,
    async speak(wanted) {
      const turn = ++turns;
      let chosen = chooseLanguage(wanted);
      let words = english;
      try {
        if (chosen !== languages[0]) words = await load(chosen.tag);
      } catch {
        chosen = languages[0];
      }
      // Another was chosen while this one came.
      if (turn !== turns) return;
      catalogue = words;
      language = chosen;
      locale = wanted.find((tag) => tag.toLowerCase().split("-", 1)[0] === chosen.tag) ?? chosen.tag;
      forms = localeOf(locale);
    },
  };
}
