// Opens a database of the browser's own and leads it to the stores that a program knows, by numbered migrations.

import { type IDBPDatabase, type IDBPTransaction, openDB } from "idb";

/**
 * Leads a database from one version to the next; the first makes it, and has number 1. They lead forward only and never
 * change once they were published. Each only adds: a page of an earlier release may be open beside one of a later, and
 * goes on with what the later has made.
 */
export type Migration = (database: IDBPDatabase, tx: IDBPTransaction<unknown, string[], "versionchange">) => void;

/**
 * Opens a database, and makes it where there is none. gone is called once it is closed by the browser or by a page of a
 * later release that waits to lead it on: it is to be opened anew for what comes next. Rejects where the browser refuses.
 */
export async function openDatabase(name: string, migrations: readonly Migration[], gone: () => void): Promise<IDBPDatabase> {
  const callbacks = {
    upgrade(database: IDBPDatabase, from: number, _to: number | null, tx: IDBPTransaction<unknown, string[], "versionchange">) {
      for (const migrate of migrations.slice(from)) migrate(database, tx);
    },
    terminated: gone,
    blocking(_from: number, _to: number | null, event: IDBVersionChangeEvent) {
      (event.target as IDBDatabase).close();
      gone();
    },
  };
  try {
    return await openDB(name, migrations.length, callbacks);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "VersionError") throw error;
    return openDB(name, undefined, callbacks);
  }
}
