// What was sent while no panel was open: kept until a panel has said it.

import type { Kept } from "../../kept";

const KEY = "apart";
/** More than this many are told as this many: nobody reads on. */
const MOST = 100;

/** Notes an entry that the background has sent. There is one background. */
export async function addApart(kept: Kept, key: string): Promise<void> {
  const apart = await readApart(kept);
  await kept.write({ apart: [...apart.filter((k) => k !== key), key].slice(-MOST) });
}

/** The keys of the entries that were sent while no panel was open, which then are told. */
export async function takeApart(kept: Kept): Promise<readonly string[]> {
  const apart = await readApart(kept);
  if (apart.length > 0) await kept.write({ apart: [] });
  return apart;
}

async function readApart(kept: Kept): Promise<readonly string[]> {
  const apart = (await kept.read([KEY]))[KEY];
  return Array.isArray(apart) ? apart.filter((key): key is string => typeof key === "string") : [];
}
