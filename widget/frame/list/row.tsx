import { MessageSquare } from "../../../shared/ui/icons";
import type { PostRow } from "../../../wasm/core.gen";
import { choiceIcon } from "../parts/choice";
import { short } from "../parts/number";
import type { Session } from "../session/session";
import { type State, votesOf } from "../session/state";
import { StatusLabel } from "./status";
import { text } from "../strings";
import { VoteButtons } from "./votes";

interface Props {
  post: PostRow;
  state: State;
  session: Session;
  locale: string;
}

/** One post in a list: its votes, its title, and one line about it. */
export function Row({ post, state, session, locale }: Props) {
  const TypeIcon = post.type && choiceIcon[post.type];
  return (
    <li class="row">
      <VoteButtons post={post} votes={votesOf(state, post.id)} session={session} locale={locale} />
      <div class="row-text">
        <button type="button" class="row-title" id={`post-${post.id}`} dir="auto" onClick={() => session.go({ name: "post", id: post.id })}>
          {post.title}
        </button>
        <span class="meta">
          {TypeIcon && post.type && (
            <span class="meta-item" title={text.choice[post.type]}>
              <TypeIcon label={text.choice[post.type]} />
            </span>
          )}
          <StatusLabel status={post.status} />
          {post.comments > 0 && (
            <span class="meta-item" title={text.commentCount(post.comments)}>
              <MessageSquare />
              <span aria-hidden>{short(post.comments, locale)}</span>
              <span class="ds-hidden">{text.commentCount(post.comments)}</span>
            </span>
          )}
        </span>
      </div>
    </li>
  );
}
