import "./row.css";
import type { Row } from "../../../wasm/core.gen";
import { Ago } from "../../../shared/ui/ago";
import { Boundary } from "../../../shared/ui/boundary";
import { clock, exact, isPast, machine } from "../../../shared/ui/time";
import { useDesk } from "../context";
import { Mark } from "./mark";
import { locale } from "../speech";
import { text } from "../strings";

interface Props {
  row: Row;
  /** Name of the account that the ticket came from. */
  source: string;
  now: number;
  /** Since when it is as it is, Unix seconds, where it is older than the list; else 0. */
  since: number;
  /** It is the ticket that is open. */
  open: boolean;
  /** The keyboard enters the list here. */
  entry: boolean;
}

interface Placed extends Props {
  /** Its index, and how many rows there are. */
  index: number;
  of: number;
  /** How far from the top of the list, CSS pixels; absent where rows stand one below the other. */
  start: number | undefined;
  /** Hears of the element of a row that is placed. */
  measure: ((item: HTMLElement | null) => void) | undefined;
}

/** A row of the list; one that cannot be drawn leaves the others where they are. */
export function Item({ index, of, start, measure, ...props }: Placed) {
  const { row, now, since, entry } = props;
  const placed = start !== undefined;
  return (
    <li
      class="item"
      data-overdue={isPast(row.due, now) || undefined}
      data-old={since > 0 || undefined}
      // Of a list that is drawn in part nobody could count the rows.
      data-index={placed ? index : undefined}
      aria-posinset={placed ? index + 1 : undefined}
      aria-setsize={placed ? of : undefined}
      style={{ insetBlockStart: placed ? `${start}px` : "" }}
      ref={measure ?? null}
    >
      <Boundary of={row} instead={() => <RowInstead row={row} entry={entry} />}>
        <TicketRow {...props} />
      </Boundary>
    </li>
  );
}

/** One ticket in two lines: what it is about, then who, where, how far and how old. */
function TicketRow({ row, source, now, since, open, entry }: Props) {
  const desk = useDesk();
  const status = row.status.title || text.states[row.status.state];
  return (
    <button
      type="button"
      class="row"
      data-key={row.key}
      data-state={row.status.state}
      aria-current={open ? "true" : undefined}
      tabIndex={entry ? 0 : -1}
      onFocus={() => desk.tickets.pointAt(row.key)}
      onClick={() => void desk.ticket.open(row)}
    >
      <Mark state={row.status.state} />
      <span class="subject" dir="auto">
        {row.subject || text.ticket.unnamed(row.id)}
      </span>
      {row.due !== 0 && (
        <time class="due" dateTime={machine(row.due)} title={exact(row.due, locale())}>
          {text.ticket.due(row.due - now)}
        </time>
      )}
      <span class="meta">
        {row.urgency === "high" && row.priority && <span class="priority">{text.ticket.priority[row.priority]}</span>}
        {row.client && (
          <span class="client" dir="auto">
            {row.client}
          </span>
        )}
        <span class="source">{source}</span>
        {since > 0 && (
          <time class="since" dateTime={machine(since)} title={exact(since, locale())}>
            {text.list.asOf(clock(since, locale()))}
          </time>
        )}
        {status && (
          <span class="state" dir="auto">
            {status}
          </span>
        )}
        <Ago at={row.updated} now={now} locale={locale()} />
      </span>
    </button>
  );
}

/** A ticket that cannot be drawn as a row; it can still be opened. */
function RowInstead({ row, entry }: Pick<Props, "row" | "entry">) {
  const desk = useDesk();
  return (
    <button type="button" class="row" data-key={row.key} tabIndex={entry ? 0 : -1} onFocus={() => desk.tickets.pointAt(row.key)} onClick={() => void desk.ticket.open(row)}>
      <span class="subject quiet">{text.stopped.row(row.id)}</span>
    </button>
  );
}
