// What the sidebar says, in the language of whoever reads it.

import { type Catalogue, type Language, speech } from "../../shared/ui/words/words";
import { words } from "./words/en.gen";
import type { Messages } from "./words/messages.gen";

/** Loads what is not at hand: the bundler leaves these files alone. */
const others: Record<Exclude<Language["tag"], "en">, () => Promise<{ words: Catalogue<Messages> }>> = {
  ru: () => import("./russian.js"),
};

export const { say, told, language, locale, speak } = speech<Messages>(words, async (tag) => {
  if (!Object.hasOwn(others, tag)) throw new Error(`there are no words in ${tag}`);
  return (await others[tag as keyof typeof others]()).words;
});
