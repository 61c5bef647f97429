import { useEffect, useState } from "preact/hooks";
import { Check, ExternalLink, X } from "../../../shared/ui/icons";
import type { Acting, Row } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import type { State } from "../state";
import { text } from "../strings";

/** How long it is said that something was created, milliseconds. */
const SHOWN = 12_000;

/** What was created last, for a while: its number and status, and the way to it. */
export function Made({ state }: { state: State }) {
  const desk = useDesk();
  const [over, setOver] = useState("");
  const act = state.outbox.acts.findLast((a) => a.made !== null && state.accounts.some(({ id }) => id === a.creation?.account));
  const { key = "", settled = 0 } = act ?? {};
  useEffect(() => {
    const left = settled + SHOWN - Date.now();
    if (key === "" || left <= 0) return setOver(key);
    const timer = setTimeout(() => setOver(key), left);
    return () => clearTimeout(timer);
  }, [key, settled]);
  if (!act?.made || !act.creation || over === key || settled + SHOWN <= Date.now()) return null;
  const { id, status, url } = act.made;
  const name = status.title || (status.state && text.states[status.state]);
  const row = rowOf(act);
  return (
    <div class="ds-toast made">
      <Check />
      <p>{name ? text.created.made(id, name) : text.created.madePlain(id)}</p>
      {row && (
        <button type="button" class="ds-button" onClick={() => {
          setOver(key);
          desk.go("tickets");
          void desk.ticket.open(row);
        }}>
          {text.created.open}
        </button>
      )}
      {url && (
        <a class="ds-button" data-shape="icon" data-kind="quiet" href={url} target="_blank" rel="noopener noreferrer" aria-label={text.ticket.open} title={text.ticket.open}>
          <ExternalLink />
        </a>
      )}
      <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={text.settings.dismiss} title={text.settings.dismiss} onClick={() => setOver(key)}>
        <X />
      </button>
    </div>
  );
}

/** What was created as a row, as far as it is known before it is read. */
function rowOf({ creation, made }: Acting): Row | null {
  if (!creation || !made) return null;
  const { account, system, type } = creation;
  const subject = creation.given.find((g) => g.property === "subject")?.value ?? "";
  return {
    key: `${account}/${made.id}`, number: 0, account, system, id: made.id, type, subject, client: "", assignee: "", assignee_id: 0, status: made.status,
    priority: "", urgency: "", votes: 0, place: "", excerpt: "", tags: [], updated: 0, due: 0, overdue: false, bin: "", url: made.url,
  };
}
