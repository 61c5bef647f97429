import "./similar.css";
import { useEffect, useState } from "preact/hooks";
import { CopyPlus, RefreshCw, ThumbsUp } from "../../../shared/ui/icons";
import { Wrong } from "../../../shared/ui/field";
import { Lines, Skeleton } from "../../../shared/ui/skeleton";
import type { Failure, Row } from "../../../wasm/core.gen";
import { forCore } from "../../panel/accounts/account";
import { useDesk } from "../../panel/context";
import type { Desk } from "../../panel/desk";
import { failureOf } from "../../panel/session";
import { told } from "../../panel/speech";
import { text } from "../../panel/strings";
import { Mark } from "../../panel/tickets/mark";
import { say } from "../say";

/** How long a post is looked at before others are asked for, milliseconds: whoever only goes past it asks nothing. */
const PAUSE = 600;

interface Found {
  key: string;
  rows: readonly Row[];
  failure: Failure | null;
}

/** The posts that are like the open one: whoever reads it sees whether somebody has said so before. */
export function Similar({ row }: { row: Row }) {
  const desk = useDesk();
  const [found, setFound] = useState<Found | null>(null);
  const [tries, again] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      // What went wrong is a part of what was found.
      void lookFor(desk, row, stop.signal).then((now) => !stop.signal.aborted && setFound(now));
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [row.key, row.subject, tries]);
  const now = found?.key === row.key ? found : null;
  return (
    <section class="similar" aria-label={say("portal.similar.title")}>
      <h3>{say("portal.similar.title")}</h3>
      {!now && (
        <Skeleton label={say("portal.similar.loading")}>
          <Lines widths={[70, 55]} />
        </Skeleton>
      )}
      {now?.failure && (
        <>
          <Wrong>{told(now.failure.say)}</Wrong>
          <button type="button" class="ds-button" onClick={() => (setFound(null), again(tries + 1))}>
            <RefreshCw />
            {say("portal.held.again")}
          </button>
        </>
      )}
      {now && !now.failure && now.rows.length === 0 && <p class="quiet">{say("portal.similar.none")}</p>}
      <ul>
        {now?.rows.map((other) => (
          <One key={other.key} row={row} other={other} />
        ))}
      </ul>
    </section>
  );
}

async function lookFor(desk: Desk, row: Row, signal: AbortSignal): Promise<Found> {
  const { session, remembered } = desk.ground;
  const account = session.state.accounts.find((a) => a.id === row.account);
  const nothing = { key: row.key, rows: [], failure: null };
  if (!account || !session.core) return nothing;
  try {
    const { rows } = await session.core.run("portal.read", { account: forCore(account), directory: remembered.directoryOf(account), of: "similar", page: 0, text: row.subject, type: row.type, id: row.id }, { signal });
    return { ...nothing, rows };
  } catch (error) {
    return { ...nothing, failure: failureOf(error) };
  }
}

/** A post that is like it. It opens here, and becomes the one that this is a duplicate of. */
function One({ row, other }: { row: Row; other: Row }) {
  const desk = useDesk();
  const [noted, note] = useState(false);
  const status = other.status.title || text.states[other.status.state];
  return (
    <li>
      <button type="button" class="similar-open" onClick={() => void desk.ticket.open(other)}>
        <Mark state={other.status.state} />
        <span class="similar-subject" dir="auto">
          {other.subject}
        </span>
        <span class="quiet similar-facts">
          <ThumbsUp />
          <span class="ds-hidden">{say("portal.similar.votes", { count: other.votes })}</span>
          <span aria-hidden>{other.votes}</span>
          {status && <bdi>{status}</bdi>}
        </span>
      </button>
      {noted ? (
        <p class="quiet">{say("portal.similar.noted")}</p>
      ) : (
        <button
          type="button"
          class="ds-button"
          data-kind="quiet"
          data-shape="icon"
          aria-label={say("portal.similar.duplicate_of", { number: `${other.id}` })}
          title={say("portal.similar.duplicate_hint")}
          onClick={() => {
            note(true);
            void duplicate(desk, row, other).then((done) => done || note(false));
          }}
        >
          <CopyPlus />
        </button>
      )}
    </li>
  );
}

/** Notes at both that one is a duplicate of the other: the helpdesk joins none. Whether that is entered. */
async function duplicate(desk: Desk, row: Row, other: Row): Promise<boolean> {
  const note = (source: string) => ({ source, private: true, signature: "", cc: [], bcc: [], files: [] });
  const named = ({ id, subject, url }: Row) => ({ number: `${id}`, post: url ? `[url=${url}]${subject}[/url]` : subject });
  const [of, by] = [say("portal.similar.note_of", named(other)), say("portal.similar.note_by", named(row))];
  return (await desk.acts.say(row, [], note(of), "")) && desk.acts.say(other, [], note(by), "");
}
