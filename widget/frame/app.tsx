import { useLayoutEffect, useRef } from "preact/hooks";
import { CircleAlert } from "../../shared/ui/icons/first";
import { Standing } from "../../shared/ui/standing";
import { Toast } from "../../shared/ui/toast";
import { Header } from "./parts/header";
import { Home } from "./home/home";
import { Main } from "./parts/main";
import type { Session } from "./session/session";
import { type State, top } from "./session/state";
import { Whole } from "./parts/stopped";
import { Strip } from "./waiting/strip";
import { Tabs } from "./home/tabs";
import { useArrival } from "./parts/arrival";
import { isComposing } from "./parts/composing";
import { say } from "./speech";

type Views = typeof import("./views");

interface Props {
  /** What draws the views behind the first, once it is there. */
  views: Views | undefined;
  state: State;
  session: Session;
  /** Whether there is a page to close the widget for. */
  closes: boolean;
  /** Unix seconds. */
  now: number;
}

/** The whole widget as a function of its state. */
export function App({ views, state: latest, session, closes, now }: Props) {
  // Where somebody goes is shown once it can be drawn.
  const drawn = useRef(latest.stack);
  if (views ?? top(latest).name === "home") drawn.current = latest.stack;
  const state = latest.stack === drawn.current ? latest : { ...latest, stack: drawn.current };
  const place = useRef<HTMLDivElement>(null);
  const view = top(state);
  const refusals = view.name === "form" ? (state.forms[view.choice]?.refusals ?? 0) : 0;
  useArrival(place, state.stack);
  useLayoutEffect(() => {
    if (refusals > 0) place.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusals]);

  const tabs = state.stack.length === 1 && <Tabs state={state} session={session} />;
  // Below where the widget has a height, above where it is as long as what it shows.
  const inline = document.documentElement.hasAttribute("data-inline");

  return (
    <div
      class="app"
      ref={place}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === "Escape" && closes) session.close();
        else views?.walk(event, place.current);
      }}
    >
      <Header {...(views?.headingOf(state) ?? { title: say("widget.title"), choice: "" })} back={state.stack.length > 1} closes={closes} session={session} />
      {inline && tabs}
      <Strip state={state} session={session} />
      <Whole of={state} session={session} back={state.stack.length > 1}>
        <View views={views} state={state} session={session} now={now} />
      </Whole>
      {!inline && tabs}
      <Toast id={state.notice} icon={<CircleAlert />} problem time={0} dismiss={say("widget.dismiss")} onEnd={session.dismiss}>
        <p>{state.notice}</p>
      </Toast>
      <p class="ds-hidden" role="status">
        {state.said}
      </p>
    </div>
  );
}

function View({ views, state, session, now }: Omit<Props, "closes">) {
  const view = top(state);
  if (state.core === "refused") {
    return (
      <Main name="">
        <Standing icon={<CircleAlert size={20} />} heading={say("widget.refused")}>
          <p>{say("widget.refused_hint")}</p>
        </Standing>
      </Main>
    );
  }
  if (view.name === "home" || !views) return <Home state={state} session={session} />;
  switch (view.name) {
    case "form":
      return <views.PostForm key={view.choice} choice={view.choice} state={state} session={session} />;
    case "mine":
      return <views.Mine state={state} session={session} />;
    case "news":
      return <views.News state={state} session={session} now={now} />;
    case "post":
      return <views.Post key={view.id} id={view.id} state={state} session={session} now={now} />;
    case "sent":
      return <views.Sent key={view.key} post={view.key} choice={view.choice} state={state} session={session} />;
    case "waiting":
      return <views.Waiting state={state} session={session} />;
  }
}
