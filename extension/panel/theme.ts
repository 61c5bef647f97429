// The chosen appearance. It lies where it can be read before the first frame
// is drawn; losing it costs nobody anything.

import { early } from "../kept";
import type { Theme } from "./state";

const KEY = "theme";

export function keptTheme(): Theme {
  const kept = early.read(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** Whether it is kept now. */
export function keepTheme(theme: Theme): boolean {
  return early.write(KEY, theme === "system" ? null : theme);
}

export function showTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Calls changed when another page of the extension chose a theme. */
export function watchTheme(changed: (theme: Theme) => void): void {
  addEventListener("storage", (event) => {
    if (event.key === KEY) changed(keptTheme());
  });
}
