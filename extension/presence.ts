// Who is there: as long as a panel is open it shares a lock, by which the
// background knows whether anything can still be taken back.

/** The lock that every panel shares. */
export const PANEL = "deskside.panel";

/** Says, as long as this page lives, that a panel is there. */
export function beThere(locks: LockManager): void {
  // It ends with the page; where locks are refused, what waits is sent in its time.
  void locks.request(PANEL, { mode: "shared" }, () => new Promise<never>(() => {})).catch(() => undefined);
}

/** Does some work once no panel is there; false where one still is after some milliseconds. */
export async function onceAlone(locks: LockManager, patience: number, work: () => Promise<void>): Promise<boolean> {
  let alone = false;
  try {
    await locks.request(PANEL, { signal: AbortSignal.timeout(patience) }, async () => {
      alone = true;
      await work();
    });
  } catch (error) {
    if (alone) throw error;
  }
  return alone;
}

/** Whether a panel is there now. */
export async function someoneThere(locks: LockManager): Promise<boolean> {
  const { held = [] } = await locks.query();
  return held.some(({ name }) => name === PANEL);
}
