// The keys that seal what this browser keeps, themselves sealed under a
// passphrase. A change of the passphrase brings another key: everything is sealed
// anew with it, one after the other, and as long as that lasts both keys are on
// the ring. So it may end at any moment, and what begins next goes on with it.

import { base64, derivedKey, fromBase64, newKey, random, ROUNDS, seal, unseal } from "./seal";

export interface Ring {
  /** Of this browser alone, base64, and how many rounds stand between a passphrase and what is derived of it. */
  readonly salt: string;
  readonly rounds: number;
  readonly keys: readonly { readonly id: string; readonly sealed: string }[];
  /** The key that everything is to be sealed with, "" where nothing is to be sealed any more. */
  readonly target: string;
  /** Something may still be sealed otherwise. */
  readonly pending: boolean;
}

/** Open keys, base64, by their ids. They are nowhere but in what a browser forgets when it is closed. */
export type Opened = Readonly<Record<string, string>>;

/** A ring and what it looks like open. */
export interface Open {
  readonly ring: Ring;
  readonly opened: Opened;
}

const placeOf = (id: string) => `ring/${id}`;

async function ringOf(passphrase: string, opened: Opened, target: string): Promise<Ring> {
  const salt = random(16);
  const derived = await derivedKey(passphrase, salt, ROUNDS);
  const keys = await Promise.all(Object.entries(opened).map(async ([id, key]) => ({ id, sealed: base64(await seal(id, derived, placeOf(id), fromBase64(key))) })));
  return { salt: base64(salt), rounds: ROUNDS, keys, target, pending: true };
}

/** A ring of a new passphrase, with a new key beside those of before: everything is to be sealed with it. */
export async function withPassphrase(passphrase: string, before: Opened = {}): Promise<Open> {
  const { id, key } = newKey();
  const opened = { ...before, [id]: base64(key) };
  return { ring: await ringOf(passphrase, opened, id), opened };
}

/** Opens a ring; null where it is not the passphrase. */
export async function openRing({ salt, rounds, keys }: Ring, passphrase: string): Promise<Opened | null> {
  const derived = await derivedKey(passphrase, fromBase64(salt), rounds);
  try {
    return Object.fromEntries(await Promise.all(keys.map(async ({ id, sealed }) => [id, base64(await unseal(derived, placeOf(id), fromBase64(sealed)))] as const)));
  } catch {
    // Another key opens nothing; that it was another is all that this tells.
    return null;
  }
}

/** What of a ring is left once everything is as it is to be; null where that is nothing. */
export function settled(ring: Ring): Ring | null {
  return ring.target === "" ? null : { ...ring, keys: ring.keys.filter(({ id }) => id === ring.target), pending: false };
}

/** Reads what storage holds; null where it is none. */
export function ringFrom(value: unknown): Ring | null {
  const { salt, rounds, keys, target, pending } = (value ?? {}) as Partial<Ring>;
  if (typeof salt !== "string" || typeof rounds !== "number" || typeof target !== "string" || !Array.isArray(keys)) return null;
  return { salt, rounds, keys: keys.filter((k: Partial<Ring["keys"][number]> | null) => typeof k?.id === "string" && typeof k.sealed === "string"), target, pending: pending === true };
}

/** Reads what the browser remembers until it is closed; null where it is nothing. */
export function openedFrom(value: unknown): Opened | null {
  if (typeof value !== "object" || value === null) return null;
  const keys = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return keys.length > 0 ? Object.fromEntries(keys) : null;
}

