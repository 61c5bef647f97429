// Where the keys of accounts lie: apart from the accounts, and no longer than
// somebody has chosen.

import { place } from "../demo/place";
import type { Kept } from "../kept";

/** How long keys are kept: until the browser is closed, or on this computer; "unasked" is on this computer, as versions before this one did, until somebody is asked. */
export type Keeping = "session" | "computer" | "unasked";

/** Reads what storage holds: who has not chosen is asked again after each restart. */
export function keepingFrom(value: unknown): Keeping {
  return value === "computer" || value === "unasked" ? value : "session";
}

type Keys = Readonly<Record<string, string>>;

function keysFrom(value: unknown): Keys {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""));
}

interface Keyed {
  readonly id: string;
  readonly key: string;
}

/** Whether it is an account that is opened by a key; the demo's is none. */
function isKeyed(account: unknown): account is Keyed {
  const { id, key, system } = (account ?? {}) as { id?: unknown; key?: unknown; system?: unknown };
  return typeof id === "string" && typeof key === "string" && system !== place.system;
}

/** Storage in which accounts lie without their keys; who reads and writes accounts knows nothing of it. sealed tells that it is sealed, and keys with it. */
export function keysApart(local: Kept, session: Kept, sealed: () => Promise<boolean>): Kept {
  const inSession = async (): Promise<Keys> => keysFrom((await session.read(["keys"]))["keys"]);
  const keys = async (): Promise<Keys> => {
    const [there, here] = await Promise.all([inSession(), local.read(["keys"])]);
    return { ...there, ...keysFrom(here["keys"]) };
  };
  const kept: Kept = {
    async read(names) {
      if (!names.includes("accounts")) return local.read(names);
      // At once: a list waits for it.
      const [{ keys: here, ...values }, there] = await Promise.all([local.read([...names, "keys"]), inSession()]);
      const accounts = values["accounts"];
      if (!Array.isArray(accounts)) return values;
      const all = { ...there, ...keysFrom(here) };
      return { ...values, accounts: accounts.map((a: unknown) => (isKeyed(a) ? { ...a, key: a.key || all[a.id] || "" } : a)) };
    },
    async write(values) {
      const { accounts } = values as { accounts?: readonly unknown[] };
      if (!accounts) return local.write(values);
      let all: Keys;
      let keeping: Keeping;
      let within: boolean;
      try {
        [all, keeping, within] = await Promise.all([keys(), local.read(["keeping"]).then((k) => keepingFrom(k["keeping"])), sealed()]);
      } catch {
        // What cannot be read cannot be kept, either.
        return false;
      }
      const now: Keys = keysFrom(Object.fromEntries(accounts.filter(isKeyed).map((a) => [a.id, a.key || all[a.id] || ""])));
      const plain = { ...values, accounts: accounts.map((a) => (isKeyed(a) ? { ...a, key: "" } : a)) };
      if (within || keeping !== "session") return local.write({ ...plain, keys: now });
      // A key that is kept for an account that is not costs nobody anything; the other way round it would be lost.
      return (await session.write({ keys: now })) && local.write(plain);
    },
  };
  return kept;
}

/** Keeps keys as long as somebody has chosen from now on. Whether that is done; if not, all is as before. */
export async function keepKeys(local: Kept, session: Kept, keeping: "session" | "computer"): Promise<boolean> {
  const inSession = keysFrom((await session.read(["keys"]))["keys"]);
  const here = keysFrom((await local.read(["keys"]))["keys"]);
  const keys = { ...inSession, ...here };
  if (keeping === "session") return (await session.write({ keys })) && local.write({ keeping, keys: null });
  // What the browser forgets by itself may stay there until it does.
  return local.write({ keeping, keys });
}
