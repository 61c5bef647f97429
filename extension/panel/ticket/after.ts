// Where one goes when the open ticket is closed: nowhere, on to the next, or
// back to the list. It is this browser's own, kept where the appearance is.

import { type ReadonlySignal, signal } from "@preact/signals";
import { early } from "../../kept";
import type { Session } from "../session";
import { text } from "../strings";
import { rowBeside } from "../tickets/listing";
import type { OpenTicket } from "./opening";

export const destinations = ["stay", "next", "list"] as const;

export type Destination = (typeof destinations)[number];

const KEY = "after";

export class After {
  readonly #session: Session;
  readonly #ticket: OpenTicket;
  readonly #chosen = signal<Destination>(destinations.find((d) => d === early.read(KEY)) ?? "stay");

  constructor(session: Session, ticket: OpenTicket) {
    this.#session = session;
    this.#ticket = ticket;
  }

  get chosen(): ReadonlySignal<Destination> {
    return this.#chosen;
  }

  /** Goes there from now on, and says where that cannot be kept. */
  choose(destination: Destination): void {
    this.#chosen.value = destination;
    if (early.write(KEY, destination === "stay" ? null : destination)) return;
    this.#session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.unkept.after } });
  }

  /** The ticket of that key was closed. */
  closed(key: string): void {
    const { ticket, list } = this.#session.state;
    const to = this.#chosen.peek();
    if (to === "stay" || ticket.row?.key !== key) return;
    const next = to === "next" ? (rowBeside(list, key, 1) ?? rowBeside(list, key, -1)) : undefined;
    if (next) void this.#ticket.open(next);
    else this.#ticket.close();
  }
}
