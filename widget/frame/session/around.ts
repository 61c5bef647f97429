// What a session takes from outside: it knows no DOM.

import type { Core } from "../../../wasm/core";
import type { CustomerOperations, Portal, WritingOperations } from "../../../wasm/core.gen";
import type { ToPage } from "../../protocol";
import type { Details } from "../details/details";
import type { Near } from "../similar";
import type { Consult } from "./consult";
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
  readonly openDetails: (core: Core<WritingOperations>, portal: Portal, session: Session) => Promise<Details>;
  readonly openNear: (core: Core<WritingOperations>, portal: Portal) => Promise<Near | null>;
  readonly address: string;
  readonly shelf: Shelf;
  readonly newId: () => string;
  readonly now: () => number;
  readonly after: After;
  readonly online: boolean;
  /** Tells the page that the widget stands in. */
  readonly tell: (message: ToPage) => void;
  /** Shows the page what is to be sent: what is sent then, or why nothing is. */
  readonly consult: Consult;
  readonly changed: (state: State) => void;
}
