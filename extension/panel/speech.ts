// What the sidebar says, in the language of whoever reads it.

import { languages } from "../../shared/ui/words/languages.gen";
import { speech } from "../../shared/ui/words/words";
import { words } from "./words/en.gen";
import { load } from "./words/languages.gen";
import type { Messages } from "./words/messages.gen";

export const { say, told, language, locale, speak } = speech<Messages, unknown, (typeof languages)[number]>(languages, load, words);
