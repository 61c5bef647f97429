import "./page.css";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ArrowLeft } from "../../shared/ui/icons";

interface Props {
  heading: string;
  /** Name of the button that leaves the page. */
  back: string;
  onBack: () => void;
  children: ComponentChildren;
}

/** A page that lies over the tickets. */
export function Page({ heading, back, onBack, children }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    top.current?.focus();
    return () => {
      // What it was opened from can be reached again only once the tickets are no longer behind.
      queueMicrotask(() => before instanceof HTMLElement && before.isConnected && before.focus());
    };
  }, []);
  return (
    <main class="page">
      <header class="page-bar">
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={back} title={back} onClick={onBack}>
          <ArrowLeft />
        </button>
        <h1 tabIndex={-1} ref={top}>
          {heading}
        </h1>
      </header>
      <div class="page-body">{children}</div>
    </main>
  );
}
