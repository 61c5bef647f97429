import { Ellipsis } from "../../../shared/ui/icons";
import { Menu } from "../../../shared/ui/menu";
import type { Row } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import { makingActions } from "../new/actions";
import { text } from "../strings";
import { binActions } from "./bins/menu";

/** What else can be done to the open ticket; nothing where there is nothing. */
export function TicketMenu({ row }: { row: Row }) {
  const desk = useDesk();
  const actions = [...makingActions(desk, row), ...binActions(desk, row)];
  if (actions.length === 0) return null;
  return (
    <Menu label={text.bins.more} title={text.acts.hint(text.bins.more, "o")} class="ds-button ticket-more" actions={actions}>
      <Ellipsis />
    </Menu>
  );
}
