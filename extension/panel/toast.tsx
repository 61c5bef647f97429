import "./toast.css";
import { useEffect, useState } from "preact/hooks";
import { Check, TriangleAlert, Undo2, X } from "../../shared/ui/icons";
import type { Account } from "./accounts/account";
import { useDesk } from "./context";
import type { Notice } from "./state";
import { text } from "./strings";

/** How long a removal can be undone, milliseconds; time stands still while the pointer or the focus is on it. */
const UNDO = 8000;
const SHOWN = 5000;

interface Props {
  notice: Notice | null;
  removed: Account | null;
}

/** What has just been done, with a way back where there is one. */
export function Toast({ notice, removed }: Props) {
  const desk = useDesk();
  const [held, setHeld] = useState(false);
  const id = removed?.id ?? "";
  const end = () => {
    desk.dismissNotice();
    if (removed) void desk.accounts.settle();
  };
  useEffect(() => {
    // What did not come of something stays until it is read.
    if ((!id && !notice) || held || notice?.kind === "problem") return;
    const timer = setTimeout(end, id ? UNDO : SHOWN);
    return () => clearTimeout(timer);
  }, [id, notice, held]);
  const shown = notice?.kind === "problem" || !removed ? notice?.sentence : text.settings.removed(removed.host);
  return (
    <div class="toasts" role="status">
      {shown && (
        <div
          class="toast"
          data-kind={notice?.kind}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocusIn={() => setHeld(true)}
          onFocusOut={() => setHeld(false)}
        >
          {notice?.kind === "problem" ? <TriangleAlert /> : !removed && <Check />}
          <p>{shown}</p>
          {removed && (
            <button type="button" class="ds-button" onClick={() => void desk.accounts.undoRemoval()}>
              <Undo2 />
              {text.settings.undo}
            </button>
          )}
          <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={text.settings.dismiss} title={text.settings.dismiss} onClick={end}>
            <X />
          </button>
        </div>
      )}
    </div>
  );
}
