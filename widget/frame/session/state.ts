// The state of the widget and everything that can happen to it. Pure: no DOM,
// no clock, no network, no storage. What is shown is a function of State.

import type { Category, Failure, FieldError, Follows, Message, Participation, Pending, PostField, PostFile, PostFilter, PostRow, PostsResult, PostType, Review, StatusChoice, Votes, Writing } from "../../../wasm/core.gen";
import type { firstViews } from "../../protocol";

/** What a customer can bring. */
export type Choice = Exclude<PostType, "">;

export const choices: readonly Choice[] = ["idea", "problem", "question"];

/** What a form is for: a post of a type, or a comment on a post. */
export type FormName = Choice | `post/${number}`;

/** A view of those that stand beside each other, each the first of its own way. */
export type Tab = (typeof firstViews)[number];

export type View =
  | { readonly name: Tab }
  | { readonly name: "form"; readonly choice: Choice }
  | { readonly name: "post"; readonly id: number }
  /** What has become of a post that was handed over, by its key in the outbox. */
  | { readonly name: "sent"; readonly key: string; readonly choice: Choice }
  /** What is waiting to be sent. */
  | { readonly name: "waiting" };

/** Something that is read from the portal. */
export type Remote<T> =
  | { readonly phase: "idle" }
  /** value is what was there before, shown until the new one comes. */
  | { readonly phase: "loading"; readonly value?: T }
  | { readonly phase: "ready"; readonly value: T }
  | { readonly phase: "failed"; readonly failure: Failure };

/** Posts as they are listed, as far as they were read. */
export interface Listed {
  /** Ids, in their order. */
  readonly first: readonly number[];
  /** Ids of those that come after all of these, whichever page has them. */
  readonly later: readonly number[];
  /** The last page that was read. */
  readonly page: number;
  readonly more: boolean;
}

export interface Home {
  readonly categories: readonly Category[];
  readonly statuses: readonly StatusChoice[];
  /** The most popular posts. */
  readonly popular: Listed;
}

/** The posts in which the customer takes part. */
export interface Mine {
  /** What changed last first. */
  readonly posts: readonly Participation[];
  /** Unix milliseconds; 0 where the portal keeps no such list. */
  readonly asOf: number;
}

/** What a customer has entered for one type of post. */
export interface Draft {
  readonly title: string;
  readonly content: string;
  /** 0 is none. */
  readonly category: number;
  /** Those that were brought for it. */
  readonly files: readonly PostFile[];
  /** Values of the installation's own fields. */
  readonly fields: readonly PostField[];
  /** With commas between them. */
  readonly tags: string;
  /** A random id of this draft, from its first letter until it is handed over; "" while it is empty. */
  readonly writing: string;
}

export interface Form {
  readonly draft: Draft;
  /** What other pages hold, or held when they were closed, beside it. */
  readonly others: readonly Writing[];
  /** Whether the form shows more than its first question. */
  readonly unfolded: boolean;
  readonly similar: Remote<readonly number[]>;
  /** Whether the portal was asked for similar ones, too. */
  readonly asked: boolean;
  readonly review: Review | null;
  /** Shown at the fields, once the customer has tried to go on. */
  readonly problems: readonly FieldError[];
  readonly failure: Failure | null;
  /** On the way into the outbox, which takes a moment. */
  readonly handing: boolean;
  /** How often something was refused: a change moves the focus to the first problem. */
  readonly refusals: number;
}

export interface Detail {
  readonly author: string;
  readonly body: Uint8Array;
  readonly comments: readonly Message[];
  readonly commentsProblem: Failure | null;
  readonly canComment: boolean;
  /** "" where nobody can follow it. */
  readonly following: Follows;
}

export interface State {
  readonly core: "loading" | "ready" | "refused";
  readonly online: boolean;
  /** Never empty; the last one is shown. */
  readonly stack: readonly View[];
  readonly home: Remote<Home>;
  /** Every post that any view shows, with its votes as the portal has confirmed them. */
  readonly posts: Readonly<Record<number, PostRow>>;
  /** When that was asked for, in Unix milliseconds. */
  readonly readAt: Readonly<Record<number, number>>;
  /** Votes as they are shown: as confirmed, with what the outbox holds. */
  readonly shown: Readonly<Record<number, Votes>>;
  /** What is in the outbox. */
  readonly pending: readonly Pending[];
  /** Whether what is in it outlives the page. */
  readonly lasting: boolean;
  /** What is searched for; idle while nothing is, and the most popular posts are shown. */
  readonly search: { readonly filter: PostFilter; readonly found: Remote<Listed> };
  /** What becomes of the next page of the list that is shown. */
  readonly adding: "" | "loading" | "failed";
  readonly mine: Remote<Mine>;
  /** Up to when the customer has seen what is new, Unix milliseconds, and had before they came here. */
  readonly seen: number;
  readonly seenBefore: number;
  /** Those that were begun: see formOf. */
  readonly forms: Readonly<Partial<Record<FormName, Form>>>;
  readonly details: Readonly<Record<number, Remote<Detail>>>;
  /** A sentence about something that failed outside of the view shown; "" when there is none. */
  readonly notice: string;
  /** The last thing to read aloud. */
  readonly said: string;
}

/** What selects nothing. */
export const anything: PostFilter = { text: "", type: "", status: "", order: "" };

