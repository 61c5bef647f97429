// The words of what is beside tickets, in the language that the sidebar speaks.

import { localeOf, print } from "../../shared/ui/words/words";
import { language, locale } from "../panel/speech";
import { all } from "./words/languages.gen";
import type { Messages } from "./words/messages.gen";

export function say<K extends keyof Messages>(id: K, values?: Messages[K]): string {
  return print(all[language().tag as keyof typeof all] ?? all.en, localeOf(locale()), id, values);
}
