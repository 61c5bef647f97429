// What a session takes from outside: it knows no DOM.

import type { Core } from "../../../wasm/core";
import type { CustomerOperations, Portal, WritingOperations } from "../../../wasm/core.gen";
import type { ToPage } from "../../protocol";
import type { Details } from "../details/details";
import type { Near } from "../similar";
import type { Once } from "./once";
import type { Ear, Outbox } from "./outbox";
import type { Session } from "./session";
import type { Shelf } from "./shelf";
import type { State } from "./state";

/** Runs something after a pause in milliseconds; what it returns calls it off. */
export type After = (ms: number, run: () => void) => () => void;

export interface Surroundings {
  readonly load: () => Promise<Core<CustomerOperations>>;
  /** Loads the core of those who write, which nobody who types waits for. */
  readonly loadWriting: () => Promise<Core<WritingOperations>>;
  readonly openOutbox: (core: Core<CustomerOperations>, writing: () => Promise<Core<WritingOperations>>, portal: Portal, ear: Ear) => Promise<Outbox>;
  /** Brings in what is behind the first view: the session is complete before it resolves. */
  readonly further: () => Promise<unknown>;
  /** Whether anything may be kept in this browser. */
  readonly stores: () => boolean;
  /** The address of the page around the widget that goes along with a post, "" for none. */
  readonly context: () => string;
  readonly address: string;
  readonly shelf: Shelf;
  readonly newId: () => string;
  readonly now: () => number;
  readonly after: After;
  readonly online: boolean;
  /** Tells the page that the widget stands in. */
  readonly tell: (message: ToPage) => void;
  /** Whether the page wants to see what is to be sent. */
  readonly submits: () => boolean;
  readonly changed: (state: State) => void;
}

/** What a session takes besides, with what is behind the first view. */
export interface Further {
  readonly openDetails: (core: Core<WritingOperations>, portal: Portal, session: Session) => Promise<Details>;
  readonly openNear: (core: Core<WritingOperations>, portal: Portal) => Promise<Near | null>;
  /** Takes all away that this browser keeps, and begins anew. */
  readonly clear: () => Promise<void>;
}

/** What forms take of the session that they are a part of. */
export interface Within extends First {
  readonly on: Surroundings & Further;
}

/** As much of it as there is before. */
export interface First {
  readonly on: Surroundings;
  /** Where requests go, and as whom: see known.ts. */
  readonly portal: { -readonly [K in keyof Portal]: Portal[K] };
  readonly session: Session;
  readonly core: Once<Core<CustomerOperations>>;
  readonly writer: Once<Core<WritingOperations>>;
  readonly outbox: Once<Outbox>;
  /** Asks, and hears where the edge does not know the customer any more. */
  readonly asking: <T>(ask: () => Promise<T>) => Promise<T>;
  /** Asks so by an operation. */
  readonly run: <K extends keyof CustomerOperations>(op: K, args: CustomerOperations[K]["args"], signal?: AbortSignal) => Promise<CustomerOperations[K]["result"]>;
  /** Goes on with another state. */
  readonly alter: (next: State) => void;
  readonly failed: (error: unknown) => void;
  /** Gets something ready before it is needed. */
  readonly ahead: (of: Once<unknown>) => void;
}
