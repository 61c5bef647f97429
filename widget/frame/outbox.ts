// What stores and sends posts and votes: see later.ts.

import "./waiting/waiting.css";
import type { Core } from "../../wasm/core";
import type { Challenge, CustomerOperations, Portal, WritingOperations } from "../../wasm/core.gen";
import type { ToPage } from "../protocol";
import { own } from "./place";
import { type Ear, NAME as OUTBOX, openOutbox as open, type Outbox } from "./session/outbox";

let waits = false;

/** What of the frame an outbox takes. */
export interface Around {
  /** Whether anything may be kept in this browser. */
  readonly stores: () => boolean;
  /** What the page held so far. */
  readonly held: Readonly<Record<string, unknown>>;
  readonly tell: (message: ToPage) => void;
  /** Has Turnstile show whoever is there to be a person. */
  readonly show: (wanted: Challenge) => Promise<string>;
}

/** Opens the outbox with what this browser has. holder is a random id. */
export function openOutbox(core: Core<CustomerOperations>, writing: () => Promise<Core<WritingOperations>>, portal: Portal, holder: string, ear: Ear, { stores, held, tell, show }: Around): Outbox {
  const box = held[OUTBOX];
  const outbox = open(core, writing, portal, holder, {
    own,
    held: box instanceof Uint8Array ? box : undefined,
    holds: (box) => tell({ type: "holds", name: OUTBOX, value: box.length > 0 ? box : null }),
    get indexedDB() {
      return stores() ? database() : null;
    },
    locks: locks(),
    now: Date.now,
    after,
    show,
  }, {
    ...ear,
    holds(pending, box) {
      waits = pending.some((p) => p.state !== "sent");
      ear.holds(pending, box);
    },
  });
  // What waits in this page alone is lost with it: whoever leaves is asked.
  addEventListener("beforeunload", (event) => {
    if (waits && outbox.grade === "page") event.preventDefault();
  });
  return outbox;
}

/** Takes all away that this browser keeps of whoever is here, and begins anew. */
export function clear(): void {
  waits = false;
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith("deskside.") && name === own(name.replace(/@.*/, ""))) localStorage.removeItem(name);
    indexedDB.deleteDatabase(own(OUTBOX));
  } catch {
    // Where the browser refuses storage nothing was kept.
  }
  location.reload();
}

/** Opaque origins have a database that throws when it is so much as named. */
function database(): unknown {
  try {
    return window.indexedDB;
  } catch {
    // Without one the page is what is left, and the outbox tells.
    return null;
  }
}

/** Pages without TLS have none. */
function locks(): LockManager | undefined {
  return (navigator as { locks?: LockManager }).locks;
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
