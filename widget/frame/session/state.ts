// The state of the widget and everything that can happen to it. Pure: no DOM,
// no clock, no network, no storage. What is shown is a function of State.

import type { Category, Failure, FieldError, Message, Participation, Pending, PostField, PostFile, PostFilter, PostRow, PostsResult, PostType, Review, StatusChoice, Votes, Writing } from "../../../wasm/core.gen";
import type { firstViews } from "../../protocol";

/** What a customer can bring. */
export type Choice = Exclude<PostType, "">;

export const choices: readonly Choice[] = ["idea", "problem", "question"];

/** What a form is for: a post of a type, or a comment on a post. */
export type FormName = Choice | `post/${number}`;

/** The form for comments on a post. */
export const remarks = (id: number): FormName => `post/${id}`;

/** What a form's draft says of itself. */
export function subjectOf(name: FormName): { readonly type: PostType; readonly object: number } {
  const choice = choices.find((c) => c === name);
  return choice ? { type: choice, object: 0 } : { type: "", object: Number(name.slice("post/".length)) };
}

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
  /** Those for posts, and of comments those that were begun: see formOf. */
  readonly forms: Readonly<Record<Choice, Form> & Record<`post/${number}`, Form | undefined>>;
  readonly details: Readonly<Record<number, Remote<Detail>>>;
  /** A sentence about something that failed outside of the view shown; "" when there is none. */
  readonly notice: string;
  /** The last thing to read aloud. */
  readonly said: string;
}

export const emptyDraft: Draft = { title: "", content: "", category: 0, files: [], fields: [], tags: "", writing: "" };

const newForm = (draft: Draft, others: readonly Writing[]): Form => ({
  draft,
  others,
  unfolded: draft.content !== "",
  similar: { phase: "idle" },
  asked: false,
  review: null,
  problems: [],
  failure: null,
  handing: false,
  refusals: 0,
});

/** What selects nothing. */
export const anything: PostFilter = { text: "", type: "", status: "", order: "" };

