// The page of the side panel, which works in a tab as well, and the page that
// the browser's list of extensions opens at its settings.

import { boot } from "./boot";

void boot(document.documentElement.dataset["view"] === "settings" ? "settings" : "tickets");
