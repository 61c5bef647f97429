import { useState } from "preact/hooks";
import { Dialog } from "../../../../shared/ui/dialog";
import { Field } from "../../../../shared/ui/field";
import { fieldOf } from "../../../../shared/ui/time";
import { toCome } from "../../marks/snoozes";
import { text } from "../../strings";

interface Props {
  now: number;
  onClose: () => void;
  /** Hears a moment to come, Unix seconds. */
  onPick: (until: number) => void;
}

const DAY = 86_400;

/** Asks for a day and a time of the person's own. */
export function PickTime({ now, onClose, onPick }: Props) {
  const [field, setField] = useState(fieldOf(now + DAY - (now % 3600)));
  const [problem, setProblem] = useState("");
  const { marks } = text;
  return (
    <Dialog heading={marks.pickHeading} close={text.help.close} onClose={onClose}>
      <form
        class="pick"
        onSubmit={(event) => {
          event.preventDefault();
          const until = toCome(field, now);
          if (until > 0) onPick(until);
          else setProblem(marks.past);
        }}
      >
        <Field id="snooze-until" label={marks.until} problem={problem}>
          {(control) => <input {...control} class="ds-input" type="datetime-local" min={fieldOf(now)} value={field} onInput={(event) => setField(event.currentTarget.value)} />}
        </Field>
        <button type="submit" class="ds-button" data-kind="primary">
          {marks.snooze}
        </button>
      </form>
    </Dialog>
  );
}
