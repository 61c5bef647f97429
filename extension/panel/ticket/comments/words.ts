// What is said of acts on messages and of where tickets lie, as a part of the panel's texts.

import type { Bin } from "../../../../wasm/core.gen";
import type { Speaker } from "../../../../shared/ui/words/words";
import type { Messages } from "../../words/messages.gen";

/** What can be changed of a message. */
const ofMessages = ["body", "trashed", "best", "upvoted"] as const;
export type OfMessage = (typeof ofMessages)[number];

export function isOfMessage(property: string): property is OfMessage {
  return (ofMessages as readonly string[]).includes(property);
}

export function commentTexts(say: Speaker<Messages>) {
  return {
    acts: say("panel.comments.acts"),
    /** What an act has made of a message, and what it has undone. */
    made: (property: OfMessage) => say("panel.comments.made", { property }),
    unmade: (property: OfMessage) => say("panel.comments.unmade", { property }),
    edit: say("panel.comments.edit"),
    trash: say("panel.comments.trash"),
    recover: say("panel.comments.recover"),
    best: say("panel.comments.best"),
    unbest: say("panel.comments.unbest"),
    isBest: say("panel.comments.is_best"),
    vote: say("panel.comments.vote"),
    unvote: say("panel.comments.unvote"),
    votes: (count: number) => say("panel.comments.votes", { count }),
    waits: say("panel.comments.waits"),
    trashed: say("panel.comments.trashed"),
    label: say("panel.comments.label"),
    save: say("panel.comments.save"),
    discard: say("panel.comments.discard"),
    left: (count: number) => say("panel.comments.left", { count }),
  };
}

export function binTexts(say: Speaker<Messages>) {
  return {
    more: say("panel.bins.more"),
    put: { "": say("panel.bins.recover"), archive: say("panel.bins.archive"), trash: say("panel.bins.trash"), gone: say("panel.bins.delete") } satisfies Record<Bin, string>,
    is: { "": "", archive: say("panel.bins.archived"), trash: say("panel.bins.trashed"), gone: say("panel.bins.gone") } satisfies Record<Bin, string>,
    made: (bin: string) => say("panel.bins.made", { bin: bin === "" ? "other" : (bin as Exclude<Bin, "">) }),
    ask: (count: number) => say("panel.bins.ask", { count }),
    askHint: (subject: string) => say("panel.bins.ask_hint", { subject }),
    delete: (count: number) => say("panel.bins.delete_count", { count }),
    keep: say("panel.bins.keep"),
  };
}
