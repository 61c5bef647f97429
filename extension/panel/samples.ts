// Small tickets, lists and failures for tests.

import type { Directory, Failure, FieldError, Kind, Part, Row, Say, State, TicketResult } from "../../wasm/core.gen";
import type { Account } from "./accounts/account";
import type { ListResult } from "./tickets/listing";

export function row(key: string, state: State = "open"): Row {
  const [account = "", id = "0"] = key.split("/");
  return {
    key,
    number: 0,
    account,
    system: "useresponse",
    id: Number(id),
    type: "ticket",
    subject: `Ticket ${id}`,
    client: "Anna Weber",
    assignee: "",
    assignee_id: 0,
    status: { id: 1, slug: state, title: state, state },
    priority: "",
    urgency: "", votes: 0,
    place: "",
    excerpt: "",
    tags: [],
    updated: 100,
    due: 0,
    overdue: false,
    bin: "",
    url: "",
  };
}

/** A list of one account that answered. */
export function list(rows: readonly Row[], at = 100_000): ListResult {
  return { rows, problems: [], answered: 1, views: [], more: false, notes: [], total: rows.length, known: rows.length, heldBack: 0, at, oldest: at };
}

/** A page of one account that answered; next is where there is more. */
export function page(account: string, rows: readonly Row[], at = 100_000, next: readonly number[] = []): Part {
  const reach = { first: true, next: new Uint8Array(next), edge: 0, edged: false, pages: 1, total: -1 };
  return { account, rows, table: new Uint8Array(), reach, again: false, notes: [], at, stale_at: at + 60_000 };
}

export function ticket(key: string): TicketResult {
  return {
    client: { id: 7, name: "Anna Weber", email: "" },
    row: row(key),
    category: "",
    channel: "",
    created: 50,
    url: "",
    messages: [],
    new: 0,
    changes: [],
    values: [
      { property: "status", value: "1" },
      { property: "assignee", value: "" },
    ],
    talk: { read: true, messages: 1, newest: 1 },
    comments: [],
    read_at: 50_000,
    comments_problem: null,
  };
}

export function failure(kind: Kind, fields: readonly FieldError[] = []): Failure {
  return { kind, say: said(`It is ${kind}.`), detail: "", fields, retry_after_ms: 0, uncertain: false };
}

/** A message of the core that prints as a text. */
export function said(text: string): Say {
  return { id: "filter.what.words", args: [{ name: "words", is: "text", text, number: 0, say: null }] };
}

export function account(id: string, more: Partial<Account> = {}): Account {
  const host = `${id}.example.com`;
  return { id, system: "useresponse", address: `https://${host}`, key: `secret-of-${id}`, host, pattern: `https://${host}/*`, agent: "", me: 0, ...more };
}

export function directory(account: string): Directory {
  return {
    system: "useresponse", account, title: "", me: 0, zone: 0,
    statuses: [], agents: [], groups: [], channels: [], tags: [], forums: [], categories: [], apart_categories: [], apart_statuses: [], fields: [],
  };
}
