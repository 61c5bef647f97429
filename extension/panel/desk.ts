// What the sidebar does: it turns clicks and keys into operations of the core,
// storage and permissions, and their answers into events of the state. What
// is outside is given to it, so that tests give their own.

import { type ReadonlySignal, signal } from "@preact/signals";
import { type Core, CoreError } from "../../wasm/core";
import type { AddressResult, CheckResult, Failure, Row, AgentOperations, System } from "../../wasm/core.gen";
import { seconds } from "../../shared/ui/time";
import { type Account, accountsFrom, forCore } from "./accounts/account";
import { type FieldName, problemsOf } from "./accounts/form";
import { PAGE, visibleRows } from "./tickets/listing";
import { directories, type Names, namesFrom, namesOf, stale, withNames } from "./accounts/names";
import { listsFrom, listsOf, type SavedLists, withList } from "./tickets/saved";
import { type Event, type Place, reduce, type State, type Theme } from "./state";
import { text } from "./strings";
import { firstView, viewOf } from "./tickets/views";

export type SidebarCore = Core<AgentOperations>;

/** Everything that the sidebar needs of the outside. */
export interface Outside {
  core: Promise<SidebarCore>;
  storage: {
    read(keys: readonly string[]): Promise<Record<string, unknown>>;
    write(values: Record<string, unknown>): Promise<void>;
  };
  access: {
    request(pattern: string): Promise<boolean>;
    granted(pattern: string): Promise<boolean>;
    drop(pattern: string): Promise<boolean>;
  };
  /** Unix milliseconds. */
  now(): number;
  /** A new id of an account. */
  newID(): string;
  /** Keeps and shows a theme. */
  applyTheme(theme: Theme): void;
}

/** A list older than this many seconds is asked for again when the panel is looked at. */
const STALE = 60;

export class Desk {
  readonly #outside: Outside;
  readonly #state;
  #core: SidebarCore | undefined;
  #saved: SavedLists = {};
  #names: Names = {};
  /** Accounts whose names have been asked for since the page was opened. */
  readonly #named = new Set<string>();
  #requests = 0;
  #list: AbortController | undefined;
  #ticket: AbortController | undefined;

  constructor(outside: Outside, initial: State) {
    this.#outside = outside;
    this.#state = signal(initial);
  }

  get state(): ReadonlySignal<State> {
    return this.#state;
  }

