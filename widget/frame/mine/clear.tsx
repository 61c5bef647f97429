import { useState } from "preact/hooks";
import type { Session } from "../session/session";
import { say } from "../speech";

const focus = (button: HTMLButtonElement | null) => button?.focus();

/** Has this browser forget whoever is here: it says first what that takes away, and what not. */
export function Clear({ session }: { session: Session }) {
  const [asks, ask] = useState(false);
  if (!asks) {
    return (
      <button type="button" class="ds-button clear" data-kind="quiet" onClick={() => ask(true)}>
        {say("widget.clear.button")}
      </button>
    );
  }
  return (
    <section class="clear" role="alertdialog" aria-labelledby="clear" aria-describedby="clear-what">
      <h2 class="section" id="clear">
        {say("widget.clear.button")}
      </h2>
      <p id="clear-what">{say("widget.clear.what")}</p>
      <p class="actions">
        <button type="button" class="ds-button" data-kind="danger" onClick={session.clear}>
          {say("widget.clear.confirm")}
        </button>
        <button type="button" class="ds-button" onClick={() => ask(false)} ref={focus}>
          {say("widget.clear.keep")}
        </button>
      </p>
    </section>
  );
}
