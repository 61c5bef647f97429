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

export function keptIn(area: () => Area): Kept {
  return {
    async read(keys) {
      return area().get([...keys]);
    },
    async write(values) {
      try {
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
export const storage = keptIn(() => chrome.storage.local);

/** What is kept until the browser is closed, shared by all pages of the extension. */
export const session = keptIn(() => chrome.storage.session);

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
