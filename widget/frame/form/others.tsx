import type { Writing } from "../../../wasm/core.gen";
import type { Session } from "../session/session";
import type { FormName } from "../session/state";
import { say } from "../speech";

interface Props {
  choice: FormName;
  others: readonly Writing[];
  session: Session;
}

/** What was written in another tab without knowing of this one: nothing of it is lost, and each can be shown instead. */
export function Others({ choice, others, session }: Props) {
  if (others.length === 0) return null;
  return (
    <ul class="others" role="list">
      {others.map(({ id, draft }) => {
        const words = draft.title || draft.content;
        return (
          <li key={id}>
            <p class="quiet" title={words} dir="auto">
              {say("widget.form.other", { words })}
            </p>
            <button type="button" class="ds-button" onClick={() => session.take(choice, id)}>
              {say("widget.form.other_take")}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
