// Notifications: what they say, and what a click on one leads to.

import { localeOf, print } from "../../shared/ui/words/words";
import type { Looked, Row } from "../../wasm/core.gen";
import { notifications, openPanel } from "../compat";
import { someoneThere } from "../presence";
import type { View } from "../panel/tickets/views/views";
import { noted } from "./sending";
import { locked, session } from "./stores";
import { all } from "./words/languages.gen";
import type { Messages } from "./words/messages.gen";

/** The id of the one that tells of many; no ticket has it. */
const MANY = "many";
/** How many of many are named. */
const NAMED = 3;
/** How many tickets are known by their notifications. */
const MOST = 50;

/** Shows what the core wants told. */
export async function tell({ notices, together }: Looked, views: readonly View[], rows: ReadonlyMap<string, Row>, language: string): Promise<void> {
  const told = notices.flatMap((notice) => rows.get(notice.key) ?? []);
  if (told.length === 0) return;
  const tag = Object.hasOwn(all, language.split("-", 1)[0] ?? "") ? language : "en";
  const catalogue = all[tag.split("-", 1)[0] as keyof typeof all];
  const locale = localeOf(tag);
  const say = <K extends keyof Messages>(id: K, values?: Messages[K]) => print(catalogue, locale, id, values);
  // Before they are shown: a click finds them.
  await keepTold(told, views.find((v) => v.key === notices[0]?.view)?.query ?? "");
  if (together) return notifications.show(MANY, say("alert.many", { count: told.length }), told.slice(0, NAMED).map((row) => row.subject).join("\n"));
  for (const { key, event, view: name } of notices) {
    const row = rows.get(key);
    const view = views.find((v) => v.key === name);
    if (!row || !view) continue;
    const where = { view: view.id ? say(`panel.views.${view.id}`) : view.name };
    const happened = { entered: () => say("alert.entered", where), changed: () => say("alert.changed", where), overdue: () => say("alert.overdue", where) };
    await notifications.show(key, row.subject, [row.client, happened[event]()].filter(Boolean).join("\n"));
  }
}

/** What notifications told of, as long as the browser runs: the tickets, and the query of the view of the last first of them. */
interface Told {
  rows: readonly Row[];
  query: string;
}

async function keptTold(): Promise<Told> {
  const { told } = (await session.read(["told"])) as { told?: Partial<Told> };
  return { rows: told?.rows ?? [], query: told?.query ?? "" };
}

async function keepTold(rows: readonly Row[], query: string): Promise<void> {
  const told: Told = { rows: [...rows, ...(await keptTold()).rows].slice(0, MOST), query };
  await session.write({ told });
}

/** Forgets what notifications told of other accounts than these. */
export async function forgetOthers(accounts: readonly { id: string }[]): Promise<void> {
  const { rows, query } = await keptTold();
  const left = rows.filter((row) => accounts.some((a) => a.id === row.account));
  if (left.length < rows.length) await session.write({ told: { rows: left, query } });
}

/** Leads to what a notification told of. */
export async function clicked(id: string): Promise<void> {
  try {
    if (await locked()) return await openPanel();
    const { rows, query } = await keptTold();
    await session.write({ wanted: { row: rows.find((r) => r.key === id) ?? null, query: id === MANY ? query : "" } });
    if (!(await someoneThere(navigator.locks))) await openPanel();
  } catch (error) {
    noted(error);
  }
}
