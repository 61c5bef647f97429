// What stands in the place of something that is not there: what it is, and the one thing to do.

import "./standing.css";
import type { ComponentChildren } from "preact";
import { RefreshCw, TriangleAlert } from "../../shared/ui/icons";
import { text } from "./strings";

interface Props {
  icon: ComponentChildren;
  heading?: string;
  children: ComponentChildren;
}

export function Standing({ icon, heading, children }: Props) {
  return (
    <div class="standing">
      {icon}
      {heading && <h2>{heading}</h2>}
      {children}
    </div>
  );
}

/** The whole panel cannot work. */
export function Halted({ heading, hint }: { heading: string; hint: string }) {
  return (
    <main class="page">
      <Standing icon={<TriangleAlert size={20} />} heading={heading}>
        <p>{hint}</p>
        <button type="button" class="ds-button" data-kind="primary" onClick={() => location.reload()}>
          <RefreshCw />
          {text.problem.reload}
        </button>
      </Standing>
    </main>
  );
}
