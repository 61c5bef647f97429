// How helpdesks are added, changed and removed. What a person is told has
// happened is in storage by then: storage comes first, the screen second.

import { CoreError } from "../../../wasm/core";
import type { AddressResult, CheckResult, Person, System } from "../../../wasm/core.gen";
import type { Remembered } from "../remembered";
import { failureOf, type Session } from "../session";
import { told } from "../speech";
import { text } from "../strings";
import { type Account, accountsFrom, forCore, isAdded, logsIn } from "./account";
import { type FieldName, type Problems, problemsOf, type Way } from "./form";
import { type Gone, goneFrom, type Keeps, past } from "./gone";

export class Accounts {
  readonly #session: Session;
  readonly #remembered: Remembered;
  /** Asks for the list again: other helpdesks answer now. */
  readonly #askAgain: (wanted: boolean) => Promise<void>;
  /** Told of the demo's account when a helpdesk has taken its place. */
  relieved: ((account: Account) => Promise<void>) | undefined;
  /** Told that an account has a key again. */
  keyed: (() => void) | undefined;
  /** Whoever keeps something of accounts, in the order in which it is forgotten. */
  keeps: readonly Keeps[] = [];
  /** The accounts as storage has them, to tell other pages' changes from this one's. */
  #stored = "";

  constructor(session: Session, remembered: Remembered, askAgain: (wanted: boolean) => Promise<void>) {
    this.#session = session;
    this.#remembered = remembered;
    this.#askAgain = askAgain;
  }

  /** Shows what is kept of them. */
  show(accounts: readonly Account[]): void {
    this.#stored = JSON.stringify(accounts);
    this.#session.dispatch({ type: "storage-read", accounts });
  }

