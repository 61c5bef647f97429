// How a ticket or post is created: what is typed is kept, checked by the core
// and entered into the outbox. Nothing of it is in the panel's state, so that a
// letter typed draws the form and nothing else.

import { type Store, storeOf } from "../../../shared/ui/store";
import { CoreError } from "../../../wasm/core";
import type { Acting, FormResult, NewCheckResult, Row } from "../../../wasm/core.gen";
import { type Account, forCore } from "../accounts/account";
import type { Enclosing } from "../compose/files/enclosing";
import type { DraftKeep } from "../compose/keep";
import type { Acts } from "../outbox/acts";
import type { Remembered } from "../remembered";
import { failureOf, type Session } from "../session";
import { text } from "../strings";
import { blank, type Creating as State, type CreatingEvent, type Draft, given, nameOf, nothingCreated, reduceCreating, type Source, typed, withValue } from "./draft";

/** How long typing may pause before it is kept, milliseconds. */
const PAUSE = 250;

/** Where somebody created something last: the account, and in each the type, beside that of posts. */
interface Last {
  account: string;
  types: Readonly<Record<string, string>>;
}

export class Creating {
  readonly store: Store<State, CreatingEvent> = storeOf(nothingCreated, reduceCreating);
  readonly #session: Session;
  readonly #keep: DraftKeep<Draft>;
  readonly #acts: Acts;
  readonly #remembered: Remembered;
  readonly #enclosing: Enclosing;
  readonly #forms = new Map<string, FormResult>();
  #formsOf = -1;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #unkept = false;
  #last: Last = { account: "", types: {} };
  #running: AbortController | undefined;
  #entering = false;

  constructor(session: Session, keep: DraftKeep<Draft>, acts: Acts, remembered: Remembered, enclosing: Enclosing) {
    this.#session = session;
    this.#keep = keep;
    this.#acts = acts;
    this.#remembered = remembered;
    this.#enclosing = enclosing;
    acts.uncreated = (act) => this.#returned(act);
  }

