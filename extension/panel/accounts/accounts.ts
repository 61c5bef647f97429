// How helpdesks are added, changed and removed. What a person is told has
// happened is in storage by then: storage comes first, the screen second.

import { CoreError } from "../../../wasm/core";
import type { AddressResult, CheckResult, System } from "../../../wasm/core.gen";
import type { Remembered } from "../remembered";
import { failureOf, type Session } from "../session";
import { told } from "../speech";
import { text } from "../strings";
import { type Account, accountsFrom, forCore } from "./account";
import { type FieldName, problemsOf } from "./form";

export class Accounts {
  readonly #session: Session;
  readonly #remembered: Remembered;
  /** Asks for the list again: other helpdesks answer now. */
  readonly #askAgain: (wanted: boolean) => Promise<void>;
  /** The accounts as storage has them, to tell other pages' changes from this one's. */
  #stored = "";

  constructor(session: Session, remembered: Remembered, askAgain: (wanted: boolean) => Promise<void>) {
    this.#session = session;
    this.#remembered = remembered;
    this.#askAgain = askAgain;
  }

  /** Reads what is kept. Rejects where the browser cannot read. */
  async read(): Promise<void> {
    this.#show(await this.#remembered.read());
  }

  /** Called when a page of the extension has written accounts. */
  async changed(): Promise<void> {
    const accounts = accountsFrom((await this.#session.outside.storage.read(["accounts"]))["accounts"]);
    if (JSON.stringify(accounts) === this.#stored) return;
    this.#remembered.only(accounts);
    this.#show(accounts);
    await this.seeAccess();
    await this.#askAgain(false);
  }

  /** Finds out which helpdesks this browser lets Deskside reach. */
  async seeAccess(): Promise<void> {
    const { accounts } = this.#session.state;
    const granted = await Promise.all(accounts.map((a) => this.#session.outside.access.granted(a.pattern)));
    this.#session.dispatch({ type: "access-seen", denied: accounts.filter((_, i) => !granted[i]).map((a) => a.id) });
  }

  /** Called when access was granted or taken away. */
  async accessChanged(): Promise<void> {
    const before = this.#session.state.denied.join();
    await this.seeAccess();
    if (this.#session.state.denied.join() !== before && this.#session.core) await this.#askAgain(false);
  }

  typeInForm(field: FieldName, value: string): void {
    const form = { ...this.#session.state.form, [field]: value };
    const understood = this.#session.core && form.system && form.address.trim() ? this.#addressOf(form.system, form.address) : undefined;
    const read = !understood || understood instanceof CoreError ? { host: "", warning: "" } : { host: understood.host, warning: told(understood.warning) };
    this.#session.dispatch({ type: "form-typed", field, value, host: read.host, warning: read.warning });
  }

  /** Adds the account of the form. To be called in the click or key: the browser's question comes first. */
  async add(): Promise<void> {
    const session = this.#session;
    const { form, accounts } = session.state;
    const { core } = session;
    if (form.step !== "" || !core) return;
    const understood = this.#addressOf(form.system, form.address);
    const key = form.key.trim();
    const problems = understood instanceof CoreError ? problemsOf(understood.failure) : {};
    if (key === "") problems.key = text.problem.keyMissing;
    if (form.system === "" || understood instanceof CoreError || key === "") {
      session.dispatch({ type: "form-refused", problems });
      return;
    }
    const { address, host, pattern } = understood;
    const warning = told(understood.warning);
    const account: Account = { id: session.outside.newID(), system: form.system, address, key, host, pattern, agent: "" };
    if (accounts.some((a) => a.system === account.system && a.address === address && a.key === key)) {
      session.dispatch({ type: "form-refused", problems: { address: text.problem.known } });
      return;
    }
    session.dispatch({ type: "form-step", step: "asking", host, warning });
    if (!(await this.#mayReach(account))) {
      session.dispatch({ type: "form-refused", problems: { address: text.problem.accessRefused(host) } });
      return;
    }
    session.dispatch({ type: "form-step", step: "checking", host, warning });
    try {
      const check = await core.run("account.check", { account: forCore(account) });
      const added = withAgent(account, check);
      if (await this.#keep([...session.state.accounts, added])) {
        session.dispatch({ type: "account-added", account: added, notice: told(check.summary) });
      } else {
        session.dispatch({ type: "form-refused", problems: { form: text.unkept.account } });
      }
    } catch (error) {
      session.dispatch({ type: "form-refused", problems: problemsOf(failureOf(error)) });
    }
    if (session.state.accounts.some((a) => a.id === account.id)) await this.#askAgain(true);
    else await this.#dropUnused(pattern);
  }

  /** Asks for access to an account's host again. To be called in the click or key. */
  async allow(account: Account): Promise<void> {
    if (!(await this.#mayReach(account))) return;
    await this.seeAccess();
    await this.#askAgain(true);
  }

  /** Shows the field for an account's new key, or no such field. */
  editKey(id: string | null): void {
    if (id !== null && this.#session.state.place !== "settings") this.#session.dispatch({ type: "place-chosen", place: "settings" });
    this.#session.dispatch({ type: "key-edited", account: id });
  }

  typeKey(key: string): void {
    this.#session.dispatch({ type: "key-typed", key });
  }

  async saveKey(): Promise<void> {
    const session = this.#session;
    const { edit, accounts } = session.state;
    const old = accounts.find((a) => a.id === edit?.account);
    if (!edit || edit.busy || !old || !session.core) return;
    const account = { ...old, key: edit.key.trim() };
    if (account.key === "") {
      session.dispatch({ type: "key-refused", problems: { key: text.problem.keyMissing } });
      return;
    }
    session.dispatch({ type: "key-checking" });
    try {
      const check = await session.core.run("account.check", { account: forCore(account) });
      const changed = withAgent(account, check);
      if (!(await this.#keep(session.state.accounts.map((a) => (a.id === changed.id ? changed : a))))) {
        session.dispatch({ type: "key-refused", problems: { key: text.unkept.key } });
        return;
      }
      session.dispatch({ type: "key-saved", account: changed, notice: told(check.summary) });
    } catch (error) {
      const problems = problemsOf(failureOf(error));
      session.dispatch({ type: "key-refused", problems: { key: Object.values(problems)[0] ?? "" } });
      return;
    }
    await this.#askAgain(false);
  }

  /** Removes an account. Until settle is called it can be undone. */
  async remove(id: string): Promise<void> {
    await this.settle();
    const session = this.#session;
    const account = session.state.accounts.find((a) => a.id === id);
    if (!account) return;
    if (!(await this.#keep(session.state.accounts.filter((a) => a.id !== id)))) {
      session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.unkept.removal(account.host) } });
      return;
    }
    session.dispatch({ type: "account-removed", id });
  }

  /** Puts the account that was removed last back in its place, and its tickets on the screen. */
  async undoRemoval(): Promise<void> {
    const session = this.#session;
    const { removed, accounts } = session.state;
    if (!removed) return;
    if (!(await this.#keep(accounts.toSpliced(removed.at, 0, removed.account)))) {
      session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.unkept.undo(removed.account.host) } });
      return;
    }
    session.dispatch({ type: "removal-undone" });
    await this.seeAccess();
    await this.#askAgain(true);
  }

  /** Ends the time in which the last removal can be undone: its lists and its access go, too. */
  async settle(): Promise<void> {
    const { removed } = this.#session.state;
    if (!removed) return;
    this.#session.dispatch({ type: "removal-settled" });
    await this.#remembered.forgetOthers(this.#session.state.accounts);
    await this.#dropUnused(removed.account.pattern);
  }

  #show(accounts: readonly Account[]): void {
    this.#stored = JSON.stringify(accounts);
    this.#session.dispatch({ type: "storage-read", accounts });
  }

  #addressOf(system: System | "", input: string): AddressResult | CoreError {
    try {
      if (!this.#session.core) throw new Error("the core has not started");
      // A system that was not chosen goes there, too: the core has the sentence for it.
      return this.#session.core.call("account.address", { system: system as System, input });
    } catch (error) {
      return new CoreError(failureOf(error));
    }
  }

  async #mayReach(account: Account): Promise<boolean> {
    try {
      return await this.#session.outside.access.request(account.pattern);
    } catch {
      // The browser asks only in answer to a click; what was granted before still holds.
      return this.#session.outside.access.granted(account.pattern);
    }
  }

  async #dropUnused(pattern: string): Promise<void> {
    if (!this.#session.state.accounts.some((a) => a.pattern === pattern)) await this.#session.outside.access.drop(pattern);
  }

  /** Writes the accounts. Whether they are kept; if not, those before still are. */
  async #keep(accounts: readonly Account[]): Promise<boolean> {
    const before = this.#stored;
    this.#stored = JSON.stringify(accounts);
    const kept = await this.#session.outside.storage.write({ accounts });
    if (!kept) this.#stored = before;
    return kept;
  }
}

function withAgent(account: Account, check: CheckResult): Account {
  return { ...account, agent: check.agent.name };
}
