import { CircleAlert, Inbox, Search } from "../../../shared/ui/icons";
import { choiceIcon } from "../parts/choice";
import { PostList } from "../list/list";
import { Main } from "../parts/main";
import { Notice } from "../parts/notice";
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
            <button key={choice} type="button" id={`choose-${choice}`} class="choice" data-choice={choice} onClick={() => write(choice)}>
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
      <Notice icon={CircleAlert} title={say("widget.list.failed")} action={{ label: say("widget.retry"), run: session.start }}>
        <p>{told(home.failure.say)}</p>
        <p>{say("widget.list.still_write")}</p>
      </Notice>
    );
  }
  const value = valueOf(home);
  if (!value) return <ListSkeleton rows={4} />;
  if (value.popular.length === 0) {
    return (
      <Notice icon={Inbox} title={say("widget.list.empty")}>
        <p>{say("widget.list.empty_hint")}</p>
      </Notice>
    );
  }
  return <PostList ids={value.popular} label={say("widget.list.popular")} state={state} session={session} />;
}

function Results({ state, session }: Props) {
  const { found, text: query } = state.search;
  if (found.phase === "failed") {
    return (
      <Notice icon={CircleAlert} title={say("widget.list.failed")} action={{ label: say("widget.retry"), run: () => session.search(query) }}>
        <p>{told(found.failure.say)}</p>
      </Notice>
    );
  }
  const ids = valueOf(found);
  if (!ids) return <ListSkeleton rows={4} />;
  if (ids.length === 0 && found.phase === "ready") {
    return (
      <Notice icon={Search} title={say("widget.list.none", { query: query.trim() })}>
        <p>{say("widget.list.none_hint")}</p>
      </Notice>
    );
  }
  return <PostList ids={ids} label={say("widget.list.results")} state={state} session={session} />;
}
