// What marks say of the rows of a list, by their keys.

export interface Marked {
  /** They have changed since they were opened here. */
  unread: ReadonlySet<string>;
  /** They sleep; hidden are those of them that the list leaves out. */
  asleep: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export const nothingMarked: Marked = { unread: none, asleep: none, hidden: none };
