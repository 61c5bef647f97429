import "./toast.css";
import { useEffect, useState } from "preact/hooks";
import { Check, Undo2, X } from "../../shared/ui/icons";
import type { Account } from "./accounts/account";
import { useDesk } from "./context";
import { text } from "./strings";

/** How long a removal can be undone, milliseconds; time stands still while the pointer or the focus is on it. */
const UNDO = 8000;
const SHOWN = 5000;

interface Props {
  notice: string;
  removed: Account | null;
}

/** What has just been done, with a way back where there is one. */
export function Toast({ notice, removed }: Props) {
  const desk = useDesk();
  const [held, setHeld] = useState(false);
  const id = removed?.id ?? "";
  const end = () => {
    if (removed) void desk.settle();
    else desk.dismissNotice();
  };
  useEffect(() => {
    if ((!id && !notice) || held) return;
    const timer = setTimeout(end, id ? UNDO : SHOWN);
    return () => clearTimeout(timer);
  }, [id, notice, held]);
  const shown = removed ? text.settings.removed(removed.host) : notice;
  return (
    <div class="toasts" role="status">
      {shown && (
        <div
          class="toast"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocusIn={() => setHeld(true)}
          onFocusOut={() => setHeld(false)}
        >
          {!removed && <Check />}
          <p>{shown}</p>
          {removed && (
            <button type="button" class="ds-button" onClick={() => void desk.undoRemoval()}>
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
