// What the widget does when somebody votes: see behind.ts.

import type { Pending, Vote } from "../../../wasm/core.gen";
import { inVotes } from "../parts/number";
import { say, told } from "../speech";
import type { Within } from "./around";
import type { Enter } from "./entering";
import { failureOf } from "./failure";
import type { Lists } from "./lists";
import type { Sent } from "./outbox";
import { known } from "./state";
import { notKept } from "./unkept";

export interface Voting {
  vote(id: number, button: Vote): void;
}

/** before hears of a vote, and what it gives back is told once that is kept. */
export function openVoting({ on, session, alter }: Within, lists: Lists, enter: Enter, before: (id: number, button: Vote) => () => void) {
  return {
    async vote(id: number, button: Vote) {
      const { posts, readAt } = session.state;
      const post = posts[id];
      if (!post) return;
      const kept = before(id, button);
      try {
        await enter((to) => to.run("outbox.vote", { key: on.newId(), id, votes: post.votes, read_at: readAt[id] ?? 0, button }));
        session.notice("");
        kept();
      } catch (error) {
        session.notice(say("widget.votes.failed", { sentence: notKept(failureOf(error)) }));
      }
    },

    /** What came of sending a vote. */
    settled({ key, state: stage, voted: id, vote, failure }: Pending, { votes }: Sent) {
      const post = session.state.posts[id];
      if (votes && post) alter(known(session.state, [{ ...post, votes }], on.now()));
      if (stage === "sent") {
        lists.outdated();
        on.tell({ type: "voted", id, vote });
        if (!votes) return;
        const count = inVotes(votes.count);
        session.announce(say(vote ? "widget.votes.voted" : "widget.votes.unvoted", { votes: count }));
      } else if (stage === "needs_you") {
        session.notice(say("widget.votes.failed", { sentence: failure ? told(failure.say) : "" }));
        session.drop(key);
      } else if (failure) session.announce(say("widget.votes.waits"));
    },
  };
}
