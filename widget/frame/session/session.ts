// What the widget does: it turns what a customer wants into operations of the
// core and their outcomes into actions. It knows no DOM; storage, time and the
// page come from outside.

import type { CheckDraftResult, CustomerOperations, Pending, PostFilter, PostRow, Vote } from "../../../wasm/core.gen";
import type { Prefill, View as Place } from "../../protocol";
import { say, told } from "../speech";
import { inVotes } from "../parts/number";
import type { Surroundings } from "./around";
import { failureOf, notKept, refused } from "./failure";
import { openKnown } from "./known";
import { lastOf } from "./last";
import { openLists, PAUSE } from "./lists";
import { consulted } from "./consult";
import { draftOf, openDrafts } from "./drafts";
import type { Details } from "../details/details";
import type { Near } from "../similar";
import { once } from "./once";
import type { Ear, Outbox, Sent } from "./outbox";
import { type Action, alike, type Choice, choices, type Draft, formOf, type FormName, initial, isTitle, reduce, remarks, type State, subjectOf, type Tab, top, valueOf, type View, votesOf } from "./state";

/** What components may ask for. */
export interface Session {
  readonly state: State;
  /** Whether drafts outlive the page. */
  readonly lasting: boolean;
  go(to: View): void;
  back(): void;
  home(): void;
  close(): void;
  /** Shows the first view, the form for one type of post, a post, or what was shown last. */
  show(to: Pick<Place, "view" | "post">): void;
  start(): void;
  /** Shows the posts that a filter selects. */
  search(change: Partial<PostFilter>): void;
  /** Reads the next page of the list that is shown. */
  more(): void;
  /** Goes to a view of those that stand beside each other, or reads it anew. */
  turn(to: Tab): void;
  /** Reads what the customer takes part in once more. */
  again(): void;
  /** Somebody may be about to write. */
  intend(): void;
  edit(name: FormName, change: Partial<Omit<Draft, "writing">>): void;
  prefill(draft: Prefill): void;
  /** Hears that another page of the visitor has written something, by its name in storage. */
  written(name: string | null): void;
  /** Shows what another page holds; what is shown here is kept. */
  take(name: FormName, id: string): void;
  /** Has the portal look for similar posts: what was written goes there for it. */
  ask(choice: Choice): void;
  /** Goes on from the form's first question. */
  unfold(choice: Choice): void;
  send(name: FormName): void;
  /** Takes a post that waits back into its form. */
  change(key: string): void;
  /** Sends what waits now. */
  hasten(key: string): void;
  /** Takes what waits out of the outbox. */
  drop(key: string): void;
  read(id: number): void;
  vote(id: number, button: Vote): void;
  dismiss(): void;
  /** What a form has beside its words, loaded once. */
  details(): Promise<Details>;
  /** Goes on as whoever a token of the site is about; as nobody in particular with "". */
  identify(token: string): void;
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
  const known = openKnown({ ...on, portal, exchange: async (portal, token) => (await core.load()).run("feedback.identify", { portal, token }), changed: () => session.start() });
  const begun = (choice: Choice) => {
    const { current, spares } = shelf.drafts(choice);
    return { draft: draftOf(current), others: spares };
  };
  let state = initial({ idea: begun("idea"), problem: begun("problem"), question: begun("question") }, on.online, shelf.seen());
  const core = once(
    () =>
      on.load().catch((error: unknown) => {
        if (refused(error)) dispatch({ type: "core", core: "refused" });
        throw error;
      }),
    () => dispatch({ type: "core", core: "ready" }),
  );
  const writer = once(on.loadWriting, (started) => {
    drafts.start(started);
    clearHandedOver();
    begunForms().forEach(judge);
  });
  /** The forms for posts, and those for comments that were begun. */
  const begunForms = () => Object.keys(state.forms) as FormName[];
  /** What a form has beside its words. */
  const details = once(async (): Promise<Details> => on.openDetails(await writer.load(), portal, session));
  /** The outbox, which sends what earlier visits left in it from the first time on that it is asked for. */
  const outbox = once(async () => on.openOutbox(await core.load(), writer.load, portal, ear));
  let near: Promise<Near | null> | undefined;
  let box: Uint8Array = new Uint8Array();

  const dispatch = (action: Action) => {
    const before = state;
    state = reduce(state, action);
    // What is shown of votes is a function of what the portal said and of the outbox.
    if (core.there && (state.posts !== before.posts || action.type === "outbox")) {
      const posts = Object.values(state.posts).map(({ id, votes }) => ({ id, votes, read_at: state.readAt[id] ?? 0 }));
      const { votes } = core.there.call("outbox.votes", { box, posts });
      state = reduce(state, { type: "shown", votes: Object.fromEntries(posts.map(({ id }, i) => [id, votes[i]!])) });
    }
    on.changed(state);
  };

