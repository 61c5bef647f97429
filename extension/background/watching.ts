// Looks after the views that a person wants counted or told of while nobody
// looks. The core decides what is read when and what follows from it; here it is
// read, kept and shown. All that matters is kept before the next step: the
// browser may stop this between any two.

import { CoreError } from "../../wasm/core";
import type { Answer, Looked, Quiet, Row, Watched } from "../../wasm/core.gen";
import { access, notifications, showBadge, wakeAt } from "../compat";
import { granting } from "../demo/place";
import { type Account, accountsFrom, forCore } from "../panel/accounts/stored";
import { directories, namesFrom } from "../panel/accounts/names";
import { alertsFrom } from "../panel/alerts/alerts";
import { marksFrom } from "../panel/marks/stored";
import type { SidebarCore } from "../panel/session";
import { tabsFrom, type View, viewsOf } from "../panel/tickets/views/views";
import { startedCore } from "./core";
import { actsKept, noted } from "./sending";
import { locked, storage } from "./stores";
import { forgetOthers, tell } from "./telling";

/** How many tickets of a view are read: a page of a list. */
const PAGE = 100;
/** How much later is tried again what failed here, and what waits for a network, milliseconds. */
const LATER = 60_000;

/** What is kept, as one look takes it. */
interface Given {
  accounts: readonly Account[];
  views: readonly View[];
  watched: readonly Watched[];
  names: ReturnType<typeof namesFrom>;
  marks: NonNullable<ReturnType<typeof marksFrom>>;
  quiet: Quiet;
  language: string;
  state: Uint8Array;
}

/** Reads what is due of the views that are watched, and shows what follows from it. */
export function watch(): Promise<void> {
  return alone(async (given) => {
    if (!navigator.onLine) return wakeAt(Date.now() + LATER, "watch");
    const core = await startedCore();
    const { accounts, watched } = given;
    const due = core.call("watch.due", { state: given.state, views: watched, accounts: accounts.map((a) => a.id) });
    const kept = await keep(due.state);
    // The net under what follows.
    await wakeAt(due.next, "watch");
    const rows = new Map<string, Row>();
    const answers = await Promise.all(accounts.map((account) => readOf(core, account, due.reads.filter((r) => r.account === account.id).map((r) => r.query), given, rows)));
    // Of what cannot be kept nothing is told: it would be told again and again.
    await settle(core, { ...given, state: due.state }, answers.flat(), rows, kept);
  });
}

/** Shows the badge as it is now, without asking anybody. */
export function recount(): Promise<void> {
  return alone(async (given) => settle(await startedCore(), given, [], new Map(), false));
}

/** Does one thing at a time, and nothing where nobody wants anything. */
async function alone(work: (given: Given) => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request("deskside.watch", async () => {
      if (await locked()) return;
      const given = await read();
      await forgetOthers(given.accounts);
      if (given.watched.length > 0 && given.accounts.length > 0) return work(given);
      await Promise.all([showBadge(""), wakeAt(0, "watch")]);
      // What was of an account goes with it.
      if (given.state.length > 0) await keep(new Uint8Array());
    });
  } catch (error) {
    noted(error);
    await wakeAt(Date.now() + LATER, "watch").catch(noted);
  }
}

async function read(): Promise<Given> {
  const kept = await storage.read(["accounts", "views", "names", "marks", "alerts", "watched"]);
  const views = viewsOf(tabsFrom(kept["views"]));
  const reach = granting(access);
  const all = accountsFrom(kept["accounts"]);
  const granted = await Promise.all(all.map((a) => reach.granted(a.pattern)));
  const alerts = alertsFrom(kept["alerts"]);
  return {
    accounts: all.filter((_, i) => granted[i]),
    views,
    watched: views.filter((v) => v.badge || v.notify.length > 0).map(({ key, query, badge, notify }) => ({ name: key, query, badge, notify })),
    names: namesFrom(kept["names"]),
    marks: marksFrom(kept["marks"]) ?? { first: 0, seen: [], asleep: [] },
    quiet: alerts.quiet,
    language: alerts.language,
    state: bytesFrom(kept["watched"]),
  };
}

/** The first pages of an account's views, one after the other, until one cannot be had. */
async function readOf(core: SidebarCore, account: Account, queries: readonly string[], given: Given, rows: Map<string, Row>): Promise<Answer[]> {
  const answers: Answer[] = [];
  if (queries.length === 0) return answers;
  const marks = core.hold(core.call("marks.change", { marks: given.marks, what: "", rows: [], until: 0 }).lent);
  try {
    for (const query of queries) {
      const answer = { account: account.id, query, tickets: [], total: -1, more: false, stale_at: 0, failed: false, kind: "unavailable", retry_after_ms: 0 } as const;
      try {
        const part = await core.run("tickets.read", { account: forCore(account), query, directories: directories(given.names), marks, from: new Uint8Array(), rows: PAGE, gone: 0 });
        for (const row of part.rows) rows.set(row.key, row);
        const tickets = part.rows.map(({ key, updated, due }) => ({ key, updated, due }));
        answers.push({ ...answer, tickets, total: part.reach.total, more: part.reach.next.length > 0, stale_at: part.stale_at });
      } catch (error) {
        const { kind, retry_after_ms } = error instanceof CoreError ? error.failure : answer;
        answers.push({ ...answer, failed: true, kind, retry_after_ms });
        if (kind !== "invalid") break;
      }
    }
  } finally {
    core.release(marks);
  }
  return answers;
}

async function settle(core: SidebarCore, given: Given, answers: readonly Answer[], rows: ReadonlyMap<string, Row>, tells: boolean): Promise<void> {
  const now = new Date();
  const { accounts, watched, marks, quiet, state } = given;
  const acts = answers.length > 0 ? await actsKept() : [];
  const looked: Looked = core.call("watch.settle", {
    state, views: watched, accounts: accounts.map((a) => a.id), answers, marks, quiet,
    own: acts.filter((a) => a.state === "sent").map((a) => ({ key: a.row, at: a.settled })),
    minute: now.getHours() * 60 + now.getMinutes(),
    allowed: tells && (await notifications.granted()),
  });
  const kept = answers.length === 0 || (await keep(looked.state));
  await showBadge(looked.badge);
  await wakeAt(looked.next, "watch");
  if (kept) await tell(looked, given.views, rows, given.language);
}

/** Whether it is kept. */
function keep(state: Uint8Array): Promise<boolean> {
  return storage.write({ watched: btoa(Array.from(state, (byte) => String.fromCharCode(byte)).join("")) });
}

function bytesFrom(value: unknown): Uint8Array {
  try {
    return typeof value === "string" ? Uint8Array.from(atob(value), (c) => c.charCodeAt(0)) : new Uint8Array();
  } catch {
    // Not of this version: it begins as in a new profile.
    return new Uint8Array();
  }
}
