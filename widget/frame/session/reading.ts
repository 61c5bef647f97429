// How the widget reads a post that somebody opens: see behind.ts.

import type { Failure, Follows, PostRow } from "../../../wasm/core.gen";
import { say, told } from "../speech";
import type { Within } from "./around";
import { failureOf } from "./failure";
import type { Lists } from "./lists";
import { type Detail, known, type Remote, type State, valueOf } from "./state";

export type ReadingAction =
  | { readonly type: "post asked"; readonly id: number }
  | { readonly type: "post read"; readonly post: PostRow; readonly detail: Detail; readonly at: number }
  | { readonly type: "followed"; readonly id: number; readonly following: Follows }
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
    case "followed": {
      const value = valueOf(state.details[action.id]);
      return value ? withDetail(state, action.id, { phase: "ready", value: { ...value, following: action.following } }) : state;
    }
    case "post failed":
      return withDetail(state, action.id, { phase: "failed", failure: action.failure });
  }
}

export interface Reading {
  read(id: number): void;
  /** Has the customer told from now on what is new of a post, or not any more. Resolves with how they are, "" where that failed. */
  follow(id: number, on: boolean): Promise<string>;
}

export function openReading({ on, portal, session, writer, asking, run, alter }: Within, lists: Lists): Reading {
  const { shelf } = on;
  const dispatch = (action: ReadingAction) => alter(reduceReading(session.state, action));
  const read = async (id: number) => {
    dispatch({ type: "post asked", id });
    const at = on.now();
    try {
      const { post, author, body, comments, comments_problem, can_comment, following } = await run("feedback.post", { portal, id });
      dispatch({ type: "post read", post, at, detail: { author, body, comments, commentsProblem: comments_problem, canComment: can_comment, following } });
    } catch (error) {
      dispatch({ type: "post failed", id, failure: failureOf(error) });
    }
  };
  const follow = async (id: number, on: boolean) => {
    const before = valueOf(session.state.details[id])?.following ?? "";
    dispatch({ type: "followed", id, following: on ? "followed" : "unfollowed" });
    try {
      const { following } = await asking(async () => (await writer.load()).run("feedback.follow", { portal, id, on }));
      dispatch({ type: "followed", id, following });
      if (on) shelf.keepSeen(session.state.seen || 1);
      session.notice("");
      lists.outdated();
      const how = say(!on ? "widget.follow.left" : following === "mailed" ? "widget.follow.mailed" : "widget.follow.here");
      session.announce(how);
      return how;
    } catch (error) {
      dispatch({ type: "followed", id, following: before });
      session.notice(say("widget.follow.failed", { sentence: told(failureOf(error).say) }));
      return "";
    }
  };
  return { read: (id) => void read(id), follow };
}

function withDetail(state: State, id: number, detail: Remote<Detail>): State {
  return { ...state, details: { ...state.details, [id]: detail } };
}
