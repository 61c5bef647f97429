// What stands where something could not be drawn: what it is, and a way out.

import "../page.css";
import type { ComponentChildren } from "preact";
import { Boundary } from "../../../shared/ui/boundary";
import { RefreshCw, TriangleAlert } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import { text } from "../strings";

interface Props {
  /** When it becomes another, drawing is tried again. */
  of: unknown;
  /** It lies over the tickets. */
  over?: boolean;
  /** Leaves the view that could not be drawn; absent where there is nowhere to go. */
  leave?: { name: string; go: () => void };
  children: ComponentChildren;
}

/** A view of the panel: if it cannot be drawn, it alone is gone, and can be left. */
export function View({ of, over, leave, children }: Props) {
  return (
    <Boundary
      of={of}
      instead={(again) => (
        <section class={over ? "page" : "stopped"}>
          <Standing icon={<TriangleAlert size={20} />} heading={text.stopped.heading}>
            <p>{text.stopped.view}</p>
            {leave && (
              <button type="button" class="ds-button" data-kind="primary" onClick={leave.go}>
                {leave.name}
              </button>
            )}
            <button type="button" class="ds-button" onClick={again}>
              <RefreshCw />
              {text.problem.retry}
            </button>
          </Standing>
        </section>
      )}
    >
      {children}
    </Boundary>
  );
}
