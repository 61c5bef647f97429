// What stands in the place of a list or a ticket that is not there.

import { Inbox, MessageSquare, Search, TriangleAlert, WifiOff } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { TroubleList } from "./notices";
import { Standing } from "../../../shared/ui/standing";
import { text } from "../strings";
import type { Troubles } from "./trouble";
import { firstView, type View, viewOf } from "./views/views";

/** A list without tickets. */
export function EmptyList({ query, all }: { query: string; all: readonly View[] }) {
  const desk = useDesk();
  const view = viewOf(query, all);
  const [heading, hint] = text.empty[view?.id || "query"];
  return (
    <Standing icon={view ? <Inbox size={20} /> : <Search size={20} />} heading={heading ?? ""}>
      <p>{hint}</p>
      {view?.id !== firstView.id && (
        <button type="button" class="ds-button" onClick={() => void desk.tickets.choose(firstView.query)}>
          {text.emptyAction}
        </button>
      )}
    </Standing>
  );
}

/** A list that nobody answered. */
export function NoList({ troubles }: { troubles: Troubles }) {
  return (
    <Standing icon={<TriangleAlert size={20} />} heading={troubles.heading}>
      <TroubleList troubles={troubles} />
    </Standing>
  );
}

export function OfflineList() {
  return (
    <Standing icon={<WifiOff size={20} />}>
      <p>{text.problem.offlineEmpty}</p>
    </Standing>
  );
}

/** Beside the list, as long as no ticket is open. */
export function ChooseTicket() {
  return (
    <Standing icon={<MessageSquare size={20} />} heading={text.ticket.choose}>
      <p>{text.ticket.chooseHint}</p>
    </Standing>
  );
}
