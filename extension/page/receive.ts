// What the panel does with what was asked of a page: makes a draft of it, or shows
// whom it names. What comes before there is an account waits for one.

import { effect, signal } from "@preact/signals";
import type { FoundOnPage, PersonResult } from "../../wasm/core.gen";
import { forCore } from "../panel/accounts/account";
import type { Desk } from "../panel/desk";
import { failureOf, type SidebarCore } from "../panel/session";
import { told } from "../panel/speech";
import { type PageAsked, takeAsked } from "./kept";
import { say } from "./say";

/** What a page names, as it is shown. */
export interface Named {
  page: PageAsked;
  found: readonly FoundOnPage[];
}

/** Who an address belongs to in one account. */
export interface Known {
  account: string;
  result: PersonResult | null;
  /** Why it is not known, "" while it is asked. */
  failure: string;
}

export const named = signal<Named | null>(null);
/** Whom accounts know by an address that somebody has pressed on. */
export const known = signal<ReadonlyMap<string, readonly Known[]>>(new Map());

let waiting: (() => void) | undefined;

/** Takes what was asked of a page, if anything was. */
export async function receive(desk: Desk): Promise<void> {
  const { session } = desk.ground;
  const core = await session.outside.core;
  if (session.state.accounts.length === 0) {
    waiting ??= effect(() => {
      if (session.store.state.value.accounts.length === 0) return;
      queueMicrotask(() => {
        waiting?.();
        waiting = undefined;
        void receive(desk);
      });
    });
    return;
  }
  let page: PageAsked | null = null;
  // One window alone takes it.
  await session.outside.alone("page", async () => {
    page = await takeAsked(session.outside.session);
  });
  if (page) await show(desk, core, page);
}

/** Shows what was asked. */
async function show(desk: Desk, core: SidebarCore, page: PageAsked): Promise<void> {
  const { session } = desk.ground;
  if (page.what === "people") {
    const hosts = session.state.accounts.map((a) => ({ account: a.id, name: a.host }));
    known.value = new Map();
    named.value = { page, found: page.unread ? [] : core.call("page.find", { text: page.text, hosts }).found };
    desk.go("page");
    return;
  }
  const { title, source, cut } = core.call("page.take", { selected: page.text, title: page.title, address: page.address, link: page.link });
  if (source === "") {
    session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: say("onpage.unread") } });
    return;
  }
  const added = await desk.creating.takes(title, source);
  const sentence = cut ? say("onpage.cut") : added ? say("onpage.added") : "";
  if (sentence !== "") session.dispatch({ type: "noticed", notice: { kind: "done", sentence } });
}

/** Asks all accounts whose an address is. */
export async function lookUp(desk: Desk, email: string): Promise<void> {
  const { session, remembered } = desk.ground;
  const { core, state } = session;
  if (!core || known.value.has(email)) return;
  const accounts = state.accounts.filter((a) => !state.denied.includes(a.id));
  const put = (account: string, part: Omit<Known, "account">) => {
    const all = known.value.get(email) ?? [];
    known.value = new Map(known.value).set(email, [...all.filter((k) => k.account !== account), { account, ...part }]);
  };
  known.value = new Map(known.value).set(email, []);
  for (const { id } of accounts) put(id, { result: null, failure: "" });
  await Promise.all(
    accounts.map(async (account) => {
      try {
        put(account.id, { result: await core.run("person.card", { account: forCore(account), directory: remembered.directoryOf(account), id: 0, email }), failure: "" });
      } catch (error) {
        put(account.id, { result: null, failure: told(failureOf(error).say) });
      }
    }),
  );
}