/** The state before anything has happened, with the drafts of earlier visits, and up to when news were seen then. */
export function initial(drafts: Readonly<Partial<Record<Choice, Pick<Form, "draft" | "others">>>>, online: boolean, seen = 0): State {
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
    forms: {
      idea: newForm(drafts.idea?.draft ?? emptyDraft, drafts.idea?.others ?? []),
      problem: newForm(drafts.problem?.draft ?? emptyDraft, drafts.problem?.others ?? []),
      question: newForm(drafts.question?.draft ?? emptyDraft, drafts.question?.others ?? []),
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
  | { readonly type: "turned"; readonly to: Tab }
  | { readonly type: "said"; readonly text: string }
  | { readonly type: "noticed"; readonly text: string }
  | { readonly type: "home asked" }
  | { readonly type: "home read"; readonly categories: readonly Category[]; readonly statuses: readonly StatusChoice[]; readonly found: PostsResult; readonly at: number }
  | { readonly type: "home failed"; readonly failure: Failure }
  | { readonly type: "search typed"; readonly filter: PostFilter }
  | { readonly type: "search found"; readonly filter: PostFilter; readonly found: PostsResult; readonly at: number }
  | { readonly type: "search failed"; readonly filter: PostFilter; readonly failure: Failure }
  | { readonly type: "more asked" }
  | { readonly type: "more found"; readonly filter: PostFilter; readonly page: number; readonly found: PostsResult; readonly at: number }
  | { readonly type: "more failed"; readonly filter: PostFilter }
  | { readonly type: "mine asked" }
  | { readonly type: "mine read"; readonly posts: readonly Participation[]; readonly asOf: number }
  | { readonly type: "mine failed"; readonly failure: Failure }
  | { readonly type: "news seen"; readonly at: number }
  | { readonly type: "edited"; readonly form: FormName; readonly change: Partial<Draft> }
  | { readonly type: "shelved"; readonly form: FormName; readonly draft: Draft; readonly others: readonly Writing[] }
  | { readonly type: "reviewed"; readonly form: FormName; readonly review: Review }
  | { readonly type: "unfolded"; readonly choice: Choice }
  | { readonly type: "similar asked"; readonly choice: Choice }
  | { readonly type: "similar found"; readonly choice: Choice; readonly title: string; readonly posts: readonly PostRow[]; readonly at: number }
  | { readonly type: "refused"; readonly form: FormName; readonly problems: readonly FieldError[] }
  | { readonly type: "handing"; readonly form: FormName }
  | { readonly type: "handed over"; readonly form: FormName; readonly key: string }
  | { readonly type: "not kept"; readonly form: FormName; readonly failure: Failure }
  | { readonly type: "voted instead"; readonly choice: Choice; readonly id: number }
  | { readonly type: "brought back"; readonly form: FormName; readonly draft: Draft; readonly failure: Failure | null }
  | { readonly type: "cleared"; readonly form: FormName }
  | { readonly type: "outbox"; readonly pending: readonly Pending[]; readonly lasting: boolean }
  | { readonly type: "shown"; readonly votes: Readonly<Record<number, Votes>> }
  | { readonly type: "confirmed"; readonly post: PostRow; readonly at: number }
  | { readonly type: "post asked"; readonly id: number }
  | { readonly type: "post read"; readonly post: PostRow; readonly detail: Detail; readonly at: number }
  | { readonly type: "post failed"; readonly id: number; readonly failure: Failure };

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
    case "search found":
      if (action.filter !== state.search.filter) return state;
      return { ...known(state, action.found.posts, action.at), search: { filter: action.filter, found: { phase: "ready", value: listed(action.found) } } };
    case "search failed":
      if (action.filter !== state.search.filter) return state;
      return { ...state, search: { filter: action.filter, found: { phase: "failed", failure: action.failure } } };

    case "more asked":
      return { ...state, adding: "loading" };
    case "more found": {
      const before = shownList(state);
      if (action.filter !== state.search.filter || !before || action.page !== before.page + 1) return state;
      const value = listed(action.found, before);
      const next = { ...known(state, action.found.posts, action.at), adding: "" as const };
      const { home, search } = state;
      if (search.found.phase !== "idle") return { ...next, search: { ...search, found: { phase: "ready", value } } };
      return home.phase === "ready" ? { ...next, home: { ...home, value: { ...home.value, popular: value } } } : next;
    }
    case "more failed":
      return action.filter === state.search.filter ? { ...state, adding: "failed" } : state;

    case "mine asked": {
      const value = valueOf(state.mine);
      return { ...state, mine: value ? { phase: "loading", value } : { phase: "loading" } };
    }
    case "mine read": {
      // Of each it is said when it was read.
      const next = action.posts.reduce((all, { post, read_at }) => known(all, [post], read_at), state);
      return { ...next, mine: { phase: "ready", value: { posts: action.posts, asOf: action.asOf } }, seenBefore: state.seen };
    }
    case "mine failed":
      return { ...state, mine: { phase: "failed", failure: action.failure } };
    case "news seen":
      return { ...state, seen: Math.max(state.seen, action.at) };

    case "edited": {
      const { draft, problems, similar } = formOf(state, action.form);
      const retitled = action.change.title !== undefined && action.change.title.trim() !== draft.title.trim();
      return withForm(state, action.form, {
        draft: { ...draft, ...action.change },
        problems: problems.filter(({ field }) => !Object.hasOwn(action.change, field) && (!action.change.fields || valuesOf(action.change, field) === valuesOf(draft, field))),
        ...(retitled && { similar: { phase: "loading", value: valueOf(similar) ?? [] }, asked: false }),
      });
    }
    case "shelved": {
      const { draft, others } = action;
      const form = formOf(state, action.form);
      const anew = draft.writing !== form.draft.writing && draft.title !== form.draft.title && draft.title !== "";
      return withForm(state, action.form, { draft, others, unfolded: draft.content !== "" || (form.unfolded && !anew) });
    }
    case "reviewed":
      return withForm(state, action.form, { review: action.review });
    case "unfolded":
      return withForm(state, action.choice, { unfolded: true, problems: [] });
    case "similar asked":
      return withForm(state, action.choice, { similar: { phase: "loading", value: valueOf(state.forms[action.choice].similar) ?? [] }, asked: true });
    case "similar found": {
      const { draft, similar, asked } = state.forms[action.choice];
      if (action.title !== draft.title) return state;
      // What was found here stays where it stands.
      const before = asked ? (valueOf(similar) ?? []) : [];
      return withForm(known(state, action.posts, action.at), action.choice, { similar: { phase: "ready", value: [...new Set([...before, ...ids(action.posts)])] } });
    }
    case "refused":
      return withForm(state, action.form, {
        problems: action.problems,
        failure: null,
        handing: false,
        refusals: formOf(state, action.form).refusals + 1,
      });
    case "handing":
      return withForm(state, action.form, { handing: true, problems: [], failure: null });
    case "handed over": {
      const on = top(state);
      // Whoever has gone elsewhere meanwhile is not pulled back.
      const stack = on.name === "form" && on.choice === action.form ? [...state.stack.slice(0, -1), { name: "sent", key: action.key, choice: on.choice } as const] : state.stack;
      return withForm({ ...state, stack }, action.form, newForm(emptyDraft, formOf(state, action.form).others));
    }
    case "voted instead": {
      const { choice, id } = action;
      const stack = state.stack.filter((view) => view.name !== "form");
      const on = stack.at(-1);
      if (on?.name !== "post" || on.id !== id) stack.push({ name: "post", id });
      const { draft, others } = state.forms[choice];
      return withForm({ ...state, stack }, choice, isTitle(draft) ? newForm(emptyDraft, others) : {});
    }
    case "not kept":
      return withForm(state, action.form, { handing: false, failure: action.failure });
    case "brought back": {
      const { failure, draft } = action;
      const problems = failure?.fields ?? [];
      const form: Form = { ...newForm(draft, formOf(state, action.form).others), unfolded: true, failure, problems, refusals: problems.length > 0 ? 1 : 0 };
      const { type, object } = subjectOf(action.form);
      const to: View = type ? { name: "form", choice: type } : { name: "post", id: object };
      const on = top(state);
      const there = on.name === "post" && on.id === object;
      const stack = there ? state.stack : [...(on.name === "sent" || on.name === "waiting" ? state.stack.slice(0, -1) : state.stack), to];
      return withForm({ ...state, stack, notice: "" }, action.form, form);
    }
    case "cleared":
      return withForm(state, action.form, newForm(emptyDraft, formOf(state, action.form).others));
    case "outbox":
      return { ...state, pending: action.pending, lasting: action.lasting };
    case "shown":
      return { ...state, shown: action.votes };
    case "confirmed":
      return known(state, [action.post], action.at);

    case "post asked": {
      const before = valueOf(state.details[action.id]);
      return withDetail(state, action.id, before ? { phase: "loading", value: before } : { phase: "loading" });
    }
    case "post read":
      return withDetail(known(state, [action.post], action.at), action.post.id, { phase: "ready", value: action.detail });
    case "post failed":
      return withDetail(state, action.id, { phase: "failed", failure: action.failure });
  }
}

