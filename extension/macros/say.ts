// The words of macros, in the language that the sidebar speaks.

import { localeOf, print, printSay, type Say } from "../../shared/ui/words/words";
import { language, locale, told as panelTold } from "../panel/speech";
import { all } from "./words/languages.gen";
import type { Messages } from "./words/messages.gen";

const catalogue = () => all[language().tag as keyof typeof all] ?? all.en;

export function say<K extends keyof Messages>(id: K, values?: Messages[K]): string {
  return print(catalogue(), localeOf(locale()), id, values);
}

/** Says what came from the core: what is about macros, and what the panel has words for. */
export function told(words: Say): string {
  return printSay(catalogue(), localeOf(locale()), words) || panelTold(words);
}
