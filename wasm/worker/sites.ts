// The sites that a host answers for: one without a name, and any number that are rows of the store.

import type { Opened, Settings } from "../core.gen";
import { Rate } from "./rate";
import type { Known } from "./store";

/** For how long a site is taken as it was read, in milliseconds: so long what is changed of it may take to hold. */
const FRESH = 10_000;

/** What a host knows of a site. */
export interface Site {
  readonly settings: Settings;
  readonly rate: Rate;
  readonly known: Known;
}

export function newSite(settings: Settings, { bounds }: Opened): Site {
  return { settings, rate: new Rate(bounds), known: { ready: false } };
}

/** The sites with a name that an isolate has answered for. */
export class Sites {
  #kept = new Map<string, { readonly site: Site; readonly text: string; until: number }>();

  /** One that was read a moment ago. */
  fresh(name: string): Site | undefined {
    const kept = this.#kept.get(name);
    return kept && Date.now() < kept.until ? kept.site : undefined;
  }

  /** Takes what was read of a site: nothing where there is none. While the store is away it goes on as it was. */
  take(name: string, settings: Settings | null, putOff: boolean, open: (settings: Settings) => Opened): Site | undefined {
    const old = this.#kept.get(name);
    const until = Date.now() + FRESH;
    if (!settings) {
      if (!old || !putOff) {
        this.#kept.delete(name);
        return undefined;
      }
      old.until = until;
      return old.site;
    }
    const text = JSON.stringify(settings);
    if (old?.text === text) {
      old.until = until;
      return old.site;
    }
    const site = newSite(settings, open(settings));
    this.#kept.set(name, { site, text, until });
    return site;
  }
}
