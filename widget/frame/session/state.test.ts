import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { Failure, PostRow, Votes } from "../../../wasm/core.gen";
import { said } from "./samples";
import { emptyDraft, type FormAction, formOf, reduceForms } from "./form";
import { type ListAction, reduceLists } from "./lists";
import { type ReadingAction, reduceReading } from "./reading";
import { type Action, anything, type Draft, initial, reduce as reduceFirst, type State, top, votesOf } from "./state";

const open: Votes = { count: 10, mine: "", open: true, down: true };

function post(id: number, votes: Partial<Votes> = {}): PostRow {
  return {
    id,
    type: "idea",
    title: `Post ${id}`,
    status: { id: 0, slug: "", title: "", state: "unknown" },
    category: "",
    votes: { ...open, ...votes },

    comments: 0,
    created: 0,
    url: "",
    moderated: false,
  };
}

const failure: Failure = {
  kind: "unavailable",
  say: said("Cannot be reached."),
  detail: "",
  fields: [],
  retry_after_ms: 0,
  uncertain: false,
};

const draft = (change: Partial<Draft>): Draft => ({ ...emptyDraft, ...change });

type Any = Action | FormAction | ListAction | ReadingAction;

/** The next state, whichever part has to do with it. */
const reduce = (state: State, action: Any): State => [reduceFirst, reduceForms, reduceLists, reduceReading].map((half) => half(state, action as never) as State | undefined).find((next) => next)!;

/** What becomes of a fresh widget, online and with no drafts, after these actions. */
function after(...actions: Any[]): State {
  return actions.reduce(reduce, initial(true));
}

const found = (...posts: PostRow[]) => ({ posts, later: [], more: false });
const read = (...first: number[]) => ({ first, later: [], page: 1, more: false });
const listed = { type: "home read", categories: [], statuses: [], found: found(post(1), post(2)), at: 1 } as const;
/** Somebody has opened a post. */
const opened = (post: PostRow, at: number): Any => ({ type: "post read", post, at, detail: { author: "Ann", body: new Uint8Array(), comments: [], commentsProblem: null, canComment: true, following: "" } });
const dar = { ...anything, text: "dar" };
const dark = { ...anything, text: "dark" };

describe("votes", () => {
  test("are shown as the portal confirmed them until the outbox says otherwise", () => {
    const state = after(listed);
    assert.deepEqual(votesOf(state, 1), open);
    const shown = { ...open, mine: "up", count: 11 } as const;
    assert.deepEqual(votesOf(reduce(state, { type: "shown", votes: { 1: shown } }), 1), shown);
  });

  test("of a list that was asked for earlier do not replace later ones", () => {
    const counted = post(1, { mine: "up", count: 25 });
    const state = after(opened(counted, 20), { ...listed, at: 10 });
    assert.deepEqual(state.posts[1], counted);
    assert.deepEqual(reduce(state, { ...listed, at: 30 }).posts[1], post(1));
  });
});

describe("searching", () => {
  test("results of an earlier text are dropped", () => {
    const state = after(
      { type: "search typed", filter: dar },
      { type: "search typed", filter: dark },
      { type: "search found", filter: dar, found: found(post(1)), at: 1 },
    );
    assert.equal(state.search.found.phase, "loading");
    assert.deepEqual(state.posts, {});
  });

  test("results stay while the text is being changed", () => {
    const state = after(
      { type: "search typed", filter: dark },
      { type: "search found", filter: dark, found: found(post(1)), at: 1 },
      { type: "search typed", filter: { ...dark, text: "dark m" } },
    );
    assert.deepEqual(state.search.found, { phase: "loading", value: read(1) });
  });

  test("an emptied search is no search", () => {
    const state = after({ type: "search typed", filter: dark }, { type: "search typed", filter: { ...dark, text: "  " } });
    assert.deepEqual(state.search.found, { phase: "idle" });
  });

  test("a post that a portal lists twice is shown once", () => {
    const state = after({ type: "search typed", filter: dark }, { type: "search found", filter: dark, found: found(post(1), post(2), post(1)), at: 1 });
    assert.deepEqual(state.search.found, { phase: "ready", value: read(1, 2) });
  });
});

describe("what the customer takes part in", () => {
  const taking = { role: "voted", held: false, left: false, status_at: 0, answered_at: 0 } as const;

  test("does not replace what was read later", () => {
    const later = post(1, { count: 25 });
    const state = after(opened(later, 20), { type: "mine read", asOf: 30, posts: [{ ...taking, post: post(1), read_at: 10 }, { ...taking, post: post(2), read_at: 10 }] });
    assert.deepEqual(state.posts[1], later);
    assert.deepEqual(state.posts[2], post(2));
  });

  test("stands beside the list, and what stands above either of them is gone", () => {
    const state = after({ type: "went", to: { name: "post", id: 1 } }, { type: "turned", to: "news" });
    assert.deepEqual(state.stack, [{ name: "news" }]);
    assert.deepEqual(reduce(state, { type: "went home" }).stack, [{ name: "home" }]);
  });
});

