// The state of the widget and everything that can happen to it. Pure: no DOM,
// no clock, no network, no storage. What is shown is a function of State.

import type { Category, Failure, FieldError, Message, PostRow, PostType, Review, Vote, Votes } from "../../../wasm/core.gen";

/** What a customer can bring. */
export type Choice = Exclude<PostType, "">;

export const choices: readonly Choice[] = ["idea", "problem", "question"];

export type View =
  | { readonly name: "home" }
  | { readonly name: "form"; readonly choice: Choice }
  | { readonly name: "post"; readonly id: number }
  | { readonly name: "sent"; readonly id: number; readonly choice: Choice };

/** Something that is read from the portal. */
export type Remote<T> =
  | { readonly phase: "idle" }
  /** value is what was there before, shown until the new one comes. */
  | { readonly phase: "loading"; readonly value?: T }
  | { readonly phase: "ready"; readonly value: T }
  | { readonly phase: "failed"; readonly failure: Failure };

export interface Home {
  readonly categories: readonly Category[];
  /** The ids of the most popular posts. */
  readonly popular: readonly number[];
}

/** What a customer has entered for one type of post. */
export interface Draft {
  readonly title: string;
  readonly content: string;
  /** 0 is none. */
  readonly category: number;
  /** Makes sending this very draft again harmless; "" before it is first sent. */
  readonly key: string;
}

export interface Form {
  readonly draft: Draft;
  /** Whether the form shows more than its first question. */
  readonly unfolded: boolean;
  readonly similar: Remote<readonly number[]>;
  readonly review: Review | null;
  /** Shown at the fields, once the customer has tried to go on. */
  readonly problems: readonly FieldError[];
  readonly failure: Failure | null;
  readonly sending: boolean;
  /** How often something was refused: a change moves the focus to the first problem. */
  readonly refusals: number;
}

export interface Detail {
  readonly author: string;
  readonly body: Uint8Array;
  readonly comments: readonly Message[];
  readonly commentsProblem: Failure | null;
}

export interface State {
  readonly core: "loading" | "ready" | "refused";
  readonly online: boolean;
  /** Never empty; the last one is shown. */
  readonly stack: readonly View[];
  readonly home: Remote<Home>;
  /** Every post that any view shows, with its votes as the portal has confirmed them. */
  readonly posts: Readonly<Record<number, PostRow>>;
  /** Votes on their way, as the customer wants them. */
  readonly voting: Readonly<Record<number, Vote>>;
  readonly search: { readonly text: string; readonly found: Remote<readonly number[]> };
  readonly forms: Readonly<Record<Choice, Form>>;
  readonly details: Readonly<Record<number, Remote<Detail>>>;
  /** A sentence about something that failed outside of the view shown; "" when there is none. */
  readonly notice: string;
  /** The last thing to read aloud. */
  readonly said: string;
}

export const emptyDraft: Draft = { title: "", content: "", category: 0, key: "" };

const newForm = (draft: Draft): Form => ({
  draft,
  unfolded: draft.content !== "",
  similar: { phase: "idle" },
  review: null,
  problems: [],
  failure: null,
  sending: false,
  refusals: 0,
});

