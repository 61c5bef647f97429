// What the form of a new ticket says, as a part of the panel's texts.

import type { Speaker } from "../../../shared/ui/words/words";
import type { Messages } from "../words/messages.gen";

const types = ["ticket", "idea", "problem", "question"] as const;
const parts = ["subject", "text", "email", "name", "phone", "channel", "private"] as const;

function among<T extends string>(known: readonly T[], word: string): T | "other" {
  return known.find((k) => k === word) ?? "other";
}

/** Whether a part of a new ticket is none of its properties later, so that it has a name here. */
export function named(property: string): boolean {
  return parts.some((p) => p === property);
}

export function createdTexts(say: Speaker<Messages>) {
  return {
    heading: say("panel.new.heading"),
    of: say("panel.new.of"),
    from: (ticket: string) => say("panel.new.from", { ticket }),
    back: say("panel.new.back"),
    account: say("panel.new.account"),
    type: say("panel.new.type"),
    part: (property: string) => say("panel.new.part", { part: among(parts, property) }),
    optional: (name: string) => say("panel.new.optional", { name }),
    known: (name: string) => say("panel.new.known", { name }),
    unknown: say("panel.new.unknown"),
    onlyAgents: say("panel.new.only_agents"),
    everybody: say("panel.new.everybody"),
    further: say("panel.new.further"),
    left: (count: number) => say("panel.compose.left", { count }),
    create: (type: string) => say("panel.new.create", { type: among(types, type) }),
    drop: say("panel.new.drop"),
    taking: say("panel.new.taking"),
    untaken: say("panel.new.untaken"),
    unkept: say("panel.compose.unkept"),
    linked: say("panel.new.linked"),
    wrong: (count: number) => say("panel.new.wrong", { count }),
    entry: (type: string, subject: string) => say("panel.new.entry", { type: among(types, type), subject }),
    made: (id: number, status: string) => say("panel.new.made", { id: `${id}`, status }),
    madePlain: (id: number) => say("panel.new.made_plain", { id: `${id}` }),
    open: say("panel.new.open"),
    there: (type: string) => say("panel.new.there", { type: among(types, type) }),
    here: say("panel.new.here"),
  };
}