describe("writing", () => {
  const title: FormAction = { type: "edited", form: "idea", change: { title: "Dark mode" } };

  test("each type of post has a draft of its own", () => {
    const state = after(title, { type: "edited", form: "problem", change: { content: "It is too bright." } });
    assert.deepEqual(formOf(state, "idea").draft, draft({ title: "Dark mode" }));
    assert.deepEqual(formOf(state, "problem").draft, draft({ content: "It is too bright." }));
  });

  test("a draft with a description comes back with the whole form", () => {
    const state = after({ type: "shelved", form: "idea", draft: draft({ title: "Dark mode", content: "Please." }), others: [] }, { type: "shelved", form: "question", draft: draft({ title: "How" }), others: [] });
    assert.equal(formOf(state, "idea").unfolded, true);
    assert.equal(formOf(state, "question").unfolded, false);
  });

  test("what another page wrote is shown with as much of the form as it takes, and what it holds beside", () => {
    const other = { id: "b", draft: { type: "idea", object: 0, title: "Export", content: "", category: 0, files: [], fields: [], tags: "" } } as const;
    const long = after(title, { type: "shelved", form: "idea", draft: draft({ title: "Dark mode", content: "Please.", writing: "a" }), others: [other] });
    assert.equal(formOf(long, "idea").unfolded, true);
    assert.deepEqual(formOf(long, "idea").others, [other]);
    const short = reduce(long, { type: "shelved", form: "idea", draft: draft({ title: "Export", writing: "b" }), others: [] });
    assert.equal(formOf(short, "idea").unfolded, false, "another writing begins with its first question");
    assert.deepEqual(formOf(reduce(long, { type: "handed over", form: "idea", key: "k" }), "idea").others, [other], "it outlives what is sent");
  });

  test("a field's problem goes when the field is edited, the others stay", () => {
    const problems = [
      { field: "title", say: said("Give it a title.") },
      { field: "content", say: said("Describe it.") },
    ];
    const state = after({ type: "refused", form: "idea", problems }, title);
    assert.deepEqual(formOf(state, "idea").problems, problems.slice(1));
  });

  test("a post that comes back refused shows why, at its fields", () => {
    const refused = { ...failure, fields: [{ field: "title", say: said("There is one of that title.") }] };
    const state = after({ type: "went", to: { name: "sent", key: "k", choice: "idea" } }, {
      type: "brought back",
      form: "idea",
      draft: draft({ title: "Dark mode" }),
      failure: refused,
    });
    assert.deepEqual(top(state), { name: "form", choice: "idea" });
    assert.equal(state.stack.length, 2);
    assert.deepEqual(formOf(state, "idea").problems, refused.fields);
    assert.equal(formOf(state, "idea").refusals, 1);
  });

  test("what the outbox does not take stays in its form", () => {
    const state = after(title, { type: "handing", form: "idea" }, { type: "not kept", form: "idea", failure });
    assert.deepEqual(formOf(state, "idea").draft, draft({ title: "Dark mode" }));
    assert.equal(formOf(state, "idea").failure, failure);
    assert.equal(formOf(state, "idea").handing, false);
  });

  test("similar posts of an earlier title are dropped", () => {
    const state = after(title, { type: "edited", form: "idea", change: { title: "Dark theme" } }, {
      type: "similar found",
      choice: "idea",
      title: "Dark mode",
      posts: [post(1)],
      at: 1,
    });
    assert.deepEqual(formOf(state, "idea").similar, { phase: "loading", value: [] });
  });

  test("a post that is handed over leaves its form, so that back leads to the first view", () => {
    const state = after({ type: "went", to: { name: "form", choice: "idea" } }, title, { type: "handed over", form: "idea", key: "k" });
    assert.deepEqual(state.stack, [{ name: "home" }, { name: "sent", key: "k", choice: "idea" }]);
    assert.deepEqual(formOf(state, "idea").draft, emptyDraft);
  });

  test("whoever left the form while it was handed over is not pulled back", () => {
    const state = after(
      { type: "went", to: { name: "form", choice: "idea" } },
      title,
      { type: "went back" },
      { type: "went", to: { name: "post", id: 1 } },
      { type: "handed over", form: "idea", key: "k" },
    );
    assert.deepEqual(top(state), { name: "post", id: 1 });
  });
});

describe("moving between views", () => {
  test("the first view has nothing behind it", () => {
    assert.deepEqual(after({ type: "went back" }).stack, [{ name: "home" }]);
  });

  test("a post that is read anew keeps what was there", () => {
    const detail = { author: "Ann", body: new Uint8Array(), comments: [], commentsProblem: null, canComment: true, following: "" as const };
    const state = after({ type: "post asked", id: 1 }, { type: "post read", post: post(1), detail, at: 1 }, { type: "post asked", id: 1 });
    assert.deepEqual(state.details[1], { phase: "loading", value: detail });
  });

  test("the same words said twice differ, so that they are read aloud twice", () => {
    const once = after({ type: "said", text: "Vote counted." });
    const twice = reduce(once, { type: "said", text: "Vote counted." });
    assert.notEqual(twice.said, once.said);
    assert.equal(twice.said.trim(), once.said);
  });
});
