// The first script of the panel's pages, which loads the others. Where the list
// was kept as a picture it is drawn at once, and takes keys; the panel comes
// after it, and goes on from there.

import { keptTheme, showTheme } from "./theme";
import { keptFirst } from "./first/kept";
import { Watch } from "./first/meanwhile";
import { painted } from "./first/painted";
import { drawn } from "./first/picture";
import { WIDE } from "./tickets/widths";

/** Draws what was kept of the list, if it stands for this window; null where there is none. */
function draw(): Watch | null {
  const first = keptFirst(Date.now());
  const width = matchMedia(WIDE);
  if (!first || first.wide !== width.matches) return null;
  const body = drawn(first.body, document);
  if (!body) return null;
  const page = document.documentElement;
  page.lang = first.lang;
  page.dir = first.dir;
  document.body.append(body);
  if (first.scroll > 0) body.querySelector("#tickets")?.scrollTo(0, first.scroll);
  return new Watch(document.body, width, { unread: new Set(first.unread), asleep: new Set(first.asleep), hidden: new Set(first.hidden) });
}

/** How long the panel waits for its picture to be painted, milliseconds. */
const UNPAINTED = 100;

async function begin(): Promise<void> {
  document.currentScript?.remove();
  const settings = document.documentElement.dataset["view"] === "settings";
  showTheme(keptTheme());
  let watch: Watch | null = null;
  if (!settings) {
    try {
      watch = draw();
    } catch {
      // What was kept is of no use: the panel begins without it.
      document.body.replaceChildren();
    }
  }
  if (watch) {
    // Fetched and compiled while the browser paints, and run after that.
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: "panel.js" }));
    await painted(UNPAINTED);
  }
  // The bundler leaves this file alone.
  const { start } = await import("./panel.js").catch((error: unknown) => {
    // What nobody stands behind does not stay.
    document.body.replaceChildren();
    throw error;
  });
  await start(settings ? "settings" : "tickets", watch);
}

void begin();
