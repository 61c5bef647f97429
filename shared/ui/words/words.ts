// How a face speaks: messages of the catalogues in the language that somebody
// reads. A language is chosen once a page or in the settings; whatever was drawn
// with the one before is drawn anew.

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

/** A language that a face has words in. */
export interface Language {
  readonly tag: string;
  readonly dir: "ltr" | "rtl";
}

/** The language of a tag, without script and region. */
function primary(tag: string): string {
  return tag.toLowerCase().split("-", 1)[0]!;
}

/** Everything that a face says, in the language that was chosen last. */
export interface Speech<M, L extends Language = Language> {
  readonly say: Speaker<M>;
  /** Says what came from the core. */
  readonly told: (say: Say) => string;
  /** The language that is spoken now. */
  readonly language: () => L;
  /** A tag for Intl: the reader's own region where it is of the same language. */
  readonly locale: () => string;
  /** Brings in the words of what comes after the first picture, in the language that is spoken, now and from now on. */
  readonly more: () => Promise<void>;
  /** Speaks the first of some tags that there are words for; where they cannot be had, English. Rejects where that cannot be had either. */
  readonly speak: (wanted: readonly string[]) => Promise<void>;
}

/** How a face brings in its messages in a language, by its tag; undefined where they are at hand. again is added to the address of a file that was asked for in vain. */
export type Files<M> = (tag: string, again?: string) => Promise<{ words: Catalogue<M> }> | undefined;

/** A face's speech in some languages, of which the first is English. Where that is not at hand, nothing can be said before a language was spoken. later are words of which nothing is said before they were asked for. */
export function speech<First, Later, L extends Language>(languages: readonly [L, ...L[]], files: Files<First>, english?: Catalogue<First & Later>, later?: Files<Later>): Speech<First & Later, L> {
  type M = First & Later;
  let language = languages[0];
  let locale: string = language.tag;
  let catalogue = english ?? ({} as Catalogue<M>);
  let forms = localeOf(locale);
  let turns = 0;
  /** Whether all words are wanted. */
  let all = false;
  /** How often words of later were asked for in vain. */
  let missed = 0;
  const rest = (tag: string) => later?.(tag, missed ? `?${missed}` : "");
  const wordsOf = async ({ tag }: L): Promise<Catalogue<M>> => {
    const [first, behind] = await Promise.all([files(tag), all ? rest(tag) : undefined]);
    return first ? ({ ...first.words, ...behind?.words } as Catalogue<M>) : english!;
  };
  return {
    say: <K extends keyof M>(id: K, values?: M[K]) => print(catalogue, forms, id, values),
    told: (say) => printSay(catalogue, forms, say),
    language: () => language,
    locale: () => locale,
    async speak(wanted) {
      const turn = ++turns;
      let chosen = wanted.map((tag) => languages.find((l) => l.tag === primary(tag))).find(Boolean) ?? languages[0];
      let words: Catalogue<M>;
      try {
        words = await wordsOf(chosen);
      } catch {
        // English, which is always at hand, is better than no words.
        chosen = languages[0];
        words = await wordsOf(chosen);
      }
      // Another was chosen while this one came.
      if (turn !== turns) return;
      catalogue = words;
      language = chosen;
      locale = wanted.find((tag) => primary(tag) === chosen.tag) ?? chosen.tag;
      forms = localeOf(locale);
    },
    async more() {
      all = true;
      const { tag } = language;
      try {
        const behind = await rest(tag);
        // Another language comes with all of its words.
        if (tag === language.tag) catalogue = { ...catalogue, ...behind?.words };
      } catch (error) {
        all = false;
        missed++;
        throw error;
      }
    },
  };
}
