// How the widget reads a post that somebody opens: see behind.ts.

import type { Failure, PostRow } from "../../../wasm/core.gen";
import type { Within } from "./around";
import { failureOf } from "./failure";
import { type Detail, known, type Remote, type State, valueOf } from "./state";

export type ReadingAction =
  | { readonly type: "post asked"; readonly id: number }
  | { readonly type: "post read"; readonly post: PostRow; readonly detail: Detail; readonly at: number }
  | { readonly type: "post failed"; readonly id: number; readonly failure: Failure };

/** The next state. An action that does not apply any more changes nothing. */
export function reduceReading(state: State, action: ReadingAction): State {
  switch (action.type) {
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

export interface Reading {
  read(id: number): void;
}

export function openReading({ on, portal, session, run, alter }: Within): Reading {
  const dispatch = (action: ReadingAction) => alter(reduceReading(session.state, action));
  const read = async (id: number) => {
    dispatch({ type: "post asked", id });
    const at = on.now();
    try {
      const { post, author, body, comments, comments_problem, can_comment } = await run("feedback.post", { portal, id });
      dispatch({ type: "post read", post, at, detail: { author, body, comments, commentsProblem: comments_problem, canComment: can_comment } });
    } catch (error) {
      dispatch({ type: "post failed", id, failure: failureOf(error) });
    }
  };
  return { read: (id) => void read(id) };
}

function withDetail(state: State, id: number, detail: Remote<Detail>): State {
  return { ...state, details: { ...state.details, [id]: detail } };
}
