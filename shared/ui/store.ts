// The one kind of store that faces have: a value that changes only by events,
// and a signal that whatever draws it follows.

import { type ReadonlySignal, signal } from "@preact/signals";

export interface Store<S, E> {
  /** What is drawn. */
  readonly state: ReadonlySignal<S>;
  /** The state, without following it. */
  now(): S;
  dispatch(event: E): void;
}

/** A store in which reduce, a pure function, makes the next state of the one before. */
export function storeOf<S, E>(initial: S, reduce: (state: S, event: E) => S): Store<S, E> {
  const state = signal(initial);
  return {
    state,
    now: () => state.peek(),
    dispatch(event) {
      state.value = reduce(state.peek(), event);
    },
  };
}