/** A form, as it is or was begun. */
export function formOf({ forms }: Pick<State, "forms">, name: FormName): Form {
  return forms[name] ?? newForm(emptyDraft, []);
}

/** What is shown of a post's votes. */
export function votesOf(state: Pick<State, "posts" | "shown">, id: number): Votes {
  return state.shown[id] ?? state.posts[id]?.votes ?? { count: 0, mine: "", open: false, down: false };
}

/** What a draft has of a field, by the name that the core gives it, in one text. */
function valuesOf({ fields = [] }: Partial<Draft>, name: string): string | undefined {
  return fields.find(({ id }) => `property_${id}` === name)?.values.join("\n");
}

/** Whether two drafts say the same. */
export function alike(a: Draft, b: Draft): boolean {
  return (Object.keys(emptyDraft) as (keyof Draft)[]).every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}

/** Whether no more than a title was written. */
export function isTitle(draft: Draft): boolean {
  return alike(draft, { ...emptyDraft, title: draft.title, category: draft.category, writing: draft.writing });
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
function listed({ posts, later, more }: PostsResult, before: Listed = { first: [], later: [], page: 0, more: true }): Listed {
  // Between two pages a post may move from one to the other.
  const there = new Set([...before.first, ...before.later]);
  const fresh = ids(posts).filter((id) => !there.has(id));
  return { first: [...before.first, ...fresh.filter((id) => !later.includes(id))], later: [...before.later, ...fresh.filter((id) => later.includes(id))], page: before.page + 1, more };
}

function ids(posts: readonly PostRow[]): readonly number[] {
  return [...new Set(posts.map((post) => post.id))];
}

/** Takes in posts that were asked for at a time; what is known from later stays. */
function known(state: State, posts: readonly PostRow[], at: number): State {
  const all = { ...state.posts };
  const readAt = { ...state.readAt };
  for (const post of posts) {
    if ((readAt[post.id] ?? 0) > at) continue;
    all[post.id] = post;
    readAt[post.id] = at;
  }
  return { ...state, posts: all, readAt };
}

function withForm(state: State, name: FormName, change: Partial<Form>): State {
  return { ...state, forms: { ...state.forms, [name]: { ...formOf(state, name), ...change } } };
}

function withDetail(state: State, id: number, detail: Remote<Detail>): State {
  return { ...state, details: { ...state.details, [id]: detail } };
}
