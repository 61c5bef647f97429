// What the sidebar says, in the language of whoever reads it.

import { speech } from "../../shared/ui/words/words";
import { words } from "./words/en.gen";
import { load } from "./words/languages.gen";
import type { Messages } from "./words/messages.gen";

export const { say, told, language, locale, speak } = speech<Messages>(load, words);
