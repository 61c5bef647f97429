import { Ago } from "../../../shared/ui/ago";
import { CircleAlert } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import { Written } from "../parts/body";
import { Acts } from "./acts";
import { Comment } from "./comment";
import { Composer } from "./composer";
import { Main } from "../parts/main";
import { Said } from "../parts/said";
import { Single } from "../parts/stopped";
import type { Session } from "../session/session";
import { PostSkeleton } from "../parts/skeleton";
import { type Detail, type State, valueOf, votesOf } from "../session/state";
import { locale, say, told } from "../speech";
import { StatusLabel } from "../list/status";
import { VoteButtons } from "../list/votes";

/** Titles of more characters are set smaller. */
const LONG = 60;

interface Props {
  id: number;
  state: State;
  session: Session;
  now: number;
}

/** One post: what it says, its votes and its comments. */
export function Post({ id, state, session, now }: Props) {
  const post = state.posts[id];
  const remote = state.details[id];
  const detail = valueOf(remote);
  return (
    <Main name="post">
      {post && (
        <div class="post-head">
          <VoteButtons post={post} votes={votesOf(state, id)} session={session} both />
          <div class="row-text">
            <h2 class="post-title" dir="auto" data-long={post.title.length > LONG}>
              {post.title}
            </h2>
            <p class="meta">
              <StatusLabel status={post.status} />
              {post.category && <span dir="auto">{post.category}</span>}
              {detail && <span dir="auto">{detail.author ? say("widget.post.by", { author: detail.author }) : say("widget.post.by_customer")}</span>}
              <Ago at={post.created} now={now} locale={locale()} words />
            </p>
          </div>
        </div>
      )}
      {remote?.phase === "failed" ? (
        <Standing icon={<CircleAlert size={20} />} heading={say("widget.post.failed")}>
          <p>{told(remote.failure.say)}</p>
          {remote.failure.kind === "not_found" ? (
            <button type="button" class="ds-button" onClick={session.back}>
              {say("widget.back")}
            </button>
          ) : (
            <button type="button" class="ds-button" onClick={() => session.read(id)}>
              {say("widget.retry")}
            </button>
          )}
        </Standing>
      ) : detail ? (
        <>
          <Written program={detail.body} say={say} told={told} />
          {post && <Acts id={id} url={post.url} following={detail.following} session={session} />}
          <Comments detail={detail} state={state} session={session} id={id} now={now} />
        </>
      ) : (
        <PostSkeleton />
      )}
    </Main>
  );
}

interface CommentsProps {
  id: number;
  detail: Detail;
  state: State;
  session: Session;
  now: number;
}

function Comments({ id, detail, state, session, now }: CommentsProps) {
  const { comments, commentsProblem, canComment } = detail;
  const mine = state.pending.filter((p) => p.commented === id && p.state !== "sent");
  return (
    <section class="comments" aria-labelledby="comments">
      <h2 class="section" id="comments">
        {say("widget.comments.title")}
        {comments.length > 0 && <span class="count">{comments.length}</span>}
      </h2>
      {commentsProblem ? (
        <Standing icon={<CircleAlert size={20} />} heading={say("widget.comments.failed")}>
          <p>{told(commentsProblem.say)}</p>
          <button type="button" class="ds-button" onClick={() => session.read(id)}>
            {say("widget.retry")}
          </button>
        </Standing>
      ) : comments.length + mine.length === 0 ? (
        <p class="quiet">{say("widget.comments.none")}</p>
      ) : (
        <ul role="list">
          {comments.map((comment) => (
            <Single key={comment.id} of={comment} what={say("widget.stopped.comment")}>
              <Comment comment={comment} now={now} />
            </Single>
          ))}
          {mine.map(({ key, draft, delayed }) => (
            <li key={key} class="comment" data-waits>
              {draft && <Said source={draft.content} session={session} />}
              <p class="meta">{delayed ? say("widget.comments.waits") : say("widget.comments.sending")}</p>
            </li>
          ))}
        </ul>
      )}
      {canComment ? <Composer id={id} state={state} session={session} /> : <p class="quiet">{say("widget.comments.closed")}</p>}
    </section>
  );
}
