import { useLayoutEffect, useRef } from "preact/hooks";
import { ListOptions } from "./groups/options";
import { List } from "./list";
import { isAdded } from "../accounts/account";
import { Invented } from "../accounts/invented";
import { Notices } from "./notices";
import { Late } from "../late/late";
import { Query } from "./query";
import type { State } from "../state";
import { StatusLine } from "./status";
import { ChooseTicket } from "./standing";
import { View } from "../stopped/stopped";
import { text } from "../strings";
import { useDesk } from "../context";
import { Later } from "../lock/later";
import { NewButton } from "../new/button";
import { Tabs } from "./views/tabs";
import { Ticket } from "../ticket/ticket";
import { Dialog } from "../../../shared/ui/dialog";
import { useMedia } from "../media";
import { WIDEST } from "./widths";
import { PersonCard } from "../person/person";

interface Props {
  state: State;
  /** List and ticket stand side by side. */
  wide: boolean;
  /** Another page lies over it. */
  behind: boolean;
}

/** The list and, over or beside it, the open ticket. */
export function Tickets({ state, wide, behind }: Props) {
  const desk = useDesk();
  const { row } = state.ticket;
  const pane = useRef<HTMLElement>(null);
  const opened = useRef(row?.key ?? "");
  const third = useMedia(WIDEST);
  const covered = row !== null && !wide;
  useLayoutEffect(() => {
    const before = opened.current;
    opened.current = row?.key ?? "";
    if (before === opened.current || behind) return;
    if (row && !wide) pane.current?.querySelector<HTMLElement>("h2")?.focus();
    if (!row) document.querySelector<HTMLElement>(`[data-key="${CSS.escape(before)}"]`)?.focus({ preventScroll: true });
  }, [row?.key ?? ""]);
  return (
    <main class="tickets" data-third={(row !== null && third) || undefined} data-behind={behind || undefined} inert={behind}>
      <h1 class="ds-hidden">{text.list.label}</h1>
      <section class="pane pane-list" aria-label={text.list.label} data-behind={covered || undefined} inert={covered}>
        {state.accounts.some((a) => !isAdded(a.system)) && <Invented />}
        <header class="top">
          <div inert={state.list.picks.keys.size > 0}>
            <Tabs state={state} />
            <div class="query-row">
              <Query list={state.list} all={state.views.all} />
              <ListOptions looks={state.looks} />
              <NewButton />
            </div>
          </div>
          {state.list.picks.keys.size > 0 && <Late draw={({ BulkBar }) => <BulkBar state={state} />} />}
        </header>
        <View of={state.list}>
          {desk.safe?.keeping.value === "unasked" && <Later of="Ask" safe={desk.safe} state={state} />}
          <Notices state={state} />
          <List state={state} />
        </View>
        <StatusLine state={state} />
      </section>
      {(row || wide) && (
        <section class="pane pane-ticket" aria-label={text.ticket.label} ref={pane}>
          {row ? (
            <View of={state.ticket} leave={{ name: text.ticket.back, go: () => desk.ticket.close() }}>
              <Ticket key={row.key} state={state} wide={wide} row={row} />
            </View>
          ) : (
            <ChooseTicket />
          )}
        </section>
      )}
      {row && third && (
        <section class="pane pane-person" aria-label={text.person.label}>
          <View of={state.person}>
            <PersonCard state={state} />
          </View>
        </section>
      )}
      {row && !third && state.person.over && (
        <Dialog heading={text.person.label} close={text.person.close} onClose={() => desk.people.over(false)}>
          <View of={state.person}>
            <PersonCard state={state} />
          </View>
        </Dialog>
      )}
    </main>
  );
}
