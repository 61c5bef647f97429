import { MessageSquare } from "../../../shared/ui/icons/first";
import type { PostRow } from "../../../wasm/core.gen";
import { choiceIcon } from "../parts/choice";
import { short } from "../parts/number";
import type { Session } from "../session/session";
import { type State, valueOf, votesOf } from "../session/state";
import { StatusLabel } from "./status";
import { VoteButtons } from "./votes";
import { say } from "../speech";

interface Props {
  post: PostRow;
  state: State;
  session: Session;
}

/** One post in a list: its votes, its title, and one line about it. */
export function Row({ post, state, session }: Props) {
  const held = valueOf(state.mine)?.posts.some((p) => p.held && p.post.id === post.id);
  const TypeIcon = post.type && choiceIcon[post.type];
  return (
    <li class="row">
      <div class="row-text">
        <button type="button" class="row-title" id={`post-${post.id}`} dir="auto" onClick={() => session.go({ name: "post", id: post.id })}>
          {post.title}
        </button>
        <span class="meta">
          {TypeIcon && post.type && (
            <span class="meta-item" title={say("widget.choice", { type: post.type })}>
              <TypeIcon label={say("widget.choice", { type: post.type })} />
            </span>
          )}
          <StatusLabel status={post.status} />
          {post.comments > 0 && (
            <span class="meta-item" title={say("widget.comments.count", { count: post.comments })}>
              <MessageSquare />
              <span aria-hidden>{short(post.comments)}</span>
              <span class="ds-hidden">{say("widget.comments.count", { count: post.comments })}</span>
            </span>
          )}
          {held && <span class="held">{say("widget.mine.held")}</span>}
        </span>
      </div>
      <VoteButtons post={post} votes={votesOf(state, post.id)} session={session} />
    </li>
  );
}
