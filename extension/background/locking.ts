// Locks what nobody has touched for as long as somebody has chosen.

import { notifications, showBadge, wakeAt } from "../compat";
import { lock, minutesFrom, touchedAt } from "../lock/locking";
import { standing } from "../lock/seals";
import { startedCore } from "./core";
import { noted } from "./sending";
import { local, memory, storage } from "./stores";

/** Locks where it is time, or looks again when it may be. */
export async function lockInTime(): Promise<void> {
  try {
    if (!(await standing(local, memory)).open) return await wakeAt(0, "lock");
    const minutes = minutesFrom((await local.read(["lockAfter"]))["lockAfter"]);
    const { locks, next } = (await startedCore()).call("lock.due", { minutes, touched: await touchedAt(memory) });
    if (locks) await lock(storage, memory);
    await wakeAt(next, "lock");
  } catch (error) {
    noted(error);
  }
}

/** Shows nothing of what is locked. */
export async function hide(): Promise<void> {
  await Promise.all([showBadge(""), wakeAt(0, "watch"), wakeAt(0, "outbox"), wakeAt(0, "lock"), notifications.clear()]);
}
