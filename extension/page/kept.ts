// What somebody asks of the page that they look at: the background leaves it in
// the browser's session, and the panel takes it once.

import type { Kept } from "../kept";

/** What is asked: to make something of it, or whom it names. */
export type Asked = "take" | "people";

export const asked: readonly Asked[] = ["take", "people"];

export interface PageAsked {
  what: Asked;
  /** What is selected, or the page's whole text. */
  text: string;
  title: string;
  address: string;
  /** The address of a link that was meant, "" for none. */
  link: string;
  /** The browser lets nobody read this page. */
  unread: boolean;
}

/** As many UTF-16 code units of a selection and of a page are kept: the core cuts at fewer. */
export const MOST = { take: 60_000, people: 400_000 } as const;

const KEY = "page";

/** Leaves what is asked in the place of what nobody has taken. Whether it is kept. */
export function keepAsked(kept: Kept, page: PageAsked): Promise<boolean> {
  return kept.write({ page: { ...page, text: page.text.slice(0, MOST[page.what]), title: page.title.slice(0, 1000), address: page.address.slice(0, 4000), link: page.link.slice(0, 4000) } });
}

/** Takes what is asked, once; null where nothing is. */
export async function takeAsked(kept: Kept): Promise<PageAsked | null> {
  const page = pageFrom((await kept.read([KEY]))[KEY]);
  if (page) await kept.write({ page: null });
  return page;
}

/** Reads what is kept; null where it is of another shape. */
export function pageFrom(value: unknown): PageAsked | null {
  if (typeof value !== "object" || value === null) return null;
  const { what, text, title, address, link, unread } = value as Partial<Record<keyof PageAsked, unknown>>;
  const known = asked.find((a) => a === what);
  if (!known || ![text, title, address, link].every((member) => typeof member === "string")) return null;
  return { what: known, text: text as string, title: title as string, address: address as string, link: link as string, unread: unread === true };
}
