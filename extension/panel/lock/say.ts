// The words of what locks the sidebar, in the language that the sidebar speaks.

import { localeOf, print } from "../../../shared/ui/words/words";
import { all } from "../../lock/words/languages.gen";
import type { Messages } from "../../lock/words/messages.gen";
import { language, locale } from "../speech";

export function say<K extends keyof Messages>(id: K, values?: Messages[K]): string {
  return print(all[language().tag as keyof typeof all] ?? all.en, localeOf(locale()), id, values);
}