  /** Called when a page of the extension has written accounts. */
  async changed(): Promise<void> {
    const accounts = accountsFrom((await this.#session.outside.storage.read(["accounts"]))["accounts"]);
    if (JSON.stringify(accounts) === this.#stored) return;
    this.#remembered.only(accounts);
    this.show(accounts);
    this.keyed?.();
    await this.seeAccess();
    await this.#askAgain(false);
  }

  /** Whether a helpdesk has been added; the demo is none. */
  get has(): boolean {
    return ofHelpdesks(this.#session.state.accounts).length > 0;
  }

  /** Keeps other accounts than there are, and shows them. Whether they are kept. */
  async replace(accounts: readonly Account[]): Promise<boolean> {
    if (!(await this.#keep(accounts))) return false;
    this.#remembered.only(accounts);
    this.show(accounts);
    await this.seeAccess();
    return true;
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

  /** Chooses by what the account of the form is opened. */
  way(way: Way): void {
    this.#session.dispatch({ type: "form-way", way });
  }

  /** Adds the account of the form. To be called in the click or key: the browser's question comes first. */
  async add(): Promise<void> {
    const session = this.#session;
    const { form } = session.state;
    const accounts = ofHelpdesks(session.state.accounts);
    const { core } = session;
    if (form.step !== "" || !core) return;
    const understood = this.#addressOf(form.system, form.address);
    const problems: Problems = understood instanceof CoreError ? problemsOf(understood.failure) : {};
    const byPassword = form.way === "password" && form.system !== "" && logsIn(form.system);
    if (!byPassword && form.key.trim() === "") problems.key = text.problem.keyMissing;
    if (byPassword && form.email.trim() === "") problems.email = text.add.emailMissing;
    if (byPassword && form.password === "") problems.password = text.add.passwordMissing;
    if (form.system === "" || understood instanceof CoreError || Object.keys(problems).length > 0) {
      session.dispatch({ type: "form-refused", problems });
      return;
    }
    const { address, host, pattern } = understood;
    const warning = told(understood.warning);
    const account: Account = { id: session.outside.newID(), system: form.system, address, key: byPassword ? "" : form.key.trim(), host, pattern, agent: "", me: 0 };
    if (!byPassword && accounts.some((a) => same(a, account))) {
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
      if (byPassword) account.key = (await core.run("account.login", { system: account.system, address, email: form.email, password: form.password })).key;
      const check = await core.run("account.check", { account: forCore(account) });
      const demo = session.state.accounts.find((a) => !isAdded(a.system));
      const others = ofHelpdesks(session.state.accounts);
      const added = withAgent(account, check, others);
      if (others.some((a) => same(a, added))) {
        session.dispatch({ type: "form-refused", problems: { address: text.problem.known } });
      } else if (await this.#keep([...others, added])) {
        if (demo) session.dispatch({ type: "storage-read", accounts: others });
        session.dispatch({ type: "account-added", account: added, notice: told(check.summary) });
        if (demo) await this.relieved?.(demo);
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
      const changed = withAgent(account, check, []);
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
    this.keyed?.();
    await this.#askAgain(false);
  }

  /** The agents of whom a person may be one in an account whose key is nobody's. */
  agentsOf(account: Account): readonly Person[] {
    return this.#remembered.directoryOf(account).agents;
  }

  /** Keeps who a person is in an account; null is nobody. */
  async choose(id: string, agent: Person | null): Promise<void> {
    const session = this.#session;
    const account = session.state.accounts.find((a) => a.id === id);
    if (!account) return;
    const changed: Account = { ...account, me: agent?.id ?? 0, agent: agent?.name ?? "" };
    if (!(await this.#keep(session.state.accounts.map((a) => (a.id === id ? changed : a))))) {
      session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.unkept.me } });
      return;
    }
    session.dispatch({ type: "account-changed", account: changed });
    await this.#askAgain(false);
  }

  /** Removes an account. Until settle is called it can be undone. */
  async remove(id: string): Promise<void> {
    await this.settle();
    const session = this.#session;
    const account = session.state.accounts.find((a) => a.id === id);
    if (!account) return;
    const gone = [...(await this.#gone()), { id, pattern: account.pattern, at: session.outside.now() }];
    if (!(await this.#keep(session.state.accounts.filter((a) => a.id !== id), gone))) {
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
    const gone = (await this.#gone()).filter((g) => g.id !== removed.account.id);
    if (!(await this.#keep(accounts.toSpliced(removed.at, 0, removed.account), gone))) {
      session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: text.unkept.undo(removed.account.host) } });
      return;
    }
    session.dispatch({ type: "removal-undone" });
    await this.seeAccess();
    await this.#askAgain(true);
  }

  /** Ends the time in which the last removal can be undone: all that is kept of the account, and its access, go, too. */
  async settle(): Promise<void> {
    const { removed } = this.#session.state;
    if (!removed) return;
    this.#session.dispatch({ type: "removal-settled" });
    await this.#remembered.forgetOthers(this.#session.state.accounts);
    await this.#forget((await this.#gone()).filter((g) => g.id === removed.account.id));
  }

  /** Forgets what a panel that was closed has left of accounts that were removed in it. */
  async finish(): Promise<void> {
    const gone = past(await this.#gone(), this.#session.outside.now());
    if (gone.length > 0) await this.#remembered.forgetOthers(this.#session.state.accounts);
    await this.#forget(gone);
  }

  async #forget(gone: readonly Gone[]): Promise<void> {
    if (gone.length === 0) return;
    for (const { id } of gone) for (const keeps of this.keeps) await keeps.forget(id);
    for (const { pattern } of gone) await this.#dropUnused(pattern);
    const left = (await this.#gone()).filter((g) => !gone.some(({ id }) => id === g.id));
    // Where that cannot be kept it is forgotten once more.
    await this.#session.outside.storage.write({ gone: left });
  }

  async #gone(): Promise<Gone[]> {
    return goneFrom((await this.#session.outside.storage.read(["gone"]))["gone"]);
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
  async #keep(accounts: readonly Account[], gone?: readonly Gone[]): Promise<boolean> {
    const before = this.#stored;
    this.#stored = JSON.stringify(accounts);
    const kept = await this.#session.outside.storage.write(gone ? { accounts, gone } : { accounts });
    if (!kept) this.#stored = before;
    return kept;
  }
}

/** Those of helpdesks, without the demo's. */
function ofHelpdesks(accounts: readonly Account[]): readonly Account[] {
  return accounts.filter((a) => isAdded(a.system));
}

/** Whether two are the same account of the same helpdesk. */
function same(a: Account, b: Account): boolean {
  return a.system === b.system && a.address === b.address && a.key === b.key;
}

/** The account with what its helpdesk has told of it: where it is, and whose the key is or, by the names of others, may be. */
function withAgent(account: Account, check: CheckResult, others: readonly Account[]): Account {
  const { address, host, agent, agents } = check;
  if (agent.id !== 0) return { ...account, address, host, agent: agent.name };
  const chosen = agents.find((a) => a.id === account.me) ?? agents.find((a) => others.some((o) => o.agent !== "" && o.agent === a.name));
  return { ...account, address, host, agent: chosen?.name ?? "", me: chosen?.id ?? 0 };
}
