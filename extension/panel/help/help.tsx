import "../page.css";
import "./help.css";
import { useLayoutEffect, useRef } from "preact/hooks";
import { X } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { text } from "../strings";

/** Keys and the filter language. */
export function Help() {
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    element?.querySelector("h2")?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog class="help" ref={dialog} aria-labelledby="help-heading" onClose={() => desk.help(false)}>
      <header class="page-bar">
        <h2 id="help-heading" tabIndex={-1}>{text.help.heading}</h2>
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={text.help.close} title={text.help.close} onClick={() => desk.help(false)}>
          <X />
        </button>
      </header>
      <div class="help-body">
        <h3>{text.help.keyboard}</h3>
        <dl>
          {text.help.keys.map(([keys, what]) => (
            <div key={what}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <h3>{text.help.filter}</h3>
        <dl>
          {text.help.terms.map(([term, what]) => (
            <div key={term}>
              <dt>
                <code>{term}</code>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
    </dialog>
  );
}
