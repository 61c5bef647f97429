// What waits for approval in all accounts, and what somebody is about to decide, as
// state. Pure: time comes with the events.

import type { Acting, Failure, Held as Page, HeldItem, Row } from "../../../wasm/core.gen";

/** A post or a comment that waits, or did when it was read. */
export interface Item extends HeldItem {
  /** Its key among all accounts. */
  key: string;
  account: string;
  /** The post that it is, or is of. */
  row: Row;
}

/** How far an account has been looked through. */
export interface Source {
  account: string;
  /** The page to ask for next. */
  next: number;
  busy: boolean;
  /** Nothing could be had. */
  failure: Failure | null;
  /** Why a part could not be had. */
  problems: readonly Failure[];
  more: boolean;
  /** Unix seconds. */
  since: number;
}

export interface Held {
  sources: readonly Source[];
  items: readonly Item[];
  /** The key of the item that keys are about. */
  cursor: string;
  picked: readonly string[];
  /** Keys of what is being declined, while a reason is typed. */
  declining: readonly string[];
  reason: string;
  /** What has been decided and sent, by the keys of items; outboxes forget it. */
  sent: Readonly<Record<string, string>>;
}

export const nothingHeld: Held = { sources: [], items: [], cursor: "", picked: [], declining: [], reason: "", sent: {} };

export type HeldEvent =
  | { type: "asked"; account: string; anew: boolean }
  | { type: "arrived"; account: string; page: Page; rows: readonly Row[]; anew: boolean }
  | { type: "failed"; account: string; failure: Failure }
  | { type: "only"; accounts: readonly string[] }
  | { type: "moved"; key: string }
  | { type: "picked"; key: string }
  | { type: "unpicked" }
  | { type: "declining"; keys: readonly string[] }
  | { type: "reasoned"; reason: string }
  | { type: "decided" }
  | { type: "sent"; key: string; want: string };

const untouched = (account: string): Source => ({ account, next: 0, busy: false, failure: null, problems: [], more: false, since: 0 });

export function reduceHeld(held: Held, event: HeldEvent): Held {
  switch (event.type) {
    case "asked":
      return withSource(held, event.account, (s) => ({ ...s, busy: true, next: event.anew ? 0 : s.next }));
    case "arrived":
      return arrived(held, event);
    case "failed":
      return withSource(held, event.account, (s) => ({ ...s, busy: false, failure: event.failure }));
    case "only": {
      const of = (one: { account: string }) => event.accounts.includes(one.account);
      return kept({ ...held, sources: held.sources.filter(of), items: held.items.filter(of) });
    }
    case "moved":
      return { ...held, cursor: event.key };
    case "picked":
      return { ...held, picked: held.picked.includes(event.key) ? held.picked.filter((k) => k !== event.key) : [...held.picked, event.key] };
    case "unpicked":
      return { ...held, picked: [] };
    case "declining":
      // What was typed for something else is not a reason for this.
      return { ...held, declining: event.keys, reason: "" };
    case "reasoned":
      return { ...held, reason: event.reason };
    case "decided":
      return { ...held, picked: [], declining: [], reason: "" };
    case "sent":
      return held.sent[event.key] === event.want ? held : { ...held, sent: { ...held.sent, [event.key]: event.want } };
  }
}

function withSource(held: Held, account: string, change: (source: Source) => Source): Held {
  const known = held.sources.some((s) => s.account === account);
  return { ...held, sources: known ? held.sources.map((s) => (s.account === account ? change(s) : s)) : [...held.sources, change(untouched(account))] };
}

function arrived(held: Held, { account, page, rows, anew }: Extract<HeldEvent, { type: "arrived" }>): Held {
  const items = page.items.flatMap((item): Item[] => {
    const row = rows.find((r) => r.id === item.post);
    return row ? [{ ...item, row, account, key: `${row.key}/${item.property}` }] : [];
  });
  const before = anew ? held.items.filter((i) => i.account !== account) : held.items;
  const added = items.filter((i) => !before.some((b) => b.key === i.key));
  const all = [...before, ...added].toSorted((a, b) => b.created - a.created);
  const told = withSource(held, account, (s) => ({
    account, next: s.next + 1, busy: false, failure: null, more: page.more, since: page.since,
    problems: [page.posts_problem, page.comments_problem].filter((p) => p !== null),
  }));
  // What is there again was not decided after all.
  const sent = anew ? Object.fromEntries(Object.entries(held.sent).filter(([key]) => !items.some((i) => i.key === key))) : held.sent;
  return kept({ ...told, items: all, sent });
}

/** Lets nothing point at what is not there. */
function kept(held: Held): Held {
  const there = (key: string) => held.items.some((i) => i.key === key);
  const cursor = there(held.cursor) ? held.cursor : (held.items[0]?.key ?? "");
  return { ...held, cursor, picked: held.picked.filter(there), declining: held.declining.filter(there) };
}

/** What has become of an item: nothing yet, or what an outbox holds, or what was sent. */
export interface Decided {
  /** "published" or "declined". */
  review: string;
  reason: string;
  /** The outbox's entry, as long as it has one. */
  act: Acting | undefined;
}

/** Finds out what was decided of each item, by its key. */
export function decisions(held: Held, acts: readonly Acting[]): ReadonlyMap<string, Decided> {
  const all = new Map<string, Decided>();
  const put = (key: string, want: string, act: Acting | undefined) => {
    const [review = "", ...reason] = want.split("\n");
    all.set(key, { review, reason: reason.join("\n"), act });
  };
  for (const item of held.items) {
    const act = acts.findLast((a) => a.row === item.row.key && a.property === item.property);
    const want = act?.want ?? held.sent[item.key];
    if (want !== undefined) put(item.key, want, act);
  }
  return all;
}

/** The item so many undecided places below one; itself where the list ends before. */
export function beside(held: Held, from: string, by: number, but: (key: string) => boolean = () => false): string {
  const at = held.items.findIndex((i) => i.key === from);
  for (let i = at + by; i >= 0 && i < held.items.length; i += by) {
    const { key = "" } = held.items[i] ?? {};
    if (!but(key)) return key;
  }
  return from;
}

/** The first undecided item below one, else the last above it, else itself. */
export function next(held: Held, from: string, decided: (key: string) => boolean): string {
  const below = beside(held, from, 1, decided);
  return below !== from ? below : beside(held, from, -1, decided);
}
