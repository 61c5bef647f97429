// What the widget does with what a customer writes: the half of a session that
// comes with the views behind the first, and nobody needs before they write.

import type { Core } from "../../../wasm/core";
import type { CheckDraftResult, Pending, PostRow, Vote, WritingOperations } from "../../../wasm/core.gen";
import type { Prefill } from "../../protocol";
import type { Details } from "../details/details";
import type { Near } from "../similar";
import { say } from "../speech";
import type { Within } from "./around";
import type { Consult } from "./consult";
import { draftOf, openDrafts } from "./drafts";
import { follows, openDrawer } from "./drawer";
import type { Enter } from "./entering";
import { failureOf } from "./failure";
import { alike, type FormAction, formOf, isTitle, reduceForms, remarks, subjectOf } from "./form";
import { lastOf } from "./last";
import { type Lists, PAUSE } from "./lists";
import { once } from "./once";
import type { Sent } from "./outbox";
import { type Choice, choices, type Draft, type FormName, known, top, valueOf, type View, votesOf } from "./state";

/** What of forms components may ask for. */
export interface Forms {
  edit(name: FormName, change: Partial<Omit<Draft, "writing">>): void;
  prefill(draft: Prefill): void;
  /** Hears that another page of the visitor has written something, by its name in storage. */
  written(name: string | null): void;
  /** Shows what another page holds; what is shown here is kept. */
  take(name: FormName, id: string): void;
  /** Has the portal look for similar posts: what was written goes there for it. */
  ask(choice: Choice): void;
  /** Whether the address of the page goes along with a post; on changes it. */
  pageAlong(choice: Choice, on?: boolean): boolean;
  /** Goes on from the form's first question. */
  unfold(choice: Choice): void;
  send(name: FormName): void;
  /** Takes a post that waits back into its form. */
  change(key: string): void;
  /** What a form has beside its words, loaded once. */
  details(): Promise<Details>;
}

