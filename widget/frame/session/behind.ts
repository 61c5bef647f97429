// What of a session comes with the views behind the first, since nobody needs
// it before they write or vote.

import type { Core } from "../../../wasm/core";
import type { Pending, WritingOperations } from "../../../wasm/core.gen";
import type { View as Place } from "../../protocol";
import type { First, Further, Within } from "./around";
import { type Consulting, openConsulting } from "./consult";
import { type Entering, openEntering } from "./entering";
import { type Forms, openForms } from "./forms";
import { type Known, openKnown } from "./known";
import { type Lists, openLists } from "./lists";
import type { Sent } from "./outbox";
import { remembering } from "./remembering";
import { openReading, type Reading } from "./reading";
import { openVoting, type Voting } from "./voting";
import type { View } from "./state";

export interface Clearing {
  /** Takes all away that this browser keeps, and begins anew. */
  clear(): void;
}

/** What components may ask for of it. */
export interface Rest extends Clearing, Forms, Voting, Reading, Entering, Pick<Known, "identify">, Pick<Consulting, "answer">, Pick<Lists, "more" | "again"> {}

/** What a session tells of what happens beside it. */
export interface Behind extends Rest, Pick<Known, "heard">, Pick<Lists, "find" | "anew"> {
  /** From now on something may be kept in this browser, or nothing any more. */
  allowed(stores: boolean): void;
  /** Shows the first view, another beside it, the form for one type of post, or a post. */
  lead(to: Pick<Place, "view" | "post">): void;
  /** Somebody came to a view. */
  came(to: View): void;
  /** The core of those who write is there. */
  started(core: Core<WritingOperations>): void;
  /** Something has. */
  altered(): void;
  /** What is in the outbox has changed. */
  holds(pending: readonly Pending[]): void;
  /** What came of sending an entry of the outbox. */
  settled(entry: Pending, result: Sent): void;
}

export function openBehind(first: First, further: Further): Behind {
  const within: Within = { ...first, on: { ...first.on, ...further } };
  const { on, portal, session, core, writer, outbox, alter, failed } = within;
  const known = openKnown({ ...on, portal, exchange: async (portal, token) => (await core.load()).run("feedback.identify", { portal, token }), changed: session.start });
  const { enter, ...entering } = openEntering(within);
  const { consult, answer } = openConsulting(on);
  const lists = openLists(within);
  const reading = openReading(within, lists);
  const forms = openForms(within, lists, enter, consult);
  const voting = openVoting(within, lists, enter, forms.voting);
  if (writer.there) forms.started(writer.there);
  return {
    ...known, ...entering, ...lists, ...reading, ...forms, ...voting, answer,
    clear: () => void on.clear().catch(failed),
    allowed(stores) {
      if (!stores) return void on.clear().catch(failed);
      on.shelf.retry();
      // What waits goes into the store with the next change.
      if (outbox.there) entering.hasten("");
      alter(session.state);
    },
    lead({ view, post }) {
      if (view === "mine" || view === "news") return session.turn(view);
      const to: View | null = view === "post" ? { name: view, id: post } : view && view !== "home" ? { name: "form", choice: view } : null;
      if (to?.name === "form" && session.state.forms[to.choice]?.handing) return;
      session.home();
      if (to) session.go(to);
    },
    came(to) {
      if (to.name === "post") reading.read(to.id);
      forms.came(to);
    },
    altered: remembering(within),
    holds(pending) {
      entering.holds(pending);
      forms.holds();
    },
    settled: (entry, result) => void (entry.kind === "vote" ? voting : forms).settled(entry, result),
  };
}
