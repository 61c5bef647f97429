import { CircleAlert } from "../../../shared/ui/icons";
import { Body } from "../parts/body";
import { Comment } from "./comment";
import { OutLink } from "../parts/link";
import { Main } from "../parts/main";
import { Notice } from "../parts/notice";
import type { Session } from "../session/session";
import { PostSkeleton } from "../parts/skeleton";
import { type Detail, type State, valueOf, votesOf } from "../session/state";
import { say, told } from "../speech";
import { StatusLabel } from "../list/status";
import { Ago } from "../parts/time";
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
          <VoteButtons post={post} votes={votesOf(state, id)} session={session} />
          <div class="row-text">
            <h2 class="post-title" dir="auto" data-long={post.title.length > LONG}>
              {post.title}
            </h2>
            <p class="meta">
              <StatusLabel status={post.status} />
              {post.category && <span dir="auto">{post.category}</span>}
              {detail && <span dir="auto">{detail.author ? say("widget.post.by", { author: detail.author }) : say("widget.post.by_customer")}</span>}
              <Ago at={post.created} now={now} />
            </p>
          </div>
        </div>
      )}
      {remote?.phase === "failed" ? (
        <Notice
          icon={CircleAlert}
          title={say("widget.post.failed")}
          action={remote.failure.kind === "not_found" ? { label: say("widget.back"), run: session.back } : { label: say("widget.retry"), run: () => session.read(id) }}
        >
          <p>{told(remote.failure.say)}</p>
        </Notice>
      ) : detail ? (
        <>
          <Body program={detail.body} />
          {post && <OutLink url={post.url} label={say("widget.post.open")} />}
          <Comments detail={detail} session={session} id={id} now={now} />
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
  session: Session;
  now: number;
}

function Comments({ id, detail, session, now }: CommentsProps) {
  const { comments, commentsProblem } = detail;
  return (
    <section class="comments" aria-labelledby="comments">
      <h2 class="section" id="comments">
        {say("widget.comments.title")}
        {comments.length > 0 && <span class="count">{comments.length}</span>}
      </h2>
      {commentsProblem ? (
        <Notice icon={CircleAlert} title={say("widget.comments.failed")} action={{ label: say("widget.retry"), run: () => session.read(id) }}>
          <p>{told(commentsProblem.say)}</p>
        </Notice>
      ) : comments.length === 0 ? (
        <p class="quiet">{say("widget.comments.none")}</p>
      ) : (
        <ul role="list">
          {comments.map((comment) => (
            <Comment key={comment.id} comment={comment} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}
