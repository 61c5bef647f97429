import { Clock, TriangleAlert } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import type { State } from "../state";
import { text } from "../strings";
import { waiting } from "./outgoing";

/** How much waits to be sent; it leads to what that is. */
export function Unsent({ state }: { state: State }) {
  const desk = useDesk();
  const acts = waiting(state.outbox);
  if (acts.length === 0) return null;
  const needs = acts.filter((a) => a.state === "needs_you").length;
  return (
    <button type="button" class="ds-button unsent" data-kind="quiet" data-needs={needs > 0 || undefined} onClick={() => desk.go("outbox")}>
      {needs > 0 ? <TriangleAlert /> : <Clock />}
      {needs > 0 ? text.outbox.needs(needs) : text.outbox.count(acts.length)}
    </button>
  );
}
