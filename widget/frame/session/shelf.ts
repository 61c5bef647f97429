// What the widget keeps on the customer's device: who this browser is, which
// way it voted, what was being written. Where the browser refuses storage, as
// it may to a frame, it is kept in memory for as long as the page is open.

import type { PostType, Vote } from "../../../wasm/core.gen";
import { type Choice, choices, type Draft } from "./state";

/** As much of the Storage interface as is used. */
export interface Storage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

const VISITOR = "deskside.visitor";
const VOTES = "deskside.votes";
const draftName = (choice: PostType) => `deskside.draft.${choice}`;

/** How many votes' directions are kept, the latest. */
const VOTES_KEPT = 500;

export interface Shelf {
  /** Whether what is kept outlives the page. */
  readonly lasting: boolean;
  visitor(): string;
  drafts(): Partial<Record<Choice, Draft>>;
  keepDraft(choice: Choice, draft: Draft): void;
  /** Which way this browser voted on a post, "" if it is not known. */
  direction(id: number): Vote;
  keepDirection(id: number, vote: Vote): void;
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

  const votes = (): [number, Vote][] => {
    const kept = read(VOTES);
    return Array.isArray(kept)
      ? kept.filter((v): v is [number, Vote] => Array.isArray(v) && typeof v[0] === "number" && (v[1] === "up" || v[1] === "down"))
      : [];
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
    direction(id) {
      return votes().findLast((v) => v[0] === id)?.[1] ?? "";
    },
    keepDirection(id, vote) {
      const others = votes().filter((v) => v[0] !== id);
      write(VOTES, (vote ? [...others, [id, vote]] : others).slice(-VOTES_KEPT));
    },
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
  const { title, content, category, key } = kept as Record<string, unknown>;
  return {
    title: typeof title === "string" ? title : "",
    content: typeof content === "string" ? content : "",
    category: Number.isSafeInteger(category) ? (category as number) : 0,
    key: typeof key === "string" ? key : "",
  };
}
