import "./row.css";
import type { Row } from "../../../wasm/core.gen";
import { Ago } from "../../../shared/ui/ago";
import { clock, exact, isPast } from "../../../shared/ui/time";
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

/** One ticket in two lines: what it is about, then who, where, how far and how old. */
export function TicketRow({ row, source, now, since, open, entry }: Props) {
  const desk = useDesk();
  const status = row.status.title || text.states[row.status.state];
  const pressing = row.priority === "urgent" || row.priority === "extreme" || row.priority === "high";
  return (
    <li class="item" data-overdue={isPast(row.due, now) || undefined} data-old={since > 0 || undefined}>
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
          <span class="due" title={exact(row.due, locale())}>
            {text.ticket.due(row.due - now)}
          </span>
        )}
        <span class="meta">
          {pressing && row.priority && <span class="priority">{text.ticket.priority[row.priority]}</span>}
          {row.client && (
            <span class="client" dir="auto">
              {row.client}
            </span>
          )}
          <span class="source">{source}</span>
          {since > 0 && (
            <span class="since" title={exact(since, locale())}>
              {text.list.asOf(clock(since, locale()))}
            </span>
          )}
          {status && (
            <span class="state" dir="auto">
              {status}
            </span>
          )}
          <Ago at={row.updated} now={now} locale={locale()} />
        </span>
      </button>
    </li>
  );
}

/** A ticket that cannot be drawn as a row; it can still be opened. */
export function RowInstead({ row }: { row: Row }) {
  const desk = useDesk();
  return (
    <li class="item">
      <button type="button" class="row" data-key={row.key} onFocus={() => desk.tickets.pointAt(row.key)} onClick={() => void desk.ticket.open(row)}>
        <span class="subject quiet">{text.stopped.row(row.id)}</span>
      </button>
    </li>
  );
}
