import "./outbox.css";
import { Check, Undo2 } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { Made } from "../new/made";
import type { State } from "../state";
import { text } from "../strings";
import { latest } from "./outgoing";
import { sentenceOf } from "./sentence";

/** What was done last, as long as it can be taken back. It stands below everything and covers nothing. */
export function Acted({ state }: { state: State }) {
  const desk = useDesk();
  const act = latest(state.outbox);
  return (
    <div class="acted" role="status">
      {act && !act.reply && !act.batch && (
        <div class="ds-toast">
          <Check />
          <p dir="auto">{sentenceOf(desk, act)}</p>
          <button type="button" class="ds-button" title={text.acts.hint(text.settings.undo, desk.keys.shown("undo"))} onClick={() => void desk.acts.undo(act.key)}>
            <Undo2 />
            {text.settings.undo}
          </button>
        </div>
      )}
      <Made state={state} />
    </div>
  );
}
