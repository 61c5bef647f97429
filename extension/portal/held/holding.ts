// How what waits for approval is looked for, and decided.

import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { type Store, storeOf } from "../../../shared/ui/store";
import { forCore } from "../../panel/accounts/account";
import type { Desk } from "../../panel/desk";
import { failureOf } from "../../panel/session";
import { type Decided, decisions, type Held, type HeldEvent, type Item, next, nothingHeld, reduceHeld } from "./held";

/** How many pages are looked through by themselves. */
const ROUNDS = 5;

export class Holding {
  readonly store: Store<Held, HeldEvent> = storeOf(nothingHeld, reduceHeld);
  /** What was decided of each item, by its key. */
  readonly decided: ReadonlySignal<ReadonlyMap<string, Decided>>;
  readonly #desk: Desk;
  /** Keys of items that were decided together last. */
  together: readonly string[] = [];

  constructor(desk: Desk) {
    this.#desk = desk;
    const outgoing = computed(() => desk.state.value.outbox.acts);
    this.decided = computed(() => decisions(this.store.state.value, outgoing.value));
    effect(() => {
      for (const [key, { act }] of this.decided.value) if (act?.state === "sent") this.store.dispatch({ type: "sent", key, want: act.want });
    });
  }

  /** The accounts where something may wait. */
  get #accounts() {
    const { accounts, denied } = this.#desk.state.peek();
    return accounts.filter((a) => !denied.includes(a.id) && this.#desk.offers(a.system)?.held);
  }

  /** Looks from the newest on. */
  async refresh(): Promise<void> {
    const accounts = this.#accounts;
    this.store.dispatch({ type: "only", accounts: accounts.map((a) => a.id) });
    await Promise.all(accounts.map((a) => this.#look(a.id, true)));
  }

  /** Looks further back. */
  async further(): Promise<void> {
    const more = this.store.now().sources.filter((s) => s.more && !s.busy);
    await Promise.all(more.map((s) => this.#look(s.account, false)));
  }

  async #look(id: string, anew: boolean): Promise<void> {
    const { session, remembered } = this.#desk.ground;
    const account = session.state.accounts.find((a) => a.id === id);
    const source = () => this.store.now().sources.find((s) => s.account === id);
    if (!account || !session.core || source()?.busy) return;
    for (let round = 0; round < ROUNDS; round++) {
      const fresh = anew && round === 0;
      this.store.dispatch({ type: "asked", account: id, anew: fresh });
      try {
        const page = source()?.next ?? 0;
        const { held, rows } = await session.core.run("portal.read", { account: forCore(account), directory: remembered.directoryOf(account), of: "held", page, id: 0, type: "", text: "" });
        if (!held) return;
        this.store.dispatch({ type: "arrived", account: id, page: held, rows, anew: fresh });
        if (!held.more) return;
      } catch (error) {
        this.store.dispatch({ type: "failed", account: id, failure: failureOf(error) });
        return;
      }
    }
  }

  /** What keys are about now: what is picked, else what the cursor is at. */
  get #meant(): readonly Item[] {
    const { items, picked, cursor } = this.store.now();
    const wanted = picked.length > 0 ? picked : [cursor];
    return items.filter((i) => wanted.includes(i.key) && !this.decided.peek().has(i.key));
  }

  /** Approves one, or what is meant. */
  async approve(key?: string): Promise<void> {
    await this.#decide(this.#these(key), "published");
  }

  /** Asks for a reason to decline one, or what is meant. */
  decline(key?: string): void {
    const items = this.#these(key);
    if (items.length > 0) this.store.dispatch({ type: "declining", keys: items.map((i) => i.key) });
  }

  /** Declines what a reason was asked for. */
  async declined(): Promise<void> {
    const { items, declining, reason } = this.store.now();
    const text = reason.trim();
    await this.#decide(items.filter((i) => declining.includes(i.key)), text ? `declined\n${text}` : "declined");
  }

  #these(key: string | undefined): readonly Item[] {
    if (key === undefined) return this.#meant;
    return this.store.now().items.filter((i) => i.key === key && !this.decided.peek().has(key));
  }

  async #decide(items: readonly Item[], want: string): Promise<void> {
    if (items.length === 0) return;
    const keys = items.map((i) => i.key);
    const held = this.store.now();
    const over = (key: string) => keys.includes(key) || this.decided.peek().has(key);
    this.store.dispatch({ type: "decided" });
    if (keys.includes(held.cursor)) this.store.dispatch({ type: "moved", key: next(held, held.cursor, over) });
    this.together = keys;
    for (const item of items) await this.#desk.acts.set(item.row, item.property, want, "held");
  }

  /** Keys of the outbox's entries of what was decided together last, as long as they can be taken back. */
  undoable(): readonly string[] {
    return this.together.flatMap((key) => {
      const act = this.decided.value.get(key)?.act;
      return act?.held && act.undoable ? [act.key] : [];
    });
  }

  /** Takes back what was decided last; false where it is too late. */
  undo(): boolean {
    const [first, ...others] = this.undoable();
    if (first === undefined) return this.#desk.acts.undoLast();
    // Back to where it was decided.
    const [key] = this.together;
    if (key !== undefined) this.store.dispatch({ type: "moved", key });
    void (async () => {
      for (const one of [first, ...others]) await this.#desk.acts.undo(one);
    })();
    return true;
  }

  /** Opens the post that an item is, or is of. */
  open(item: Item): void {
    this.#desk.go("tickets");
    void this.#desk.ticket.open(item.row);
  }
}
