// One opened panel: its state, its core, its clock, and what is outside of it,
// which is given, so that tests give their own.

import { type Store, storeOf } from "../../shared/ui/store";
import { seconds } from "../../shared/ui/time";
import { type Core, CoreError } from "../../wasm/core";
import type { Failure, AgentOperations } from "../../wasm/core.gen";
import type { DemoHost } from "../demo/later";
import type { Kept } from "../kept";
import type { Left } from "./left";
import type { Notifications } from "./alerts/alerting";
import type { Looks } from "./tickets/groups/looks";
import type { FileKeep } from "./compose/files/keep";
import type { DraftKeep } from "./compose/keep";
import type { Draft } from "./new/draft";
import type { Ear, Outbox } from "./outbox/sending";
import type { TicketKeep } from "./ticket/kept";
import type { NoteDraft } from "./person/noting";
import { type Event, type LanguageChoice, reduce, type State, type Theme } from "./state";

export type SidebarCore = Core<AgentOperations>;

/** Everything that the sidebar needs of the outside. */
export interface Outside {
  core: Promise<SidebarCore>;
  /** Told once what is kept is there to be drawn, or cannot be read. */
  shown(): void;
  /** Until what was changed is on the screen, as far as anybody looks. */
  painted(): Promise<void>;
  storage: Kept;
  /** What is kept until the browser is closed. */
  session: Kept;
  /** Where drafts are kept. */
  drafts: DraftKeep;
  /** Where new tickets are kept while they are typed. */
  creations: DraftKeep<Draft>;
  /** Where notes about persons are kept while they are written. */
  noteDrafts: DraftKeep<NoteDraft>;
  /** Where tickets are kept as they were read. */
  tickets: TicketKeep;
  /** Where the files of messages are kept. */
  files: FileKeep;
  access: {
    request(pattern: string): Promise<boolean>;
    granted(pattern: string): Promise<boolean>;
    drop(pattern: string): Promise<boolean>;
  };
  notifications: Notifications;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** The tickets that are invented for whoever looks around. */
  demo: DemoHost;
  /** Opens what is to be sent, and sends it. */
  openOutbox(core: SidebarCore, ear: Ear): Outbox;
  /** Unix milliseconds. */
  now(): number;
  /** Does work of a name while no other page of the extension does it. */
  alone(name: string, work: () => Promise<void>): Promise<void>;
  /** A new id of an account. */
  newID(): string;
  /** Shows a theme. Whether it is kept, too. */
  applyTheme(theme: Theme): boolean;
  /** Where the panel was when it was closed, and keeps where it is. */
  left: Left | null;
  /** Whether it is kept. */
  leave(left: Left): boolean;
  /** Keeps how the list looks. Whether it is kept. */
  keepLooks(looks: Looks): boolean;
  /** Keeps a language. Whether it is kept. */
  keepLanguage(language: LanguageChoice): boolean;
  /** Speaks a language; answers the tag of the one that is spoken then. */
  speak(language: LanguageChoice): Promise<string>;
}

export class Session {
  readonly outside: Outside;
  readonly store: Store<State, Event>;
  core: SidebarCore | undefined;
  /** The number under which the core has this browser's marks, 0 while there are none. */
  marks = 0;
  #requests = 0;

  constructor(outside: Outside, initial: State) {
    this.outside = outside;
    this.store = storeOf(initial, reduce);
  }

  get state(): State {
    return this.store.now();
  }

  dispatch(event: Event): void {
    this.store.dispatch(event);
  }

  /** The number of a new request. */
  request(): number {
    return ++this.#requests;
  }

  /** Unix seconds. */
  now(): number {
    return seconds(this.outside.now());
  }

  /** Lets the time on the screen follow the clock. */
  tick(): void {
    const now = this.now();
    if (now !== this.state.now) this.dispatch({ type: "time-passed", now });
  }
}

/** What the core says of an error; what anything else says of one is not for people. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CoreError) return error.failure;
  return { kind: "protocol", say: { id: "core.unexpected", args: [] }, detail: "", fields: [], retry_after_ms: 0, uncertain: false };
}
