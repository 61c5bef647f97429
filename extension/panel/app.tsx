import type { ComponentChildren } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { AddAccount } from "./accounts/add";
import { DeskContext } from "./context";
import type { Desk } from "./desk";
import { pressed } from "./keys/doing";
import { LateKeyboard } from "./keyboard/later";
import { Late } from "./late/late";
import { LateMacros } from "./late/macros";
import { LatePage } from "./late/page";
import { Beside } from "./late/portal";
import { useMedia } from "./media";
import { WIDE } from "./tickets/widths";
import { Acted } from "./outbox/acted";
import { Halted } from "./stopped/halted";
import { View } from "./stopped/stopped";
import type { Place, State } from "./state";
import { text } from "./strings";
import { DeleteDialog } from "./ticket/bins/ask";
import { Tickets } from "./tickets/tickets";
import { Done } from "./toast";
import { Welcome } from "./accounts/welcome";

interface Props {
  desk: Desk;
}

/** What stands in the place of the list, by its name; the list itself stays behind it. */
const places: Readonly<Record<Place, (state: State) => ComponentChildren>> = {
  tickets: () => null,
  add: (state) => <AddAccount state={state} form={state.form} ready={state.core === "ready"} />,
  outbox: (state) => <Late draw={({ OutboxView }) => <OutboxView state={state} />} />,
  new: (state) => <Late draw={({ New }) => <New state={state} />} />,
  views: (state) => <Late draw={({ ArrangeViews }) => <ArrangeViews state={state} />} />,
  page: (state) => <LatePage draw={({ OnPage }) => <OnPage state={state} />} />,
  portal: (state) => <Beside draw={({ Portal }) => <Portal state={state} />} />,
  macros: (state) => <LateMacros draw={({ Macros }) => <Macros state={state} />} />,
  settings: (state) => <Late draw={({ Settings }) => <Settings state={state} />} />,
};

export function App({ desk }: Props) {
  const state = desk.state.value;
  const wide = useMedia(WIDE);
  // Keys are taken as soon as there is something to be seen.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && pressed(desk, event, wide)) event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [desk, wide]);
  if (state.unread) return <Halted heading={text.unread.heading} hint={text.unread.hint} />;
  if (!state.ready) return null;
  const leave = { name: text.stopped.back, go: () => desk.go("tickets") };
  return (
    <DeskContext.Provider value={desk}>
      <div class="desk" data-place={state.place}>
        <div class="places">
          {state.core === "failed" ? (
            <Halted heading={text.problem.core} hint={text.problem.coreHint} />
          ) : state.accounts.length > 0 ? (
            <View of={state}>
              <Tickets state={state} wide={wide} behind={state.place !== "tickets"} />
            </View>
          ) : (
            state.place === "tickets" && <Welcome />
          )}
          {state.place !== "tickets" && (
            <View of={state.place} over leave={leave}>
              {places[state.place](state)}
            </View>
          )}
        </div>
        <Acted state={state} />
        {state.outbox.batches.length > 0 && <Late draw={({ BulkProgress }) => <BulkProgress state={state} />} />}
        <Done notice={state.notice} removed={state.removed} />
        {state.over !== "" && <LateKeyboard draw={(over) => over(state.over, { state, wide })} />}
        {state.views.taking !== null && <Late draw={({ TakeViews }) => <TakeViews state={state} />} />}
        <DeleteDialog />
        {desk.bulk.asked.value && <Late draw={({ BulkAsk }) => <BulkAsk />} />}
      </div>
    </DeskContext.Provider>
  );
}
