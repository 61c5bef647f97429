// What the widget says, in the language of whoever reads it. Which that is, is
// known before anything is drawn, so no language is part of the frame itself.

import { languages } from "../../shared/ui/words/customers.gen";
import { type Language, speech } from "../../shared/ui/words/words";
import { load } from "./words/languages.gen";
import { load as loadLater } from "./words/later/languages.gen";
import type { Messages as Later } from "./words/later/messages.gen";
import type { Messages } from "./words/messages.gen";

export const { say, told, language, locale, speak, more } = speech<Messages, Later, Language>(languages, load, undefined, loadLater);
