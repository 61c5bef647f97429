import type { PostRow, Votes } from "../../../wasm/core.gen";
import { VoteIcon } from "./icons";
import { inVotes, short } from "../parts/number";
import type { Session } from "../session/session";
import { say } from "../speech";

interface Props {
  post: PostRow;
  votes: Votes;
  session: Session;
  /** Whether one against it is offered, where its type takes such votes: a list has no room for it. */
  both?: boolean;
}

/** The votes of a post: a button that counts, and one against it. */
export function VoteButtons({ post, votes, session, both = false }: Props) {
  const shown = short(votes.count);
  const count = inVotes(votes.count);
  if (!votes.open) {
    return (
      <span class="votes">
        <span class="vote" data-closed title={say("widget.votes.closed", { votes: count })}>
          <VoteIcon />
          <span aria-hidden>{shown}</span>
          <span class="ds-hidden">{say("widget.votes.closed", { votes: count })}</span>
        </span>
      </span>
    );
  }
  return (
    <span class="votes">
      <button
        type="button"
        class="vote"
        aria-pressed={votes.mine === "up"}
        aria-label={say("widget.votes.up", { title: post.title, votes: count })}
        onClick={() => session.vote(post.id, "up")}
      >
        <VoteIcon />
        <span>{shown}</span>
      </button>
      {votes.down && (both || votes.mine === "down") && (
        <button
          type="button"
          class="vote"
          data-down
          aria-pressed={votes.mine === "down"}
          aria-label={say("widget.votes.down", { title: post.title })}
          onClick={() => session.vote(post.id, "down")}
        >
          <VoteIcon down />
        </button>
      )}
    </span>
  );
}