/** The state before anything has happened, with the drafts of earlier visits. */
export function initial(drafts: Readonly<Partial<Record<Choice, Draft>>>, online: boolean): State {
  return {
    core: "loading",
    online,
    stack: [{ name: "home" }],
    home: { phase: "loading" },
    posts: {},
    voting: {},
    search: { text: "", found: { phase: "idle" } },
    forms: {
      idea: newForm(drafts.idea ?? emptyDraft),
      problem: newForm(drafts.problem ?? emptyDraft),
      question: newForm(drafts.question ?? emptyDraft),
    },
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
  | { readonly type: "said"; readonly text: string }
  | { readonly type: "noticed"; readonly text: string }
  | { readonly type: "home asked" }
  | { readonly type: "home read"; readonly categories: readonly Category[]; readonly posts: readonly PostRow[] }
  | { readonly type: "home failed"; readonly failure: Failure }
  | { readonly type: "search typed"; readonly text: string }
  | { readonly type: "search found"; readonly text: string; readonly posts: readonly PostRow[] }
  | { readonly type: "search failed"; readonly text: string; readonly failure: Failure }
  | { readonly type: "edited"; readonly choice: Choice; readonly change: Partial<Omit<Draft, "key">> }
  | { readonly type: "reviewed"; readonly choice: Choice; readonly review: Review }
  | { readonly type: "unfolded"; readonly choice: Choice }
  | { readonly type: "similar found"; readonly choice: Choice; readonly title: string; readonly posts: readonly PostRow[] }
  | { readonly type: "refused"; readonly choice: Choice; readonly problems: readonly FieldError[] }
  | { readonly type: "sending"; readonly choice: Choice; readonly key: string }
  | { readonly type: "sent"; readonly choice: Choice; readonly post: PostRow }
  | { readonly type: "not sent"; readonly choice: Choice; readonly failure: Failure }
  | { readonly type: "post asked"; readonly id: number }
  | { readonly type: "post read"; readonly post: PostRow; readonly detail: Detail }
  | { readonly type: "post failed"; readonly id: number; readonly failure: Failure }
  | { readonly type: "vote wanted"; readonly id: number; readonly vote: Vote }
  | { readonly type: "vote counted"; readonly id: number; readonly sent: Vote; readonly votes: Votes }
  | { readonly type: "vote failed"; readonly id: number };

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
      return { ...state, stack: state.stack.slice(0, 1), notice: "" };
    case "said":
      // The same words twice are only read aloud twice when they differ.
      return { ...state, said: action.text === state.said ? `${action.text}\u00a0` : action.text };
    case "noticed":
      return { ...state, notice: action.text };

    case "home asked":
      return { ...state, home: { phase: "loading" } };
    case "home read":
      return {
        ...known(state, action.posts),
        home: { phase: "ready", value: { categories: action.categories, popular: ids(action.posts) } },
      };
    case "home failed":
      return { ...state, home: { phase: "failed", failure: action.failure } };

    case "search typed": {
      const before = state.search.found;
      const value = before.phase === "ready" || before.phase === "loading" ? before.value : undefined;
      const found: Remote<readonly number[]> =
        action.text.trim() === "" ? { phase: "idle" } : value ? { phase: "loading", value } : { phase: "loading" };
      return { ...state, search: { text: action.text, found } };
    }
    case "search found":
      if (action.text !== state.search.text) return state;
      return { ...known(state, action.posts), search: { text: action.text, found: { phase: "ready", value: ids(action.posts) } } };
    case "search failed":
      if (action.text !== state.search.text) return state;
      return { ...state, search: { text: action.text, found: { phase: "failed", failure: action.failure } } };

    case "edited": {
      const { draft, problems, similar } = state.forms[action.choice];
      const retitled = action.change.title !== undefined && action.change.title.trim() !== draft.title.trim();
      return withForm(state, action.choice, {
        // Another text is another post: a key stands for one text.
        draft: { ...draft, ...action.change, key: "" },
        problems: problems.filter((p) => !Object.hasOwn(action.change, p.field)),
        similar: retitled ? { phase: "loading", value: valueOf(similar) ?? [] } : similar,
      });
    }
    case "reviewed":
      return withForm(state, action.choice, { review: action.review });
    case "unfolded":
      return withForm(state, action.choice, { unfolded: true, problems: [] });
    case "similar found":
      if (action.title !== state.forms[action.choice].draft.title) return state;
      return withForm(known(state, action.posts), action.choice, { similar: { phase: "ready", value: ids(action.posts) } });
    case "refused":
      return withForm(state, action.choice, {
        problems: action.problems,
        failure: null,
        sending: false,
        refusals: state.forms[action.choice].refusals + 1,
      });
    case "sending": {
      const { draft } = state.forms[action.choice];
      return withForm(state, action.choice, {
        draft: { ...draft, key: draft.key || action.key },
        sending: true,
        problems: [],
        failure: null,
      });
    }
    case "sent": {
      const told = known(state, [action.post]);
      const sent: View = { name: "sent", id: action.post.id, choice: action.choice };
      const top = state.stack.at(-1);
      // Whoever has gone elsewhere meanwhile is not pulled back.
      const here = top?.name === "form" && top.choice === action.choice;
      const stack = here ? [...state.stack.slice(0, -1), sent] : state.stack;
      return { ...told, stack, forms: { ...told.forms, [action.choice]: newForm(emptyDraft) } };
    }
    case "not sent": {
      const { refusals } = state.forms[action.choice];
      const problems = action.failure.fields;
      return withForm(state, action.choice, {
        sending: false,
        failure: action.failure,
        problems,
        refusals: problems.length > 0 ? refusals + 1 : refusals,
      });
    }

    case "post asked": {
      const before = valueOf(state.details[action.id]);
      return withDetail(state, action.id, before ? { phase: "loading", value: before } : { phase: "loading" });
    }
    case "post read":
      return withDetail(known(state, [action.post]), action.post.id, { phase: "ready", value: action.detail });
    case "post failed":
      return withDetail(state, action.id, { phase: "failed", failure: action.failure });

    case "vote wanted":
      return { ...state, voting: { ...state.voting, [action.id]: action.vote }, notice: "" };
    case "vote counted": {
      const post = state.posts[action.id];
      if (!post) return state;
      const posts = { ...state.posts, [action.id]: { ...post, votes: action.votes } };
      // The customer may have changed their mind while this vote was on its way.
      const voting = state.voting[action.id] === action.sent ? without(state.voting, action.id) : state.voting;
      return { ...state, posts, voting };
    }
    case "vote failed":
      return { ...state, voting: without(state.voting, action.id) };
  }
}

