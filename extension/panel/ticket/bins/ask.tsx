import { Dialog } from "../../../../shared/ui/dialog";
import { Trash } from "../../../../shared/ui/icons";
import { useDesk } from "../../context";
import { text } from "../../strings";

/** Asks before a ticket is deleted for ever: nothing takes that back. */
export function DeleteDialog() {
  const desk = useDesk();
  const row = desk.bins.asked.value;
  if (!row) return null;
  return (
    <Dialog heading={text.bins.ask(1)} close={text.help.close} onClose={() => desk.bins.answer(false)}>
      <div class="bin-ask">
        <p dir="auto">{text.bins.askHint(row.subject || text.ticket.unnamed(row.id))}</p>
        <p class="bin-answers">
          <button type="button" class="ds-button" onClick={() => desk.bins.answer(false)}>
            {text.bins.keep}
          </button>
          <button type="button" class="ds-button" data-kind="danger" onClick={() => desk.bins.answer(true)}>
            <Trash />
            {text.bins.delete(1)}
          </button>
        </p>
      </div>
    </Dialog>
  );
}
