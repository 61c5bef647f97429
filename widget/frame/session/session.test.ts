import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { type Core, CoreError } from "../../../wasm/core";
import type { Failure, FieldError, PostRow, CustomerOperations } from "../../../wasm/core.gen";
import type { ToPage } from "../../protocol";
import { said } from "./samples";
import { createSession } from "./session";
import { openShelf, type Storage } from "./shelf";
import { top, votesOf } from "./state";

type Op = keyof CustomerOperations;
interface Call {
  op: Op;
  args: Record<string, unknown>;
  answer(result: unknown): Promise<void>;
  fail(failure: Partial<Failure>): Promise<void>;
}

const post = (id: number, change: Partial<PostRow> = {}): PostRow => ({
  id,
  type: "idea",
  title: `Post ${id}`,
  excerpt: "",
  status: { id: 0, slug: "", title: "", state: "unknown" },
  category: "",
  votes: { count: 10, mine: "", open: true, down: false },
  comments: 0,
  created: 0,
  url: "https://help.example.com/topic/1",
  ...change,
});

/** Lets every promise that can settle do so. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A session whose core, time and storage the test holds. */
function stage({ kept = {} as Record<string, string>, problems = [] as FieldError[] } = {}) {
  const calls: Call[] = [];
  const told: ToPage[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const storage: Storage = {
    getItem: (name) => kept[name] ?? null,
    setItem: (name, value) => void (kept[name] = value),
  };
  let ids = 0;
  const core: Core<CustomerOperations> = {
    starts: 1,
    hold: () => 0,
    release: () => undefined,
    memory: 0,
    call: (() => ({ problems, title_left: 90, content_left: 11990 })) as unknown as Core<CustomerOperations>["call"],
    run: ((op: Op, args: Record<string, unknown>, options: { signal?: AbortSignal }) =>
      new Promise((resolve, reject) => {
        options.signal?.addEventListener("abort", () => reject(options.signal?.reason));
        calls.push({
          op,
          args,
          answer: (result) => (resolve(result), settle()),
          fail: (failure) => {
            const whole: Failure = { kind: "unavailable", say: said(""), detail: "", fields: [], retry_after_ms: 0, uncertain: false, ...failure };
            reject(new CoreError(whole));
            return settle();
          },
        });
      })) as unknown as Core<CustomerOperations>["run"],
  };
  const session = createSession({
    load: async () => core,
    address: "https://edge.example.com",
    shelf: openShelf(storage, (bytes) => void bytes.fill(7)),
    newId: () => `id-${++ids}`,
    after: (ms, run) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
      };
    },
    online: true,
    tell: (message) => told.push(message),
    changed: () => {},
  });
  return {
    session,
    calls,
    told,
    timers,
    kept,
    /** Starts with these posts. */
    async with(...posts: PostRow[]) {
      session.start();
      await settle();
      await calls.pop()?.answer({ categories: [], posts, limits: { title: 100, content: 12000 } });
    },
    /** Lets the pauses pass. */
    async pass() {
      for (const timer of timers.splice(0)) timer.run();
      await settle();
    },
  };
}

describe("voting", () => {
  test("shows at once, is sent once, and is counted by the portal", async () => {
    const { session, calls, told, kept, ...at } = stage();
    await at.with(post(1));
    session.vote(1, "up");
    assert.equal(votesOf(session.state, 1).count, 11);
    await settle();
    assert.equal(calls.length, 1);
    await calls[0]?.answer({ votes: { count: 12, mine: "up", open: true, down: false } });
    assert.equal(votesOf(session.state, 1).count, 12);
    assert.deepEqual(told, [{ type: "voted", id: 1, vote: "up" }]);
    assert.deepEqual(JSON.parse(kept["deskside.votes"] ?? ""), [[1, "up"]]);
  });

  test("changed while it is on its way is sent again afterwards, never two at a time", async () => {
    const { session, calls, ...at } = stage();
    await at.with(post(1));
    for (let presses = 0; presses < 4; presses++) session.vote(1, "up");
    await settle();
    assert.deepEqual(calls.map((c) => c.args["vote"]), ["up"]);
    await calls[0]?.answer({ votes: { count: 11, mine: "up", open: true, down: false } });
    assert.deepEqual(calls.map((c) => c.args["vote"]), ["up", ""]);
    assert.equal(votesOf(session.state, 1).count, 10);
  });

  test("that fails is restored and says why", async () => {
    const { session, calls, told, ...at } = stage();
    await at.with(post(1));
    session.vote(1, "up");
    await settle();
    await calls[0]?.fail({ say: said("Try again in a minute.") });
    assert.deepEqual(votesOf(session.state, 1), post(1).votes);
    assert.match(session.state.notice, /Try again in a minute\./);
    assert.deepEqual(told, []);
  });

  test("against a post is remembered where the portal only says that there was a vote", async () => {
    const { session, ...at } = stage({ kept: { "deskside.votes": JSON.stringify([[1, "down"]]) } });
    await at.with(post(1, { votes: { count: 3, mine: "up", open: true, down: true } }), post(2));
    assert.equal(votesOf(session.state, 1).mine, "down");
    assert.equal(votesOf(session.state, 2).mine, "");
  });
});

