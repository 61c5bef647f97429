import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { Failure, PostRow, Votes } from "../../../wasm/core.gen";
import { said } from "./samples";
import { type Action, type Draft, emptyDraft, initial, pressed, reduce, type State, top, votesOf } from "./state";

const open: Votes = { count: 10, mine: "", open: true, down: true };

function post(id: number, votes: Partial<Votes> = {}): PostRow {
  return {
    id,
    type: "idea",
    title: `Post ${id}`,
    excerpt: "",
    status: { id: 0, slug: "", title: "", state: "unknown" },
    category: "",
    votes: { ...open, ...votes },
    comments: 0,
    created: 0,
    url: "",
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

/** What becomes of a fresh widget, online and with no drafts, after these actions. */
function after(...actions: Action[]): State {
  return actions.reduce(reduce, initial({}, true));
}

const listed: Action = { type: "home read", categories: [], posts: [post(1), post(2)] };

describe("votes", () => {
  const cases: { name: string; mine: Votes["mine"]; button: "up" | "down"; becomes: Votes["mine"]; count: number }[] = [
    { name: "a vote for a post adds one", mine: "", button: "up", becomes: "up", count: 11 },
    { name: "a vote against a post takes one", mine: "", button: "down", becomes: "down", count: 9 },
    { name: "the same button again takes the vote back", mine: "up", button: "up", becomes: "", count: 9 },
    { name: "a vote against is taken back by its own button", mine: "down", button: "down", becomes: "", count: 11 },
    { name: "the other button turns the vote over, which counts twice", mine: "up", button: "down", becomes: "down", count: 8 },
  ];
  for (const { name, mine, button, becomes, count } of cases) {
    test(name, () => {
      const vote = pressed(mine, button);
      assert.equal(vote, becomes);
      const state = after({ type: "home read", categories: [], posts: [post(1, { mine })] }, { type: "vote wanted", id: 1, vote });
      assert.deepEqual(votesOf(state, 1), { ...open, mine: becomes, count });
    });
  }

  test("the portal's count replaces the expected one", () => {
    const counted = { ...open, mine: "up", count: 25 } as const;
    const state = after(listed, { type: "vote wanted", id: 1, vote: "up" }, { type: "vote counted", id: 1, sent: "up", votes: counted });
    assert.deepEqual(votesOf(state, 1), counted);
    assert.deepEqual(state.voting, {});
  });

  test("a vote that fails is restored and leaves other votes alone", () => {
    const state = after(
      listed,
      { type: "vote wanted", id: 1, vote: "up" },
      { type: "vote wanted", id: 2, vote: "down" },
      { type: "vote failed", id: 1 },
    );
    assert.deepEqual(votesOf(state, 1), open);
    assert.equal(votesOf(state, 2).count, 9);
  });

  test("a mind changed while a vote is on its way stays changed when the vote is counted", () => {
    const state = after(
      listed,
      { type: "vote wanted", id: 1, vote: "up" },
      { type: "vote wanted", id: 1, vote: "" },
      { type: "vote counted", id: 1, sent: "up", votes: { ...open, mine: "up", count: 11 } },
    );
    assert.deepEqual(votesOf(state, 1), open);
    assert.equal(state.voting[1], "");
  });
});

describe("searching", () => {
  test("results of an earlier text are dropped", () => {
    const state = after(
      { type: "search typed", text: "dar" },
      { type: "search typed", text: "dark" },
      { type: "search found", text: "dar", posts: [post(1)] },
    );
    assert.equal(state.search.found.phase, "loading");
    assert.deepEqual(state.posts, {});
  });

  test("results stay while the text is being changed", () => {
    const state = after(
      { type: "search typed", text: "dark" },
      { type: "search found", text: "dark", posts: [post(1)] },
      { type: "search typed", text: "dark m" },
    );
    assert.deepEqual(state.search.found, { phase: "loading", value: [1] });
  });

  test("an emptied search is no search", () => {
    const state = after({ type: "search typed", text: "dark" }, { type: "search typed", text: "  " });
    assert.deepEqual(state.search.found, { phase: "idle" });
  });

  test("a post that a portal lists twice is shown once", () => {
    const state = after({ type: "search typed", text: "a" }, { type: "search found", text: "a", posts: [post(1), post(2), post(1)] });
    assert.deepEqual(state.search.found, { phase: "ready", value: [1, 2] });
  });
});

describe("writing", () => {
  const title: Action = { type: "edited", choice: "idea", change: { title: "Dark mode" } };

  test("each type of post has a draft of its own", () => {
    const state = after(title, { type: "edited", choice: "problem", change: { content: "It is too bright." } });
    assert.deepEqual(state.forms.idea.draft, draft({ title: "Dark mode" }));
    assert.deepEqual(state.forms.problem.draft, draft({ content: "It is too bright." }));
  });

  test("a draft with a description comes back with the whole form", () => {
    const state = initial({ idea: draft({ title: "Dark mode", content: "Please." }), question: draft({ title: "How" }) }, true);
    assert.equal(state.forms.idea.unfolded, true);
    assert.equal(state.forms.question.unfolded, false);
  });

  test("sending the same draft again uses the same key", () => {
    const state = after(
      title,
      { type: "sending", choice: "idea", key: "first" },
      { type: "not sent", choice: "idea", failure },
      { type: "sending", choice: "idea", key: "second" },
    );
    assert.equal(state.forms.idea.draft.key, "first");
  });

  test("a changed draft is another post and takes another key", () => {
    const state = after(
      title,
      { type: "sending", choice: "idea", key: "first" },
      { type: "not sent", choice: "idea", failure },
      { type: "edited", choice: "idea", change: { content: "Please." } },
      { type: "sending", choice: "idea", key: "second" },
    );
    assert.equal(state.forms.idea.draft.key, "second");
  });

  test("a failure keeps everything that was typed", () => {
    const state = after(
      title,
      { type: "edited", choice: "idea", change: { content: "Please.", category: 3 } },
      { type: "sending", choice: "idea", key: "k" },
      { type: "not sent", choice: "idea", failure },
    );
    assert.deepEqual(state.forms.idea.draft, { title: "Dark mode", content: "Please.", category: 3, key: "k" });
    assert.equal(state.forms.idea.failure, failure);
    assert.equal(state.forms.idea.sending, false);
  });

  test("a field's problem goes when the field is edited, the others stay", () => {
    const problems = [
      { field: "title", say: said("Give it a title.") },
      { field: "content", say: said("Describe it.") },
    ];
    const state = after({ type: "refused", choice: "idea", problems }, title);
    assert.deepEqual(state.forms.idea.problems, problems.slice(1));
  });

  test("fields that the portal refuses are shown and move the focus", () => {
    const refused = { ...failure, fields: [{ field: "title", say: said("There is one of that title.") }] };
    const state = after(title, { type: "sending", choice: "idea", key: "k" }, { type: "not sent", choice: "idea", failure: refused });
    assert.deepEqual(state.forms.idea.problems, refused.fields);
    assert.equal(state.forms.idea.refusals, 1);
  });

  test("similar posts of an earlier title are dropped", () => {
    const state = after(title, { type: "edited", choice: "idea", change: { title: "Dark theme" } }, {
      type: "similar found",
      choice: "idea",
      title: "Dark mode",
      posts: [post(1)],
    });
    assert.deepEqual(state.forms.idea.similar, { phase: "loading", value: [] });
  });

  test("a sent post replaces its form, so that back leads to the first view", () => {
    const state = after({ type: "went", to: { name: "form", choice: "idea" } }, title, { type: "sent", choice: "idea", post: post(9) });
    assert.deepEqual(state.stack, [{ name: "home" }, { name: "sent", id: 9, choice: "idea" }]);
    assert.deepEqual(state.forms.idea.draft, emptyDraft);
  });

  test("whoever left the form while it was sent is not pulled back", () => {
    const state = after(
      { type: "went", to: { name: "form", choice: "idea" } },
      title,
      { type: "went back" },
      { type: "went", to: { name: "post", id: 1 } },
      { type: "sent", choice: "idea", post: post(9) },
    );
    assert.deepEqual(top(state), { name: "post", id: 1 });
  });
});

describe("moving between views", () => {
  test("the first view has nothing behind it", () => {
    assert.deepEqual(after({ type: "went back" }).stack, [{ name: "home" }]);
  });

  test("a post that is read anew keeps what was there", () => {
    const detail = { author: "Ann", body: new Uint8Array(), comments: [], commentsProblem: null };
    const state = after({ type: "post asked", id: 1 }, { type: "post read", post: post(1), detail }, { type: "post asked", id: 1 });
    assert.deepEqual(state.details[1], { phase: "loading", value: detail });
  });

  test("the same words said twice differ, so that they are read aloud twice", () => {
    const once = after({ type: "said", text: "Vote counted." });
    const twice = reduce(once, { type: "said", text: "Vote counted." });
    assert.notEqual(twice.said, once.said);
    assert.equal(twice.said.trim(), once.said);
  });
});
