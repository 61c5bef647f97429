// The drafts of this page beside those of other pages of the same visitor. What
// becomes of both when they meet is the core's to say; here they are brought
// together: when somebody types, and when another page has.

import type { Core } from "../../../wasm/core";
import type { Page, Shelf as Kept, Writing, WritingOperations } from "../../../wasm/core.gen";
import type { Drawer } from "./drawer";
import { alike, emptyDraft, subjectOf } from "./form";
import type { Draft, FormName } from "./state";

interface Outside {
  readonly shelf: Drawer;
  readonly newId: () => string;
  /** Hears what the form has to show, and what other pages hold beside it. */
  readonly show: (name: FormName, draft: Draft, others: readonly Writing[]) => void;
}

export interface Drafts {
  /** From now on pages can meet. */
  start(core: Core<WritingOperations>): void;
  /** Somebody typed in this page. */
  typed(name: FormName, draft: Draft): void;
  /** Another page has written, or may have. */
  meet(name: FormName): void;
  /** Keeps what comes back into the form, before it is there. */
  lay(name: FormName, draft: Draft): void;
  /** A draft was handed over as it is. Without the core it stays where another page has gone on with it, until that comes. */
  gone(name: FormName, draft: Draft): void;
  /** Shows a writing of another page, and keeps that of this one. The core has started. */
  take(name: FormName, id: string): void;
}

export function openDrafts({ shelf, newId, show }: Outside): Drafts {
  const held = (mine: Writing, typed: boolean): Page => ({ mine, base: mine, typed });
  const began = (name: FormName) => held(shelf.drafts(name).current, false);
  const pages: Partial<Record<FormName, Page>> = {};
  const pageOf = (name: FormName): Page => (pages[name] ??= began(name));
  /** Those that have to meet once the core is there. */
  const waiting = new Set<FormName>();
  let core: Core<WritingOperations> | undefined;
  /** What stands on the shelf beside what other pages wrote, by its id there, until the core brings both together. */
  const aside: Partial<Record<FormName, string>> = {};
  /** The shelf without that. */
  const shelved = (name: FormName): Kept => {
    const { spares, ...there } = shelf.drafts(name);
    return { ...there, spares: spares.filter((spare) => spare.id !== aside[name]) };
  };

  const meet = (name: FormName, typed: boolean) => {
    const there = shelved(name);
    const page = pageOf(name);
    const alone = typed && same(there.current, page.base);
    if (alone && (!core || core.distant)) {
      // Where no other page has written there is nothing to decide.
      shelf.keepDrafts(name, { ...there, current: page.mine });
      pages[name] = held(page.mine, true);
      return;
    }
    if (!core) {
      waiting.add(name);
      if (typed) {
        aside[name] ??= newId();
        shelf.keepDrafts(name, { ...there, spares: [...there.spares, { ...page.mine, id: aside[name] }] });
      } else if (!page.typed) {
        // Nobody has anything here yet: it shows what it would if it were opened now.
        pages[name] = held(there.current, false);
        show(name, draftOf(there.current), there.spares);
      }
      return;
    }
    const merged = core.call("drafts.merge", { shelf: there, page, fresh: newId() });
    pages[name] = merged.page;
    if (typed || merged.unkept) shelf.keepDrafts(name, merged.shelf);
    show(name, draftOf(merged.page.mine), merged.others);
  };

  return {
    start(started) {
      core = started;
      for (const name of waiting) {
        meet(name, pageOf(name).typed);
        delete aside[name];
      }
      waiting.clear();
    },
    typed(name, draft) {
      pages[name] = { ...pageOf(name), mine: writingOf(name, draft), typed: true };
      meet(name, true);
    },
    meet: (name) => meet(name, false),
    lay(name, draft) {
      const mine = writingOf(name, draft);
      pages[name] = held(mine, true);
      if (!core) {
        const { current, spares, gone } = shelved(name);
        return shelf.keepDrafts(name, { current: mine, spares: [...spares, current].filter(({ id }) => id && id !== mine.id), gone });
      }
      const { shelf: after } = core.call("drafts.merge", { shelf: shelf.drafts(name), page: { mine, base: mine, typed: true }, fresh: newId() });
      shelf.keepDrafts(name, after);
    },
    gone(name, draft) {
      const there = shelved(name);
      const writing = writingOf(name, draft);
      if (!core && !same(there.current, writing)) return;
      const after: Kept = core ? core.call("drafts.drop", { shelf: there, writing }) : { ...there, current: writingOf(name, emptyDraft), gone: writing.id };
      shelf.keepDrafts(name, after);
      pages[name] = held(after.current, false);
      meet(name, false);
    },
    take(name, id) {
      if (!core) return;
      const after = core.call("drafts.take", { shelf: shelf.drafts(name), id });
      shelf.keepDrafts(name, after);
      pages[name] = held(after.current, true);
      meet(name, false);
    },
  };
}

/** A draft as the form has it. */
export function draftOf({ id, draft: { type: _, object: __, ...entered } }: Writing): Draft {
  return { ...entered, writing: id };
}

function writingOf(name: FormName, { writing, ...entered }: Draft): Writing {
  return { id: writing, draft: { ...subjectOf(name), ...entered } };
}

function same(a: Writing, b: Writing): boolean {
  return alike(draftOf(a), draftOf(b));
}
