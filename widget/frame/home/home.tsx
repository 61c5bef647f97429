import { CircleAlert, Inbox, Search } from "../../../shared/ui/icons/first";
import { Standing } from "../../../shared/ui/standing";
import { choiceIcon } from "../parts/choice";
import { PostList } from "../list/list";
import { More } from "../list/more";
import { Filters } from "./filters";
import { Main } from "../parts/main";
import { SearchField } from "./search";
import type { Session } from "../session/session";
import { ListSkeleton } from "../parts/skeleton";
import { anything, type Choice, choices, shownList, type State } from "../session/state";
import { say, told } from "../speech";

interface Props {
  state: State;
  session: Session;
}

/** The first view: search, what can be shared, what others have shared. */
export function Home({ state, session }: Props) {
  const { search } = state;
  const write = (choice: Choice) => {
    const query = search.filter.text.trim();
    if (query) session.prefill({ type: choice, title: query, content: "" });
    session.go({ name: "form", choice });
  };
  return (
    <Main name="home">
      <SearchField query={search.filter.text} session={session} />
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
      <Filters state={state} session={session} />
      <Posts state={state} session={session} />
    </Main>
  );
}

/** What is popular, or what was searched for. */
function Posts({ state, session }: Props) {
  const { home, search } = state;
  const popular = search.found.phase === "idle";
  const remote = popular ? home : search.found;
  if (remote.phase === "failed") {
    return (
      <Standing icon={<CircleAlert size={20} />} heading={say("widget.list.failed")}>
        <p>{told(remote.failure.say)}</p>
        {popular && <p>{say("widget.list.still_write")}</p>}
        <button type="button" class="ds-button" onClick={popular ? session.start : () => session.search({})}>
          {say("widget.retry")}
        </button>
      </Standing>
    );
  }
  const list = shownList(state);
  if (!list) return <ListSkeleton rows={4} />;
  const { first, later, more } = list;
  const label = popular ? say("widget.list.popular") : say("widget.list.results");
  if (first.length + later.length === 0 && !more && remote.phase === "ready") {
    return popular ? (
      <Standing icon={<Inbox size={20} />} heading={say("widget.list.empty")}>
        <p>{say("widget.list.empty_hint")}</p>
      </Standing>
    ) : (
      <Standing icon={<Search size={20} />} heading={say("widget.list.none")}>
        <p>{say("widget.list.none_hint")}</p>
        <button type="button" class="ds-button" onClick={() => session.search(anything)}>
          {say("widget.list.all")}
        </button>
      </Standing>
    );
  }
  return (
    <>
      {first.length > 0 && <PostList ids={first} label={label} state={state} session={session} />}
      {more ? (
        <More failed={state.adding === "failed"} busy={state.adding === "loading"} session={session} />
      ) : (
        later.length > 0 && (
          <>
            <h2 class="section over">{say("widget.list.later")}</h2>
            <PostList ids={later} label={say("widget.list.later")} state={state} session={session} />
          </>
        )
      )}
    </>
  );
}
