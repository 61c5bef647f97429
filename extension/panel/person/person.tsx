import "./person.css";
import { useEffect } from "preact/hooks";
import { Ago } from "../../../shared/ui/ago";
import { Avatar } from "../../../shared/ui/avatar";
import { ExternalLink, RefreshCw, TriangleAlert } from "../../../shared/ui/icons";
import { Notice } from "../../../shared/ui/notice";
import { Lines, Skeleton } from "../../../shared/ui/skeleton";
import type { Card, Row } from "../../../wasm/core.gen";
import { sourceOf } from "../accounts/account";
import { useDesk } from "../context";
import { locale, told } from "../speech";
import type { State } from "../state";
import { text } from "../strings";
import { Mark } from "../tickets/mark";
import type { Part } from "./card";
import { Notes } from "./notes";

/** The person behind the open ticket, as all accounts know them. */
export function PersonCard({ state }: { state: State }) {
  const desk = useDesk();
  const { ticket, person, accounts } = state;
  const ready = ticket.result !== null;
  useEffect(() => void desk.people.show(), [ticket.row?.key, ready]);
  const own = person.parts.find((p) => p.account === ticket.row?.account);
  const name = own?.result?.card.name || ticket.result?.client.name || ticket.row?.client || text.person.unnamed;
  const silent = person.parts.filter((p) => p.failure);
  const work = person.parts.flatMap((p) => p.result?.work ?? []).filter((r) => r.key !== ticket.row?.key);
  work.sort((a, b) => b.updated - a.updated);
  const source = (id: string) => {
    const account = accounts.find((a) => a.id === id);
    return account ? sourceOf(account, accounts) : "";
  };
  return (
    <div class="person">
      <header class="person-head">
        <Avatar name={name} />
        <h2 tabIndex={-1} dir="auto">
          {name}
        </h2>
      </header>
      {person.parts.length === 0 || own?.request ? (
        <Skeleton label={text.person.loading(name)}>
          <Lines widths={[70, 50, 60]} />
        </Skeleton>
      ) : (
        own?.result && <Contacts card={own.result.card} />
      )}
      {person.parts.map((part) => part.result?.found && part.result.keeps_notes && <Notes key={part.account} part={part} now={state.now} source={person.parts.length > 1 ? source(part.account) : ""} noting={person.noting && part === own} />)}
      <section class="person-part" aria-label={text.person.work}>
        <h3>{text.person.work}</h3>
        {work.length > 0 ? (
          <ul class="person-work">
            {work.map((row) => (
              <li key={row.key}>
                <Work row={row} source={accounts.length > 1 ? source(row.account) : ""} now={state.now} />
              </li>
            ))}
          </ul>
        ) : (
          own?.result && !own.result.work_problem && <p class="quiet">{text.person.noWork}</p>
        )}
        {person.parts.some((p) => p.result?.more) && <p class="quiet">{text.person.more}</p>}
        <ul class="person-unmatched">
          {person.unaddressed && <li>{text.person.unaddressed}</li>}
          {person.parts.map((p) => sayOf(p, source(p.account)) && <li key={p.account}>{sayOf(p, source(p.account))}</li>)}
        </ul>
      </section>
      {silent.length > 0 && (
        <Notice icon={<TriangleAlert />} warning>
          {silent.map((p) => (
            <p key={p.account}>{p.failure && told(p.failure.say)}</p>
          ))}
          <button type="button" class="ds-button" onClick={() => void desk.people.again()}>
            <RefreshCw />
            {text.problem.retry}
          </button>
        </Notice>
      )}
    </div>
  );
}

/** What an account has to say beside what it knows. */
function sayOf({ request, result }: Part, source: string): string {
  if (request !== 0) return text.person.asking(source);
  if (!result) return "";
  if (!result.found) return text.person.unknown(source);
  return result.work_problem ? text.person.workRefused(source) : "";
}

function Contacts({ card }: { card: Card }) {
  const facts: [string, string][] = [
    [text.person.company, card.company],
    [text.person.position, card.position],
    [text.person.team, card.team],
    ...card.fields.map((f): [string, string] => [f.name, f.value]),
  ];
  return (
    <div class="person-contacts">
      <ul>
        {card.emails.map((email) => (
          <li key={email}>
            <a href={`mailto:${encodeURIComponent(email)}`} dir="ltr">
              {email}
            </a>
          </li>
        ))}
        {card.phones.map((phone) => (
          <li key={phone.value}>
            <a href={`tel:${phone.value.replace(/[^\d+*#]/g, "")}`} dir="ltr">
              {phone.value}
            </a>{" "}
            <span class="quiet">{phone.kind}</span>
          </li>
        ))}
        {card.messengers.map((m) => (
          <li key={`${m.kind}/${m.value}`}>
            <span dir="auto">{m.value}</span> <span class="quiet">{m.kind}</span>
          </li>
        ))}
      </ul>
      <dl class="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt dir="auto">{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {card.tags.length > 0 && (
        <p class="tags">
          {card.tags.map((tag) => (
            <span key={tag} class="tag" dir="auto" title={tag}>
              {tag}
            </span>
          ))}
        </p>
      )}
      {card.about && (
        <p class="person-about" dir="auto">
          {card.about}
        </p>
      )}
      {/^https?:/.test(card.url) && (
        <a class="person-page" href={card.url} target="_blank" rel="noopener noreferrer">
          {text.person.page}
          <ExternalLink />
        </a>
      )}
    </div>
  );
}

/** Something that the person wrote. It opens here. */
function Work({ row, source, now }: { row: Row; source: string; now: number }) {
  const desk = useDesk();
  return (
    <button type="button" class="work" title={row.subject} onClick={() => (desk.people.over(false), void desk.ticket.open(row))}>
      <Mark state={row.status.state} />
      <span class="work-subject" dir="auto">
        {row.subject || text.ticket.unnamed(row.id)}
      </span>
      <span class="work-source quiet">{source}</span>
      <Ago at={row.updated} now={now} locale={locale()} />
    </button>
  );
}
