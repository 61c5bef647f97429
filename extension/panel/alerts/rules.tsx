import "./alerts.css";
import { useState } from "preact/hooks";
import { BellRing } from "../../../shared/ui/icons";
import { Notice } from "../../../shared/ui/notice";
import type { Tab } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import { text } from "../strings";
import type { View } from "../tickets/views/views";
import { badges, events } from "./alerts";

type Event = Tab["notify"][number];

/** What of a view is counted and told, to be chosen. */
export function Rules({ view, id }: { view: View; id: string }) {
  const { alerting } = useDesk();
  const allowed = alerting.allowed.value;
  /** What is to be told once the browser allows it, and whether it has refused. */
  const [wanted, want] = useState<Event | null>(null);
  const [refused, refuse] = useState(false);
  const switched = (event: Event, on: boolean) => events.filter((e) => (e === event ? on : view.notify.includes(e)));
  return (
    <div class="alert-rules" id={id}>
      <label class="ds-field">
        <span class="ds-label">{text.alerts.badge}</span>
        <select class="ds-input" value={view.badge} onChange={({ currentTarget: { value } }) => void alerting.watch({ ...view, badge: badges.find((b) => b === value) ?? "" })}>
          {badges.map((badge) => (
            <option key={badge} value={badge}>
              {text.alerts.badges[badge]}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="alert-events">
        <legend class="ds-label">{text.alerts.notify}</legend>
        {events.map((event) => (
          <label key={event} class="alert-event">
            <input
              type="checkbox"
              checked={view.notify.includes(event) || wanted === event}
              onChange={({ currentTarget: { checked } }) => {
                if (checked && !allowed) return want(event);
                want(null);
                void alerting.watch({ ...view, notify: switched(event, checked) });
              }}
            />
            {text.alerts.events[event]}
          </label>
        ))}
      </fieldset>
      {wanted && (
        <Notice icon={<BellRing />} warning={refused}>
          <p>{refused ? text.alerts.refused : text.alerts.explain}</p>
          <p class="alert-answers">
            <button
              type="button"
              class="ds-button"
              data-kind="primary"
              onClick={() => {
                // The browser asks only in answer to a click.
                void alerting.allow().then((given) => {
                  refuse(!given);
                  if (!given) return;
                  want(null);
                  void alerting.watch({ ...view, notify: switched(wanted, true) });
                });
              }}
            >
              {text.alerts.allow}
            </button>
            <button
              type="button"
              class="ds-button"
              data-kind="quiet"
              onClick={() => {
                want(null);
                refuse(false);
              }}
            >
              {text.alerts.later}
            </button>
          </p>
        </Notice>
      )}
    </div>
  );
}
