import "./row.css";
import { useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Row } from "../../../wasm/core.gen";
import { Ago } from "../../../shared/ui/ago";
import { Avatar } from "../../../shared/ui/avatar";
import { Boundary } from "../../../shared/ui/boundary";
import { AlarmClock, CircleAlert, Clock, Moon, PenLine, ThumbsUp } from "../../../shared/ui/icons";
import { clock, exact, machine, span } from "../../../shared/ui/time";
import { useDesk } from "../context";
import { BinMark } from "../ticket/bins/menu";
import { RowActs } from "./acts/acts";
import { Mark } from "./mark";
import { locale } from "../speech";
import { text } from "../strings";
import { type Warmth, warmthOf } from "./warmth";

interface Props {
  row: Row;
  /** Name of the account that the ticket came from, "" where all come from one. */
  source: string;
  now: number;
  /** Since when it is as it is, Unix seconds, where it is older than the list; else 0. */
  since: number;
  /** It is the ticket that is open. */
  open: boolean;
  /** What this browser keeps of it. */
  unread: boolean;
  asleep: boolean;
  /** It is selected, or another one is. */
  picked: boolean;
  picking: boolean;
  /** The keyboard enters the list here, and is here. */
  entry: boolean;
  cursor: boolean;
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
export function Item({ index, of, start, measure, row: asTold, ...given }: Placed) {
  const row = useDesk().acts.row(asTold);
  const props = { ...given, row };
  const { now, since, entry, cursor, unread, asleep, picked, picking } = props;
  const placed = start !== undefined;
  const [pointed, point] = useState(false);
  return (
    <li
      class="item"
      data-warmth={warmthOf(row.due, now) ?? undefined}
      data-old={since > 0 || undefined}
      data-unread={unread || undefined}
      data-picked={picked || undefined}
      onPointerEnter={() => point(true)}
      onPointerLeave={(event) => point(event.currentTarget.querySelector(":popover-open, [open]") !== null)}
      // Of a list that is drawn in part nobody could count the rows.
      data-index={placed ? index : undefined}
      aria-posinset={placed ? index + 1 : undefined}
      aria-setsize={placed ? of : undefined}
      style={{ insetBlockStart: placed ? `${start}px` : "" }}
      ref={measure ?? null}
    >
      <Boundary of={row} instead={() => <RowInstead row={row} entry={entry} />}>
        <TicketRow {...props} />
        {(pointed || picking) && <Pick row={row} picked={picked} />}
        {(pointed || cursor) && !picking && <RowActs row={row} now={now} unread={unread} asleep={asleep} />}
      </Boundary>
    </li>
  );
}

/** Selects a row; with Shift, all rows up to it. It stands where the person does. */
function Pick({ row, picked }: { row: Row; picked: boolean }) {
  const desk = useDesk();
  return (
    <input
      type="checkbox"
      class="row-pick"
      tabIndex={-1}
      aria-label={text.bulk.select(row.subject || text.ticket.unnamed(row.id))}
      checked={picked}
      onClick={(event) => {
        if (event.shiftKey) {
          event.preventDefault();
          desk.bulk.to(row.key);
        } else {
          desk.tickets.pointAt(row.key);
          desk.bulk.toggle(row.key);
        }
      }}
    />
  );
}

/** One ticket: what it is about, how it begins, then who, where, how far and how old. */
function TicketRow({ row, source, now, since, open, entry, unread, asleep }: Props) {
  const desk = useDesk();
  const drafted = useComputed(() => desk.drafted.value.has(row.key));
  const status = row.status.title || text.states[row.status.state];
  return (
    <Target row={row} open={open} entry={entry}>
      <Avatar name={row.client} />
      <span class="subject" dir="auto">
        {row.subject || text.ticket.unnamed(row.id)}
        {unread && <span class="ds-hidden">, {text.marks.isUnread}</span>}
      </span>
      <Due at={row.due} now={now} />
      {row.excerpt && row.excerpt !== row.subject && (
        <span class="excerpt" dir="auto">
          {row.excerpt}
        </span>
      )}
      <span class="meta">
        <span class="row-facts">
          {drafted.value && (
            <span class="drafted">
              <PenLine />
              {text.ticket.draft}
            </span>
          )}
          {row.urgency === "high" && row.priority && <span class="priority" data-fact="priority">{text.ticket.priority[row.priority]}</span>}
          {row.votes > 0 && (
            <span class="row-votes" title={text.comments.votes(row.votes)}>
              <ThumbsUp />
              <span aria-hidden>{row.votes}</span>
              <span class="ds-hidden">{text.comments.votes(row.votes)}</span>
            </span>
          )}
          {row.client && <Fact class="client" kind="client">{row.client}</Fact>}
          {row.place && <Fact class="place" kind="place">{row.place}</Fact>}
          {source && <Fact class="source" kind="source">{source}</Fact>}
          <BinMark bin={row.bin} />
          {asleep && (
            <span class="asleep">
              <Moon />
              {text.marks.asleep}
            </span>
          )}
          {since > 0 && (
            <time class="since" dateTime={machine(since)} title={exact(since, locale())}>
              {text.list.asOf(clock(since, locale()))}
            </time>
          )}
          {status && (
            <Fact class="state" kind="status" mark={<Mark state={row.status.state} />}>
              {status}
            </Fact>
          )}
        </span>
        {row.tags.length > 0 && (
          <span class="row-tags" dir="auto" title={row.tags.join(", ")}>
            {row.tags.map((tag) => (
              <span key={tag} class="tag" dir="auto" data-fact="tag" data-value={tag}>
                {tag}
              </span>
            ))}
          </span>
        )}
        <Ago at={row.updated} now={now} locale={locale()} />
      </span>
    </Target>
  );
}

/** Words of a row that run as they are written, while what parts them from others runs as the row does. */
function Fact({ class: of, kind, mark, children }: { class: string; kind: string; mark?: ComponentChildren; children: string }) {
  return (
    <span class={of} data-fact={kind}>
      {mark}
      <span dir="auto">{children}</span>
    </span>
  );
}

const dueIcons: Record<Warmth, () => ComponentChildren> = { calm: () => null, warm: () => <Clock />, hot: () => <AlarmClock />, late: () => <CircleAlert /> };

/** What is left of an agreed time: the nearer, the warmer, by colour, weight and sign. */
function Due({ at, now }: { at: number; now: number }) {
  const warmth = warmthOf(at, now);
  if (!warmth) return null;
  const said = text.ticket.due(at - now);
  return (
    <time class="due" dateTime={machine(at)} title={`${said} ${text.separator} ${exact(at, locale())}`}>
      {dueIcons[warmth]()}
      <bdi aria-hidden>{span(at - now, locale())}</bdi>
      <span class="ds-hidden">{said}</span>
    </time>
  );
}

interface TargetProps {
  row: Row;
  open?: boolean;
  entry: boolean;
  children: ComponentChildren;
}

/** What a click opens here; where the ticket has a page in its helpdesk, a link to it, to be opened there. */
function Target({ row, open = false, entry, children }: TargetProps) {
  const desk = useDesk();
  const [began] = useState(entry);
  const props = {
    class: "row",
    "data-key": row.key,
    "data-state": row.status?.state,
    "data-bin": row.bin || undefined,
    "aria-current": open ? ("true" as const) : undefined,
    // From then on the list says where the keyboard enters it: see useEntry.
    tabIndex: began ? 0 : -1,
    onFocus: () => desk.tickets.pointAt(row.key),
    // What is between is selected as tickets, not as text.
    onMouseDown: (event: MouseEvent) => event.shiftKey && event.preventDefault(),
  };
  /** Narrows the list by what was clicked, where a mouse can be that exact; the menu has the same for keys and fingers. */
  const narrows = (event: Event) => {
    const fact = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-fact]") : null;
    const exact = event instanceof PointerEvent && event.pointerType === "mouse";
    return fact !== null && exact && desk.filter.by(row, fact.dataset["fact"] ?? "", fact.dataset["value"] ?? "");
  };
  if (!row.url) {
    return (
      <button type="button" {...props} onClick={(event) => (event.shiftKey ? desk.bulk.to(row.key) : narrows(event) || void desk.ticket.open(row))}>
        {children}
      </button>
    );
  }
  return (
    <a
      {...props}
      href={row.url}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        if (event.shiftKey) desk.bulk.to(row.key);
        else if (!narrows(event)) void desk.ticket.open(row);
      }}
    >
      {children}
    </a>
  );
}

/** A ticket that cannot be drawn as a row; it can still be opened. */
function RowInstead({ row, entry }: Pick<Props, "row" | "entry">) {
  return (
    <Target row={row} entry={entry}>
      <span class="subject quiet">{text.stopped.row(row.id)}</span>
    </Target>
  );
}
