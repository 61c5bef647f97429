import { useState } from "preact/hooks";
import { Users } from "../../../shared/ui/icons";
import type { Say } from "../../../shared/ui/words/words";
import { told } from "../speech";
import { text } from "../strings";
import type { Draft } from "./draft";

const fields = ["cc", "bcc"] as const;

interface Props {
  draft: Draft;
  /** What is wrong with an address; its id is empty for nothing. */
  wrong: Say;
  onType: (copies: Partial<Pick<Draft, "cc" | "bcc">>) => void;
}

/** Who else gets the message, where the helpdesk sends copies. */
export function Copies({ draft, wrong, onType }: Props) {
  const [asked, setAsked] = useState(false);
  const shown = asked || draft.cc !== "" || draft.bcc !== "";
  if (!shown) {
    return (
      <p class="composer-copies">
        <button type="button" class="ds-button" data-kind="quiet" onClick={() => setAsked(true)}>
          <Users />
          {text.compose.copies}
        </button>
      </p>
    );
  }
  return (
    <div class="composer-copies">
      {fields.map((which) => (
        <label key={which}>
          <span>{text.compose[which]}</span>
          <input
            class="ds-input"
            type="text"
            inputMode="email"
            autocomplete="off"
            spellcheck={false}
            aria-invalid={wrong.id !== ""}
            value={draft[which]}
            onInput={(event) => onType({ [which]: event.currentTarget.value })}
          />
        </label>
      ))}
      {wrong.id !== "" && (
        <p class="ds-problem" role="status">
          {told(wrong)}
        </p>
      )}
    </div>
  );
}
