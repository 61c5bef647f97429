// Whoever visits a site with the widget.

import type { Browser, Page } from "puppeteer-core";

import { desktop, resize, stack } from "./harness";

/** A visitor of their own, on the demo site. */
export async function visitor(browser: Browser): Promise<{ page: Page; leave: () => Promise<void> }> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await resize(page, desktop);
  await page.goto(stack.demo);
  return { page, leave: () => context.close() };
}

/** What the page itself calls. */
export function called(page: Page, ...what: unknown[]): Promise<unknown> {
  return page.evaluate((args: unknown[]) => (window as unknown as { deskside: (...call: unknown[]) => Promise<unknown> }).deskside(...args), what);
}
