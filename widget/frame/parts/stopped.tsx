// What stands where something could not be drawn: what it is, and a way out.

import type { ComponentChildren } from "preact";
import { Boundary } from "../../../shared/ui/boundary";
import { CircleAlert } from "../../../shared/ui/icons/first";
import { Standing } from "../../../shared/ui/standing";
import type { Session } from "../session/session";
import { say } from "../speech";
import { Main } from "./main";

interface Props {
  /** When it becomes another, drawing is tried again. */
  of: unknown;
  session: Session;
  /** There is a view to go back to. */
  back: boolean;
  children: ComponentChildren;
}

/** A view: if it cannot be drawn, it alone is gone, and can be left. */
export function Whole({ of, session, back, children }: Props) {
  return (
    <Boundary
      of={of}
      instead={(again) => (
        <Main name="">
          <Standing icon={<CircleAlert size={20} />} heading={say("widget.stopped.heading")}>
            <p>{say("widget.stopped.hint")}</p>
            <button type="button" class="ds-button" onClick={back ? session.home : again}>
              {back ? say("widget.back") : say("widget.retry")}
            </button>
          </Standing>
        </Main>
      )}
    >
      {children}
    </Boundary>
  );
}

/** One of several: if it cannot be drawn, the others still are. */
export function Single({ of, what, children }: { of: unknown; what: string; children: ComponentChildren }) {
  return (
    <Boundary of={of} instead={() => <li class="row quiet">{what}</li>}>
      {children}
    </Boundary>
  );
}
