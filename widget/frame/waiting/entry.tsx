import type { Pending } from "../../../wasm/core.gen";
import { Said } from "../parts/said";
import type { Session } from "../session/session";
import type { State } from "../session/state";
import { say, told } from "../speech";

interface Props {
  entry: Pending;
  state: State;
  session: Session;
}

/** Something that waits: what it is, why it waits, what becomes of it, and what can be done. */
export function Entry({ entry, state, session }: Props) {
  const { key, draft, voted, commented, vote, doubt, undoable, failure, state: stage } = entry;
  const sending = stage === "sending";
  return (
    <div class="entry">
      {!draft && <p class="meta">{vote ? say("widget.waiting.vote") : say("widget.waiting.vote_back")}</p>}
      <p class="entry-title" dir="auto">
        {commented ? say("widget.comments.on", { title: state.posts[commented]?.title ?? "" }) : (draft?.title ?? state.posts[voted]?.title)}
      </p>
      {draft && (
        <div class="entry-text">
          <Said source={draft.content} session={session} />
        </div>
      )}
      <p class="quiet">
        {failure && told(failure.say)} {stage !== "needs_you" ? (state.lasting ? say("widget.waiting.by_itself") : say("widget.waiting.keep_open")) : doubt && say("widget.waiting.may_be_there")}
      </p>
      <p class="actions">
        <button type="button" class="ds-button" aria-disabled={sending} onClick={() => session.hasten(key)}>
          {sending ? say("widget.form.sending") : say("widget.waiting.send_now")}
        </button>
        {undoable && (
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => (draft ? session.change : session.drop)(key)}>
            {draft ? say("widget.waiting.change") : say("widget.waiting.take_back")}
          </button>
        )}
      </p>
    </div>
  );
}