/** The state before anything has happened; seen is up to when news were seen at earlier visits. */
export function initial(online: boolean, seen = 0): State {
  return {
    core: "loading",
    online,
    stack: [{ name: "home" }],
    home: { phase: "loading" },
    posts: {},
    readAt: {},
    shown: {},
    pending: [],
    lasting: true,
    search: { filter: anything, found: { phase: "idle" } },
    adding: "",
    mine: { phase: "idle" },
    seen,
    seenBefore: seen,
    forms: {},
    details: {},
    notice: "",
    said: "",
  };
}

export type Action =
  | { readonly type: "core"; readonly core: State["core"] }
  | { readonly type: "network"; readonly online: boolean }
  | { readonly type: "went"; readonly to: View }
  | { readonly type: "went back" }
  | { readonly type: "went home" }
  | { readonly type: "turned"; readonly to: Tab }
  | { readonly type: "said"; readonly text: string }
  | { readonly type: "noticed"; readonly text: string }
  | { readonly type: "home asked" }
  | { readonly type: "home read"; readonly categories: readonly Category[]; readonly statuses: readonly StatusChoice[]; readonly found: PostsResult; readonly at: number }
  | { readonly type: "home failed"; readonly failure: Failure }
  | { readonly type: "search typed"; readonly filter: PostFilter }
  | { readonly type: "outbox"; readonly pending: readonly Pending[]; readonly lasting: boolean }
  | { readonly type: "shown"; readonly votes: Readonly<Record<number, Votes>> };

/** The next state. An action that does not apply any more changes nothing. */
export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "core":
      return { ...state, core: action.core };
    case "network":
      return { ...state, online: action.online };

    case "went":
      return { ...state, stack: [...state.stack, action.to], notice: "" };
    case "went back":
      return state.stack.length > 1 ? { ...state, stack: state.stack.slice(0, -1), notice: "" } : state;
    case "went home":
    case "turned":
      return { ...state, stack: [{ name: action.type === "turned" ? action.to : "home" }], notice: "" };
    case "said":
      // The same words twice are only read aloud twice when they differ.
      return { ...state, said: action.text === state.said ? `${action.text}\u00a0` : action.text };
    case "noticed":
      return { ...state, notice: action.text };

    case "home asked":
      return { ...state, home: { phase: "loading" }, mine: { phase: "idle" }, adding: "" };
    case "home read":
      return {
        ...known(state, action.found.posts, action.at),
        home: { phase: "ready", value: { categories: action.categories, statuses: action.statuses, popular: listed(action.found) } },
      };
    case "home failed":
      return { ...state, home: { phase: "failed", failure: action.failure } };

    case "search typed": {
      const value = valueOf(state.search.found);
      const found: Remote<Listed> = isAnything(action.filter) ? { phase: "idle" } : value ? { phase: "loading", value } : { phase: "loading" };
      return { ...state, search: { filter: action.filter, found }, adding: "" };
    }

    case "outbox":
      return { ...state, pending: action.pending, lasting: action.lasting };
    case "shown":
      return { ...state, shown: action.votes };
  }
}

/** What is shown of a post's votes. */
export function votesOf(state: Pick<State, "posts" | "shown">, id: number): Votes {
  return state.shown[id] ?? state.posts[id]?.votes ?? { count: 0, mine: "", open: false, down: false };
}

/** What people are told is waiting: what did not go out at once. */
export function delayed(state: Pick<State, "pending">): readonly Pending[] {
  return state.pending.filter((p) => p.delayed);
}

/** Whether a filter selects nothing. */
export function isAnything({ text, type, status, order }: PostFilter): boolean {
  return !(text.trim() || type || status || order);
}

/** The list that is shown on the first view, as far as it is there. */
export function shownList(state: Pick<State, "home" | "search">): Listed | undefined {
  return state.search.found.phase === "idle" ? valueOf(state.home)?.popular : valueOf(state.search.found);
}

/** When something of a post changed last that its customer may want to know of; 0 for never. */
export function changedAt({ status_at, answered_at }: Participation): number {
  return Math.max(status_at, answered_at);
}

/** How many posts have something new. */
export function newsIn(state: Pick<State, "mine" | "seen">): number {
  return valueOf(state.mine)?.posts.filter((p) => changedAt(p) > state.seen).length ?? 0;
}

/** What is there to show, also while it is being read anew. */
export function valueOf<T>(remote: Remote<T> | undefined): T | undefined {
  return remote?.phase === "ready" || remote?.phase === "loading" ? remote.value : undefined;
}

export function top(state: State): View {
  return state.stack.at(-1) ?? { name: "home" };
}

/** A page of a list, after those before. */
export function listed({ posts, later, more }: PostsResult, before: Listed = { first: [], later: [], page: 0, more: true }): Listed {
  // Between two pages a post may move from one to the other.
  const there = new Set([...before.first, ...before.later]);
  const fresh = ids(posts).filter((id) => !there.has(id));
  return { first: [...before.first, ...fresh.filter((id) => !later.includes(id))], later: [...before.later, ...fresh.filter((id) => later.includes(id))], page: before.page + 1, more };
}

export function ids(posts: readonly PostRow[]): readonly number[] {
  return [...new Set(posts.map((post) => post.id))];
}

/** Takes in posts that were asked for at a time; what is known from later stays. */
export function known(state: State, posts: readonly PostRow[], at: number): State {
  const all = { ...state.posts };
  const readAt = { ...state.readAt };
  for (const post of posts) {
    if ((readAt[post.id] ?? 0) > at) continue;
    all[post.id] = post;
    readAt[post.id] = at;
  }
  return { ...state, posts: all, readAt };
}
