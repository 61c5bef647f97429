// What of a page of the panel is sealed, and what it does when that changes: the
// page begins anew, so that nothing of before the change is left in it.

import { signal } from "@preact/signals";
import { access } from "../../compat";
import { early, forgetAll, type Kept, session as memory, storage as local, watchSession, watchStorage } from "../../kept";
import { keepingFrom } from "../../lock/keys";
import { laidInMemory } from "../../lock/late";
import { type Seals, sealsOf, type Standing, standing } from "../../lock/seals";
import { waitingIn } from "../../lock/shelf";
import { storesOf } from "../../lock/stores";
import type { Early } from "../compose/keep";
import { ACTS } from "../outbox/sending";
import { loadLock, type Safe } from "./later";

/** The databases of the extension. */
const databases = ["drafts", "creations", "notes", "files", "tickets", ACTS];

/** What a page stands on that is not locked. */
export interface Ground {
  readonly seals: Seals;
  readonly storage: Kept;
  readonly session: Kept;
  /** Where what is on its way is laid when the page is closed. */
  readonly early: Early;
  readonly standing: Standing;
  readonly safe: Safe;
}

/** Where to stand; null where it is locked, which is shown then. */
export async function groundOf(settle: () => Promise<unknown>): Promise<Ground | null> {
  const known: { seals?: Seals } = {};
  // Before anything is read: a change after that is heard of.
  watch(() => {
    known.seals?.changed();
    return settle();
  });
  const { seal = null, keeping: chosen } = await local.read(["seal", "keeping"]);
  const now = await standing(local, memory, seal);
  if (now.ring && !now.open) {
    const { showLocked } = await loadLock();
    showLocked({ ring: now.ring, memory, waiting: await waiting(), wipe }, document.body);
    return null;
  }
  const seals = (known.seals = sealsOf(local, memory, loadLock, now));
  const { storage, session } = storesOf(local, memory, seals);
  const keeping = signal(keepingFrom(chosen));
  // What is drawn before anything can be opened would lie open.
  if (now.ring) for (const key of ["first", "left"]) early.write(key, null);
  const sealed = now.ring !== null && now.ring.target !== "";
  return { seals, storage, session, early: now.ring ? await laidInMemory(storage, memory, early) : early, standing: now, safe: { local, memory, storage, sealed, keeping, settle } };
}

function watch(settle: () => Promise<unknown>): void {
  let over = false;
  const anew = () => {
    if (over) return;
    over = true;
    // What cannot be kept has been said before.
    void settle().finally(() => location.reload());
  };
  let before = "";
  void local.read(["seal"]).then(({ seal }) => (before = JSON.stringify(seal ?? null)));
  watchStorage((keys) => {
    if (!keys.includes("seal")) return;
    void local.read(["seal"]).then(({ seal }) => {
      const [one, other] = [targetOf(JSON.parse(before || "null")), targetOf(seal)];
      before = JSON.stringify(seal ?? null);
      if (one !== other) anew();
    });
  });
  watchSession("opened", (opened) => {
    if ((opened ?? null) === null || document.querySelector(".locked")) anew();
  });
}

/** What things are sealed with: its change is one of the passphrase. What has been sealed anew since is none. */
function targetOf(seal: unknown): string {
  return (seal as { target?: string } | null | undefined)?.target ?? "";
}

/** How much waits behind the lock. */
function waiting(): Promise<number> {
  return new Promise((tell) => {
    const opening = indexedDB.open(ACTS);
    // One that was never there stays so.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => tell(0);
    opening.onsuccess = () => {
      const { result } = opening;
      if (!result.objectStoreNames.contains("outbox")) return tell(0);
      const stored = result.transaction("outbox").objectStore("outbox").get("box");
      stored.onsuccess = () => tell(waitingIn(stored.result));
      stored.onerror = () => tell(0);
      result.close();
    };
  });
}

/** Removes everything that is kept here. Storage goes last: until then somebody can try again. */
async function wipe(): Promise<boolean> {
  try {
    await Promise.all(databases.map(
      (name) =>
        new Promise<void>((gone, failed) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = () => gone();
          request.onerror = () => failed(new Error(`${name} stays`));
        }),
    ));
    await access.dropAll();
    await forgetAll();
    return true;
  } catch {
    // Who asked for it says so.
    return false;
  }
}
