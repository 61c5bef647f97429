import "./toast.css";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { X } from "./icons/first";

interface Props {
  /** Which toast it is: another one has its time anew. "" for none. */
  id: string;
  icon?: ComponentChildren;
  /** What stands for a problem stays until it is read. */
  problem?: boolean;
  /** Milliseconds that it stands; they do not pass while the pointer or the focus is on it. */
  time: number;
  /** Name of the button that ends it. */
  dismiss: string;
  onEnd: () => void;
  children?: ComponentChildren;
}

/** What has just been done, with a way back where there is one. */
export function Toast({ id, icon, problem = false, time, dismiss, onEnd, children }: Props) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!id || held || problem) return;
    const timer = setTimeout(onEnd, time);
    return () => clearTimeout(timer);
  }, [id, held, problem, time]);
  return (
    <div class="ds-toasts" role="status">
      {id && (
        <div
          class="ds-toast"
          data-kind={problem ? "problem" : undefined}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocusIn={() => setHeld(true)}
          onFocusOut={() => setHeld(false)}
        >
          {icon}
          {children}
          <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={dismiss} title={dismiss} onClick={onEnd}>
            <X />
          </button>
        </div>
      )}
    </div>
  );
}
