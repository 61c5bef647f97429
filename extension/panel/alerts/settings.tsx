import "./alerts.css";
import { BellRing, TriangleAlert } from "../../../shared/ui/icons";
import { Notice } from "../../../shared/ui/notice";
import { useDesk } from "../context";
import type { State } from "../state";
import { text } from "../strings";
import { viewName } from "../tickets/views/tab";
import { clock, minutes, noAlerts } from "./alerts";

/** What is counted and told while nobody looks, in the settings. */
export function AlertSettings({ state }: { state: State }) {
  const desk = useDesk();
  const { alerting } = desk;
  const { quiet } = alerting.kept.value ?? noAlerts;
  const watched = state.views.all.filter((v) => v.badge || v.notify.length > 0);
  const tells = watched.some((v) => v.notify.length > 0);
  if (state.accounts.length === 0) return null;
  const minute = (name: "from" | "to") => (
    <label class="ds-field">
      <span class="ds-label">{text.alerts[name]}</span>
      <input class="ds-input" type="time" required value={clock(quiet[name])} onChange={({ currentTarget: { value } }) => value && void alerting.quiet({ ...quiet, [name]: minutes(value) })} />
    </label>
  );
  return (
    <section class="block" aria-labelledby="alerts-heading">
      <h2 id="alerts-heading">{text.alerts.heading}</h2>
      <p class="quiet">{text.alerts.hint}</p>
      {watched.length === 0 ? (
        <p class="quiet">{text.alerts.none}</p>
      ) : (
        <ul class="alert-views">
          {watched.map((view) => (
            <li key={view.key}>
              <span dir="auto">{viewName(view)}</span>
              {view.badge && <span class="quiet">{text.alerts.counts(text.alerts.badges[view.badge])}</span>}
              {view.notify.length > 0 && <span class="quiet">{text.alerts.tells(view.notify.map((e) => text.alerts.told[e]).join(", "))}</span>}
            </li>
          ))}
        </ul>
      )}
      <button type="button" class="ds-button" onClick={() => desk.go("views")}>
        <BellRing />
        {text.alerts.choose}
      </button>
      {tells && !alerting.allowed.value && (
        <Notice icon={<TriangleAlert />} warning>
          <p>{text.alerts.refused}</p>
          <button type="button" class="ds-button" onClick={() => void alerting.allow()}>
            {text.alerts.allow}
          </button>
        </Notice>
      )}
      {tells && (
        <div class="alert-quiet">
          <label class="alert-event">
            <input type="checkbox" checked={quiet.on} aria-describedby="quiet-hint" onChange={({ currentTarget: { checked } }) => void alerting.quiet({ ...quiet, on: checked })} />
            {text.alerts.quiet}
          </label>
          <p class="ds-hint" id="quiet-hint">
            {text.alerts.quietHint}
          </p>
          {quiet.on && (
            <div class="alert-hours">
              {minute("from")}
              {minute("to")}
            </div>
          )}
        </div>
      )}
    </section>
  );
}
