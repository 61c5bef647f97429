// Seals everything as it is to be sealed now, one after the other. It may end at
// any moment: until it is through, the ring has all keys that are in use.

import type { Kept } from "../kept";
import { keepingFrom } from "./keys";
import { type Open, settled } from "./ring";
import { sealedIn, type Sealer } from "./sealer";
import { sealedInSession, sealedNames } from "./stores";

/** A store that seals what it keeps by itself. */
export interface Store {
  reseal(): Promise<void>;
}

/** memory is what the browser forgets when it is closed. Rejects where something cannot be written: then it is to be begun again. */
export async function resealAll(local: Kept, memory: Kept, { ring }: Open, sealer: Sealer, stores: readonly Store[]): Promise<void> {
  const write = async (kept: Kept, values: Record<string, unknown>) => {
    if (!(await kept.write(values as Record<string, never>))) throw new Error("it cannot be written");
  };
  const anew = async (kept: Kept, name: string) => {
    const value = (await kept.read([name]))[name] ?? null;
    if (value === null || sealer.settled(sealedIn(value))) return;
    await write(kept, { [name]: await sealer.sealValue(name, await sealer.openValue(name, value)) });
  };
  const { keys: inMemory, opened = {} } = await memory.read(["keys", "opened"]);
  if (ring.target !== "" && inMemory) {
    const { keys } = await local.read(["keys"]);
    const all = { ...(inMemory as object), ...((await sealer.openValue("keys", keys ?? {})) as object) };
    await write(local, { keys: await sealer.sealValue("keys", all) });
    await write(memory, { keys: null });
  }
  for (const name of sealedNames) await anew(local, name);
  for (const name of sealedInSession) await anew(memory, name);
  for (const store of stores) await store.reseal();
  const { keeping, keys } = await local.read(["keeping", "keys"]);
  if (ring.target === "" && keepingFrom(keeping) === "session" && keys) {
    // Who has chosen that they are forgotten has not chosen that they lie open.
    await write(memory, { keys });
    await write(local, { keys: null });
  }
  const left = settled(ring);
  await write(local, { seal: left });
  await write(memory, { opened: left && { [left.target]: (opened as Record<string, string>)[left.target] ?? "" } });
}
