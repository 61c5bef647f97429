// What the widget keeps on the customer's device beside the outbox: who this
// browser is, what was being written. Where the browser refuses storage, as
// it may to a frame, it is kept in memory for as long as the page is open.

import type { PostType } from "../../../wasm/core.gen";
import { type Choice, choices, type Draft } from "./state";

/** As much of the Storage interface as is used. */
export interface Storage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

const VISITOR = "deskside.visitor";
const WAITS = "deskside.waits";
const draftName = (choice: PostType) => `deskside.draft.${choice}`;

export interface Shelf {
  /** Whether what is kept outlives the page. */
  readonly lasting: boolean;
  visitor(): string;
  drafts(): Partial<Record<Choice, Draft>>;
  keepDraft(choice: Choice, draft: Draft): void;
  /** Whether the outbox has to be opened at once: something waits in it. */
  waits(): boolean;
  keepWaits(waits: boolean): void;
}

/** Opens a shelf over storage; null is a browser that refuses it. random gives bytes fit for an id. */
export function openShelf(storage: Storage | null, random: (bytes: Uint8Array<ArrayBuffer>) => void): Shelf {
  const memory = new Map<string, string>();
  let lasting = storage !== null;

  const read = (name: string): unknown => {
    try {
      const text = memory.get(name) ?? storage?.getItem(name);
      return text ? JSON.parse(text) : null;
    } catch {
      // Not readable, or not what was written: as if nothing were there.
      return null;
    }
  };
  const write = (name: string, value: unknown) => {
    const text = JSON.stringify(value);
    try {
      if (!storage) throw new Error("no storage");
      storage.setItem(name, text);
      memory.delete(name);
    } catch {
      // Full or refused: memory is what is left.
      lasting = false;
      memory.set(name, text);
    }
  };

  return {
    get lasting() {
      return lasting;
    },
    visitor() {
      const kept = read(VISITOR);
      if (typeof kept === "string" && /^[\w-]{32}$/.test(kept)) return kept;
      const visitor = newId(random);
      write(VISITOR, visitor);
      return visitor;
    },
    drafts() {
      const drafts: Partial<Record<Choice, Draft>> = {};
      for (const choice of choices) {
        const draft = asDraft(read(draftName(choice)));
        if (draft) drafts[choice] = draft;
      }
      return drafts;
    },
    keepDraft(choice, draft) {
      write(draftName(choice), draft.title || draft.content || draft.category ? draft : null);
    },
    waits: () => read(WAITS) === true,
    keepWaits: (waits) => write(WAITS, waits),
  };
}

/** An id of 32 characters. crypto.randomUUID would do, but is missing on pages without TLS. */
export function newId(random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(16);
  random(bytes);
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

function asDraft(kept: unknown): Draft | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { title, content, category, writing } = kept as Record<string, unknown>;
  return {
    title: typeof title === "string" ? title : "",
    content: typeof content === "string" ? content : "",
    category: Number.isSafeInteger(category) ? (category as number) : 0,
    writing: typeof writing === "string" && /^[\w-]{1,64}$/.test(writing) ? writing : "",
  };
}
