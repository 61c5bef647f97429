import { ChevronRight, Clock, WifiOff } from "../../../shared/ui/icons/first";
import type { Session } from "../session/session";
import { delayed, type State, top } from "../session/state";
import { say } from "../speech";

interface Props {
  state: State;
  session: Session;
}

/** Below the header: that there is no network, and how much waits to be sent, which leads to it. */
export function Strip({ state, session }: Props) {
  const waiting = delayed(state).length;
  const shown = waiting > 0 && !["waiting", "sent", "mine"].includes(top(state).name);
  return (
    <>
      {!state.online && (
        <p class="strip" role="status">
          <WifiOff />
          {say("widget.offline")}
        </p>
      )}
      {shown && (
        <button type="button" class="strip" id="waiting" onClick={() => session.go({ name: "waiting" })}>
          <Clock />
          <span>{say("widget.waiting.count", { count: waiting })}</span>
          <ChevronRight />
        </button>
      )}
    </>
  );
}
