// The whole state of the sidebar and how events change it. Pure: time, numbers
// of requests and everything from outside come with the events.

import type { Row, Tab } from "../../wasm/core.gen";
import type { Account } from "./accounts/account";
import { type Form, type FormEvent, type Problems, emptyForm, reduceForm } from "./accounts/form";
import type { languages } from "../../shared/ui/words/languages.gen";
import { nobody, type Person, type PersonEvent, reducePerson } from "./person/card";
import type { Looks } from "./tickets/groups/looks";
import { type Listing, type ListingEvent, emptyListing, reduceListing, withoutAccount } from "./tickets/listing";
import { isOf, nothingOutgoing, type Outgoing, type OutgoingEvent, reduceOutgoing, waiting } from "./outbox/outgoing";
import { type Views, type ViewsEvent, noViews, reduceViews } from "./tickets/views/views";
import { type Reading, type ReadingEvent, nothingOpen, reduceReading } from "./ticket/reading";

export type Place = "tickets" | "views" | "macros" | "page" | "portal" | "outbox" | "new" | "settings" | "add";

/** What lies over everything: the keys, all commands, or what was done; "" for nothing. */
export type Over = "" | "help" | "palette" | "done";

export type Theme = "system" | "light" | "dark";

/** A language by its tag, or that of the browser. */
export type LanguageChoice = "system" | (typeof languages)[number]["tag"];

/** The key of an account that is being replaced. */
export interface KeyEdit {
  account: string;
  key: string;
  problems: Problems;
  busy: boolean;
}

/** What has just been done, or what did not come of it. */
export interface Notice {
  kind: "done" | "problem";
  sentence: string;
  /** The tickets that were put aside, the view that was removed and where it stood, or what brings something else back, as long as that can be undone. */
  undo?: { tickets: readonly Row[] } | { view: Tab; at: number } | { again: () => void };
}

/** What is kept without anybody asking for it. */
export type Keeping = "lists" | "names" | "limits" | "marks" | "views" | "place" | "notes" | "tickets";

/** The account removed last, as long as that can be undone, where it stood, and the list it was in. */
export interface Removed {
  account: Account;
  /** How much that was done there has not been sent, and goes along. */
  unsent: number;
  at: number;
  list: Listing;
}

export interface State {
  /** Storage has been read. */
  ready: boolean;
  /** Storage cannot be read. */
  unread: boolean;
  /** What this browser could not keep when it was written last, and whether a person has been told. */
  unkept: readonly Keeping[];
  unkeptSeen: boolean;
  core: "starting" | "ready" | "failed";
  accounts: readonly Account[];
  /** Ids of accounts whose hosts this browser does not let Deskside reach. */
  denied: readonly string[];
  place: Place;
  over: Over;
  list: Listing;
  views: Views;
  ticket: Reading;
  person: Person;
  outbox: Outgoing;
  form: Form;
  edit: KeyEdit | null;
  removed: Removed | null;
  notice: Notice | null;
  theme: Theme;
  looks: Looks;
  language: LanguageChoice;
  /** The tag of the language that everything is drawn in. */
  spoken: string;
  online: boolean;
  /** Unix seconds. */
  now: number;
}

export function initialState(place: Place, theme: Theme, online: boolean, now: number, language: LanguageChoice = "system", spoken = "en", looks: Looks = { excerpts: true, by: "" }): State {
  return {
    ready: false,
    unread: false,
    unkept: [],
    unkeptSeen: false,
    core: "starting",
    accounts: [],
    denied: [],
    place,
    over: "",
    list: emptyListing,
    views: noViews,
    ticket: nothingOpen,
    person: nobody,
    outbox: nothingOutgoing,
    form: emptyForm,
    edit: null,
    removed: null,
    notice: null,
    theme,
    looks,
    language,
    spoken,
    online,
    now,
  };
}

export type Event =
  | ListingEvent
  | ViewsEvent
  | ReadingEvent
  | PersonEvent
  | OutgoingEvent
  | FormEvent
  | { type: "storage-read"; accounts: readonly Account[] }
  | { type: "storage-unread" }
  | { type: "keeping"; what: Keeping; kept: boolean }
  | { type: "unkept-dismissed" }
  | { type: "core-started" }
  | { type: "core-failed" }
  | { type: "access-seen"; denied: readonly string[] }
  | { type: "place-chosen"; place: Place }
  | { type: "over-chosen"; over: Over }
  | { type: "account-added"; account: Account; notice: string }
  | { type: "account-changed"; account: Account }
  | { type: "account-removed"; id: string }
  | { type: "removal-undone" }
  | { type: "removal-settled" }
  | { type: "noticed"; notice: Notice }
  | { type: "notice-dismissed" }
  | { type: "key-edited"; account: string | null }
  | { type: "key-typed"; key: string }
  | { type: "key-checking" }
  | { type: "key-refused"; problems: Problems }
  | { type: "key-saved"; account: Account; notice: string }
  | { type: "theme-chosen"; theme: Theme }
  | { type: "looks-chosen"; looks: Looks }
  | { type: "language-chosen"; language: LanguageChoice }
  | { type: "language-spoken"; tag: string }
  | { type: "network-changed"; online: boolean }
  | { type: "time-passed"; now: number };

