// What the widget does: it turns what a customer wants into operations of the
// core and their outcomes into actions. It knows no DOM; storage, time and the
// page come from outside.

import { type Core, CoreError } from "../../../wasm/core";
import type { Failure, Portal, PostRow, PostType, Vote, CustomerOperations } from "../../../wasm/core.gen";
import type { Prefill, ToPage } from "../../protocol";
import type { Shelf } from "./shelf";
import { type Action, type Choice, type Draft, initial, pressed, reduce, type State, type View, votesOf } from "./state";
import { told } from "../speech";
import { text } from "../strings";

/** Runs something after a pause in milliseconds; what it returns calls it off. */
export type After = (ms: number, run: () => void) => () => void;

export interface Surroundings {
  readonly load: () => Promise<Core<CustomerOperations>>;
  readonly address: string;
  readonly shelf: Shelf;
  readonly newId: () => string;
  readonly after: After;
  readonly online: boolean;
  /** Tells the page that the widget stands in. */
  readonly tell: (message: ToPage) => void;
  readonly changed: (state: State) => void;
}

/** How long a customer must pause before what they type is searched for, in milliseconds. */
const PAUSE = 250;
/** Shorter titles find anything. */
const SHORTEST_TITLE = 3;
const MOST_SIMILAR = 3;

/** What components may ask for. */
export interface Session {
  readonly state: State;
  /** Whether drafts outlive the page. */
  readonly lasting: boolean;
  go(to: View): void;
  back(): void;
  home(): void;
  close(): void;
  /** Shows the first view, or the form for one type of post. */
  show(view: PostType): void;
  start(): void;
  search(query: string): void;
  edit(choice: Choice, change: Partial<Omit<Draft, "key">>): void;
  prefill(draft: Prefill): void;
  /** Goes on from the form's first question. */
  unfold(choice: Choice): void;
  send(choice: Choice): void;
  read(id: number): void;
  vote(id: number, button: Vote): void;
  dismiss(): void;
  network(online: boolean): void;
}

