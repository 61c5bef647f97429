import { Check, CircleAlert, Clock } from "../../../shared/ui/icons";
import { PostList } from "../list/list";
import { Detail } from "../parts/details";
import { OutLink } from "../parts/link";
import { Main } from "../parts/main";
import { ListSkeleton } from "../parts/skeleton";
import type { Session } from "../session/session";
import type { Choice, State } from "../session/state";
import { Entry } from "../waiting/entry";
import { say } from "../speech";

interface Props {
  /** The post's key in the outbox. */
  post: string;
  choice: Choice;
  state: State;
  session: Session;
}

/** After sending: that it is there and what happens next, or that it waits and why. */
export function Sent({ post: key, choice, state, session }: Props) {
  const entry = state.pending.find((p) => p.key === key);
  const post = entry?.post;
  const waits = entry?.delayed ?? false;
  const Mark = post ? Check : waits ? CircleAlert : Clock;
  return (
    <Main name="sent">
      <span class="sent-mark" data-state={post ? "sent" : waits ? "waiting" : "sending"}>
        <Mark size={20} />
      </span>
      <h2 class="post-title">{post ? say(post.moderated ? "widget.sent.moderated" : "widget.sent.title", { type: choice }) : waits ? say("widget.waiting.post", { type: choice }) : say("widget.form.sending")}</h2>
      {post ? (
        <>
          <p>{post.moderated ? say("widget.sent.moderated_next") : say("widget.sent.next", { type: choice })}</p>
          <Detail shown={{ sent: key }} session={session} />
          {!post.moderated && (
            <>
              <PostList ids={[post.id]} label={say("widget.sent.title", { type: choice })} state={state} session={session} />
              <OutLink url={post.url} label={say("widget.post.open")} />
            </>
          )}
        </>
      ) : entry && waits ? (
        <Entry entry={entry} state={state} session={session} />
      ) : (
        <ListSkeleton rows={1} />
      )}
      <button type="button" class="ds-button" data-kind="primary" onClick={session.home}>
        {say("widget.sent.done")}
      </button>
    </Main>
  );
}
