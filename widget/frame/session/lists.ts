// The lists of posts that the widget shows: what is popular or searched for, and what the customer takes part in.

import type { CustomerOperations, Portal, PostFilter } from "../../../wasm/core.gen";
import { say } from "../speech";
import { failureOf } from "./failure";
import { lastOf } from "./last";
import type { Shelf } from "./shelf";
import { type Action, isAnything, newsIn, shownList, type State, top } from "./state";

/** How long a customer must pause before what they type is searched for, in milliseconds. */
export const PAUSE = 250;

interface Around {
  readonly shelf: Shelf;
  readonly portal: Portal;
  readonly run: <K extends keyof CustomerOperations>(op: K, args: CustomerOperations[K]["args"], signal?: AbortSignal) => Promise<CustomerOperations[K]["result"]>;
  readonly dispatch: (action: Action) => void;
  readonly state: () => State;
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
}

export interface Lists {
  start(): Promise<void>;
  search(change: Partial<PostFilter>): void;
  more(): Promise<void>;
  /** Reads what the customer takes part in; what is new of it counts as seen where it is shown. */
  mine(): Promise<void>;
  /** Does so beside what else is done. */
  look(): void;
  /** What the customer takes part in is not what it was. */
  outdated(): void;
}

export function openLists({ shelf, portal, run, dispatch, state, now, after }: Around): Lists {
  const searches = lastOf(after);
  let asked = 0;

  const lists: Lists = {
    async start() {
      // Somebody else may be here by now.
      asked++;
      dispatch({ type: "home asked" });
      const at = now();
      try {
        const { categories, statuses, found } = await run("feedback.start", { portal });
        dispatch({ type: "home read", categories, statuses, found, at });
        // Who has never taken part in anything has no news.
        if (shelf.seen() > 0 || top(state()).name === "mine" || top(state()).name === "news") lists.look();
      } catch (error) {
        dispatch({ type: "home failed", failure: failureOf(error) });
      }
    },

    search(change) {
      const filter = { ...state().search.filter, ...change };
      dispatch({ type: "search typed", filter });
      if (isAnything(filter)) {
        searches(0, async () => {});
        return;
      }
      searches(change.text === undefined ? 0 : PAUSE, async (signal) => {
        const at = now();
        try {
          const found = await run("feedback.posts", { portal, filter, page: 1 }, signal);
          if (signal.aborted) return;
          dispatch({ type: "search found", filter, found, at });
          const count = found.posts.length;
          dispatch({ type: "said", text: count === 0 ? say("widget.list.none") : found.more ? say("widget.list.many") : say("widget.list.found", { count }) });
        } catch (error) {
          if (!signal.aborted) dispatch({ type: "search failed", filter, failure: failureOf(error) });
        }
      });
    },

    async more() {
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
    },

    async mine() {
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
    },

    look: () => void lists.mine(),

    outdated() {
      if (top(state()).name === "mine") lists.look();
    },
  };
  return lists;
}
