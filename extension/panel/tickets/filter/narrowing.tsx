import type { Action } from "../../../../shared/ui/menu";
import type { Row } from "../../../../wasm/core.gen";
import type { Desk } from "../../desk";
import { text } from "../../strings";

/** What of a ticket its list can be narrowed by, as actions of a menu. */
export function narrowing(desk: Desk, row: Row): Action[] {
  return desk.filter.facts(row).map(({ term, query }, i) => ({
    id: `by-${term}`,
    apart: i === 0,
    text: <span dir="auto">{text.query.by(term)}</span>,
    run: () => void desk.tickets.choose(query),
  }));
}
