import { useState } from "preact/hooks";
import { ChevronRight } from "../../../shared/ui/icons";
import { PostList } from "../list/list";
import type { Session } from "../session/session";
import { ListSkeleton } from "../parts/skeleton";
import { formOf } from "../session/form";
import { type Choice, type State, valueOf } from "../session/state";
import { say } from "../speech";

interface Props {
  choice: Choice;
  state: State;
  session: Session;
}

/**
 * Posts like the one being written, found here; the portal looks for more when it is asked to. While that is only a title they stand open;
 * later they fold to one line of unchanging height, so that nothing moves under
 * what is being typed.
 */
export function Similar({ choice, state, session }: Props) {
  const { draft, similar, asked, review, unfolded } = formOf(state, choice);
  const ids = valueOf(similar) ?? [];
  // What is folded is not there: it would be laid out below what stands after it.
  const [opened, open] = useState(false);
  const list = <PostList ids={ids} label={say("widget.similar.title", { type: choice })} state={state} session={session} />;
  if (unfolded) {
    if (ids.length === 0) return <p class="similar-none">{say("widget.similar.none", { type: choice })}</p>;
    return (
      <details class="similar-folded" onToggle={(event) => open(event.currentTarget.open)}>
        <summary>
          <ChevronRight />
          {say("widget.similar.count", { type: choice, count: ids.length })}
        </summary>
        {opened && list}
      </details>
    );
  }
  return (
    <section class="similar">
      {ids.length > 0 && (
        <>
          <h2 class="section">{say("widget.similar.title", { type: choice })}</h2>
          <p class="ds-hint">{say("widget.similar.hint")}</p>
          {list}
        </>
      )}
      {!asked ? (
        (review?.ask_after_ms ?? draft.title.length) > 0 && (
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => session.ask(choice)}>
            {say("widget.similar.ask")}
          </button>
        )
      ) : similar.phase === "loading" ? (
        <ListSkeleton rows={2} />
      ) : (
        ids.length === 0 && <p class="similar-none">{say("widget.similar.none", { type: choice })}</p>
      )}
    </section>
  );
}
