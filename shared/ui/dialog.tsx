import "./dialog.css";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { X } from "./icons";

interface Props {
  heading: string;
  /** Name of the button that closes it. */
  close: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** Something that has to be done with before the rest: focus goes in, stays, and is given back. */
export function Dialog({ heading, close, onClose, children }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    (element?.querySelector<HTMLElement>("[autofocus]") ?? element?.querySelector("h2"))?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog class="ds-dialog" ref={dialog} aria-labelledby={id} onClose={onClose}>
      <header class="ds-dialog-bar">
        <h2 id={id} tabIndex={-1}>
          {heading}
        </h2>
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={close} title={close} onClick={onClose}>
          <X />
        </button>
      </header>
      <div class="ds-dialog-body">{children}</div>
    </dialog>
  );
}
