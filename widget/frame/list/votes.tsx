import type { PostRow, Votes } from "../../../wasm/core.gen";
import { VoteIcon } from "./icons";
import { short } from "../parts/number";
import type { Session } from "../session/session";
import { text } from "../strings";

interface Props {
  post: PostRow;
  votes: Votes;
  session: Session;
  locale: string;
}

/** The votes of a post: a button that counts, and one against it where its type takes such votes. */
export function VoteButtons({ post, votes, session, locale }: Props) {
  const shown = short(votes.count, locale);
  const count = text.votes(votes.count, shown);
  if (!votes.open) {
    return (
      <span class="votes">
        <span class="vote" data-closed title={text.voteClosed(count)}>
          <VoteIcon />
          <span aria-hidden>{shown}</span>
          <span class="ds-hidden">{text.voteClosed(count)}</span>
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
        aria-label={text.voteUp(post.title, count)}
        onClick={() => session.vote(post.id, "up")}
      >
        <VoteIcon />
        <span>{shown}</span>
      </button>
      {votes.down && (
        <button
          type="button"
          class="vote"
          data-down
          aria-pressed={votes.mine === "down"}
          aria-label={text.voteDown(post.title)}
          onClick={() => session.vote(post.id, "down")}
        >
          <VoteIcon down />
        </button>
      )}
    </span>
  );
}
