// What somebody asks of the page that they look at: the panel is opened at once,
// while the browser still knows of the click or key, and finds there what was read.

import { type PageClick, pages } from "../compat";
import { keepAsked, MOST } from "../page/kept";
import { noted } from "./sending";
import { locked, memory, session } from "./stores";

/** Hears what is asked, from now on. To be called as the background starts. */
export function hearPages(): void {
  pages.asked((click) => {
    read(click).catch(noted);
  });
}

/** Reads what was asked for and leaves it for the panel. */
export async function read({ what, tab, info }: PageClick): Promise<void> {
  const page = { what, text: info?.selectionText ?? "", title: tab?.title ?? "", address: info?.pageUrl ?? tab?.url ?? "", link: info?.linkUrl ?? "", unread: false };
  try {
    const there = await pages.read(tab?.id ?? -1, what === "take" ? "selection" : "text", MOST[what], info?.frameId);
    // The page's own words have their lines, which a click's have not.
    if (there) Object.assign(page, { text: there.text || page.text, title: there.title, address: there.address || page.address });
  } catch {
    // The browser's own pages, its store and files of some kinds are nobody's to read; what the click told is there.
    page.unread = what === "people" || page.text + page.link + page.address === "";
  }
  // Locked, it waits for whoever unlocks: nobody else has the key that it would be sealed with.
  await keepAsked((await locked()) ? memory : session, page);
}
