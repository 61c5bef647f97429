import { CircleAlert, Inbox, Search } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import { choiceIcon } from "../parts/choice";
import { PostList } from "../list/list";
import { Main } from "../parts/main";
import { SearchField } from "./search";
import type { Session } from "../session/session";
import { ListSkeleton } from "../parts/skeleton";
import { type Choice, choices, type State, valueOf } from "../session/state";
import { say, told } from "../speech";

interface Props {
  state: State;
  session: Session;
}

/** The first view: search, what can be shared, what others have shared. */
export function Home({ state, session }: Props) {
  const { search } = state;
  const write = (choice: Choice) => {
    const query = search.text.trim();
    if (query) session.prefill({ type: choice, title: query, content: "" });
    session.go({ name: "form", choice });
  };
  return (
    <Main name="home">
      <SearchField query={search.text} session={session} />
      <div class="choices" role="group" aria-label={say("widget.choose")}>
        {choices.map((choice) => {
          const ChoiceIcon = choiceIcon[choice];
          return (
            <button key={choice} type="button" id={`choose-${choice}`} class="choice" data-choice={choice} onPointerEnter={session.intend} onFocus={session.intend} onClick={() => write(choice)}>
              <ChoiceIcon size={20} />
              {say("widget.choice", { type: choice })}
            </button>
          );
        })}
      </div>
      <h2 class="section">{search.found.phase === "idle" ? say("widget.list.popular") : say("widget.list.results")}</h2>
      {search.found.phase === "idle" ? (
        <Popular state={state} session={session} />
      ) : (
        <Results state={state} session={session} />
      )}
    </Main>
  );
}

function Popular({ state, session }: Props) {
  const { home } = state;
  if (home.phase === "failed") {
    return (
      <Standing icon={<CircleAlert size={20} />} heading={say("widget.list.failed")}>
        <p>{told(home.failure.say)}</p>
        <p>{say("widget.list.still_write")}</p>
        <button type="button" class="ds-button" onClick={session.start}>
          {say("widget.retry")}
        </button>
      </Standing>
    );
  }
  const value = valueOf(home);
  if (!value) return <ListSkeleton rows={4} />;
  if (value.popular.length === 0) {
    return (
      <Standing icon={<Inbox size={20} />} heading={say("widget.list.empty")}>
        <p>{say("widget.list.empty_hint")}</p>
      </Standing>
    );
  }
  return <PostList ids={value.popular} label={say("widget.list.popular")} state={state} session={session} />;
}

function Results({ state, session }: Props) {
  const { found, text: query } = state.search;
  if (found.phase === "failed") {
    return (
      <Standing icon={<CircleAlert size={20} />} heading={say("widget.list.failed")}>
        <p>{told(found.failure.say)}</p>
        <button type="button" class="ds-button" onClick={() => session.search(query)}>
          {say("widget.retry")}
        </button>
      </Standing>
    );
  }
  const ids = valueOf(found);
  if (!ids) return <ListSkeleton rows={4} />;
  if (ids.length === 0 && found.phase === "ready") {
    return (
      <Standing icon={<Search size={20} />} heading={say("widget.list.none", { query: query.trim() })}>
        <p>{say("widget.list.none_hint")}</p>
      </Standing>
    );
  }
  return <PostList ids={ids} label={say("widget.list.results")} state={state} session={session} />;
}
