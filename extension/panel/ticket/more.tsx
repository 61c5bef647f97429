import { Ellipsis } from "../../../shared/ui/icons";
import { Menu } from "../../../shared/ui/menu";
import type { Row } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import type { Desk } from "../desk";
import { makingActions } from "../new/actions";
import { text } from "../strings";
import { narrowing } from "../tickets/filter/narrowing";
import { WIDE } from "../tickets/widths";
import { binActions } from "./bins/menu";

/** Does something to the list, which a ticket in a narrow window lies over. */
function showing(desk: Desk, run: () => void): void {
  if (!matchMedia(WIDE).matches) desk.ticket.close();
  run();
}

/** What else can be done to the open ticket; nothing where there is nothing. */
export function TicketMenu({ row }: { row: Row }) {
  const desk = useDesk();
  const actions = [...makingActions(desk, row), ...binActions(desk, row), ...narrowing(desk, row).map((action) => ({ ...action, run: () => showing(desk, action.run) }))];
  if (actions.length === 0) return null;
  return (
    <Menu label={text.bins.more} title={text.acts.hint(text.bins.more, "o")} class="ds-button ticket-more" actions={actions}>
      <Ellipsis />
    </Menu>
  );
}