describe("searching", () => {
  test("asks only for the text that was paused at", async () => {
    const { session, calls, timers, ...at } = stage();
    session.search("d");
    session.search("da");
    session.search("dark");
    assert.deepEqual(timers.map((t) => t.ms), [250]);
    await at.pass();
    assert.deepEqual(calls.map((c) => c.args["text"]), ["dark"]);
  });

  test("drops an answer that comes after the text has changed", async () => {
    const { session, calls, ...at } = stage();
    session.search("dark");
    await at.pass();
    session.search("light");
    await at.pass();
    await calls[0]?.answer({ posts: [post(1)] });
    await calls[1]?.answer({ posts: [post(2)] });
    assert.deepEqual(session.state.search.found, { phase: "ready", value: [2] });
  });
});

describe("writing", () => {
  test("keeps the draft at every keystroke", () => {
    const { session, kept } = stage();
    session.edit("problem", { title: "P" });
    assert.equal(JSON.parse(kept["deskside.draft.problem"] ?? "").title, "P");
    session.edit("problem", { title: "Pr" });
    assert.equal(JSON.parse(kept["deskside.draft.problem"] ?? "").title, "Pr");
  });

  test("finds similar posts of the same type after a pause, three at most", async () => {
    const { session, calls, ...at } = stage();
    session.edit("idea", { title: "Dark" });
    await at.pass();
    assert.deepEqual(calls.map((c) => [c.args["text"], c.args["type"]]), [["Dark", "idea"]]);
    await calls[0]?.answer({ posts: [1, 2, 3, 4].map((id) => post(id)) });
    assert.deepEqual(session.state.forms.idea.similar, { phase: "ready", value: [1, 2, 3] });
  });

  test("goes on without similar posts when they cannot be had", async () => {
    const { session, calls, ...at } = stage();
    session.edit("idea", { title: "Dark" });
    await at.pass();
    await calls[0]?.fail({});
    assert.deepEqual(session.state.forms.idea.similar, { phase: "ready", value: [] });
  });

  test("sends nothing while the core finds problems", async () => {
    const problems = [{ field: "content", say: said("Describe it.") }];
    const { session, calls } = stage({ problems });
    session.send("idea");
    await settle();
    assert.deepEqual(calls, []);
    assert.deepEqual(session.state.forms.idea.problems, problems);
  });

  test("sends once however often it is asked to, and again with the same key after a failure", async () => {
    const { session, calls, told, kept, ...at } = stage();
    await at.with();
    session.go({ name: "form", choice: "idea" });
    session.edit("idea", { title: "Dark mode", content: "Please." });
    session.send("idea");
    session.send("idea");
    await settle();
    session.send("idea");
    await settle();
    assert.equal(session.state.forms.idea.sending, true);
    const creates = () => calls.filter((c) => c.op === "feedback.create");
    assert.equal(creates().length, 1);
    await creates()[0]?.fail({ say: said("No answer.") });
    assert.deepEqual(session.state.forms.idea.failure?.say, said("No answer."));
    assert.equal(JSON.parse(kept["deskside.draft.idea"] ?? "").key, creates()[0]?.args["key"]);

    session.send("idea");
    await settle();
    assert.equal(creates()[1]?.args["key"], creates()[0]?.args["key"]);
    await creates()[1]?.answer({ post: post(9) });
    assert.deepEqual(top(session.state), { name: "sent", id: 9, choice: "idea" });
    assert.equal(kept["deskside.draft.idea"], "null");
    assert.deepEqual(told, [{ type: "created", id: 9, kind: "idea", url: "https://help.example.com/topic/1" }]);
  });

  test("fills from the page only what is still empty", () => {
    const { session } = stage();
    session.edit("problem", { title: "Mine" });
    session.prefill({ type: "problem", title: "Theirs", content: "Order 17" });
    const { title, content } = session.state.forms.problem.draft;
    assert.deepEqual([title, content], ["Mine", "Order 17"]);
  });
});
