// What is turned over by one press at a post, and what of a ticket of Usedesk can
// be changed: each seen at once and there at the helpdesk.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { addUseResponse, ask, becomes, openTicket, written } from "./acting";
import { browserName, click, enterHelpdesk, find, installExtension, launch, open, shot, stack, text, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** What Usedesk itself says of a ticket. */
async function usedesk(ticket: number): Promise<{ ticket: { status_id: number; assignee_id: number | null; group: number | null }; tags: string[]; custom_fields: { ticket_field_id: number; value: string | null }[] }> {
  const answer = await fetch(`${stack.truth}/uapi/ticket`, {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify({ api_token: stack.token, ticket_id: ticket }),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()) as Awaited<ReturnType<typeof usedesk>>;
}

/** Opens the menu of a letter, and chooses the first that is not chosen and is not nothing. */
async function choose(page: Page, letter: "a" | "g" | "l"): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press(letter);
  await find(page, "option", /./);
  await other(page);
  // Several can be chosen of tags: their list stays open.
  if (letter === "l") await page.keyboard.press("Escape");
}

function other(page: Page): Promise<void> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>("[role=option]")].find((o) => o.getAttribute("aria-selected") !== "true" && !/^(None|Nobody)$/.test(o.textContent?.trim() ?? ""))?.click());
}

describe(`changes by one press in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  before(async () => {
    browser = await launch();
    url = await installExtension(browser);
    await addUseResponse(browser, url, panel);
  });
  after(async () => {
    await browser?.close();
  });

  test("a vote and a subscription are taken back, and given again", async () => {
    const title = "A post that is voted for";
    const { id } = await written("idea", title);
    const now = async () => {
      const post = await ask<{ votes: { isVoted: boolean }; isSubscribed: number }>("GET", `objects/${id}.json`);
      return `${post?.votes.isVoted} ${post?.isSubscribed === 1}`;
    };
    // Who submits a post has voted for it and follows it.
    assert.equal(await now(), "true true");
    const page = await open(browser, url, panel);
    await openTicket(page, "type:idea", title);
    await click(page, "button", "Voted");
    await click(page, "button", "Subscribed");
    await find(page, "button", "Subscribe");
    await becomes(now, "false false", 60_000);
    await waitFor(page, () => document.querySelectorAll("[data-property=voted]:not([data-waiting]), [data-property=subscribed]:not([data-waiting])").length === 2, { timeout: 30_000 });
    await click(page, "button", "Vote");
    await click(page, "button", "Subscribe");
    await becomes(now, "true true", 60_000);
    await page.close();
  });

  test("a ticket of Usedesk goes into its trash, which is a status, and comes back; assignee, group, tags and a field are chosen", async () => {
    const page = await open(browser, url, panel);
    await click(page, "button", "Settings");
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "Usedesk", stack.usedesk, stack.token);
    await waitFor(page, async () => Object.keys(((await chrome.storage.local.get("names"))["names"] as object | undefined) ?? {}).length === 2, { timeout: 30_000 });
    await page.evaluate(() => (document.querySelector<HTMLInputElement>("#query")?.focus(), document.querySelector<HTMLInputElement>("#query")?.select()));
    await page.keyboard.type("in:usedesk status:open");
    await page.keyboard.press("Enter");
    await waitFor(page, () => [...document.querySelectorAll<HTMLElement>("[data-rows] .row")].every((r) => r.dataset["state"] === "open") && /Updated/.test(document.querySelector(".freshness")?.textContent ?? ""), { timeout: 30_000 });
    await page.focus("[data-rows] [tabindex='0']");
    await page.keyboard.press("Enter");
    await waitFor(page, () => document.querySelector(".message") !== null && document.querySelector(".controls [data-property^='list/']") !== null);
    const id = await page.evaluate(() => Number(/\d+/.exec(document.querySelector(".ticket-id")?.lastElementChild?.textContent ?? "")?.[0]));
    await click(page, "button", "More for this message");
    const acts = await (await waitFor(page, () => { const all = [...document.querySelectorAll("[popover]:popover-open [role=menuitem]")].map((i) => i.textContent ?? ""); return all.length > 0 && all; })).jsonValue();
    assert.doesNotMatch(String(acts), /Edit|trash/i, "its API changes no message");
    await page.keyboard.press("Escape");

    const field = await page.evaluate(() => document.querySelector<HTMLElement>(".controls [data-property^='list/']")?.dataset["property"] ?? "");
    const valueOf = async () => (await usedesk(id)).custom_fields.find((f) => `list/${f.ticket_field_id}` === field)?.value ?? "";
    const before = await valueOf();
    await page.evaluate((f: string) => document.querySelector<HTMLElement>(`.controls [data-property="${f}"]`)?.click(), field);
    await find(page, "option", /./);
    await other(page);
    const was = await usedesk(id);
    await choose(page, "a");
    await choose(page, "g");
    await choose(page, "l");
    await becomes(async () => (await valueOf()) !== before, true, 60_000);
    await becomes(async () => (await usedesk(id)).ticket.assignee_id !== was.ticket.assignee_id, true, 60_000);
    await becomes(async () => (await usedesk(id)).ticket.group !== was.ticket.group, true, 60_000);
    await becomes(async () => (await usedesk(id)).tags.length, was.tags.length + 1, 60_000);

    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("d");
    await waitFor(page, () => document.querySelector(".bin-notice")?.textContent?.includes("In the trash"));
    await text(page, /Status: Deleted/);
    await shot(page, "changes-usedesk-trash");
    assert.deepEqual(await violations(page), []);
    await becomes(async () => (await usedesk(id)).ticket.status_id, 4, 60_000);
    await click(page, "button", "Recover");
    await becomes(async () => (await usedesk(id)).ticket.status_id, 1, 60_000);
    await page.close();
  });
});
