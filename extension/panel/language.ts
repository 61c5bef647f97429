// The chosen language. It lies where the appearance does; losing it costs nobody
// anything: the browser's own language is spoken then.

import { languages } from "../../shared/ui/words/languages.gen";
import { readerLanguages } from "../compat";
import { early } from "../kept";
import { language } from "./speech";
import type { LanguageChoice } from "./state";
import { speak, text } from "./strings";

const KEY = "language";

export function keptLanguage(): LanguageChoice {
  const kept = early.read(KEY);
  return languages.find((l) => l.tag === kept)?.tag ?? "system";
}

/** Whether it is kept now. */
export function keepLanguage(choice: LanguageChoice): boolean {
  return early.write(KEY, choice === "system" ? null : choice);
}

/** Speaks a language, and says on the page which it is. */
export async function showLanguage(choice: LanguageChoice): Promise<void> {
  await speak(wanted(choice, readerLanguages()));
  const { tag, dir } = language();
  const page = document.documentElement;
  page.lang = tag;
  page.dir = dir;
  if (page.dataset["view"] === "settings") document.title = text.settings.title;
}

/** The tags to speak the first of: a language that was chosen keeps the reader's own region. */
export function wanted(choice: LanguageChoice, reader: readonly string[]): string[] {
  if (choice === "system") return [...reader];
  return [...reader.filter((tag) => tag.toLowerCase().split("-", 1)[0] === choice), choice];
}

/** Calls changed when another page of the extension chose a language. */
export function watchLanguage(changed: (choice: LanguageChoice) => void): void {
  addEventListener("storage", (event) => {
    if (event.key === KEY) changed(keptLanguage());
  });
}
