import "./bulk.css";
import { Dialog } from "../../../../shared/ui/dialog";
import { useDesk } from "../../context";
import { text } from "../../strings";

/** Asks before something is done to many tickets, or that nothing takes back. */
export function BulkAsk() {
  const desk = useDesk();
  const asked = desk.bulk.asked.value;
  if (!asked) return null;
  const { count, what, permanent } = asked;
  return (
    <Dialog heading={permanent ? text.bins.ask(count) : text.bulk.ask(count)} close={text.help.close} onClose={() => desk.bulk.answer(false)}>
      <div class="bulk-ask">
        <p dir="auto">{permanent ? text.bulk.permanent : what}</p>
        <p class="bulk-answers">
          <button type="button" class="ds-button" onClick={() => desk.bulk.answer(false)}>
            {permanent ? text.bins.keep : text.views.cancel}
          </button>
          <button type="button" class="ds-button" data-kind={permanent ? "danger" : "primary"} autofocus={!permanent} onClick={() => desk.bulk.answer(true)}>
            {permanent ? text.bins.delete(count) : text.bulk.do(count)}
          </button>
        </p>
      </div>
    </Dialog>
  );
}
