// What a person wants counted and told: kept here, done by the background.

import { effect, signal } from "@preact/signals";
import type { Quiet } from "../../../wasm/core.gen";
import type { Session } from "../session";
import { text } from "../strings";
import type { Viewing } from "../tickets/views/keeping";
import type { View } from "../tickets/views/views";
import { type Alerts, alertsFrom, noAlerts } from "./alerts";

/** The notifications of a browser. */
export interface Notifications {
  /** Asks the person. Works only as the first thing awaited after a click or key. */
  request(): Promise<boolean>;
  granted(): Promise<boolean>;
}

/** The language of a tag, without script and region. */
function primary(tag: string): string {
  return tag.split("-", 1)[0] ?? "";
}

export class Alerting {
  /** What holds for all views; null before it is read. */
  readonly kept = signal<Alerts | null>(null);
  /** Whether the browser lets Deskside notify. */
  readonly allowed = signal(false);
  readonly #session: Session;
  readonly #views: Viewing;

  constructor(session: Session, views: Viewing) {
    this.#session = session;
    this.#views = views;
    effect(() => void this.#speak(session.store.state.value.spoken, this.kept.value));
  }

  /** Reads what is kept; what cannot be read is as in a new profile. */
  async read(): Promise<void> {
    const { storage, notifications } = this.#session.outside;
    this.allowed.value = await notifications.granted();
    try {
      this.kept.value = alertsFrom((await storage.read(["alerts"]))["alerts"]);
    } catch {
      // That nothing can be read is said by whoever reads the rest.
      this.kept.value = noAlerts;
    }
  }

  /** Asks the browser's permission, as the first thing after a click; whether it is given. */
  async allow(): Promise<boolean> {
    const allowed = await this.#session.outside.notifications.request();
    this.allowed.value = allowed;
    return allowed;
  }

  /** Has a view counted and told of. */
  async watch(view: View): Promise<void> {
    await this.#views.watch(view);
  }

  async quiet(quiet: Quiet): Promise<void> {
    await this.#keep({ ...(this.kept.value ?? noAlerts), quiet });
  }

  /** The background speaks as the panel does. */
  async #speak(language: string, kept: Alerts | null): Promise<void> {
    if (kept && primary(kept.language) !== primary(language)) await this.#keep({ ...kept, language }, false);
  }

  async #keep(alerts: Alerts, says = true): Promise<void> {
    const before = this.kept.peek();
    this.kept.value = alerts;
    if (await this.#session.outside.storage.write({ alerts })) return;
    // Its language is written again with the next that is kept.
    if (!says) return;
    this.kept.value = before;
    this.#session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.alerts.unkept } });
  }
}
