import { Inbox } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import { Main } from "../parts/main";
import type { Session } from "../session/session";
import { delayed, type State } from "../session/state";
import { Entry } from "./entry";
import { say } from "../speech";

interface Props {
  state: State;
  session: Session;
}

/** What is waiting to be sent, and what can be done about it. */
export function Waiting({ state, session }: Props) {
  const entries = delayed(state);
  return (
    <Main name="waiting">
      {entries.length === 0 ? (
        <Standing icon={<Inbox size={20} />} heading={say("widget.waiting.none")}>
          <p>{say("widget.waiting.none_hint")}</p>
        </Standing>
      ) : (
        entries.map((entry) => <Entry key={entry.key} entry={entry} state={state} session={session} />)
      )}
    </Main>
  );
}
