import type { PostType } from "../../../wasm/core.gen";
import { type State, top } from "../session/state";
import { say } from "../speech";

/** What stands above a view: its title, and the type of post that it is about. */
export function headingOf(state: State): { title: string; choice: PostType } {
  return { title: titleOf(state), choice: choiceOf(state) };
}

function titleOf(state: State): string {
  const view = top(state);
  switch (view.name) {
    case "home":
      return say("widget.title");
    case "mine":
    case "news":
      return say("widget.tab", { tab: view.name });
    case "form":
      return say("widget.new", { type: view.choice });
    case "post": {
      const type = state.posts[view.id]?.type;
      return type ? say("widget.choice", { type }) : say("widget.title");
    }
    case "sent":
      return state.pending.some((p) => p.key === view.key && p.post) ? say("widget.sent.thanks") : say("widget.new", { type: view.choice });
    case "waiting":
      return say("widget.waiting.title");
  }
}

function choiceOf(state: State): PostType {
  const view = top(state);
  return view.name === "form" ? view.choice : view.name === "post" ? (state.posts[view.id]?.type ?? "") : "";
}
