import { CircleAlert, Inbox, Search } from "../../../shared/ui/icons";
import { choiceIcon } from "../parts/choice";
import { PostList } from "../list/list";
import { Main } from "../parts/main";
import { Notice } from "../parts/notice";
import { SearchField } from "./search";
import type { Session } from "../session/session";
import { ListSkeleton } from "../parts/skeleton";
import { type Choice, choices, type State, valueOf } from "../session/state";
import { told } from "../speech";
import { text } from "../strings";

interface Props {
  state: State;
  session: Session;
  locale: string;
}

/** The first view: search, what can be shared, what others have shared. */
export function Home({ state, session, locale }: Props) {
  const { search } = state;
  const write = (choice: Choice) => {
    const query = search.text.trim();
    if (query) session.prefill({ type: choice, title: query, content: "" });
    session.go({ name: "form", choice });
  };
  return (
    <Main name="home">
      <SearchField query={search.text} session={session} />
      <div class="choices" role="group" aria-label={text.choices}>
        {choices.map((choice) => {
          const ChoiceIcon = choiceIcon[choice];
          return (
            <button key={choice} type="button" id={`choose-${choice}`} class="choice" data-choice={choice} onClick={() => write(choice)}>
              <ChoiceIcon size={20} />
              {text.choice[choice]}
            </button>
          );
        })}
      </div>
      <h2 class="section">{search.found.phase === "idle" ? text.popular : text.results}</h2>
      {search.found.phase === "idle" ? (
        <Popular state={state} session={session} locale={locale} />
      ) : (
        <Results state={state} session={session} locale={locale} />
      )}
    </Main>
  );
}

function Popular({ state, session, locale }: Props) {
  const { home } = state;
  if (home.phase === "failed") {
    return (
      <Notice icon={CircleAlert} title={text.listFailed} action={{ label: text.retry, run: session.start }}>
        <p>{told(home.failure.say)}</p>
        <p>{text.stillWrite}</p>
      </Notice>
    );
  }
  const value = valueOf(home);
  if (!value) return <ListSkeleton rows={4} />;
  if (value.popular.length === 0) {
    return (
      <Notice icon={Inbox} title={text.empty}>
        <p>{text.emptyNext}</p>
      </Notice>
    );
  }
  return <PostList ids={value.popular} label={text.popular} state={state} session={session} locale={locale} />;
}

function Results({ state, session, locale }: Props) {
  const { found, text: query } = state.search;
  if (found.phase === "failed") {
    return (
      <Notice icon={CircleAlert} title={text.listFailed} action={{ label: text.retry, run: () => session.search(query) }}>
        <p>{told(found.failure.say)}</p>
      </Notice>
    );
  }
  const ids = valueOf(found);
  if (!ids) return <ListSkeleton rows={4} />;
  if (ids.length === 0 && found.phase === "ready") {
    return (
      <Notice icon={Search} title={text.foundNone(query.trim())}>
        <p>{text.foundNoneNext}</p>
      </Notice>
    );
  }
  return <PostList ids={ids} label={text.results} state={state} session={session} locale={locale} />;
}