  const drafts = openDrafts({
    shelf,
    newId: on.newId,
    show(name, draft, others) {
      const { draft: before, others: known } = formOf(state, name);
      const changed = !alike(draft, before);
      if (!changed && others.length === 0 && known.length === 0) return;
      dispatch({ type: "shelved", form: name, draft, others });
      if (changed) judge(name);
    },
  });

  /** Asks, and hears where the edge does not know the customer any more. */
  const asking = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      known.heard(error);
      throw error;
    }
  };
  const run = <K extends keyof CustomerOperations>(op: K, args: CustomerOperations[K]["args"], signal?: AbortSignal) =>
    asking(async () => (await core.load()).run(op, args, signal ? { signal } : {}));

  /** How many entries are on their way into the store. */
  let storing = 0;
  /** Enters something. That something waits is noted first, so that the next visit looks whatever happens to this one. */
  const enter = async (what: (to: Outbox) => Promise<void>) => {
    const to = await outbox.load();
    storing++;
    shelf.keepWaits(true);
    shelf.keepSeen(state.seen || 1);
    await what(to).finally(() => storing--);
  };
  /** Gets something ready before it is needed. Whoever needs it then hears why it could not be had. */
  const ahead = (of: { load(): Promise<unknown> }) => void of.load().catch(() => undefined);

  const tell = (op: "outbox.hasten" | "outbox.undo", key: string) =>
    void outbox
      .load()
      .then((to) => to.run(op, { key }))
      .catch(ear.failed);

  const ear: Ear = {
    holds(pending, bytes) {
      box = bytes;
      if (storing === 0) shelf.keepWaits(pending.some((p) => p.state !== "sent"));
      dispatch({ type: "outbox", pending, lasting: outbox.there?.grade !== "page" });
      clearHandedOver();
    },
    settled: (entry, result) => (entry.kind === "vote" ? votesSettled(entry, result) : void writtenSettled(entry, result)),
    failed: (error) => dispatch({ type: "noticed", text: told(failureOf(error).say) }),
  };

  const votesSettled = ({ key, state: stage, voted: id, vote, failure }: Pending, { votes }: Sent) => {
    const post = state.posts[id];
    if (votes && post) dispatch({ type: "confirmed", post: { ...post, votes }, at: on.now() });
    if (stage === "sent") {
      lists.outdated();
      on.tell({ type: "voted", id, vote });
      if (!votes) return;
      const count = inVotes(votes.count);
      dispatch({ type: "said", text: say(vote ? "widget.votes.voted" : "widget.votes.unvoted", { votes: count }) });
    } else if (stage === "needs_you") {
      dispatch({ type: "noticed", text: say("widget.votes.failed", { sentence: failure ? told(failure.say) : "" }) });
      session.drop(key);
    } else if (failure) dispatch({ type: "said", text: say("widget.votes.waits") });
  };

  const writtenSettled = async ({ key, state: stage, post, commented }: Pending, { person }: Sent) => {
    const view = top(state);
    if (stage === "sent") {
      lists.outdated();
      if (commented > 0) {
        dispatch({ type: "said", text: say("widget.comments.sent") });
        on.tell({ type: "commented", id: commented });
        if (state.details[commented]) session.read(commented);
      } else if (post?.type) {
        dispatch({ type: "confirmed", post, at: on.now() });
        dispatch({ type: "said", text: say(post.moderated ? "widget.sent.moderated" : "widget.sent.title", { type: post.type }) });
        on.tell({ type: "created", id: post.id, kind: post.type, url: post.url });
      }
      return;
    }
    const here = view.name === "sent" ? view.key === key : view.name === "post" ? view.id === commented : person && view.name === "waiting";
    if (stage === "needs_you" && here && !(person && (await outbox.there?.prove(key, person)))) session.change(key);
  };

  const lists = openLists({ shelf, portal, run, dispatch, state: () => state, now: on.now, after: on.after });
  const similars = lastOf(on.after);

  const saySimilar = (count: number) => count > 0 && dispatch({ type: "said", text: say("widget.similar.found", { count }) });

  /** Looks for similar posts where they are written, as far as there is something to look in. */
  const findSimilar = (choice: Choice) => {
    const { title } = state.forms[choice].draft;
    const found = (posts: readonly PostRow[], at: number) => dispatch({ type: "similar found", choice, title, posts, at });
    const pause = writer.there && !writer.there.distant ? check(choice)!.review.ask_after_ms : PAUSE;
    if (pause === 0) {
      similars(0, async () => {});
      found([], 0);
      return;
    }
    similars(pause, async (signal) => {
      try {
        const snapshot = await near;
        if (signal.aborted) return;
        const posts = snapshot?.find(title, choice) ?? [];
        found(posts, snapshot?.made ?? 0);
        saySimilar(posts.length);
      } catch {
        // The form does without: whoever writes is not to be held up by a search.
        if (!signal.aborted) found([], 0);
      }
    });
  };

  /** What the core says of a draft, once it is there. */
  const check = (name: FormName): CheckDraftResult | undefined => {
    const { writing, ...entered } = formOf(state, name).draft;
    const { type, object } = subjectOf(name);
    return writer.there?.call("feedback.check", { draft: { type, object, ...entered }, writing, fields: (type && details.there?.fields.offered) || [] });
  };

  /** Refuses a draft in which the core finds problems. */
  const refuse = (name: FormName): boolean => {
    const problems = check(name)?.review.problems ?? [];
    if (problems.length > 0) dispatch({ type: "refused", form: name, problems });
    return problems.length > 0;
  };

  /**
   * Has a draft reviewed as it stands. A page waits for a core that is elsewhere, and Firefox loses what is typed
   * meanwhile: that one is not asked before somebody sends.
   */
  const judge = (name: FormName) => {
    const checked = writer.there?.distant ? undefined : check(name);
    if (checked) dispatch({ type: "reviewed", form: name, review: checked.review });
  };

  /** A page that went before it heard that its draft was handed over left it here. */
  const clearHandedOver = () => {
    for (const name of begunForms()) {
      const { draft, handing } = formOf(state, name);
      const entered = handing || draft.writing === "" ? [] : state.pending.filter((p) => p.writing === draft.writing);
      if (entered.length === 0) continue;
      const key = check(name)?.key;
      if (!key) ahead(writer); // and once it is there this is done again
      else if (entered.some((p) => p.key === key)) clear(name);
    }
  };

  const clear = (name: FormName) => {
    const { draft } = formOf(state, name);
    dispatch({ type: "cleared", form: name });
    drafts.gone(name, draft);
  };

  const session: Session = {
    get state() {
      return state;
    },
    get lasting() {
      return shelf.lasting;
    },

    go(to) {
      dispatch({ type: "went", to });
      if (to.name === "post") {
        session.read(to.id);
        drafts.meet(remarks(to.id));
        if (formOf(state, remarks(to.id)).draft.writing) ahead(outbox);
      }
      if (to.name === "form") {
        near ??= writer
          .load()
          .then((core) => on.openNear(core, portal))
          .catch(() => null) // The form does without, and the next may find one.
          .then((snapshot) => {
            if (!snapshot) near = undefined;
            return snapshot;
          });
        ahead(details);
        judge(to.choice);
        findSimilar(to.choice);
      }
    },
    back: () => dispatch({ type: "went back" }),
    home: () => dispatch({ type: "went home" }),
    close: () => on.tell({ type: "close" }),
    show({ view, post }) {
      if (view === "mine" || view === "news") return session.turn(view);
      const to: View | null = view === "post" ? { name: view, id: post } : view && view !== "home" ? { name: "form", choice: view } : null;
      if (to?.name === "form" && state.forms[to.choice].handing) return;
      if (view) dispatch({ type: "went home" });
      if (to) session.go(to);
      if (state.home.phase === "failed") session.start();
    },

    start() {
      // A draft may have been handed over by a page that did not hear of it.
      if (shelf.follows()) ahead(details);
      if (shelf.waits() || choices.some((c) => state.forms[c].draft.writing)) ahead(outbox);
      return lists.start();
    },

    identify: (token) => void known.identify(token),

    search: lists.search,
    more: lists.more,
    turn(to) {
      dispatch({ type: "turned", to });
      if (to !== "home") lists.look();
    },
    again: lists.look,

    intend: () => ahead(writer),
    edit(name, change) {
      if (!core.there?.distant) ahead(outbox);
      const writing = formOf(state, name).draft.writing || on.newId();
      dispatch({ type: "edited", form: name, change: { ...change, writing } });
      drafts.typed(name, formOf(state, name).draft);
      judge(name);
      const { type } = subjectOf(name);
      if (type && change.title !== undefined) findSimilar(type);
    },
    prefill({ type, title, content }) {
      const choice = type || "idea";
      const { draft } = state.forms[choice];
      session.edit(choice, { title: draft.title || title, content: draft.content || content });
    },
    written(name) {
      for (const form of shelf.written(name, begunForms())) if (!formOf(state, form).handing) drafts.meet(form);
    },
    async take(name, id) {
      try {
        await writer.load();
        drafts.take(name, id);
        const { type } = subjectOf(name);
        if (type) findSimilar(type);
      } catch (error) {
        ear.failed(error);
      }
    },
    async ask(choice) {
      const { title } = state.forms[choice].draft;
      const at = on.now();
      dispatch({ type: "similar asked", choice });
      try {
        const { posts } = await asking(async () => (await writer.load()).run("feedback.similar", { portal, title, type: choice }));
        dispatch({ type: "similar found", choice, title, posts, at });
        saySimilar(posts.length);
      } catch (error) {
        dispatch({ type: "similar found", choice, title, posts: [], at });
        ear.failed(error);
      }
    },
    unfold(choice) {
      // Only the first question is asked so far.
      const problems = check(choice)?.review.problems.filter((p) => p.field === "title") ?? [];
      if (problems.length > 0) dispatch({ type: "refused", form: choice, problems });
      else dispatch({ type: "unfolded", choice });
    },

    async send(name) {
      if (formOf(state, name).handing || refuse(name)) return;
      dispatch({ type: "handing", form: name });
      try {
        // Where the core for writing cannot be had, the outbox looks at what is entered in it.
        await Promise.all([outbox.load(), writer.load().catch(() => undefined)]);
        if (details.there && !(await details.there.settled(name))) {
          dispatch({ type: "refused", form: name, problems: [] });
          return;
        }
        const changed = await consulted(on.consult, subjectOf(name).type, formOf(state, name).draft);
        if (typeof changed === "string") {
          dispatch({ type: "refused", form: name, problems: [] });
          return session.notice(changed.trim() || say("widget.form.held"));
        }
        if (changed) session.edit(name, changed);
        if (refuse(name)) return;
        const { draft } = formOf(state, name);
        const { writing, ...entered } = draft;
        const checked = check(name);
        if (checked && draft.files.length > 0) (await details.load()).files.follow(checked.key, draft);
        await enter((to) => to.run("outbox.post", { draft: { ...subjectOf(name), ...entered }, writing }));
        const key = checked?.key ?? state.pending.findLast((p) => p.writing === writing)?.key ?? "";
        dispatch({ type: "handed over", form: name, key });
        drafts.gone(name, draft);
      } catch (error) {
        const failure = failureOf(error);
        dispatch(failure.fields.length > 0 ? { type: "refused", form: name, problems: failure.fields } : { type: "not kept", form: name, failure });
        // While it was on its way other pages were not listened to.
        drafts.meet(name);
      }
    },

    async change(key) {
      const entry = state.pending.find((p) => p.key === key);
      if (!entry?.draft) return;
      const { type, object, ...entered } = entry.draft;
      const name = type || remarks(object);
      if (formOf(state, name).draft.title || formOf(state, name).draft.content) return session.notice(say("widget.form.taken"));
      // It is on the shelf before it leaves the outbox; of both, what is in the outbox counts. What may have arrived is
      // sent anew as another, or not at all.
      const draft: Draft = { ...entered, writing: (entry.failure?.kind === "conflict" ? "" : entry.writing) || on.newId() };
      let laid = false;
      try {
        const to = await outbox.load();
        ahead(writer);
        drafts.lay(name, draft);
        laid = true;
        await to.run("outbox.undo", { key });
        dispatch({ type: "brought back", form: name, draft, failure: entry.failure });
      } catch {
        if (laid) drafts.gone(name, draft);
        dispatch({ type: "noticed", text: say("widget.waiting.too_late") });
      }
    },
    hasten: (key) => tell("outbox.hasten", key),
    drop: (key) => tell("outbox.undo", key),

    async read(id) {
      dispatch({ type: "post asked", id });
      const at = on.now();
      try {
        const { post, author, body, comments, comments_problem, can_comment } = await run("feedback.post", { portal, id });
        dispatch({ type: "post read", post, at, detail: { author, body, comments, commentsProblem: comments_problem, canComment: can_comment } });
      } catch (error) {
        dispatch({ type: "post failed", id, failure: failureOf(error) });
      }
    },

    async vote(id, button) {
      const post = state.posts[id];
      if (!post) return;
      // Whoever votes for a post like theirs does not write another.
      const form = button === "up" && votesOf(state, id).mine !== "up" && state.stack.find((view) => view.name === "form");
      const instead = form && valueOf(state.forms[form.choice].similar)?.includes(id);
      try {
        await enter((to) => to.run("outbox.vote", { key: on.newId(), id, votes: post.votes, read_at: state.readAt[id] ?? 0, button }));
        dispatch({ type: "noticed", text: "" });
        if (!instead) return;
        const { draft } = state.forms[form.choice];
        dispatch({ type: "voted instead", choice: form.choice, id });
        if (isTitle(draft)) drafts.gone(form.choice, draft);
        if (!state.details[id]) session.read(id);
      } catch (error) {
        dispatch({ type: "noticed", text: say("widget.votes.failed", { sentence: notKept(failureOf(error)) }) });
      }
    },

    details: details.load,
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
  return session;
}
