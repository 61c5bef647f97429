import { Single } from "../parts/stopped";
import { Row } from "./row";
import type { Session } from "../session/session";
import type { State } from "../session/state";
import { say } from "../speech";

interface Props {
  ids: readonly number[];
  label: string;
  state: State;
  session: Session;
}

/** Posts, in the order given. */
export function PostList({ ids, label, state, session }: Props) {
  return (
    // Safari forgets that a list without markers is one.
    <ul class="rows" role="list" aria-label={label}>
      {ids.map((id) => {
        const post = state.posts[id];
        return (
          post && (
            <Single key={id} of={post} what={say("widget.stopped.post")}>
              <Row post={post} state={state} session={session} />
            </Single>
          )
        );
      })}
    </ul>
  );
}
