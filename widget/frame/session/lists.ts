// The lists of posts that the widget shows behind the first: what is searched for, further pages, and what the customer
// takes part in. See behind.ts.

import type { Failure, Participation, PostFilter, PostsResult } from "../../../wasm/core.gen";
import { say } from "../speech";
import type { Within } from "./around";
import { failureOf } from "./failure";
import { lastOf } from "./last";
import { isAnything, known, listed, newsIn, shownList, type State, top, valueOf } from "./state";

/** How long a customer must pause before what they type is searched for, in milliseconds. */
export const PAUSE = 250;

export type ListAction =
  | { readonly type: "search found"; readonly filter: PostFilter; readonly found: PostsResult; readonly at: number }
  | { readonly type: "search failed"; readonly filter: PostFilter; readonly failure: Failure }
  | { readonly type: "more asked" }
  | { readonly type: "more found"; readonly filter: PostFilter; readonly page: number; readonly found: PostsResult; readonly at: number }
  | { readonly type: "more failed"; readonly filter: PostFilter }
  | { readonly type: "mine asked" }
  | { readonly type: "mine read"; readonly posts: readonly Participation[]; readonly asOf: number }
  | { readonly type: "mine failed"; readonly failure: Failure }
  | { readonly type: "news seen"; readonly at: number };

/** The next state. An action that does not apply any more changes nothing. */
export function reduceLists(state: State, action: ListAction): State {
  switch (action.type) {
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
  }
}

export interface Lists {
  /** Reads the next page of the list that is shown. */
  more(): void;
  /** Reads what the customer takes part in once more. */
  again(): void;
  /** Looks for what is searched for by now. text is whether it is being typed. */
  find(text: boolean): void;
  /** What the customer takes part in is not what it was. */
  outdated(): void;
  /** Somebody else is here, whom what was asked for is not about. */
  anew(): void;
}

export function openLists({ on: { shelf, now, after }, portal, session, run, alter }: Within): Lists {
  const state = () => session.state;
  const dispatch = (action: ListAction) => alter(reduceLists(session.state, action));
  const searches = lastOf(after);
  let asked = 0;

  /** What is new of it counts as seen where it is shown. */
  const mine = async () => {
    const turn = ++asked;
    dispatch({ type: "mine asked" });
    try {
      const { posts, as_of } = await run("feedback.mine", { portal });
      if (turn !== asked) return;
      dispatch({ type: "mine read", posts, asOf: as_of });
      if (top(state()).name !== "news" && newsIn(state()) > 0) return;
      shelf.keepSeen(as_of);
      dispatch({ type: "news seen", at: as_of });
    } catch (error) {
      if (turn === asked) dispatch({ type: "mine failed", failure: failureOf(error) });
    }
  };
  const more = async () => {
    const { search, adding } = state();
    const list = shownList(state());
    if (!list?.more || adding === "loading") return;
    const { filter } = search;
    const page = list.page + 1;
    dispatch({ type: "more asked" });
    const at = now();
    try {
      const found = await run("feedback.posts", { portal, filter, page });
      dispatch({ type: "more found", filter, page, found, at });
    } catch {
      dispatch({ type: "more failed", filter });
    }
  };
  const again = () => void mine();

  return {
    find(text) {
      const { filter } = state().search;
      if (isAnything(filter)) {
        searches(0, async () => {});
        return;
      }
      searches(text ? PAUSE : 0, async (signal) => {
        const at = now();
        try {
          const found = await run("feedback.posts", { portal, filter, page: 1 }, signal);
          if (signal.aborted) return;
          dispatch({ type: "search found", filter, found, at });
          const count = found.posts.length;
          session.announce(count === 0 ? say("widget.list.none") : found.more ? say("widget.list.many") : say("widget.list.found", { count }));
        } catch (error) {
          if (!signal.aborted) dispatch({ type: "search failed", filter, failure: failureOf(error) });
        }
      });
    },

    more: () => void more(),
    again,
    outdated() {
      if (top(state()).name === "mine") again();
    },
    anew: () => void asked++,
  };
}
