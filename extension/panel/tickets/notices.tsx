import "../notice.css";
import { clock, seconds } from "../../../shared/ui/time";
import { RefreshCw, ShieldCheck, TriangleAlert, WifiOff, KeyRound } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { visibleRows } from "./listing";
import type { State } from "../state";
import { text } from "../strings";
import { type Trouble, type Troubles, troublesOf } from "./trouble";

/** What is wrong with the list, above its rows. Without rows it stands in their place. */
export function Notices({ state }: { state: State }) {
  const rows = visibleRows(state.list);
  const { list } = state;
  const unkept = state.unkept.length > 0 && !state.unkeptSeen && <Unkept />;
  if (rows.length === 0 && !list.answered) return unkept;
  const at = clock(seconds(list.shown?.result.at ?? 0));
  const troubles = troublesOf(state);
  return (
    <>
      {unkept}
      {!state.online && (
        <div class="notice" role="status">
          <WifiOff />
          <p>{text.problem.offline(at)}</p>
        </div>
      )}
      {troubles && (
        <div class="notice" data-kind="warning" role="status">
          <TriangleAlert />
          <div class="notice-body">
            <p class="notice-heading">{troubles.heading}</p>
            {list.answered === 0 && <p>{text.problem.kept(at)}</p>}
            <TroubleList troubles={troubles} />
          </div>
        </div>
      )}
      {list.held && (
        <div class="notice" role="status">
          <RefreshCw />
          <p>{text.list.changed}</p>
          <Show />
        </div>
      )}
    </>
  );
}

/** Nothing on the screen is wrong; it will not be there the next time. */
function Unkept() {
  const desk = useDesk();
  return (
    <div class="notice" data-kind="warning" role="status">
      <TriangleAlert />
      <div class="notice-body">
        <p class="notice-heading">{text.unkept.heading}</p>
        <p>{text.unkept.list}</p>
        <button type="button" class="ds-button" onClick={() => desk.dismissUnkept()}>
          {text.settings.dismiss}
        </button>
      </div>
    </div>
  );
}

function Show() {
  const desk = useDesk();
  return (
    <button type="button" class="ds-button" onClick={() => desk.tickets.showHeld()}>
      {text.list.show}
    </button>
  );
}

/** Each trouble with what mends it; trying again is offered once. */
export function TroubleList({ troubles }: { troubles: Troubles }) {
  const desk = useDesk();
  return (
    <>
      <ul class="troubles">
        {troubles.all.map((trouble) => (
          <li key={trouble.account?.id ?? ""}>
            <p>{trouble.sentence}</p>
            <Mend trouble={trouble} />
          </li>
        ))}
      </ul>
      {troubles.all.some((t) => t.remedy === "retry") && (
        <button type="button" class="ds-button" onClick={() => void desk.tickets.refresh()}>
          <RefreshCw />
          {text.problem.retry}
        </button>
      )}
    </>
  );
}

function Mend({ trouble: { account, remedy } }: { trouble: Trouble }) {
  const desk = useDesk();
  if (!account || remedy === "retry") return null;
  return remedy === "allow" ? (
    <button type="button" class="ds-button" onClick={() => void desk.accounts.allow(account)}>
      <ShieldCheck />
      {text.problem.allow(account.host)}
    </button>
  ) : (
    <button type="button" class="ds-button" aria-label={text.problem.editKeyOf(account.host)} onClick={() => desk.accounts.editKey(account.id)}>
      <KeyRound />
      {text.problem.editKey}
    </button>
  );
}
