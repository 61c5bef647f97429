// The drafts of this page beside those of other pages of the same visitor. What
// becomes of both when they meet is the core's to say; here they are brought
// together: when somebody types, and when another page has.

import type { Core } from "../../../wasm/core";
import type { Page, Shelf as Kept, Writing, WritingOperations } from "../../../wasm/core.gen";
import type { Shelf } from "./shelf";
import { alike, type Choice, choices, type Draft, emptyDraft } from "./state";

interface Outside {
  readonly shelf: Shelf;
  readonly newId: () => string;
  /** Hears what the form has to show, and what other pages hold beside it. */
  readonly show: (choice: Choice, draft: Draft, others: readonly Writing[]) => void;
}

export interface Drafts {
  /** From now on pages can meet. */
  start(core: Core<WritingOperations>): void;
  /** Somebody typed in this page. */
  typed(choice: Choice, draft: Draft): void;
  /** Another page has written, or may have. */
  meet(choice: Choice): void;
  /** Keeps what comes back into the form, before it is there. */
  lay(choice: Choice, draft: Draft): void;
  /** A draft was handed over as it is. Without the core it stays where another page has gone on with it, until that comes. */
  gone(choice: Choice, draft: Draft): void;
  /** Shows a writing of another page, and keeps that of this one. The core has started. */
  take(choice: Choice, id: string): void;
}

export function openDrafts({ shelf, newId, show }: Outside): Drafts {
  const held = (mine: Writing, typed: boolean): Page => ({ mine, base: mine, typed });
  const began = (choice: Choice) => held(shelf.drafts(choice).current, false);
  const pages: Record<Choice, Page> = { idea: began("idea"), problem: began("problem"), question: began("question") };
  /** Those that have to meet once the core is there. */
  const waiting = new Set<Choice>();
  let core: Core<WritingOperations> | undefined;
  /** What stands on the shelf beside what other pages wrote, by its id there, until the core brings both together. */
  const aside: Partial<Record<Choice, string>> = {};
  /** The shelf without that. */
  const shelved = (choice: Choice): Kept => {
    const { spares, ...there } = shelf.drafts(choice);
    return { ...there, spares: spares.filter((spare) => spare.id !== aside[choice]) };
  };

  const meet = (choice: Choice, typed: boolean) => {
    const there = shelved(choice);
    const page = pages[choice];
    const alone = typed && same(there.current, page.base);
    if (alone && (!core || core.distant)) {
      // Where no other page has written there is nothing to decide.
      shelf.keepDrafts(choice, { ...there, current: page.mine });
      pages[choice] = held(page.mine, true);
      return;
    }
    if (!core) {
      waiting.add(choice);
      if (typed) {
        aside[choice] ??= newId();
        shelf.keepDrafts(choice, { ...there, spares: [...there.spares, { ...page.mine, id: aside[choice] }] });
      } else if (!page.typed) {
        // Nobody has anything here yet: it shows what it would if it were opened now.
        pages[choice] = held(there.current, false);
        show(choice, draftOf(there.current), there.spares);
      }
      return;
    }
    const merged = core.call("drafts.merge", { shelf: there, page, fresh: newId() });
    pages[choice] = merged.page;
    if (typed || merged.unkept) shelf.keepDrafts(choice, merged.shelf);
    show(choice, draftOf(merged.page.mine), merged.others);
  };

  return {
    start(started) {
      core = started;
      for (const choice of choices) {
        if (waiting.delete(choice)) meet(choice, pages[choice].typed);
        delete aside[choice];
      }
    },
    typed(choice, draft) {
      pages[choice] = { ...pages[choice], mine: writingOf(choice, draft), typed: true };
      meet(choice, true);
    },
    meet: (choice) => meet(choice, false),
    lay(choice, draft) {
      const mine = writingOf(choice, draft);
      pages[choice] = held(mine, true);
      if (!core) {
        const { current, spares, gone } = shelved(choice);
        return shelf.keepDrafts(choice, { current: mine, spares: [...spares, current].filter(({ id }) => id && id !== mine.id), gone });
      }
      const { shelf: after } = core.call("drafts.merge", { shelf: shelf.drafts(choice), page: { mine, base: mine, typed: true }, fresh: newId() });
      shelf.keepDrafts(choice, after);
    },
    gone(choice, draft) {
      const there = shelved(choice);
      const writing = writingOf(choice, draft);
      if (!core && !same(there.current, writing)) return;
      const after: Kept = core ? core.call("drafts.drop", { shelf: there, writing }) : { ...there, current: writingOf(choice, emptyDraft), gone: writing.id };
      shelf.keepDrafts(choice, after);
      pages[choice] = held(after.current, false);
      meet(choice, false);
    },
    take(choice, id) {
      if (!core) return;
      const after = core.call("drafts.take", { shelf: shelf.drafts(choice), id });
      shelf.keepDrafts(choice, after);
      pages[choice] = held(after.current, true);
      meet(choice, false);
    },
  };
}

/** A draft as the form has it. */
export function draftOf({ id, draft: { type: _, ...entered } }: Writing): Draft {
  return { ...entered, writing: id };
}

function writingOf(type: Choice, { writing, ...entered }: Draft): Writing {
  return { id: writing, draft: { type, ...entered } };
}

function same(a: Writing, b: Writing): boolean {
  return alike(draftOf(a), draftOf(b));
}
