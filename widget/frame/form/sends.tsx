import { useState } from "preact/hooks";
import type { Session } from "../session/session";
import type { Choice } from "../session/state";
import { say } from "../speech";

/** What goes along with a post, and what of it can be left out. */
export function Sends({ choice, session }: { choice: Choice; session: Session }) {
  const address = session.context;
  const [along, set] = useState(session.pageAlong(choice));
  return (
    <details class="sends">
      <summary>{say("widget.form.sends")}</summary>
      <ul class="ds-hint">
        <li>{say("widget.form.sends_words")}</li>
        <li>{say("widget.form.sends_name")}</li>
        {address && (
          <li>
            <label>
              <input type="checkbox" checked={along} onChange={({ currentTarget: { checked } }) => set(session.pageAlong(choice, checked))} />
              <span>{say("widget.form.sends_page", { address })}</span>
            </label>
          </li>
        )}
      </ul>
    </details>
  );
}
