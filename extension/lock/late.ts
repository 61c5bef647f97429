// What is on its way into a database when a page is closed. Where everything is
// sealed it is laid where the browser forgets it when it is closed, and not in a
// file: sealing it takes longer than such a page lives.

import type { Kept } from "../kept";
import type { Early } from "../panel/compose/keep";

type Late = Readonly<Record<string, string>>;

function lateFrom(value: unknown): Late {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** What is laid in a file where nothing is sealed. */
const names = ["drafts.late", "creations.late", "notes.late"];

/** storage seals what it is given, memory is forgotten when the browser is closed; file is where it was laid before anything was sealed. */
export async function laidInMemory(storage: Kept, memory: Kept, file: Early): Promise<Early> {
  const before = lateFrom((await storage.read(["late"]))["late"]);
  const all = new Map(Object.entries({ ...before, ...lateFrom((await memory.read(["late"]))["late"]) }));
  const write = async () => memory.write({ late: Object.fromEntries(all) });
  if (Object.keys(before).length > 0 && (await write())) await storage.write({ late: null });
  for (const name of names) {
    const laid = file.read(name);
    if (laid === null) continue;
    all.set(name, laid);
    if (await write()) file.write(name, null);
  }
  return {
    read: (key) => all.get(key) ?? null,
    write(key, value) {
      if (value === null) all.delete(key);
      else all.set(key, value);
      // Writing never rejects; that it is laid here is the second net, under the database.
      write().catch(() => undefined);
      return true;
    },
  };
}

/** Seals what still lies in memory, and takes it away there. */
export async function sealLate(storage: Kept, memory: Kept): Promise<void> {
  const late = lateFrom((await memory.read(["late"]))["late"]);
  if (Object.keys(late).length === 0 || (await storage.write({ late }))) await memory.write({ late: null });
}