export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case "query-typed":
    case "list-asked":
    case "list-arrived":
    case "list-continued":
    case "list-failed":
    case "list-pointed":
    case "list-read":
    case "held-wanted":
    case "list-marked":
    case "list-grouped":
    case "group-folded":
    case "row-picked":
    case "range-picked":
    case "range-moved":
    case "rows-picked":
    case "cursor-moved":
    case "cursor-set": {
      const list = reduceListing(state.list, event);
      return list === state.list ? state : { ...state, list };
    }
    case "views-read":
    case "views-lost":
    case "view-saving":
    case "view-taking":
      return { ...state, views: reduceViews(state.views, event) };
    case "ticket-asked":
    case "ticket-arrived":
    case "ticket-followed":
    case "ticket-failed":
    case "ticket-kept":
    case "ticket-closed":
      return { ...state, ticket: reduceReading(state.ticket, event) };
    case "person-chosen":
    case "person-over":
    case "person-noting":
    case "person-asked":
    case "person-arrived":
    case "person-failed":
    case "person-unaddressed":
    case "notes-arrived":
      return { ...state, person: reducePerson(state.person, event) };
    case "outbox-told":
      return { ...state, outbox: reduceOutgoing(state.outbox, event) };
    case "form-typed":
    case "form-way":
    case "form-refused":
    case "form-step":
      return { ...state, form: reduceForm(state.form, event) };
    case "storage-read": {
      const gone = state.accounts.filter((a) => !event.accounts.some((b) => b.id === a.id));
      return gone.reduce<State>((s, a) => forget(s, a.id), { ...state, ready: true, accounts: event.accounts });
    }
    case "storage-unread":
      return { ...state, unread: true };
    case "keeping": {
      if (event.kept !== state.unkept.includes(event.what)) return state;
      const unkept = event.kept ? state.unkept.filter((w) => w !== event.what) : [...state.unkept, event.what];
      return { ...state, unkept, unkeptSeen: state.unkeptSeen && unkept.length > 0 };
    }
    case "unkept-dismissed":
      return { ...state, unkeptSeen: true };
    case "core-started":
      return { ...state, core: "ready" };
    case "core-failed":
      return { ...state, core: "failed" };
    case "access-seen":
      return { ...state, denied: event.denied };
    case "place-chosen":
      return { ...state, place: event.place, edit: null };
    case "over-chosen":
      return { ...state, over: event.over };
    case "account-added":
      return { ...state, accounts: [...state.accounts, event.account], form: emptyForm, place: "tickets", notice: { kind: "done", sentence: event.notice }, removed: null };
    case "account-changed":
      return { ...state, accounts: state.accounts.map((a) => (a.id === event.account.id ? event.account : a)) };
    case "account-removed": {
      const at = state.accounts.findIndex((a) => a.id === event.id);
      const account = state.accounts[at];
      if (!account) return state;
      const accounts = state.accounts.filter((a) => a.id !== event.id);
      return { ...forget({ ...state, accounts }, event.id), removed: { account, unsent: waiting(state.outbox).filter((a) => isOf(a, event.id)).length, at, list: state.list }, notice: null, edit: null };
    }
    case "removal-undone": {
      if (!state.removed) return state;
      const { account, at, list } = state.removed;
      const accounts = state.accounts.toSpliced(at, 0, account);
      // Its tickets are back at once; what has changed since follows from the helpdesk.
      const before = list.query === state.list.query && list.shown ? { shown: list.shown, held: null, counts: list.counts, problems: list.problems } : {};
      return { ...state, accounts, removed: null, notice: null, list: { ...state.list, ...before } };
    }
    case "removal-settled":
      return { ...state, removed: null };
    case "noticed":
      return { ...state, notice: event.notice };
    case "notice-dismissed":
      return { ...state, notice: null };
    case "key-edited":
      return { ...state, edit: event.account === null ? null : { account: event.account, key: "", problems: {}, busy: false } };
    case "key-typed":
      return state.edit ? { ...state, edit: { ...state.edit, key: event.key, problems: {} } } : state;
    case "key-checking":
      return state.edit ? { ...state, edit: { ...state.edit, busy: true, problems: {} } } : state;
    case "key-refused":
      return state.edit ? { ...state, edit: { ...state.edit, busy: false, problems: event.problems } } : state;
    case "key-saved":
      return {
        ...state,
        accounts: state.accounts.map((a) => (a.id === event.account.id ? event.account : a)),
        edit: null,
        notice: { kind: "done", sentence: event.notice },
      };
    case "theme-chosen":
      return { ...state, theme: event.theme };
    case "looks-chosen":
      return { ...state, looks: event.looks };
    case "language-chosen":
      return { ...state, language: event.language };
    case "language-spoken":
      return { ...state, spoken: event.tag };
    case "network-changed":
      return { ...state, online: event.online };
    case "time-passed":
      return { ...state, now: event.now };
  }
}

/** Takes everything of an account off the screen. */
function forget(state: State, id: string): State {
  const { list, ticket } = state;
  return {
    ...state,
    denied: state.denied.filter((d) => d !== id),
    list: {
      ...list,
      request: list.waiting.some((w) => w !== id) ? list.request : 0,
      waiting: list.waiting.filter((w) => w !== id),
      problems: list.problems.filter((p) => p.account !== id),
      shown: list.shown && { ...list.shown, result: withoutAccount(list.shown.result, id) },
      held: list.held && { ...list.held, result: withoutAccount(list.held.result, id) },
      counts: {},
    },
    person: { ...state.person, parts: state.person.parts.filter((p) => p.account !== id) },
    ticket: {
      ...(ticket.row?.account === id ? { ...ticket, row: null, result: null, request: 0, failure: null } : ticket),
      before: ticket.before.filter((t) => t.row.account !== id),
    },
  };
}
