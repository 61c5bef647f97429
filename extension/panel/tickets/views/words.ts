// What the views say, as a part of the panel's texts.

import type { Speaker } from "../../../../shared/ui/words/words";
import type { Messages } from "../../words/messages.gen";

export function viewTexts(say: Speaker<Messages>) {
  return {
    label: say("panel.views.label"),
    active: say("panel.views.active"),
    new: say("panel.views.new"),
    mine: say("panel.views.mine"),
    unassigned: say("panel.views.unassigned"),
    overdue: say("panel.views.overdue"),
    open: say("panel.views.open"),
    pending: say("panel.views.pending"),
    hold: say("panel.views.hold"),
    solved: say("panel.views.solved"),
    closed: say("panel.views.closed"),
    more: say("panel.views.more"),
    moreViews: say("panel.views.more_views"),
    save: say("panel.views.save"),
    saveHeading: say("panel.views.save_heading"),
    saveButton: say("panel.views.save_button"),
    replace: say("panel.views.replace"),
    replaces: say("panel.views.replaces"),
    name: say("panel.views.name"),
    filter: say("panel.views.filter"),
    arrange: say("panel.views.arrange"),
    arrangeHint: say("panel.views.arrange_hint"),
    up: (name: string) => say("panel.views.up", { name }),
    down: (name: string) => say("panel.views.down", { name }),
    rename: (name: string) => say("panel.views.rename", { name }),
    remove: (name: string) => say("panel.views.remove", { name }),
    removed: (name: string) => say("panel.views.removed", { name }),
    cancel: say("panel.views.cancel"),
    unkept: say("panel.views.unkept"),
    lost: (what: string) => say("panel.views.lost", { what }),
  };
}
