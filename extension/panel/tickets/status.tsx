import "./status.css";
import { CircleQuestionMark, RefreshCw, Settings, WifiOff } from "../../../shared/ui/icons";
import { clock, seconds } from "../../../shared/ui/time";
import { useDesk } from "../context";
import type { State } from "../state";
import { locale } from "../speech";
import { text } from "../strings";
import { visibleRows } from "./listing";

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
        title={`${text.status.refresh} (r)`}
        aria-disabled={busy || !state.online}
        onClick={() => {
          if (!busy && state.online) void desk.tickets.refresh();
        }}
      >
        {state.online ? <RefreshCw /> : <WifiOff />}
      </button>
      <p class="freshness">{freshness(state)}</p>
      <button
        type="button"
        class="ds-button"
        data-kind="quiet"
        data-shape="icon"
        aria-label={text.status.help}
        title={`${text.status.help} (?)`}
        onClick={() => desk.help(true)}
      >
        <CircleQuestionMark />
      </button>
      <button
        type="button"
        class="ds-button"
        data-kind="quiet"
        data-shape="icon"
        aria-label={text.status.settings}
        title={text.status.settings}
        onClick={() => desk.go("settings")}
      >
        <Settings />
      </button>
    </footer>
  );
}

function freshness({ list, core, now, online }: State): string {
  if (core === "starting") return text.status.starting;
  if (list.request !== 0) {
    const waited = now - list.since;
    if (waited >= LONG) return text.status.waiting(list.asked, waited);
    return list.shown?.query === list.query ? text.status.refreshing : text.status.loading;
  }
  const parts = online ? [] : [text.status.offline];
  const result = list.shown?.query === list.query ? list.shown.result : null;
  if (!result) return parts[0] ?? text.status.never;
  const at = clock(seconds(result.at), locale());
  const current = list.answered > 0 && !list.shown?.saved;
  parts.push(current ? text.status.updated(at) : text.status.saved(at), text.status.count(visibleRows(list).length));
  return parts.join(` ${text.separator} `);
}
