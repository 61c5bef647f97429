// Looking around without an account: the demo is one of its own, whose tickets
// this browser invents. It goes when somebody has seen enough, or adds a helpdesk,
// and leaves nothing.

import type { DemoHost } from "../../demo/later";
import { place } from "../../demo/place";
import type { Session } from "../session";
import { text } from "../strings";
import { type Account, isAdded } from "./account";
import type { Accounts } from "./accounts";
import type { Keeps } from "./gone";

/** What is kept of each ticket in this browser alone. */
export interface Marking {
  /** Marks tickets that nobody has looked at. */
  unsee(account: string, tickets: readonly { id: number; updated: number }[]): Promise<void>;
  /** Forgets all marks: the next helpdesk is looked at for the first time. */
  begin(): Promise<void>;
}

export class Demo {
  readonly #session: Session;
  readonly #host: DemoHost;
  readonly #accounts: Accounts;
  readonly #marks: Marking;
  readonly #keeps: readonly Keeps[];
  /** Asks for the list: somebody waits for it. */
  readonly #ask: () => Promise<void>;
  #busy = false;

  constructor(session: Session, accounts: Accounts, marks: Marking, keeps: readonly Keeps[], ask: () => Promise<void>) {
    this.#session = session;
    this.#host = session.outside.demo;
    this.#accounts = accounts;
    this.#marks = marks;
    this.#keeps = keeps;
    this.#ask = ask;
    accounts.relieved = (account) => this.#forget(account);
  }

  /** Begins, in the language that is spoken now. */
  async begin(): Promise<void> {
    const session = this.#session;
    if (this.#busy || session.state.accounts.length > 0) return;
    this.#busy = true;
    try {
      await session.outside.core;
      await this.#accounts.settle();
      const unread = await this.#host.begin(session.state.spoken);
      const account: Account = { ...place, id: session.outside.newID(), agent: "", me: 0 };
      if (!unread || !(await this.#accounts.replace([account]))) {
        session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.demo.unkept } });
        return;
      }
      await this.#marks.unsee(account.id, unread);
      await this.#ask();
    } finally {
      this.#busy = false;
    }
  }

  /** Ends it: the sidebar is as it was before. */
  async end(): Promise<void> {
    const session = this.#session;
    const account = session.state.accounts.find((a) => !isAdded(a.system));
    if (!account || this.#busy) return;
    this.#busy = true;
    try {
      if (await this.#accounts.replace(session.state.accounts.filter((a) => a !== account))) await this.#forget(account);
      else session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.demo.unended } });
    } finally {
      this.#busy = false;
    }
  }

  /** Forgets all that this browser keeps of it. */
  async #forget({ id }: Account): Promise<void> {
    for (const keeps of this.#keeps) await keeps.forget(id);
    await this.#marks.begin();
    await this.#host.end();
  }
}
