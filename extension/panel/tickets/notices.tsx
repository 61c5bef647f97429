import "./troubles.css";
import { Notice } from "../../../shared/ui/notice";
import { clock, seconds } from "../../../shared/ui/time";
import { RefreshCw, ShieldCheck, TriangleAlert, WifiOff, KeyRound } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { visibleRows } from "./listing";
import type { State } from "../state";
import { locale } from "../speech";
import { text } from "../strings";
import { keyless, type Trouble, type Troubles, troublesOf } from "./trouble";

/** What is wrong with the list, above its rows. Without rows it stands in their place. */
export function Notices({ state }: { state: State }) {
  const desk = useDesk();
  const rows = visibleRows(state.list);
  const { list } = state;
  // Nothing on the screen is wrong; it will not be there the next time.
  const unkept = state.unkept.length > 0 && !state.unkeptSeen && (
    <Notice icon={<TriangleAlert />} warning heading={text.unkept.heading}>
      <p>{text.unkept.list}</p>
      <button type="button" class="ds-button" onClick={() => desk.dismissUnkept()}>
        {text.settings.dismiss}
      </button>
    </Notice>
  );
  if (rows.length === 0 && !list.answered) return unkept;
  const at = clock(seconds(list.shown?.result.at ?? 0), locale());
  const troubles = troublesOf(state);
  return (
    <>
      {unkept}
      {!state.online && (
        <Notice icon={<WifiOff />}>
          <p>{text.problem.offline(at)}</p>
        </Notice>
      )}
      {troubles && (
        <Notice icon={<TriangleAlert />} warning heading={troubles.heading}>
          {list.answered === 0 && <p>{text.problem.kept(at)}</p>}
          <TroubleList troubles={troubles} />
        </Notice>
      )}
    </>
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
    <button type="button" class="ds-button" aria-label={(keyless(account) ? text.problem.enterKeyOf : text.problem.editKeyOf)(account.host)} onClick={() => desk.accounts.editKey(account.id)}>
      <KeyRound />
      {keyless(account) ? text.problem.enterKey : text.problem.editKey}
    </button>
  );
}
