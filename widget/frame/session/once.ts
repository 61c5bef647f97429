/** Something that is loaded once. */
export interface Once<T> {
  /** What was loaded, once it is there. */
  readonly there: T | undefined;
  /** Loads it, unless it is there or on its way; again after it could not be had. */
  load(): Promise<T>;
}

/** came hears of it before anybody else does. */
export function once<T>(load: () => Promise<T>, came: (loaded: T) => void = () => {}): Once<T> {
  let there: T | undefined;
  let coming: Promise<T> | undefined;
  const begin = async () => {
    try {
      there = await load();
      came(there);
      return there;
    } catch (error) {
      there = coming = undefined;
      throw error;
    }
  };
  return {
    get there() {
      return there;
    },
    load: () => (coming ??= begin()),
  };
}
