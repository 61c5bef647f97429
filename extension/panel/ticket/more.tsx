import { Ellipsis } from "../../../shared/ui/icons";
import { type Action, Menu } from "../../../shared/ui/menu";
import type { Row } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import type { Desk } from "../desk";
import { makingActions } from "../new/actions";
import { text } from "../strings";
import { narrowing } from "../tickets/filter/narrowing";
import { WIDE } from "../tickets/widths";
import { binActions } from "./bins/menu";
import { printTicket } from "./print";
import { Keyed } from "../tickets/acts/acts";

/** Does something to the list, which a ticket in a narrow window lies over. */
function showing(desk: Desk, run: () => void): void {
  if (!matchMedia(WIDE).matches) desk.ticket.close();
  run();
}

/** What else can be done to the open ticket. */
export function TicketMenu({ row }: { row: Row }) {
  const desk = useDesk();
  const url = desk.state.value.ticket.result?.url || row.url;
  const own: Action[] = [
    ...(url ? [{ id: "link", apart: true, text: <Keyed words={text.link.copy} stroke={desk.keys.shown("link")} />, run: () => void desk.copyLink(row) }] : []),
    { id: "print", apart: url === "", text: <Keyed words={text.print} stroke={desk.keys.shown("print")} />, run: () => printTicket() },
  ];
  const actions = [...makingActions(desk, row), ...binActions(desk, row), ...own, ...narrowing(desk, row).map((action) => ({ ...action, run: () => showing(desk, action.run) }))];
  return (
    <Menu label={text.bins.more} title={text.acts.hint(text.bins.more, desk.keys.shown("more"))} class="ds-button ticket-more" actions={actions}>
      <Ellipsis />
    </Menu>
  );
}