/** What is shown of a post's votes: as confirmed, or as they will be. */
export function votesOf(state: Pick<State, "posts" | "voting">, id: number): Votes {
  const confirmed = state.posts[id]?.votes ?? { count: 0, mine: "", open: false, down: false };
  const wanted = state.voting[id];
  return wanted === undefined ? confirmed : { ...confirmed, mine: wanted, count: confirmed.count + weight(wanted) - weight(confirmed.mine) };
}

/** What pressing a vote button makes of a vote: pressed again, it is taken back. */
export function pressed(mine: Vote, button: Vote): Vote {
  return mine === button ? "" : button;
}

/** What is there to show, also while it is being read anew. */
export function valueOf<T>(remote: Remote<T> | undefined): T | undefined {
  return remote?.phase === "ready" || remote?.phase === "loading" ? remote.value : undefined;
}

export function top(state: State): View {
  return state.stack.at(-1) ?? { name: "home" };
}

function weight(vote: Vote): number {
  return vote === "up" ? 1 : vote === "down" ? -1 : 0;
}

function ids(posts: readonly PostRow[]): readonly number[] {
  return [...new Set(posts.map((post) => post.id))];
}

function known(state: State, posts: readonly PostRow[]): State {
  const all = { ...state.posts };
  for (const post of posts) all[post.id] = post;
  return { ...state, posts: all };
}

function withForm(state: State, choice: Choice, change: Partial<Form>): State {
  return { ...state, forms: { ...state.forms, [choice]: { ...state.forms[choice], ...change } } };
}

function withDetail(state: State, id: number, detail: Remote<Detail>): State {
  return { ...state, details: { ...state.details, [id]: detail } };
}

function without<T>(record: Readonly<Record<number, T>>, id: number): Readonly<Record<number, T>> {
  const { [id]: _, ...rest } = record;
  return rest;
}
