import "./status.css";
import { CircleQuestionMark, Lock, RefreshCw, Settings, Users, WifiOff } from "../../../shared/ui/icons";
import { clock, seconds } from "../../../shared/ui/time";
import { useDesk } from "../context";
import { Unsent } from "../outbox/unsent";
import type { State } from "../state";
import { locale } from "../speech";
import { text } from "../strings";
import { sourceOf } from "../accounts/account";
import { type ListResult, news, visibleRows } from "./listing";

/** After this many seconds a request says how long it has been waiting. */
const LONG = 2;

/** How fresh the list is; refresh, help, settings. */
export function StatusLine({ state }: { state: State }) {
  const desk = useDesk();
  const busy = state.list.request !== 0;
  return (
    <footer class="status">
      <button
        type="button"
        class="ds-button"
        data-kind="quiet"
        data-shape="icon"
        data-busy={busy || undefined}
        aria-label={text.status.refresh}
        title={text.acts.hint(text.status.refresh, desk.keys.shown("refresh"))}
        aria-disabled={busy}
        onClick={() => {
          if (!busy) void desk.tickets.refresh();
        }}
      >
        {state.online ? <RefreshCw /> : <WifiOff />}
      </button>
      <p class="freshness">{freshness(state)}</p>
      <div role="status">
        {state.list.held && (
          <button type="button" class="ds-button news" title={text.list.show} aria-keyshortcuts={desk.keys.shown("news") || undefined} onClick={() => desk.tickets.showHeld()}>
            {text.list.news(news(state.list))}
          </button>
        )}
      </div>
      <Unsent state={state} />
      {desk.hasPortal && (
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={text.status.portal} title={text.acts.hint(text.status.portal, desk.keys.shown("portal"))} onClick={() => desk.go("portal")}>
          <Users />
        </button>
      )}
      {desk.safe?.sealed && (
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={text.status.lock} title={text.acts.hint(text.status.lock, desk.keys.shown("lock"))} onClick={() => desk.lock()}>
          <Lock />
        </button>
      )}
      <button
        type="button"
        class="ds-button"
        data-kind="quiet"
        data-shape="icon"
        aria-label={text.status.help}
        title={text.acts.hint(text.status.help, desk.keys.shown("help"))}
        onClick={() => desk.show("help")}
      >
        <CircleQuestionMark />
      </button>
      <button
        type="button"
        class="ds-button"
        data-kind="quiet"
        data-shape="icon"
        aria-label={text.status.settings}
        title={text.acts.hint(text.status.settings, desk.keys.shown("settings"))}
        onClick={() => desk.go("settings")}
      >
        <Settings />
      </button>
    </footer>
  );
}

function freshness({ list, core, now, online, accounts }: State): string {
  if (core === "starting") return text.status.starting;
  const result = list.shown?.query === list.query ? list.shown.result : null;
  const rows = visibleRows(list).length;
  const count = result && (list.selected ? text.status.count(rows) : counted(result));
  if (list.request !== 0) {
    const waited = now - list.since;
    const slow = accounts.filter((a) => list.waiting.includes(a.id)).map((a) => sourceOf(a, accounts));
    const parts = [waited >= LONG ? text.status.waiting(slow.join(", "), waited) : result ? text.status.refreshing : text.status.loading];
    if (waited >= LONG && count && rows > 0) parts.push(count);
    return parts.join(` ${text.separator} `);
  }
  const parts = online ? [] : [text.status.offline];
  if (!result) return parts[0] ?? text.status.never;
  const at = clock(seconds(result.at), locale());
  const current = list.answered > 0 && !list.shown?.saved;
  parts.push(current ? text.status.updated(at) : text.status.saved(at), count ?? "");
  return parts.join(` ${text.separator} `);
}

/** How many tickets there are, as far as that is known. */
function counted({ rows, total, more, problems }: ListResult): string {
  if (total > rows.length) return text.status.of(rows.length, total);
  return total < 0 && (more || problems.length > 0) ? text.status.least(rows.length) : text.status.count(rows.length);
}
