// How an account is asked for what it has beside tickets.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { AgentOperations, Failure, OffersResult, PortalResult } from "../../wasm/core.gen";
import { type Account, forCore } from "../panel/accounts/account";
import type { Desk } from "../panel/desk";
import { failureOf } from "../panel/session";

type Args = Partial<Omit<AgentOperations["portal.read"]["args"], "account" | "directory">> & Pick<AgentOperations["portal.read"]["args"], "of">;

/** Asks an account. Rejects with CoreError. */
export function askPortal(desk: Desk, account: Account, args: Args, signal?: AbortSignal): Promise<PortalResult> {
  const { session, remembered } = desk.ground;
  if (!session.core) return Promise.reject(new Error("the core has not started"));
  return session.core.run("portal.read", { account: forCore(account), directory: remembered.directoryOf(account), page: 0, id: 0, type: "", text: "", ...args }, signal && { signal });
}

/** The accounts that offer something, as far as they may be reached. */
export function offering(desk: Desk, offers: (of: OffersResult) => boolean): readonly Account[] {
  const { accounts, denied } = desk.state.value;
  return accounts.filter((a) => {
    const of = desk.offers(a.system);
    return !denied.includes(a.id) && of !== undefined && offers(of);
  });
}

/** What one account has answered. */
export interface Part<T> {
  account: string;
  busy: boolean;
  failure: Failure | null;
  value: T | null;
}

/** What several accounts are asked for, each for itself: one that fails takes no other along, and what was there stays. */
export class Asking<T> {
  readonly #parts = signal<readonly Part<T>[]>([]);
  readonly #desk: Desk;
  readonly #offers: (of: OffersResult) => boolean;
  #running = new AbortController();

  constructor(desk: Desk, offers: (of: OffersResult) => boolean) {
    this.#desk = desk;
    this.#offers = offers;
  }

  get parts(): ReadonlySignal<readonly Part<T>[]> {
    return this.#parts;
  }

  /** Forgets all answers. */
  clear(): void {
    this.#running.abort();
    this.#parts.value = [];
  }

  /** Asks all, or one of them; take makes what is kept of an answer and of what was there before. */
  async ask(args: (before: T | null) => Args, take: (result: PortalResult, before: T | null) => T, only?: string): Promise<void> {
    if (only === undefined) {
      this.#running.abort();
      this.#running = new AbortController();
    }
    const { signal: stop } = this.#running;
    const accounts = offering(this.#desk, this.#offers);
    this.#parts.value = this.#parts.peek().filter((p) => accounts.some((a) => a.id === p.account));
    await Promise.all(
      accounts.filter((a) => only === undefined || a.id === only).map(async (account) => {
        const before = this.#parts.peek().find((p) => p.account === account.id)?.value ?? null;
        this.#put({ account: account.id, busy: true, failure: null, value: before });
        try {
          const result = await askPortal(this.#desk, account, args(before), stop);
          if (!stop.aborted) this.#put({ account: account.id, busy: false, failure: null, value: take(result, before) });
        } catch (error) {
          if (!stop.aborted) this.#put({ account: account.id, busy: false, failure: failureOf(error), value: before });
        }
      }),
    );
  }

  #put(part: Part<T>): void {
    const parts = this.#parts.peek();
    this.#parts.value = parts.some((p) => p.account === part.account) ? parts.map((p) => (p.account === part.account ? part : p)) : [...parts, part];
  }
}
