// What the widget does: it turns what a customer wants into operations of the
// core and their outcomes into actions. It knows no DOM; storage, time and the
// page come from outside. What takes more than the first view is in behind.ts.

import type { CustomerOperations, PostFilter } from "../../../wasm/core.gen";
import type { View as Place } from "../../protocol";
import { say, told } from "../speech";
import type { First, Surroundings } from "./around";
import { failureOf, refused } from "./failure";
import type { Behind, Rest } from "./behind";
import { once } from "./once";
import type { Ear } from "./outbox";
import { type Action, initial, reduce, type State, type Tab, top, type View } from "./state";

/** What components may ask for. */
export interface Session extends Rest, Pick<Behind, "allowed"> {
  readonly state: State;
  /** Whether drafts outlive the page. */
  readonly lasting: boolean;
  /** Whether anything may be kept in this browser. */
  readonly stores: boolean;
  /** The address of the page that goes along with a post, "" for none. */
  readonly context: string;
  go(to: View): void;
  back(): void;
  home(): void;
  close(): void;
  /** Shows the first view, the form for one type of post, a post, or what was shown last. */
  show(to: Pick<Place, "view" | "post">): void;
  start(): void;
  /** From now on it can be written: what is behind the first view is there. */
  complete(open: (within: First) => Behind): void;
  /** Shows the posts that a filter selects. */
  search(change: Partial<PostFilter>): void;
  /** Goes to a view of those that stand beside each other, or reads it anew. */
  turn(to: Tab): void;
  /** Somebody may be about to write. */
  intend(): void;
  dismiss(): void;
  /** Says something aloud, or where everybody sees it. */
  announce(text: string): void;
  notice(text: string): void;
  /** Something failed that nobody else has heard. */
  unexpected(): void;
  network(online: boolean): void;
}

export function createSession(on: Surroundings): Session {
  const { shelf } = on;
  const portal = { address: on.address, visitor: shelf.visitor() };
  let state = initial(on.online, shelf.seen());
  const core = once(
    () =>
      on.load().catch((error: unknown) => {
        if (refused(error)) dispatch({ type: "core", core: "refused" });
        throw error;
      }),
    () => dispatch({ type: "core", core: "ready" }),
  );
  const writer = once(on.loadWriting, (started) => behind?.started(started));
  /** The outbox, which sends what earlier visits left in it from the first time on that it is asked for. */
  const outbox = once(async () => on.openOutbox(await core.load(), writer.load, portal, ear));
  let behind: Behind | undefined;
  let box: Uint8Array = new Uint8Array();

  const alter = (next: State) => {
    const before = state;
    state = next;
    // What is shown of votes is a function of what the portal said and of the outbox.
    if (core.there && (state.posts !== before.posts || state.pending !== before.pending)) {
      const posts = Object.values(state.posts).map(({ id, votes }) => ({ id, votes, read_at: state.readAt[id] ?? 0 }));
      const { votes } = core.there.call("outbox.votes", { box, posts });
      state = reduce(state, { type: "shown", votes: Object.fromEntries(posts.map(({ id }, i) => [id, votes[i]!])) });
    }
    behind?.altered();
    on.changed(state);
  };
  const dispatch = (action: Action) => alter(reduce(state, action));

  /** Asks, and hears where the edge does not know the customer any more. */
  const asking = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      behind?.heard(error);
      throw error;
    }
  };
  const run = <K extends keyof CustomerOperations>(op: K, args: CustomerOperations[K]["args"], signal?: AbortSignal) =>
    asking(async () => (await core.load()).run(op, args, signal ? { signal } : {}));

  /** Gets something ready before it is needed. Whoever needs it then hears why it could not be had. */
  const ahead = (of: { load(): Promise<unknown> }) => void of.load().catch(() => undefined);

  const ear: Ear = {
    holds(pending, bytes) {
      box = bytes;
      dispatch({ type: "outbox", pending, lasting: outbox.there?.grade !== "page" });
      behind?.holds(pending);
    },
    settled: (entry, result) => further(() => behind!.settled(entry, result)),
    failed: (error) => dispatch({ type: "noticed", text: told(failureOf(error).say) }),
  };

  /** Does what takes all of the session, once it is there. */
  const further = (act: () => void) => {
    if (behind) act();
    else on.further().then(act, ear.failed);
  };

  const start = async () => {
    behind?.anew();
    dispatch({ type: "home asked" });
    const at = on.now();
    try {
      const { categories, statuses, found } = await run("feedback.start", { portal });
      dispatch({ type: "home read", categories, statuses, found, at });
      // Who has never taken part in anything has no news.
      if (shelf.seen() > 0 || top(state).name === "mine" || top(state).name === "news") further(() => session.again());
    } catch (error) {
      dispatch({ type: "home failed", failure: failureOf(error) });
    }
  };

  const first: Omit<Session, keyof Rest> & Pick<Rest, "prefill" | "written" | "vote" | "more" | "hasten" | "identify" | "answer"> & Pick<Behind, "allowed"> = {
    get state() {
      return state;
    },
    get lasting() {
      return shelf.lasting;
    },
    get stores() {
      return on.stores();
    },
    get context() {
      return on.context();
    },

    go(to) {
      dispatch({ type: "went", to });
      behind?.came(to);
    },
    back: () => dispatch({ type: "went back" }),
    home: () => dispatch({ type: "went home" }),
    close: () => on.tell({ type: "close" }),
    show(to) {
      if (to.view) further(() => behind!.lead(to));
      if (state.home.phase === "failed") session.start();
    },

    start() {
      if (shelf.waits()) ahead(outbox);
      return start();
    },
    complete(open) {
      behind = open({ on, portal, session, core, writer, outbox, asking, run, alter, failed: ear.failed, ahead });
      Object.assign(session, behind);
      behind.came(top(state));
    },

    identify: (token) => further(() => session.identify(token)),

    search(change) {
      dispatch({ type: "search typed", filter: { ...state.search.filter, ...change } });
      further(() => behind!.find(change.text !== undefined));
    },
    more: () => further(() => session.more()),
    turn(to) {
      dispatch({ type: "turned", to });
      if (to !== "home") further(() => session.again());
    },

    intend: () => ahead(writer),
    prefill: (draft) => further(() => session.prefill(draft)),
    // What is shown is read when it can be shown.
    written: () => {},
    allowed: (stores) => further(() => behind!.allowed(stores)),
    // Nothing was asked before.
    answer: () => {},
    hasten: (key) => further(() => session.hasten(key)),

    vote: (id, button) => further(() => session.vote(id, button)),
    announce: (text) => dispatch({ type: "said", text }),
    notice: (text) => dispatch({ type: "noticed", text }),
    unexpected: () => dispatch({ type: "noticed", text: say("widget.unexpected") }),
    dismiss: () => dispatch({ type: "noticed", text: "" }),
    network(online) {
      dispatch({ type: "network", online });
      if (!online) return;
      if (outbox.there || shelf.waits()) session.hasten("");
      if (state.home.phase === "failed") session.start();
    },
  };
  const session = first as Session;
  return session;
}
