import type { ComponentChildren } from "preact";
import { CircleAlert } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import { ListSkeleton } from "../parts/skeleton";
import type { Session } from "../session/session";
import { type Mine, type State, valueOf } from "../session/state";
import { say, told } from "../speech";

interface Props {
  state: State;
  session: Session;
  /** Draws it, once it is there. */
  children: (mine: Mine) => ComponentChildren;
}

/** What the customer takes part in, or what stands in its place. */
export function Whole({ state: { mine }, session, children }: Props) {
  if (mine.phase === "failed") {
    return (
      <Standing icon={<CircleAlert size={20} />} heading={say("widget.list.failed")}>
        <p>{told(mine.failure.say)}</p>
        <button type="button" class="ds-button" onClick={session.again}>
          {say("widget.retry")}
        </button>
      </Standing>
    );
  }
  const value = valueOf(mine);
  return <>{value ? children(value) : <ListSkeleton rows={3} />}</>;
}
