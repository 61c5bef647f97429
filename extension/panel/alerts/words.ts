// What the badge and notifications say in the settings, as a part of the panel's texts.

import type { Speaker } from "../../../shared/ui/words/words";
import type { Messages } from "../words/messages.gen";

export function alertTexts(say: Speaker<Messages>) {
  return {
    heading: say("panel.alerts.heading"),
    hint: say("panel.alerts.hint"),
    none: say("panel.alerts.none"),
    choose: say("panel.alerts.choose"),
    of: (name: string) => say("panel.alerts.of", { name }),
    badge: say("panel.alerts.badge"),
    badges: {
      "": say("panel.alerts.badge_none"),
      all: say("panel.alerts.badge_all"),
      unseen: say("panel.alerts.badge_unseen"),
      overdue: say("panel.alerts.badge_overdue"),
    },
    notify: say("panel.alerts.notify"),
    events: {
      entered: say("panel.alerts.entered"),
      changed: say("panel.alerts.changed"),
      overdue: say("panel.alerts.overdue"),
    },
    counts: (what: string) => say("panel.alerts.counts", { what }),
    tells: (what: string) => say("panel.alerts.tells", { what }),
    told: {
      entered: say("panel.alerts.told_entered"),
      changed: say("panel.alerts.told_changed"),
      overdue: say("panel.alerts.told_overdue"),
    },
    explain: say("panel.alerts.explain"),
    allow: say("panel.alerts.allow"),
    later: say("panel.alerts.later"),
    refused: say("panel.alerts.refused"),
    quiet: say("panel.alerts.quiet"),
    quietHint: say("panel.alerts.quiet_hint"),
    from: say("panel.alerts.from"),
    to: say("panel.alerts.to"),
    unkept: say("panel.alerts.unkept"),
  };
}