export function openForms({ on, portal, session, core, writer, outbox, asking, alter, failed, ahead }: Within, lists: Lists, enter: Enter, consult: Consult) {
  const shelf = openDrawer(on.shelf, on.newId);
  const dispatch = (action: FormAction) => alter(reduceForms(session.state, action));
  /** The forms that were begun. */
  const begun = () => Object.keys(session.state.forms) as FormName[];
  const draftIn = (name: FormName) => formOf(session.state, name).draft;
  const details = once(async (): Promise<Details> => on.openDetails(await writer.load(), portal, session));
  let near: Promise<Near | null> | undefined;

  const drafts = openDrafts({
    shelf,
    newId: on.newId,
    show(name, draft, others) {
      const { draft: before, others: known } = formOf(session.state, name);
      const changed = !alike(draft, before);
      if (!changed && others.length === 0 && known.length === 0) return;
      dispatch({ type: "shelved", form: name, draft, others });
      if (changed) judge(name);
    },
  });

  const similars = lastOf(on.after);

  const saySimilar = (count: number) => count > 0 && session.announce(say("widget.similar.found", { count }));

  /** Looks for similar posts where they are written, as far as there is something to look in. */
  const findSimilar = (choice: Choice) => {
    const { title } = draftIn(choice);
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
    const { writing, ...entered } = draftIn(name);
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
    for (const name of begun()) {
      const { draft, handing } = formOf(session.state, name);
      const entered = handing || draft.writing === "" ? [] : session.state.pending.filter((p) => p.writing === draft.writing);
      if (entered.length === 0) continue;
      const key = check(name)?.key;
      if (!key) ahead(writer); // and once it is there this is done again
      else if (entered.some((p) => p.key === key)) clear(name);
    }
  };

  /** Forms whose posts go without the address of the page. */
  const bare = new Set<FormName>();
  /** Lays the page's address beside what somebody wrote, as they see it then. */
  const withPage = (name: FormName) => {
    const address = on.context();
    const { content } = draftIn(name);
    if (!address || !subjectOf(name).type || bare.has(name) || content.includes(address)) return;
    forms.edit(name, { content: `${content.trimEnd()}\n\n${say("widget.form.page", { address })}` });
  };

  const clear = (name: FormName) => {
    const draft = draftIn(name);
    dispatch({ type: "cleared", form: name });
    drafts.gone(name, draft);
  };

  const forms = {
    /** Somebody came to a view. */
    came(to: View) {
      if (to.name === "post") {
        drafts.meet(remarks(to.id));
        if (draftIn(remarks(to.id)).writing) ahead(outbox);
      }
      if (to.name !== "form") return;
      near ??= writer
        .load()
        .then((core) => on.openNear(core, portal))
        .catch(() => null) // The form does without, and the next may find one.
        .then((snapshot) => {
          if (!snapshot) near = undefined;
          return snapshot;
        });
      // Before they are to be seen, so that nothing moves then.
      void details.load().then(({ fields }) => fields.know(), () => undefined);
      judge(to.choice);
      findSimilar(to.choice);
    },
    started(core: Core<WritingOperations>) {
      drafts.start(core);
      clearHandedOver();
      begun().forEach(judge);
    },
    holds: clearHandedOver,
    /** What came of sending something written; person is what the portal wants to know of whoever wrote it. */
    async settled({ key, state: stage, post, commented }: Pending, { person }: Sent) {
      const view = top(session.state);
      if (stage === "sent") {
        lists.outdated();
        if (commented > 0) {
          session.announce(say("widget.comments.sent"));
          on.tell({ type: "commented", id: commented });
          if (session.state.details[commented]) session.read(commented);
        } else if (post?.type) {
          alter(known(session.state, [post], on.now()));
          session.announce(say(post.moderated ? "widget.sent.moderated" : "widget.sent.title", { type: post.type }));
          on.tell({ type: "created", id: post.id, kind: post.type, url: post.url });
        }
        return;
      }
      const here = view.name === "sent" ? view.key === key : view.name === "post" ? view.id === commented : person && view.name === "waiting";
      if (stage === "needs_you" && here && !(person && (await outbox.there?.prove(key, person)))) await forms.change(key);
    },
    /** Somebody is about to vote: what it gives back is told once the vote is kept. */
    voting(id: number, button: Vote) {
      // Whoever votes for a post like theirs does not write another.
      const { state } = session;
      const form = button === "up" && votesOf(state, id).mine !== "up" && state.stack.find((view) => view.name === "form");
      if (!form || !valueOf(formOf(state, form.choice).similar)?.includes(id)) return () => {};
      return () => {
        const draft = draftIn(form.choice);
        dispatch({ type: "voted instead", choice: form.choice, id });
        if (isTitle(draft)) drafts.gone(form.choice, draft);
        if (!session.state.details[id]) session.read(id);
      };
    },

    edit(name: FormName, change: Partial<Draft>) {
      if (!core.there?.distant) ahead(outbox);
      const writing = draftIn(name).writing || on.newId();
      dispatch({ type: "edited", form: name, change: { ...change, writing } });
      drafts.typed(name, draftIn(name));
      judge(name);
      const { type } = subjectOf(name);
      if (type && change.title !== undefined) findSimilar(type);
    },
    prefill({ type, title, content }: Prefill) {
      const choice = type || "idea";
      const draft = draftIn(choice);
      forms.edit(choice, { title: draft.title || title, content: draft.content || content });
    },
    written(name: string | null) {
      for (const form of shelf.written(name, [...new Set([...choices, ...begun()])])) if (!formOf(session.state, form).handing) drafts.meet(form);
    },
    async take(name: FormName, id: string) {
      try {
        await writer.load();
        drafts.take(name, id);
        const { type } = subjectOf(name);
        if (type) findSimilar(type);
      } catch (error) {
        failed(error);
      }
    },
    async ask(choice: Choice) {
      const { title } = draftIn(choice);
      const at = on.now();
      dispatch({ type: "similar asked", choice });
      try {
        const { posts } = await asking(async () => (await writer.load()).run("feedback.similar", { portal, title, type: choice }));
        dispatch({ type: "similar found", choice, title, posts, at });
        saySimilar(posts.length);
      } catch (error) {
        dispatch({ type: "similar found", choice, title, posts: [], at });
        failed(error);
      }
    },
    pageAlong(choice: Choice, on = !bare.has(choice)) {
      bare[on ? "delete" : "add"](choice);
      return on;
    },
    unfold(choice: Choice) {
      // Only the first question is asked so far.
      const problems = check(choice)?.review.problems.filter((p) => p.field === "title") ?? [];
      if (problems.length > 0) dispatch({ type: "refused", form: choice, problems });
      else dispatch({ type: "unfolded", choice });
    },

    async send(name: FormName) {
      if (formOf(session.state, name).handing || refuse(name)) return;
      dispatch({ type: "handing", form: name });
      try {
        // Where the core for writing cannot be had, the outbox looks at what is entered in it.
        await Promise.all([outbox.load(), writer.load().catch(() => undefined)]);
        if (details.there && !(await details.there.settled(name))) {
          dispatch({ type: "refused", form: name, problems: [] });
          return;
        }
        withPage(name);
        const changed = await consult(subjectOf(name).type, draftIn(name));
        if (typeof changed === "string") {
          dispatch({ type: "refused", form: name, problems: [] });
          return session.notice(changed.trim() || say("widget.form.held"));
        }
        if (changed) forms.edit(name, changed);
        if (refuse(name)) return;
        const draft = draftIn(name);
        const { writing, ...entered } = draft;
        const checked = check(name);
        if (checked && draft.files.length > 0) (await details.load()).files.follow(checked.key, draft);
        await enter((to) => to.run("outbox.post", { draft: { ...subjectOf(name), ...entered }, writing }));
        const key = checked?.key ?? session.state.pending.findLast((p) => p.writing === writing)?.key ?? "";
        dispatch({ type: "handed over", form: name, key });
        drafts.gone(name, draft);
      } catch (error) {
        const failure = failureOf(error);
        dispatch(failure.fields.length > 0 ? { type: "refused", form: name, problems: failure.fields } : { type: "not kept", form: name, failure });
        // While it was on its way other pages were not listened to.
        drafts.meet(name);
      }
    },

    async change(key: string) {
      const entry = session.state.pending.find((p) => p.key === key);
      if (!entry?.draft) return;
      const { type, object, ...entered } = entry.draft;
      const name = type || remarks(object);
      if (draftIn(name).title || draftIn(name).content) return session.notice(say("widget.form.taken"));
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
        session.notice(say("widget.waiting.too_late"));
      }
    },

    details: details.load,
  };

  for (const choice of choices) {
    const { current, spares } = shelf.drafts(choice);
    if (current.id || spares.length > 0) dispatch({ type: "shelved", form: choice, draft: draftOf(current), others: spares });
  }
  // A draft may have been handed over by a page that did not hear of it.
  if (begun().length > 0) ahead(outbox);
  if (follows(on.shelf)) ahead(details);
  return forms;
}
