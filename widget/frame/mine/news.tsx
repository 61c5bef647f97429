import "./mine.css";
import { Ago } from "../../../shared/ui/ago";
import { Bell, MessageSquare } from "../../../shared/ui/icons";
import { seconds } from "../../../shared/ui/time";
import { Standing } from "../../../shared/ui/standing";
import { StatusLabel } from "../list/status";
import { Main } from "../parts/main";
import { Single } from "../parts/stopped";
import type { Session } from "../session/session";
import { changedAt, type State } from "../session/state";
import { locale, say } from "../speech";
import { Whole } from "./whole";

interface Props {
  state: State;
  session: Session;
  /** Unix seconds. */
  now: number;
}

/** What changed of the posts in which the customer takes part, what changed last first. */
export function News({ state, session, now }: Props) {
  return (
    <Main name="news">
      <Whole state={state} session={session}>
        {({ posts }) => {
          const changed = posts.filter((p) => changedAt(p) > 0).sort((a, b) => changedAt(b) - changedAt(a));
          if (changed.length === 0) {
            return (
              <Standing icon={<Bell size={20} />} heading={say("widget.news.none")}>
                <p>{say("widget.news.none_hint")}</p>
              </Standing>
            );
          }
          return (
            <ul class="rows" role="list" aria-label={say("widget.tab", { tab: "news" })}>
              {changed.map((p) => {
                const { id, title } = p.post;
                // What was opened since may say more.
                const post = state.posts[id] ?? p.post;
                const fresh = changedAt(p) > state.seenBefore;
                return (
                  <Single key={id} of={post} what={say("widget.stopped.post")}>
                    <li class="row" data-fresh={fresh}>
                      <div class="row-text">
                        <button type="button" class="row-title" id={`post-${id}`} dir="auto" onClick={() => session.go({ name: "post", id })}>
                          {title}
                        </button>
                        <span class="meta">
                          {fresh && <span class="ds-hidden">{say("widget.news.new")}</span>}
                          {p.status_at > 0 && <StatusLabel status={post.status} />}
                          {p.answered_at > 0 && (
                            <span class="meta-item">
                              <MessageSquare />
                              {say("widget.news.answered")}
                            </span>
                          )}
                          <Ago at={seconds(changedAt(p))} now={now} locale={locale()} words />
                        </span>
                      </div>
                    </li>
                  </Single>
                );
              })}
            </ul>
          );
        }}
      </Whole>
    </Main>
  );
}
