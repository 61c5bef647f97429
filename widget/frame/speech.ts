// What the widget says, in the language of whoever reads it.

import { speech } from "../../shared/ui/words/words";
import { words } from "./words/en.gen";
import type { Messages } from "./words/messages.gen";

export const { say, told, language, locale, speak } = speech<Messages>(words, async (tag) => {
  const { words } = (await import(new URL(`words/${tag}.js`, import.meta.url).href)) as typeof import("./words/en.gen");
  return words;
});