export function createSession(on: Surroundings): Session {
  const { shelf } = on;
  const portal: Portal = { address: on.address, visitor: shelf.visitor() };
  let state = initial(shelf.drafts(), on.online);
  let loading: Promise<Core<CustomerOperations>> | undefined;
  let core: Core<CustomerOperations> | undefined;

  const dispatch = (action: Action) => {
    state = reduce(state, action);
    on.changed(state);
  };

  /** The core, loaded once; again after it could not be had. */
  const ready = async (): Promise<Core<CustomerOperations>> => {
    if (core) return core;
    loading ??= on.load();
    try {
      core = await loading;
      if (state.core !== "ready") dispatch({ type: "core", core: "ready" });
      return core;
    } catch (error) {
      loading = undefined;
      if (refused(error)) dispatch({ type: "core", core: "refused" });
      throw error;
    }
  };

  const run = async <K extends keyof CustomerOperations>(op: K, args: CustomerOperations[K]["args"], signal?: AbortSignal) =>
    (await ready()).run(op, args, signal ? { signal } : {});

  /** UseResponse says that a browser has voted but not which way; the shelf knows. */
  const directed = (post: PostRow): PostRow => {
    const direction = post.votes.mine && shelf.direction(post.id);
    return direction ? { ...post, votes: { ...post.votes, mine: direction } } : post;
  };

  /** Runs the last of several calls that come close together, and drops the outcome of those before. */
  const settled = () => {
    let stop = () => {};
    return (pause: number, job: (signal: AbortSignal) => Promise<void>) => {
      stop();
      const gone = new AbortController();
      const calledOff = on.after(pause, () => void job(gone.signal));
      stop = () => {
        calledOff();
        gone.abort();
      };
      return stop;
    };
  };
  const searches = settled();
  const similars = settled();

  const findSimilar = (choice: Choice) => {
    const { title } = state.forms[choice].draft;
    const found = (posts: readonly PostRow[]) => dispatch({ type: "similar found", choice, title, posts });
    if (title.trim().length < SHORTEST_TITLE) {
      similars(0, async () => {});
      found([]);
      return;
    }
    similars(PAUSE, async (signal) => {
      try {
        const { posts } = await run("feedback.posts", { portal, text: title, type: choice }, signal);
        if (signal.aborted) return;
        found(posts.slice(0, MOST_SIMILAR).map(directed));
        if (posts.length > 0) dispatch({ type: "said", text: text.similarFound(Math.min(posts.length, MOST_SIMILAR)) });
      } catch {
        // The form does without: whoever writes is not to be held up by a search.
        if (!signal.aborted) found([]);
      }
    });
  };

  const review = (choice: Choice) => {
    const { title, content, category } = state.forms[choice].draft;
    return core?.call("feedback.check", { draft: { type: choice, title, content, category } });
  };

  /** Refuses a draft in which the core finds problems. */
  const refuse = (choice: Choice): boolean => {
    const problems = review(choice)?.problems ?? [];
    if (problems.length > 0) dispatch({ type: "refused", choice, problems });
    return problems.length > 0;
  };

  const voting = new Set<number>();

  const session: Session = {
    get state() {
      return state;
    },
    get lasting() {
      return shelf.lasting;
    },

    go(to) {
      dispatch({ type: "went", to });
      if (to.name === "post") session.read(to.id);
      if (to.name === "form") findSimilar(to.choice);
    },
    back: () => dispatch({ type: "went back" }),
    home: () => dispatch({ type: "went home" }),
    close: () => on.tell({ type: "close" }),
    show(view) {
      if (view && state.forms[view].sending) return;
      if (view) {
        dispatch({ type: "went home" });
        session.go({ name: "form", choice: view });
      }
      if (state.home.phase === "failed") session.start();
    },

    async start() {
      dispatch({ type: "home asked" });
      try {
        const { categories, posts } = await run("feedback.start", { portal });
        dispatch({ type: "home read", categories, posts: posts.map(directed) });
      } catch (error) {
        dispatch({ type: "home failed", failure: failureOf(error) });
      }
    },

    search(query) {
      dispatch({ type: "search typed", text: query });
      if (query.trim() === "") {
        searches(0, async () => {});
        return;
      }
      searches(PAUSE, async (signal) => {
        try {
          const { posts } = await run("feedback.posts", { portal, text: query, type: "" }, signal);
          if (signal.aborted) return;
          dispatch({ type: "search found", text: query, posts: posts.map(directed) });
          dispatch({ type: "said", text: posts.length > 0 ? text.found(posts.length) : text.foundNone(query) });
        } catch (error) {
          if (!signal.aborted) dispatch({ type: "search failed", text: query, failure: failureOf(error) });
        }
      });
    },

    edit(choice, change) {
      dispatch({ type: "edited", choice, change });
      shelf.keepDraft(choice, state.forms[choice].draft);
      const outcome = review(choice);
      if (outcome) dispatch({ type: "reviewed", choice, review: outcome });
      if (change.title !== undefined) findSimilar(choice);
    },
    prefill({ type, title, content }) {
      const choice = type || "idea";
      const { draft } = state.forms[choice];
      session.edit(choice, { title: draft.title || title, content: draft.content || content });
    },
    unfold(choice) {
      // Only the first question is asked so far.
      const problems = review(choice)?.problems.filter((p) => p.field === "title") ?? [];
      if (problems.length > 0) dispatch({ type: "refused", choice, problems });
      else dispatch({ type: "unfolded", choice });
    },

    async send(choice) {
      if (state.forms[choice].sending || refuse(choice)) return;
      dispatch({ type: "sending", choice, key: on.newId() });
      const { draft } = state.forms[choice];
      shelf.keepDraft(choice, draft);
      try {
        if (!core) {
          await ready();
          if (refuse(choice)) return;
        }
        const { key, ...entered } = draft;
        const { post } = await run("feedback.create", { portal, draft: { type: choice, ...entered }, key });
        dispatch({ type: "sent", choice, post: directed(post) });
        shelf.keepDraft(choice, state.forms[choice].draft);
        dispatch({ type: "said", text: text.sent[choice] });
        on.tell({ type: "created", id: post.id, kind: choice, url: post.url });
      } catch (error) {
        dispatch({ type: "not sent", choice, failure: failureOf(error) });
      }
    },

    async read(id) {
      dispatch({ type: "post asked", id });
      try {
        const { post, author, body, comments, comments_problem } = await run("feedback.post", { portal, id });
        dispatch({ type: "post read", post: directed(post), detail: { author, body, comments, commentsProblem: comments_problem } });
      } catch (error) {
        dispatch({ type: "post failed", id, failure: failureOf(error) });
      }
    },

    async vote(id, button) {
      dispatch({ type: "vote wanted", id, vote: pressed(votesOf(state, id).mine, button) });
      if (voting.has(id)) return;
      voting.add(id);
      try {
        for (let wanted = state.voting[id]; wanted !== undefined; wanted = state.voting[id]) {
          const { votes } = await run("feedback.vote", { portal, id, vote: wanted });
          shelf.keepDirection(id, wanted);
          dispatch({ type: "vote counted", id, sent: wanted, votes });
          on.tell({ type: "voted", id, vote: wanted });
          const count = text.votes(votes.count, String(votes.count));
          dispatch({ type: "said", text: wanted ? text.voted(count) : text.unvoted(count) });
        }
      } catch (error) {
        dispatch({ type: "vote failed", id });
        dispatch({ type: "noticed", text: text.voteFailed(told(failureOf(error).say)) });
      } finally {
        voting.delete(id);
      }
    },

    dismiss: () => dispatch({ type: "noticed", text: "" }),
    network(online) {
      dispatch({ type: "network", online });
      if (online && state.home.phase === "failed") session.start();
    },
  };
  return session;
}

/** Whether this browser will never run the core, rather than not right now. */
function refused(error: unknown): boolean {
  return typeof WebAssembly === "undefined" || error instanceof WebAssembly.CompileError;
}

function failureOf(error: unknown): Failure {
  if (error instanceof CoreError) return error.failure;
  return {
    kind: "unavailable",
    say: { id: "customer.failure.network", args: [] },
    detail: String(error),
    fields: [],
    retry_after_ms: 0,
    uncertain: false,
  };
}
