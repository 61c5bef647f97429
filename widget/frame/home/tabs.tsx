import { firstViews } from "../../protocol";
import type { Session } from "../session/session";
import { delayed, newsIn, type State, top } from "../session/state";
import { say } from "../speech";

interface Props {
  state: State;
  session: Session;
}

/** The views that stand beside each other; a dot says that there is something. */
export function Tabs({ state, session }: Props) {
  const something = { home: 0, mine: delayed(state).length, news: newsIn(state) };
  return (
    <nav class="tabs" aria-label={say("widget.tabs")}>
      {firstViews.map((tab) => (
        <button key={tab} type="button" id={`tab-${tab}`} class="tab" aria-current={top(state).name === tab ? "page" : undefined} onClick={() => session.turn(tab)}>
          {say("widget.tab", { tab })}
          {something[tab] > 0 && (
            <span class="dot">
              <span class="ds-hidden">{tab === "mine" ? say("widget.waiting.count", { count: something.mine }) : say("widget.news.count", { count: something.news })}</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}