  /** The accounts in which something can be created; posts, where something becomes one. */
  accounts(posts: boolean): readonly Account[] {
    return this.#session.state.accounts.filter((a) => {
      const form = this.#form(a, "");
      return (posts ? form.apart : form.types).length > 0;
    });
  }

  /** What an account takes of a type; "" is for the usual one. */
  #form({ id, system }: Pick<Account, "id" | "system">, type: string): FormResult {
    const { core } = this.#session;
    if (this.#formsOf !== this.#remembered.version.value) {
      this.#forms.clear();
      this.#formsOf = this.#remembered.version.value;
    }
    const key = `${id} ${type}`;
    const known = this.#forms.get(key);
    if (known) return known;
    if (!core) return nothingTaken;
    let form = nothingTaken;
    try {
      form = core.call("new.form", { directory: this.#remembered.directoryOf({ id, system }), type });
    } catch (error) {
      // Of a kind that this version does not know, as the list says: nothing is created there.
      if (!(error instanceof CoreError)) throw error;
    }
    this.#forms.set(key, form);
    return form;
  }

  /** What is asked for, as the draft stands. */
  form({ account, type }: Draft): FormResult {
    const chosen = this.#session.state.accounts.find((a) => a.id === account);
    return chosen ? this.#form(chosen, type) : nothingTaken;
  }

  /** What is wrong with what is typed, and what would be sent of it. */
  check(draft: Draft): NewCheckResult | null {
    const { core, state } = this.#session;
    const account = state.accounts.find((a) => a.id === draft.account);
    if (!core || !account || draft.type === "") return null;
    return core.call("new.check", { directory: this.#remembered.directoryOf(account), type: draft.type, given: given(draft, this.store.now().known), source: draft.text });
  }

  /** Opens what was being typed of a new one, or an empty one; false where none can be created. */
  begins(): boolean {
    if (!this.#session.core) return this.#later(() => this.begins());
    if (this.accounts(false).length === 0) return false;
    void this.#open(null, () => this.#placed(blank, false));
    return true;
  }

  /** Begins a new one with a subject and a text, below what is being typed already. Whether something was. */
  async takes(subject: string, source: string): Promise<boolean> {
    await this.#open(null, () => this.#placed(blank, false));
    const { draft } = this.store.now();
    const own = typed(draft);
    const whole = [draft.text.trimEnd(), source].filter(Boolean).join("\n\n");
    this.typed({ ...draft, values: { ...(subject ? { subject } : {}), ...draft.values }, text: whole, start: whole.length, end: whole.length });
    return own;
  }

  /** Makes a post of a row's ticket, of one message where one is named; false where none can be created. */
  beginsOf(row: Row, message = 0): boolean {
    if (!this.#session.core) return this.#later(() => this.beginsOf(row, message));
    if (this.accounts(true).length === 0) return false;
    const origin: Source = { account: row.account, system: row.system, ticket: row.id, subject: row.subject, url: row.url };
    void this.#open(origin, () => this.#placed({ ...blank, origin }, true)).then((found) => (found ? undefined : this.take(message)));
    return true;
  }

  /** Does something once the core has started; where it cannot, that is said already. */
  #later(go: () => void): boolean {
    void this.#session.outside.core.then(go, () => undefined);
    return true;
  }

  /** Reads the ticket that something is made of. What was typed meanwhile stays. */
  async take(message = 0): Promise<void> {
    const { core, state } = this.#session;
    const { name, draft } = this.store.now();
    const from = state.accounts.find((a) => a.id === draft.origin?.account);
    const to = state.accounts.find((a) => a.id === draft.account);
    if (!core || !draft.origin || !from || !to) return;
    this.#running?.abort();
    const stop = (this.#running = new AbortController());
    try {
      const taken = await core.run("new.take", { account: forCore(from), id: draft.origin.ticket, message, system: to.system, type: draft.type }, { signal: stop.signal });
      const now = this.store.now().draft;
      const values = { ...(taken.subject ? { subject: taken.subject } : {}), ...(taken.client.email ? { email: taken.client.email } : {}), ...now.values };
      this.store.dispatch({ type: "taken", name, draft: { ...now, values, text: now.text || taken.source, origin: { ...draft.origin, url: taken.url } } });
      this.#changed();
      void this.know();
    } catch (error) {
      if (!stop.signal.aborted) this.store.dispatch({ type: "untaken", name, failure: failureOf(error) });
    }
  }

  /** Opens what is kept of a name, else a fresh one; whether something was kept. */
  async #open(origin: Source | null, fresh: () => Draft): Promise<boolean> {
    await this.settle();
    const name = nameOf(origin);
    await this.#readLast();
    let kept: Draft | undefined;
    try {
      kept = (await this.#keep.all()).find((d) => d.name === name);
    } catch {
      this.store.dispatch({ type: "kept", kept: false });
    }
    // What is kept for an account that was removed since goes where a fresh one would.
    const draft = kept ? this.#placed(draftOf(kept), origin !== null) : fresh();
    this.store.dispatch({ type: "opened", name, draft, taking: origin !== null && !kept });
    this.#session.dispatch({ type: "place-chosen", place: "new" });
    return kept !== undefined;
  }

  /** A draft in an account and of a type that there are: those that it has, else those of the last time. */
  #placed(draft: Draft, posts: boolean): Draft {
    const offered = this.accounts(posts);
    const account = [draft.account, this.#last.account].map((id) => offered.find((a) => a.id === id)).find(Boolean) ?? offered[0];
    if (!account) return draft;
    const { types, apart } = this.#form(account, "");
    const among = posts ? apart : types;
    const type = [draft.type, this.#last.types[posts ? `${account.id}/posts` : account.id]].find((t) => t !== undefined && among.includes(t)) ?? among[0] ?? "";
    return { ...draft, account: account.id, type };
  }

  async #readLast(): Promise<void> {
    try {
      this.#last = lastFrom((await this.#session.outside.storage.read(["created"]))["created"]);
    } catch {
      // The first account and type are as good.
    }
  }

  /** Chooses another account, or another type. */
  choose(where: Partial<Pick<Draft, "account" | "type">>): void {
    const { draft } = this.store.now();
    this.typed(this.#placed({ ...draft, ...where }, draft.origin !== null));
    void this.know();
  }

  set(property: string, value: string): void {
    this.typed(withValue(this.store.now().draft, property, value));
  }

  typed(draft: Draft): void {
    this.store.dispatch({ type: "typed", draft });
    this.#changed();
  }

  #changed(): void {
    this.#unkept = true;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.settle(), PAUSE);
  }

  /** Keeps what is not kept yet. */
  async settle(): Promise<void> {
    clearTimeout(this.#pause);
    const { name, draft } = this.store.now();
    if (!this.#unkept || name === "") return;
    this.#unkept = false;
    this.store.dispatch({ type: "kept", kept: await this.#keep.write(name, typed(draft) ? draft : null) });
  }

  /** Asks whose the address is that was typed. Nobody waits for it. */
  async know(): Promise<void> {
    const { core, state } = this.#session;
    const { draft, known } = this.store.now();
    const email = draft.values["email"]?.trim() ?? "";
    const account = state.accounts.find((a) => a.id === draft.account);
    if (!core || !account || !/^\S+@\S+$/.test(email) || known?.email === email) return;
    try {
      const { found, card } = await core.run("person.card", { account: forCore(account), directory: this.#remembered.directoryOf(account), id: 0, email });
      if (this.store.now().draft.account === draft.account) this.store.dispatch({ type: "person-known", email, person: { id: found ? card.id : 0, name: found ? card.name : "", email } });
    } catch {
      // The helpdesk finds the client by the address itself.
    }
  }

  turnPreview(): void {
    this.store.dispatch({ type: "preview-turned" });
  }

  /** Sends what is typed, if nothing is wrong with it. */
  async send(): Promise<void> {
    const { name, draft } = this.store.now();
    const account = this.#session.state.accounts.find((a) => a.id === draft.account);
    const checked = this.check(draft);
    if (!checked || !account || name === "" || this.#entering) return;
    const fits = this.#enclosing.fits(name, account.system);
    if (checked.problems.length > 0 || !fits) return this.store.dispatch({ type: "tried" });
    this.#entering = true;
    const origin = draft.origin && { ...draft.origin, there: text.created.there(draft.type), here: text.created.here };
    const files = await this.#enclosing.named(name);
    const entered = await this.#acts.create({ account: account.id, system: account.system, type: draft.type, given: checked.given, source: draft.text, files, origin }).finally(() => (this.#entering = false));
    if (!entered) return;
    void this.#enclosing.leave(name, files);
    await this.#forget(name);
    const posts = draft.origin !== null;
    this.#last = { account: account.id, types: { ...this.#last.types, [posts ? `${account.id}/posts` : account.id]: draft.type } };
    await this.#session.outside.storage.write({ created: this.#last });
  }

  /** Forgets what was being typed for an account, and that it was the last. */
  async forget(account: string): Promise<void> {
    const { name, draft } = this.store.now();
    if (name !== "" && draft.account === account) await this.drop();
    for (const kept of await this.#keep.all()) {
      if (kept.account !== account && kept.origin?.account !== account) continue;
      await this.#keep.write(kept.name, null);
      await this.#enclosing.drop(kept.name);
    }
    await this.#readLast();
    if (this.#last.account !== account) return;
    this.#last = { account: "", types: {} };
    await this.#session.outside.storage.write({ created: this.#last });
  }

  /** Forgets what is typed and leaves. */
  async drop(): Promise<void> {
    const { name } = this.store.now();
    await this.#forget(name);
    await this.#enclosing.drop(name);
  }

  async #forget(name: string): Promise<void> {
    clearTimeout(this.#pause);
    this.#unkept = false;
    this.#running?.abort();
    this.store.dispatch({ type: "closed" });
    if (this.#session.state.place === "new") this.#session.dispatch({ type: "place-chosen", place: "tickets" });
    await this.#keep.write(name, null);
  }

  /** Leaves the form; what is typed stays for the next time. */
  leave(): void {
    void this.settle();
    this.#session.dispatch({ type: "place-chosen", place: "tickets" });
  }

  /** Puts what is to be taken back where it was typed, and opens it. */
  async #returned({ creation }: Acting): Promise<(back: boolean) => void> {
    if (!creation) return () => undefined;
    const { account, type, source, files, origin } = creation;
    // Who is known by an address is found again by it.
    const values = Object.fromEntries(creation.given.filter((g) => g.property !== "client").map((g) => [g.property, g.value]));
    const draft: Draft = { account, type, values, text: source, start: source.length, end: source.length, origin: origin && sourceOf(origin) };
    const name = nameOf(draft.origin);
    await this.settle();
    await this.#keep.write(name, draft);
    await this.#enclosing.comeBack(name, files);
    return (back) => {
      if (!back) {
        void this.#enclosing.leave(name, files);
        return void this.#keep.write(name, null);
      }
      this.#enclosing.back(files);
      this.store.dispatch({ type: "opened", name, draft, taking: false });
      this.#session.dispatch({ type: "place-chosen", place: "new" });
      void this.know();
    };
  }
}

const nothingTaken: FormResult = { types: [], apart: [], type: "", parts: [], file_room: 0 };

function sourceOf({ account, system, ticket, subject, url }: Source): Source {
  return { account, system, ticket, subject, url };
}

/** A draft without what it is kept with. */
function draftOf({ account, type, values, text: written, start, end, origin }: Draft): Draft {
  return { account, type, values, text: written, start, end, origin };
}

/** Reads what storage holds; what is of another shape is left out. */
function lastFrom(value: unknown): Last {
  const { account, types } = (value ?? {}) as Partial<Record<keyof Last, unknown>>;
  return {
    account: typeof account === "string" ? account : "",
    types: Object.fromEntries(Object.entries(types ?? {}).filter((e): e is [string, string] => typeof e[1] === "string")),
  };
}
