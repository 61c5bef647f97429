// What the settings say, as a part of the panel's texts.

import type { Speaker } from "../../../shared/ui/words/words";
import type { Messages } from "../words/messages.gen";

export function settingsTexts(say: Speaker<Messages>) {
  return {
    after: say("panel.settings.after"),
    destinations: { stay: say("panel.settings.after_stay"), next: say("panel.settings.after_next"), list: say("panel.settings.after_list") },
    title: say("panel.settings.title"),
    heading: say("panel.settings.heading"),
    back: say("panel.stopped.back"),
    accounts: say("panel.settings.accounts"),
    add: say("panel.add.heading"),
    none: say("panel.settings.none"),
    signedInAs: (name: string) => say("panel.settings.signed_in_as", { name }),
    editKey: say("panel.problem.edit_key"),
    remove: say("panel.settings.remove"),
    editKeyOf: (host: string) => say("panel.problem.edit_key_of", { host }),
    me: say("panel.settings.me"),
    meOf: (host: string) => say("panel.settings.me_of", { host }),
    meNobody: say("panel.settings.me_nobody"),
    meHint: say("panel.settings.me_hint"),
    removeOf: (host: string) => say("panel.settings.remove_of", { host }),
    removed: (host: string, count: number) => say("panel.settings.removed", { host, count }),
    newKey: say("panel.settings.new_key"),
    save: say("panel.settings.save"),
    cancel: say("panel.add.cancel"),
    undo: say("panel.settings.undo"),
    dismiss: say("panel.settings.dismiss"),
    language: say("panel.settings.language"),
    languageSystem: say("panel.settings.language_system"),
    theme: say("panel.settings.theme"),
    themes: { system: say("panel.settings.system"), light: say("panel.settings.light"), dark: say("panel.settings.dark") },
    kept: say("panel.settings.kept"),
    keptText: say("panel.settings.kept_text"),
    version: (version: string) => say("panel.settings.version", { version }),
  };
}
