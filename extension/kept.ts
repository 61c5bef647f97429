// What the extension keeps in this browser, and the only place that writes it.
// Writing fails: storage is full, the disk is, a profile is read only. Nobody
// who writes is spared that, so writing answers whether it is kept, and never
// rejects.

/**
 * What both browsers take and give back as it was: JSON. Chromium refuses
 * bytes and bigints, or makes something else of them; a type that holds such a
 * member does not compile.
 */
export type Plain<T> = T extends string | number | boolean | null
  ? T
  : T extends bigint | symbol | undefined | ArrayBufferView | ArrayBuffer | Date | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | ((...args: never[]) => unknown)
    ? never
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : never;

/** A storage area as the browsers have it. */
export interface Area {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
}

/** What is kept of an area. */
export interface Kept {
  /** Rejects where the browser cannot read. */
  read(keys: readonly string[]): Promise<Record<string, unknown>>;
  /** Whether all of it is kept now; if not, what was there before still is. */
  write<T extends object>(values: T & Plain<T>): Promise<boolean>;
}

/**
 * Leads what is kept from one version to the next. It is given the values that it names and returns those that it
 * changes, null for what is not needed any more. Values are read for what they hold, member by member, and what a
 * release before does not know it passes over: where that is enough, no migration is needed.
 */
export interface Migration {
  readonly keys: readonly string[];
  readonly migrate: (values: Record<string, unknown>) => Record<string, unknown>;
}

/** The first is what there was before versions had numbers. They lead forward only, and those that were published stay as they are. */
export const migrations: readonly Migration[] = [{ keys: [], migrate: () => ({}) }, { keys: ["accounts", "keeping"], migrate: keysOut }];

/** Takes the keys out of the accounts. They stay on this computer until somebody is asked where they are to be: see lock/keys.ts. */
function keysOut({ accounts, keeping }: Record<string, unknown>): Record<string, unknown> {
  const all: unknown[] = Array.isArray(accounts) ? accounts : [];
  const keyed = all.filter((a): a is { id: string; key: string } => {
    const { id, key, system } = (a ?? {}) as Record<string, unknown>;
    return typeof id === "string" && typeof key === "string" && key !== "" && system !== "demo";
  });
  if (keyed.length === 0) return {};
  const out = all.map((a) => (keyed.some((k) => k === a) ? { ...(a as object), key: "" } : a));
  return { accounts: out, keys: Object.fromEntries(keyed.map((a) => [a.id, a.key])), keeping: keeping ?? "unasked" };
}

/** The name of the version of what is kept. */
const VERSION = "version";

/** Lets one page of the extension at a time do something. */
export type Alone = (work: () => Promise<void>) => Promise<void>;

export function keptIn(area: () => Area, steps: readonly Migration[] = [], alone: Alone = (work) => work()): Kept {
  /** Whether it is known to be at the newest version, or at a later one, whose release is over: that is read as far as it goes. */
  let newest = steps.length === 0;
  const versionIn = (values: Record<string, unknown>) => (typeof values[VERSION] === "number" ? values[VERSION] : 0);
  const lead = async () => {
    if (newest) return;
    await alone(async () => {
      for (let at = versionIn(await area().get([VERSION])); at < steps.length; at++) {
        const step = steps[at] as Migration;
        // All that it changes and the number are kept together, or none of it.
        await area().set({ ...step.migrate(await area().get([...step.keys])), [VERSION]: at + 1 });
      }
    });
    newest = true;
  };
  return {
    async read(keys) {
      if (newest) return area().get([...keys]);
      const { [VERSION]: version, ...values } = await area().get([...keys, VERSION]);
      if (versionIn({ [VERSION]: version }) >= steps.length) {
        newest = true;
        return values;
      }
      try {
        await lead();
      } catch {
        // Full or read only: it is read as it is, and the next page tries again.
        return values;
      }
      return area().get([...keys]);
    },
    async write(values) {
      try {
        await lead();
        await area().set(values as Record<string, unknown>);
        return true;
      } catch {
        // Full, read only or gone: it is not kept, which is all that a person can be told.
        return false;
      }
    },
  };
}

/** What is kept until it is removed. */
export const storage = /* @__PURE__ */ keptIn(() => chrome.storage.local, migrations, async (work) => {
  await navigator.locks.request("deskside.storage", work);
});

/** What is kept until the browser is closed, shared by all pages of the extension. */
export const session = /* @__PURE__ */ keptIn(() => chrome.storage.session);

/** Forgets everything but how the panel looks and what it speaks. */
export async function forgetAll(): Promise<void> {
  for (const key of Object.keys(localStorage)) if (key !== "theme" && key !== "language") localStorage.removeItem(key);
  await chrome.storage.session.clear();
  await chrome.storage.local.clear();
}

/** Calls changed with the names of what another page of the extension, or this one, has written. */
export function watchStorage(changed: (keys: readonly string[]) => void): void {
  chrome.storage.local.onChanged.addListener((changes) => changed(Object.keys(changes)));
}

/** Calls changed with what a page of the extension has written until the browser is closed. */
export function watchSession(key: string, changed: (value: unknown) => void): void {
  chrome.storage.session.onChanged.addListener((changes) => {
    const change = changes[key];
    if (change) changed(change.newValue);
  });
}

/** Small values that are read before the first frame is drawn. */
export const early = {
  read(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      // Blocked: nothing is kept, as in a new profile.
      return null;
    }
  },

  /** Keeps a value, or none. Whether it is kept now. */
  write(key: string, value: string | null): boolean {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      return true;
    } catch {
      // Full or blocked; who writes says so.
      return false;
    }
  },
};
