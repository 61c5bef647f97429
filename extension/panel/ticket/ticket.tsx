import "./ticket.css";
import { useRef } from "preact/hooks";
import type { Row } from "../../../wasm/core.gen";
import { ArrowLeft, ExternalLink, KeyRound, RefreshCw, TriangleAlert, UserRound, X } from "../../../shared/ui/icons";
import { Ago } from "../../../shared/ui/ago";
import { Notice } from "../../../shared/ui/notice";
import { Lines, Skeleton } from "../../../shared/ui/skeleton";
import { exact, isPast, machine, seconds } from "../../../shared/ui/time";
import { sourceOf } from "../accounts/account";
import { Composer } from "../compose/composer";
import { Outgoing } from "../compose/outgoing";
import { useDesk } from "../context";
import { BinNotice } from "./bins/menu";
import { Trashed } from "./comments/acts";
import { Beside } from "../late/portal";
import { Controls } from "./controls";
import { Conversation } from "./conversation";
import { TicketMenu } from "./more";
import { locale, told } from "../speech";
import type { State } from "../state";
import { systemName, text } from "../strings";
import { remedyOf } from "../tickets/trouble";

interface Props {
  state: State;
  row: Row;
  wide: boolean;
}

/** One ticket: what its row told at once, then its conversation. */
export function Ticket({ state, row: asTold, wide }: Props) {
  const desk = useDesk();
  const row = desk.acts.row(asTold);
  const { result, failure, request } = state.ticket;
  const body = useRef<HTMLDivElement>(null);
  const account = state.accounts.find((a) => a.id === row.account);
  const source = account && sourceOf(account, state.accounts);
  const open = text.ticket.open;
  const openIn = text.ticket.openIn(systemName(row.system));
  return (
    <>
      <header class="ticket-bar">
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={wide ? text.ticket.close : text.ticket.back} title={wide ? text.ticket.close : text.ticket.back} onClick={() => desk.ticket.close()}>
          {wide ? <X /> : <ArrowLeft />}
        </button>
        <p class="ticket-id">
          {source && (
            <span class="source" title={source}>
              {source}
            </span>
          )}{" "}
          <bdi>{text.ticket.number(row.id)}</bdi>
        </p>
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" data-busy={request !== 0 || undefined} aria-label={text.ticket.refresh} title={text.ticket.refresh} onClick={() => void desk.ticket.again()}>
          <RefreshCw />
        </button>
        {result && (
          <button type="button" class="ds-button to-person" data-kind="quiet" data-shape="icon" aria-label={text.person.open(row.client || text.person.unnamed)} title={text.person.open(row.client || text.person.unnamed)} onClick={() => desk.people.over(true)}>
            <UserRound />
          </button>
        )}
        <TicketMenu row={row} />
        {result?.url && (
          <a class="ds-button to-helpdesk" href={result.url} title={openIn} target="_blank" rel="noopener noreferrer">
            <span>
              {openIn.startsWith(open) ? open : openIn}
              {openIn.startsWith(open) && <span class="roomy">{openIn.slice(open.length)}</span>}
            </span>
            <ExternalLink />
          </a>
        )}
      </header>
      <div class="ticket-body" ref={body}>
        <div class="ticket-head">
          <h2 tabIndex={-1} dir="auto">
            {row.subject || text.ticket.unnamed(row.id)}
          </h2>
          <BinNotice row={row} />
          <Controls row={row} />
          {row.due !== 0 && (
            <p class="ticket-state">
              <time class="due" data-overdue={isPast(row.due, state.now) || undefined} dateTime={machine(row.due)} title={exact(row.due, locale())}>
                {text.ticket.due(row.due - state.now)}
              </time>
            </p>
          )}
          <Facts state={state} row={row} />
        </div>
        {failure ? (
          <Notice icon={<TriangleAlert />} warning urgent heading={text.ticket.failed}>
              <p>{told(failure.say)}</p>
              {result && <p>{text.ticket.kept(exact(seconds(result.read_at), locale()))}</p>}
              {remedyOf(failure) === "key" && account ? (
                <button type="button" class="ds-button" onClick={() => desk.accounts.editKey(account.id)}>
                  <KeyRound />
                  {text.problem.editKey}
                </button>
              ) : (
                <button type="button" class="ds-button" onClick={() => void desk.ticket.again()}>
                  <RefreshCw />
                  {text.problem.retry}
                </button>
              )}
          </Notice>
        ) : (
          !result && (
            <Skeleton label={text.ticket.loading}>
              <Lines widths={[90, 100, 72]} />
            </Skeleton>
          )
        )}
        {result && (
          <Conversation result={result} account={account} now={state.now} scroller={body} />
        )}
        {result && <Trashed row={row} />}
        {result && <Outgoing state={state} row={row} />}
        {result && result.messages.length === 0 && !result.comments_problem && <p class="ticket-none">{text.ticket.none}</p>}
        {result?.comments_problem && (
          <Notice icon={<TriangleAlert />} warning heading={text.ticket.commentsFailed}>
              <p>{told(result.comments_problem.say)}</p>
              <button type="button" class="ds-button" onClick={() => void desk.ticket.again()}>
                <RefreshCw />
                {text.problem.retry}
              </button>
          </Notice>
        )}
        {result && desk.offers(row.system)?.apart.includes(row.type) && <Beside draw={({ Similar }) => <Similar row={row} />} />}
      </div>
      <Composer state={state} row={row} />
    </>
  );
}

function Facts({ state, row }: { state: State; row: Row }) {
  const desk = useDesk();
  const { result } = state.ticket;
  const changed = new Set(desk.acts.values(row).map((v) => v.property));
  return (
    <dl class="facts">
      {row.client && (
        <div>
          <dt>{text.ticket.client}</dt>
          <dd dir="auto">{row.client}</dd>
        </div>
      )}
      {result?.category && !changed.has("category") && (
        <div>
          <dt>{text.ticket.category}</dt>
          <dd dir="auto">{result.category}</dd>
        </div>
      )}
      {result && result.created !== 0 && (
        <div>
          <dt>{text.ticket.created}</dt>
          <dd>
            <Ago at={result.created} now={state.now} locale={locale()} />
          </dd>
        </div>
      )}
      {row.tags.length > 0 && !changed.has("tags") && (
        <div>
          <dt>{text.ticket.tags}</dt>
          <dd class="tags">
            {row.tags.map((tag) => (
              <span key={tag} class="tag" dir="auto">
                {tag}
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}