  #dispatch(event: Event): void {
    this.#state.value = reduce(this.#state.value, event);
  }

  // Starting

  /** Shows what is kept, starts the core, then asks the helpdesks. */
  async start(): Promise<void> {
    await this.readStorage();
    const saved = this.#saved[this.#state.value.list.query];
    if (saved && this.#state.value.accounts.length > 0) {
      const { query } = this.#state.value.list;
      this.#dispatch({ type: "list-asked", query, request: 0, accounts: 0, at: this.#now(), saved, rows: PAGE });
    }
    try {
      this.#core = await this.#outside.core;
    } catch {
      this.#dispatch({ type: "core-failed" });
      return;
    }
    this.#dispatch({ type: "core-started" });
    await this.seeAccess();
    if (this.#state.value.place === "tickets") await this.#ask(this.#state.value.list.query, false);
  }

  /** Reads accounts and lists again, as they were or as another page of the extension left them. */
  async readStorage(): Promise<void> {
    const kept = await this.#outside.storage.read(["accounts", "lists", "names"]);
    const accounts = accountsFrom(kept["accounts"]);
    this.#saved = listsOf(listsFrom(kept["lists"]), accounts);
    this.#names = namesOf(namesFrom(kept["names"]), accounts);
    this.#dispatch({ type: "storage-read", accounts });
  }

  /** Called when another page of the extension may have changed the accounts. */
  async accountsChanged(): Promise<void> {
    const before = JSON.stringify(this.#state.value.accounts);
    await this.readStorage();
    if (JSON.stringify(this.#state.value.accounts) === before) return;
    await this.seeAccess();
    await this.#ask(this.#state.value.list.query, false);
  }

  /** Finds out which helpdesks this browser lets Deskside reach. */
  async seeAccess(): Promise<void> {
    const { accounts } = this.#state.value;
    const granted = await Promise.all(accounts.map((a) => this.#outside.access.granted(a.pattern)));
    this.#dispatch({ type: "access-seen", denied: accounts.filter((_, i) => !granted[i]).map((a) => a.id) });
  }

  /** Called when access was granted or taken away. */
  async accessChanged(): Promise<void> {
    const before = this.#state.value.denied.join();
    await this.seeAccess();
    if (this.#state.value.denied.join() !== before && this.#core) await this.#ask(this.#state.value.list.query, false);
  }

  // The list

  typeQuery(query: string): void {
    this.#dispatch({ type: "query-typed", text: query });
  }

  /** Asks for the tickets of a query that a person chose or typed. */
  ask(query: string): Promise<void> {
    return this.#ask(query.trim() || firstView.query, true);
  }

  /** Puts the query field back to what is shown. */
  resetQuery(): void {
    this.#dispatch({ type: "query-typed", text: this.#state.value.list.query });
  }

  refresh(): Promise<void> {
    return this.#ask(this.#state.value.list.query, true);
  }

  /** Refreshes what has become old while nobody looked. */
  async looked(): Promise<void> {
    this.tick();
    const { list, place, ready } = this.#state.value;
    if (!ready || place !== "tickets" || list.request !== 0 || !list.shown) return;
    if (this.#now() - seconds(list.shown.result.at) >= STALE) await this.#ask(list.query, false);
  }

  /** Asks for further tickets of the list on the screen. */
  more(): Promise<void> {
    const { query, rows } = this.#state.value.list;
    return this.#ask(query, true, rows + PAGE);
  }

  async #ask(query: string, wanted: boolean, rows = this.#rowsOf(query)): Promise<void> {
    const core = this.#core;
    const { accounts, denied } = this.#state.value;
    this.#list?.abort();
    if (!core || accounts.length === 0) return;
    const allowed = accounts.filter((a) => !denied.includes(a.id));
    const saved = this.#saved[query] ?? null;
    const request = allowed.length > 0 ? ++this.#requests : 0;
    this.#dispatch({ type: "list-asked", query, request, accounts: allowed.length, at: this.#now(), saved, rows });
    if (request === 0) return;
    const stop = (this.#list = new AbortController());
    try {
      const args = { accounts: allowed.map(forCore), query, directories: directories(this.#names), rows };
      const result = await core.run("tickets.list", args, { signal: stop.signal });
      this.tick();
      this.#dispatch({ type: "list-arrived", request, result, wanted });
      if (result.answered > 0 && viewOf(query)) {
        this.#saved = withList(this.#saved, query, result);
        await this.#outside.storage.write({ lists: this.#saved });
      }
      void this.#learnNames(core, allowed);
    } catch (error) {
      if (stop.signal.aborted) return;
      this.#dispatch({ type: "list-failed", request, failure: failureOf(error) });
    }
  }

  /** A list that was made longer stays so while its query does. */
  #rowsOf(query: string): number {
    const { list } = this.#state.value;
    return list.query === query ? list.rows : PAGE;
  }

  /** Reads the names of accounts that are not known or old, while nobody waits for them. */
  async #learnNames(core: SidebarCore, accounts: readonly Account[]): Promise<void> {
    for (const account of accounts) {
      if (this.#named.has(account.id) || !stale(this.#names, account.id, this.#now())) continue;
      this.#named.add(account.id);
      try {
        const result = await core.run("account.directory", { account: forCore(account) });
        this.#names = withNames(this.#names, account.id, result, this.#now());
        await this.#outside.storage.write({ names: this.#names });
      } catch {
        // The list says what is wrong with an account; filters do with numbers meanwhile.
      }
    }
  }

  point(pointing: boolean): void {
    if (pointing !== this.#state.value.list.pointing) this.#dispatch({ type: "list-pointed", pointing });
  }

  showHeld(): void {
    this.#dispatch({ type: "held-wanted" });
  }

  move(by: number): void {
    this.#dispatch({ type: "cursor-moved", by });
  }

  pointAt(key: string): void {
    this.#dispatch({ type: "cursor-set", key });
  }

  // A ticket

  /** Opens the ticket that the cursor is at. */
  async openCursor(): Promise<void> {
    const { list } = this.#state.value;
    const row = visibleRows(list).find((r) => r.key === list.cursor);
    if (row) await this.open(row);
  }

  async open(row: Row): Promise<void> {
    const account = this.#state.value.accounts.find((a) => a.id === row.account);
    const core = this.#core;
    this.#ticket?.abort();
    const request = ++this.#requests;
    this.#dispatch({ type: "cursor-set", key: row.key });
    this.#dispatch({ type: "ticket-asked", row, request });
    if (!account || !core) return;
    const stop = (this.#ticket = new AbortController());
    try {
      const result = await core.run("ticket.get", { account: forCore(account), id: row.id }, { signal: stop.signal });
      this.tick();
      this.#dispatch({ type: "ticket-arrived", request, result });
    } catch (error) {
      if (stop.signal.aborted) return;
      this.#dispatch({ type: "ticket-failed", request, failure: failureOf(error) });
    }
  }

  reopen(): Promise<void> {
    const { row } = this.#state.value.ticket;
    return row ? this.open(row) : Promise.resolve();
  }

  close(): void {
    this.#ticket?.abort();
    this.#dispatch({ type: "ticket-closed" });
  }

  // Accounts

  typeInForm(field: FieldName, value: string): void {
    const form = { ...this.#state.value.form, [field]: value };
    const core = this.#core;
    const understood = core && form.system && form.address.trim() ? this.#addressOf(core, form.system, form.address) : undefined;
    const told = !understood || understood instanceof CoreError ? { host: "", warning: "" } : understood;
    this.#dispatch({ type: "form-typed", field, value, host: told.host, warning: told.warning });
  }

  /** Adds the account of the form. To be called in the click or key: the browser's question comes first. */
  async addAccount(): Promise<void> {
    const { form, accounts } = this.#state.value;
    const core = this.#core;
    if (form.step !== "" || !core) return;
    const understood = this.#addressOf(core, form.system, form.address);
    const key = form.key.trim();
    const problems = understood instanceof CoreError ? problemsOf(understood.failure) : {};
    if (key === "") problems.key = text.problem.keyMissing;
    if (form.system === "" || understood instanceof CoreError || key === "") {
      this.#dispatch({ type: "form-refused", problems });
      return;
    }
    const { address, host, pattern, warning } = understood;
    const account: Account = { id: this.#outside.newID(), system: form.system, address, key, host, pattern, agent: "" };
    if (accounts.some((a) => a.system === account.system && a.address === address && a.key === key)) {
      this.#dispatch({ type: "form-refused", problems: { address: text.problem.known } });
      return;
    }
    this.#dispatch({ type: "form-step", step: "asking", host, warning });
    if (!(await this.#mayReach(account))) {
      this.#dispatch({ type: "form-refused", problems: { address: text.problem.accessRefused(host) } });
      return;
    }
    this.#dispatch({ type: "form-step", step: "checking", host, warning });
    try {
      const check = await core.run("account.check", { account: forCore(account) });
      this.#dispatch({ type: "account-added", account: withAgent(account, check), notice: check.summary });
    } catch (error) {
      this.#dispatch({ type: "form-refused", problems: problemsOf(failureOf(error)) });
      await this.#dropUnused(account.pattern);
      return;
    }
    await this.#accountsWritten();
    await this.#ask(this.#state.value.list.query, true);
  }

  /** Asks for access to an account's host again. To be called in the click or key. */
  async allow(account: Account): Promise<void> {
    if (!(await this.#mayReach(account))) return;
    await this.seeAccess();
    await this.#ask(this.#state.value.list.query, true);
  }

  /** Shows the field for an account's new key, or no such field. */
  editKey(id: string | null): void {
    if (id !== null && this.#state.value.place !== "settings") this.go("settings");
    this.#dispatch({ type: "key-edited", account: id });
  }

  typeKey(key: string): void {
    this.#dispatch({ type: "key-typed", key });
  }

  async saveKey(): Promise<void> {
    const { edit, accounts } = this.#state.value;
    const old = accounts.find((a) => a.id === edit?.account);
    if (!edit || edit.busy || !old || !this.#core) return;
    const account = { ...old, key: edit.key.trim() };
    if (account.key === "") {
      this.#dispatch({ type: "key-refused", problems: { key: text.problem.keyMissing } });
      return;
    }
    this.#dispatch({ type: "key-checking" });
    try {
      const check = await this.#core.run("account.check", { account: forCore(account) });
      this.#dispatch({ type: "key-saved", account: withAgent(account, check), notice: check.summary });
    } catch (error) {
      const problems = problemsOf(failureOf(error));
      this.#dispatch({ type: "key-refused", problems: { key: Object.values(problems)[0] ?? "" } });
      return;
    }
    await this.#accountsWritten();
    await this.#ask(this.#state.value.list.query, false);
  }

  /** Removes an account. Until settle is called it can be undone. */
  async remove(id: string): Promise<void> {
    await this.settle();
    const running = this.#state.value.list.request !== 0;
    this.#dispatch({ type: "account-removed", id });
    await this.#accountsWritten();
    if (running) await this.#ask(this.#state.value.list.query, false);
  }

  async undoRemoval(): Promise<void> {
    this.#dispatch({ type: "removal-undone" });
    await this.#accountsWritten();
    await this.seeAccess();
    await this.#ask(this.#state.value.list.query, false);
  }

  /** Ends the time in which the last removal can be undone: its lists and its access go, too. */
  async settle(): Promise<void> {
    const { removed } = this.#state.value;
    if (!removed) return;
    this.#dispatch({ type: "removal-settled" });
    this.#saved = listsOf(this.#saved, this.#state.value.accounts);
    this.#names = namesOf(this.#names, this.#state.value.accounts);
    await this.#outside.storage.write({ lists: this.#saved, names: this.#names });
    await this.#dropUnused(removed.account.pattern);
  }

  dismissNotice(): void {
    this.#dispatch({ type: "notice-dismissed" });
  }

  // Everything else

  go(place: Place): void {
    this.#dispatch({ type: "place-chosen", place });
    if (place === "tickets") void this.looked();
  }

  help(shown: boolean): void {
    this.#dispatch({ type: "help-shown", shown });
  }

  theme(theme: Theme): void {
    this.#outside.applyTheme(theme);
    this.#dispatch({ type: "theme-chosen", theme });
  }

  network(online: boolean): void {
    if (online === this.#state.value.online) return;
    this.#dispatch({ type: "network-changed", online });
    if (online && this.#state.value.place === "tickets") void this.#ask(this.#state.value.list.query, false);
  }

  /** Lets the time on the screen follow the clock. */
  tick(): void {
    const now = this.#now();
    if (now !== this.#state.value.now) this.#dispatch({ type: "time-passed", now });
  }

  #now(): number {
    return seconds(this.#outside.now());
  }

  #addressOf(core: SidebarCore, system: System | "", input: string): AddressResult | CoreError {
    try {
      // A system that was not chosen goes there, too: the core has the sentence for it.
      return core.call("account.address", { system: system as System, input });
    } catch (error) {
      return new CoreError(failureOf(error));
    }
  }

  async #mayReach(account: Account): Promise<boolean> {
    try {
      return await this.#outside.access.request(account.pattern);
    } catch {
      // The browser asks only in answer to a click; what was granted before still holds.
      return this.#outside.access.granted(account.pattern);
    }
  }

  async #dropUnused(pattern: string): Promise<void> {
    if (!this.#state.value.accounts.some((a) => a.pattern === pattern)) await this.#outside.access.drop(pattern);
  }

  async #accountsWritten(): Promise<void> {
    await this.#outside.storage.write({ accounts: this.#state.value.accounts });
  }
}

function withAgent(account: Account, check: CheckResult): Account {
  return { ...account, agent: check.agent.name };
}

function failureOf(error: unknown): Failure {
  if (error instanceof CoreError) return error.failure;
  return { kind: "protocol", sentence: text.problem.unexpected, detail: "", fields: [], retry_after_ms: 0, uncertain: false };
}
