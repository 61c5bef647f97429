// What the panel knows before a helpdesk answers: the last list of each view
// and the names of each account. Losing it costs nobody anything but time;
// that it is not kept is said all the same.

import { signal } from "@preact/signals";
import type { Directory, DirectoryResult } from "../../wasm/core.gen";
import { type Account, accountsFrom } from "./accounts/account";
import { directories, nameless, type Names, namesFrom, namesOf, stale, withNames } from "./accounts/names";
import type { Session } from "./session";
import type { Arrived } from "./tickets/listing";
import { listOf, listsFrom, listsOf, type SavedLists, withList } from "./tickets/saved";
import { viewOf } from "./tickets/views/views";

/** How many filters of before are kept. */
const ASKED = 30;

export class Remembered {
  /** Counts the changes of names, for whatever draws them. */
  readonly version = signal(0);
  readonly #session: Session;
  #lists: SavedLists = {};
  #names: Names = {};
  #asked: readonly string[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  /** Reads all of it, and the accounts whose it is. Rejects where the browser cannot read. */
  async read(): Promise<Account[]> {
    const kept = await this.#session.outside.storage.read(["accounts", "lists", "names", "asked"]);
    const accounts = accountsFrom(kept["accounts"]);
    this.#lists = listsFrom(kept["lists"]);
    this.#names = namesFrom(kept["names"]);
    this.#asked = Array.isArray(kept["asked"]) ? kept["asked"].filter((query): query is string => typeof query === "string") : [];
    this.only(accounts);
    return accounts;
  }

  /** The last list of a query, if it is that of a view. */
  list(query: string): Arrived | null {
    const list = this.#lists[query];
    return list ? listOf(list) : null;
  }

  async keepList(query: string, arrived: Arrived): Promise<void> {
    const lists = withList(this.#lists, query, arrived, this.#session.state.views.all);
    if (lists === this.#lists) return;
    this.#lists = lists;
    // Whoever waits for the list sees it before it is put into a form that can be kept, which takes as long as drawing it.
    await this.#session.outside.painted();
    this.#say("lists", await this.#session.outside.storage.write({ lists: this.#lists }));
  }

  /** The filters that somebody has asked for, the last first. */
  get asked(): readonly string[] {
    return this.#asked;
  }

  /** Keeps a filter that somebody has typed or narrowed; those of views are found under their names. */
  async keepAsked(query: string): Promise<void> {
    if (query === "" || viewOf(query, this.#session.state.views.all) || this.#asked[0] === query) return;
    this.#asked = [query, ...this.#asked.filter((q) => q !== query)].slice(0, ASKED);
    this.#say("lists", await this.#session.outside.storage.write({ asked: [...this.#asked] }));
  }

  /** What the core takes of names. */
  directories(): Directory[] {
    return directories(this.#names);
  }

  /** What is known of an account. */
  directoryOf({ id, system }: Pick<Account, "id" | "system">): Directory {
    return this.#names[id]?.directory ?? { ...nameless, system, account: id };
  }

  namesAreOld(account: string): boolean {
    return stale(this.#names, account, this.#session.outside.now());
  }

  async keepNames(account: string, result: DirectoryResult): Promise<void> {
    const names = (this.#names = withNames(this.#names, account, result));
    this.version.value++;
    this.#say("names", await this.#session.outside.storage.write({ names }));
  }

  /** Knows nothing from now on of other accounts than these; storage still may. */
  only(accounts: readonly Account[]): void {
    this.#lists = listsOf(this.#lists, accounts);
    this.#names = namesOf(this.#names, accounts);
  }

  /** Forgets other accounts than these, in storage as well. */
  async forgetOthers(accounts: readonly Account[]): Promise<void> {
    this.only(accounts);
    // Filters may hold names of what is gone.
    this.#asked = [];
    const kept = await this.#session.outside.storage.write({ lists: this.#lists, names: this.#names, asked: [] });
    this.#say("lists", kept);
    this.#say("names", kept);
  }

  /** Forgets an account that is no more. */
  async forget(account: string): Promise<void> {
    await this.forgetOthers(this.#session.state.accounts.filter((a) => a.id !== account));
  }

  #say(what: "lists" | "names", kept: boolean): void {
    this.#session.dispatch({ type: "keeping", what, kept });
  }
}
