import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { type Core, CoreError } from "../../../wasm/core";
import type { Challenge, CustomerOperations, DropDraftArgs, Failure, FieldError, MergeDraftArgs, Participation, Pending, PostRow, PostsResult, TakeDraftArgs, WritingOperations } from "../../../wasm/core.gen";
import type { Prefill, ToPage } from "../../protocol";
import type { Near } from "../similar";
import { openBehind } from "./behind";
import { formOf } from "./form";
import type { Ear, Outbox } from "./outbox";
import { more, speak } from "../speech";
import { said } from "./samples";
import { createSession } from "./session";
import { openShelf, type Storage } from "./shelf";
import { anything, newsIn, shownList, top, votesOf } from "./state";

type Op = keyof CustomerOperations | keyof WritingOperations;
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
  status: { id: 0, slug: "", title: "", state: "unknown" },
  category: "",
  votes: { count: 10, mine: "", open: true, down: false },
  comments: 0,
  created: 0,
  moderated: false,
  url: "https://help.example.com/topic/1",
  ...change,
});

/** A page of a list of posts, and of those that come later. */
const listing = (...posts: PostRow[]): PostsResult => ({ posts, later: [], more: false });

const taking = (id: number, change: Partial<Participation> = {}): Participation => ({ post: post(id), role: "wrote", held: false, left: false, read_at: 1, status_at: 0, answered_at: 0, ...change });

const whole: Failure = { kind: "unavailable", say: said(""), detail: "", fields: [], retry_after_ms: 0, uncertain: false };

const entry = (change: Partial<Pending>): Pending => ({
  key: "k",
  kind: "post",
  state: "sending",
  draft: null,
  writing: "",
  post: null,
  voted: 0,
  vote: "",
  commented: 0,
  delayed: false,
  doubt: false,
  undoable: false,
  failure: null,
  ...change,
});

await speak(["en"]);
await more();

/** Lets every promise that can settle do so. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A session whose core, time and storage the test holds. */
function stage({ kept = { "deskside.waits": "true" } as Record<string, string>, problems = [] as FieldError[], near = null as Near | null, held = false, first = false, context = "", grade = "kept" as Outbox["grade"], consult = null as ((draft: Prefill) => Prefill | string) | null } = {}) {
  const calls: Call[] = [];
  const told: ToPage[] = [];
  const keeps: Extract<ToPage, { type: "keeps" }>[] = [];
  let loads = 0;
  /** The core of those who write, where it is held back: as often as it is on its way. */
  const comes: { now: () => Promise<void>; never: () => Promise<void> }[] = [];
  const opened: string[] = [];
  let boxes = 0;
  const timers: { ms: number; run: () => void }[] = [];
  const storage: Storage = {
    getItem: (name) => kept[name] ?? null,
    setItem: (name, value) => void (kept[name] = value),
  };
  let ids = 0;
  let clock = 0;
  const runs: { op: string; args: Record<string, unknown>; done: () => Promise<void>; fail: (failure: Partial<Failure>) => Promise<void> }[] = [];
  let ear: Ear | undefined;
  const proofs: { key: string; wanted: Challenge; left: (token: boolean) => Promise<void> }[] = [];
  const outbox: Outbox = {
    grade,
    prove: (key, wanted) => new Promise((resolve) => proofs.push({ key, wanted, left: (token) => (resolve(token), settle()) })),
    run: (op, args) => entered(op, args),
  };
  const entered = (op: string, args: object) =>
      new Promise<void>((resolve, reject) => {
        runs.push({
          op,
          args: args as unknown as Record<string, unknown>,
          done: () => (resolve(), settle()),
          fail: (failure) => (reject(new CoreError({ ...whole, ...failure })), settle()),
        });
      });
  const core: Core<CustomerOperations> & Core<WritingOperations> = {
    starts: 1,
    hold: () => 0,
    release: () => undefined,
    memory: 0,
    call: ((op: Op, args: Record<string, unknown>) => {
      if (op === "outbox.votes") return { votes: (args["posts"] as { votes: unknown }[]).map((p) => p.votes) };
      if (op === "drafts.merge") {
        const { page, shelf } = args as unknown as MergeDraftArgs;
        return { page: page.typed ? { ...page, base: page.mine } : { ...page, mine: shelf.current, base: shelf.current }, shelf: page.typed ? { ...shelf, current: page.mine } : shelf, unkept: false, others: shelf.spares };
      }
      if (op === "drafts.drop") return { ...(args as unknown as DropDraftArgs).shelf, current: { id: "", draft: { type: "", object: 0, title: "", content: "", category: 0, files: [], fields: [], tags: "" } } };
      if (op === "drafts.take") {
        const { shelf, id } = args as unknown as TakeDraftArgs;
        return { ...shelf, current: shelf.spares.find((s) => s.id === id), spares: [shelf.current] };
      }
      const { title } = args["draft"] as { title: string };
      const review = { problems, title_left: 90, content_left: 11990, title_tight: false, content_tight: false, ask_after_ms: title.length < 3 ? 0 : 250 };
      return { review, key: `${args["writing"]}-${title}` };
    }) as unknown as (Core<CustomerOperations> & Core<WritingOperations>)["call"],
    run: ((op: Op, args: Record<string, unknown>, options: { signal?: AbortSignal } = {}) =>
      new Promise((resolve, reject) => {
        options.signal?.addEventListener("abort", () => reject(options.signal?.reason));
        calls.push({
          op,
          args,
          answer: (result) => (resolve(result), settle()),
          fail: (failure) => {
            reject(new CoreError({ ...whole, ...failure }));
            return settle();
          },
        });
      })) as unknown as (Core<CustomerOperations> & Core<WritingOperations>)["run"],
  };
  const complete = () =>
    session.complete((first) =>
      openBehind(first, {
        openNear: async () => (opened.push("near"), near),
        openDetails: () => Promise.reject(new Error("no files here")),
        clear: async () => {},
      }),
    );
  const session = createSession({
    further: async () => complete(),
    load: async () => core,
    loadWriting: () => (loads++, held ? new Promise((resolve, reject) => comes.push({ now: () => (resolve(core), settle()), never: () => (reject(new Error("no network")), settle()) })) : Promise.resolve(core)),
    openOutbox: async (_core, _writing, _portal, given) => (boxes++, (ear = given), outbox),
    now: () => ++clock,
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
    tell: (message) => {
      if (message.type === "keeps") return void keeps.push(message);
      told.push(message);
      if (message.type === "submits") queueMicrotask(() => session.answer(message.number, consult!(message.draft)));
    },
    submits: () => consult !== null,
    stores: () => true,
    context: () => context,
    changed: () => {},
  });
  if (!first) complete();
  return {
    session,
    complete,
    calls,
    runs,
    proofs,
    /** The outbox tells of what is in it. */
    holds: (...pending: Pending[]) => ear!.holds(pending, new Uint8Array()),
    settled: (pending: Pending, votes: PostRow["votes"] | null = null, person: Challenge | null = null) => ear!.settled(pending, { answer: new Uint8Array(), votes, person }),
    told,
    keeps,
    opened,
    boxes: () => boxes,
    comes,
    loads: () => loads,
    timers,
    kept,
    /** Starts with these posts. */
    async with(...posts: PostRow[]) {
      session.start();
      await settle();
      await calls.pop()?.answer({ categories: [], statuses: [], found: listing(...posts) });
    },
    /** Lets the pauses pass. */
    async pass() {
      for (const timer of timers.splice(0)) timer.run();
      await settle();
    },
  };
}

describe("before what is behind the first view is there", () => {
  test("what a page prefills waits for it", async () => {
    const { session } = stage({ first: true });
    session.prefill({ type: "problem", title: "Export", content: "" });
    await settle();
    assert.equal(formOf(session.state, "problem").draft.title, "Export");
  });

  test("a vote waits for it", async () => {
    const { session, runs, ...at } = stage({ first: true });
    await at.with(post(1));
    session.vote(1, "up");
    await settle();
    assert.deepEqual(runs.map((r) => r.op), ["outbox.vote"]);
  });

  test("what came of sending is told once it is there", async () => {
    const { session, told, ...at } = stage({ first: true });
    await at.with(post(1));
    at.settled(entry({ state: "sent", post: post(9) }));
    await settle();
    assert.deepEqual(told.filter((m) => m.type === "created"), [{ type: "created", id: 9, kind: "idea", url: "https://help.example.com/topic/1" }]);
    assert.equal(session.state.posts[9]?.id, 9);
  });

  test("a draft of an earlier visit is there as soon as it can be shown, and the outbox looks whether it was handed over", async () => {
    const { session, complete, opened, boxes } = stage({ first: true, kept: { "deskside.draft.idea": JSON.stringify({ title: "Dark mode", content: "", category: 0, writing: "w" }) } });
    assert.deepEqual(session.state.forms, {});
    session.go({ name: "form", choice: "idea" });
    complete();
    await settle();
    assert.equal(formOf(session.state, "idea").draft.title, "Dark mode");
    assert.ok(opened.includes("near"), "whoever was there already is served as if they had come now");
    assert.equal(boxes(), 1);
  });
});

describe("voting", () => {
  test("goes into the outbox with what the portal has confirmed", async () => {
    const { session, runs, ...at } = stage();
    await at.with(post(1));
    session.vote(1, "up");
    await settle();
    assert.deepEqual(runs.map((r) => r.op), ["outbox.vote"]);
    const { id, votes, button, read_at } = runs[0]!.args;
    assert.deepEqual({ id, votes, button }, { id: 1, votes: post(1).votes, button: "up" });
    assert.ok((read_at as number) > 0);
  });

  test("that was counted is told to the page, and its count is the portal's", async () => {
    const { session, told, ...at } = stage();
    await at.with(post(1));
    at.settled(entry({ kind: "vote", state: "sent", voted: 1, vote: "up" }), { count: 12, mine: "up", open: true, down: false });
    assert.equal(votesOf(session.state, 1).count, 12);
    assert.deepEqual(told, [{ type: "voted", id: 1, vote: "up" }]);
    assert.match(session.state.said, /counted/);
  });

  test("that was refused says why and leaves the outbox", async () => {
    const { session, runs, told, ...at } = stage();
    await at.with(post(1));
    at.settled(entry({ key: "v", kind: "vote", state: "needs_you", voted: 1, vote: "up", failure: { ...whole, kind: "forbidden", say: said("This site does not allow that.") } }));
    await settle();
    assert.match(session.state.notice, /not counted/);
    assert.match(session.state.notice, /does not allow that/);
    assert.deepEqual(runs.map((r) => [r.op, r.args["key"]]), [["outbox.undo", "v"]]);
    assert.deepEqual(told, []);
  });

  test("that the outbox does not take says so", async () => {
    const { session, runs, ...at } = stage();
    await at.with(post(1));
    session.vote(1, "up");
    await settle();
    await runs[0]!.fail({ kind: "conflict", say: { id: "customer.failure.conflict", args: [] } });
    assert.match(session.state.notice, /Too much is waiting/);
  });
});

describe("who the customer is", () => {
  const session = { visitor: "s.sealed", name: "Nora", for_ms: 1000 };
  const visitors = (calls: readonly Call[]) => calls.map(({ op, args }) => [op, (args["portal"] as { visitor: string }).visitor.slice(0, 8)]);

  test("is told to the edge once, and holds for all that is asked from then on", async () => {
    const at = stage();
    await at.with(post(1));
    at.calls.splice(0);
    at.session.identify("a.b.c");
    await settle();
    assert.deepEqual([at.calls[0]!.op, at.calls[0]!.args["token"]], ["feedback.identify", "a.b.c"]);
    await at.calls[0]!.answer(session);
    assert.deepEqual(at.told, [{ type: "identified", name: "Nora", problem: "" }]);
    assert.deepEqual(visitors(at.calls), [["feedback.identify", "07070707"], ["feedback.start", "s.sealed"]]);
    assert.deepEqual(at.timers.map((t) => t.ms), [1000]);
    await at.pass();
    assert.deepEqual(visitors(at.calls).at(-1), ["feedback.start", "07070707"], "the time is over");
    assert.deepEqual(at.told.at(-1), { type: "identified", name: "", problem: "expired" });
  });

  test("is nobody in particular where the edge does not take it, and the page hears why", async () => {
    const at = stage();
    await at.with(post(1));
    at.session.identify("a.b.c");
    await settle();
    await at.calls.pop()!.fail({ kind: "unauthorized", say: said("The token is over.") });
    assert.equal(at.told.length, 1);
    const [heard] = at.told;
    assert.ok(heard?.type === "identified" && heard.name === "");
    assert.match(heard.problem, /The token is over/);
    assert.equal(at.calls.length, 0);
  });

  test("is the last that was said, in whichever order answers come", async () => {
    const at = stage();
    await at.with(post(1));
    at.session.identify("first");
    await settle();
    at.session.identify("second");
    await settle();
    const [first, second] = at.calls;
    await second!.answer({ ...session, visitor: "s.second" });
    await first!.answer({ ...session, visitor: "s.first" });
    assert.deepEqual(visitors(at.calls).at(-1), ["feedback.start", "s.second"]);
    at.session.identify("");
    await settle();
    assert.deepEqual(visitors(at.calls).at(-1), ["feedback.start", "07070707"], "they have left");
    assert.equal(at.told.length, 1);
  });

  test("is over as soon as the edge says so", async () => {
    const at = stage();
    await at.with(post(1));
    at.session.identify("a.b.c");
    await settle();
    await at.calls.pop()!.answer(session);
    await at.calls.pop()!.answer({ categories: [], statuses: [], found: listing() });
    at.session.search({ text: "dark" });
    at.timers.find(({ ms }) => ms === 250)!.run();
    await settle();
    await at.calls[0]!.fail({ kind: "unauthorized" });
    assert.deepEqual(visitors(at.calls).at(-1), ["feedback.start", "07070707"]);
    assert.deepEqual(at.told.at(-1), { type: "identified", name: "", problem: "expired" });
  });
});

describe("searching", () => {
  test("asks only for the text that was paused at", async () => {
    const { session, calls, timers, ...at } = stage();
    session.search({ text: "d" });
    session.search({ text: "da" });
    session.search({ text: "dark" });
    assert.deepEqual(timers.map((t) => t.ms), [250]);
    await at.pass();
    assert.deepEqual(calls.map((c) => c.args["filter"]), [{ ...anything, text: "dark" }]);
  });

  test("drops an answer that comes after the text has changed", async () => {
    const { session, calls, ...at } = stage();
    session.search({ text: "dark" });
    await at.pass();
    session.search({ text: "light" });
    await at.pass();
    await calls[0]?.answer(listing(post(1)));
    await calls[1]?.answer(listing(post(2)));
    assert.deepEqual(session.state.search.found, { phase: "ready", value: { first: [2], later: [], page: 1, more: false } });
  });
});

describe("a list", () => {
  const pages = async (more = true) => {
    const at = stage();
    at.session.start();
    await settle();
    await at.calls.pop()!.answer({ categories: [], statuses: [{ slug: "planned", title: "Planned" }], found: { ...listing(post(1), post(2), post(3)), later: [2], more } });
    return at;
  };

  test("goes on with the next page, once, and what comes later stands after all pages", async () => {
    const at = await pages();
    assert.deepEqual(shownList(at.session.state), { first: [1, 3], later: [2], page: 1, more: true });
    at.session.more();
    at.session.more();
    await settle();
    assert.deepEqual(at.calls.map((c) => [c.op, c.args["filter"], c.args["page"]]), [["feedback.posts", anything, 2]]);
    assert.equal(at.session.state.adding, "loading");
    await at.calls.pop()!.answer({ ...listing(post(3), post(4), post(5)), later: [5] });
    assert.deepEqual(shownList(at.session.state), { first: [1, 3, 4], later: [2, 5], page: 2, more: false }, "a post that moved between the pages is there once");
    assert.equal(at.session.state.adding, "");
    at.session.more();
    await settle();
    assert.equal(at.calls.length, 0, "there is no more");
  });

  test("says that a page could not be had, and has it when it is asked for again", async () => {
    const at = await pages();
    at.session.more();
    await settle();
    await at.calls.pop()!.fail({});
    assert.equal(at.session.state.adding, "failed");
    assert.deepEqual(shownList(at.session.state)?.first, [1, 3]);
    at.session.more();
    await settle();
    await at.calls.pop()!.answer(listing(post(4)));
    assert.deepEqual(shownList(at.session.state)?.first, [1, 3, 4]);
  });

  test("is selected at once by what is chosen, and a page of another selection is dropped", async () => {
    const at = await pages();
    at.session.more();
    await settle();
    at.session.search({ type: "idea" });
    at.session.search({ status: "planned" });
    assert.deepEqual(at.timers.map((t) => t.ms), [0]);
    await at.pass();
    const [second, chosen] = at.calls;
    assert.deepEqual([chosen!.args["filter"], chosen!.args["page"]], [{ ...anything, type: "idea", status: "planned" }, 1]);
    await chosen!.answer({ ...listing(post(7)), more: true });
    await second!.answer(listing(post(4)));
    assert.deepEqual(shownList(at.session.state)?.first, [7]);
    at.session.search({ type: "", status: "" });
    assert.deepEqual(shownList(at.session.state)?.first, [1, 3], "nothing selected is what was there");
  });
});

describe("a comment", () => {
  const opened = async (given: Parameters<typeof stage>[0] = {}) => {
    const at = stage(given);
    await at.with(post(1));
    at.session.go({ name: "post", id: 1 });
    await settle();
    await at.calls.pop()!.answer({ post: post(1), author: "Ann", body: new Uint8Array(), comments: [], comments_problem: null, can_comment: true, following: "" });
    return at;
  };

  test("is kept from its first letter on, and goes into the outbox where its post stays in view", async () => {
    const { session, runs, ...at } = await opened();
    session.edit("post/1", { content: "Here, too." });
    assert.match(at.kept["deskside.draft.post/1"] ?? "", /Here, too/);
    session.send("post/1");
    await settle();
    assert.equal(runs[0]!.op, "outbox.post");
    const { type, object, content } = runs[0]!.args["draft"] as { type: string; object: number; content: string };
    assert.deepEqual({ type, object, content }, { type: "", object: 1, content: "Here, too." });
    await runs[0]!.done();
    assert.equal(formOf(session.state, "post/1").draft.content, "");
    assert.deepEqual(top(session.state), { name: "post", id: 1 });
  });

  test("that is there is told to the page, and the post is read anew", async () => {
    const { session, ...at } = await opened();
    session.edit("post/1", { content: "Here, too." });
    await settle();
    at.settled(entry({ kind: "comment", state: "sent", commented: 1 }));
    await settle();
    assert.deepEqual(at.told, [{ type: "commented", id: 1 }]);
    assert.deepEqual(at.calls.map((c) => [c.op, c.args["id"]]), [["feedback.post", 1]]);
  });

  test("that is refused comes back below its post, with why", async () => {
    const { session, runs, ...at } = await opened();
    session.edit("post/1", { content: "x" });
    session.edit("post/1", { content: "" });
    await settle();
    const refused = entry({ key: "c", kind: "comment", state: "needs_you", commented: 1, writing: "w", draft: { type: "", object: 1, title: "", content: "Too long", category: 0, files: [], fields: [], tags: "" }, failure: { ...whole, kind: "forbidden", say: said("Comments are closed.") } });
    at.holds(refused);
    at.settled(refused);
    await settle();
    await runs.at(-1)!.done();
    const { draft, failure } = formOf(session.state, "post/1");
    assert.equal(draft.content, "Too long");
    assert.equal(failure?.kind, "forbidden");
    assert.deepEqual(session.state.stack, [{ name: "home" }, { name: "post", id: 1 }]);
  });

  test("that another page wrote is shown where its post is opened", async () => {
    const { session } = await opened({ kept: { "deskside.draft.post/1": JSON.stringify({ content: "From before", writing: "w" }) } });
    assert.equal(formOf(session.state, "post/1").draft.content, "From before");
    session.written("deskside.draft.post/1");
    assert.equal(formOf(session.state, "post/1").draft.content, "From before");
  });
});

describe("what the customer takes part in", () => {
  const news = [taking(1, { status_at: 500 }), taking(2, { role: "voted", answered_at: 300 }), taking(3)];

  test("is not asked for of who never took part in anything, unless they look", async () => {
    const at = stage();
    await at.with(post(1));
    await settle();
    assert.equal(at.calls.length, 0);
    at.session.turn("mine");
    await settle();
    assert.deepEqual(at.calls.map((c) => c.op), ["feedback.mine"]);
    await at.calls.pop()!.answer({ posts: news, as_of: 900 });
    assert.equal(at.kept["deskside.seen"], undefined, "what is new was not seen here");
    assert.equal(newsIn(at.session.state), 2);
  });

  test("is asked for of who did, and what is new counts until it is looked at", async () => {
    const kept: Record<string, string> = { "deskside.seen": "400" };
    const at = stage({ kept });
    await at.with(post(1));
    await settle();
    await at.calls.pop()!.answer({ posts: news, as_of: 900 });
    assert.equal(newsIn(at.session.state), 1, "only what changed since");
    assert.equal(kept["deskside.seen"], "400");
    at.session.turn("news");
    await settle();
    await at.calls.pop()!.answer({ posts: news, as_of: 950 });
    assert.equal(newsIn(at.session.state), 0);
    assert.equal(at.session.state.seenBefore, 400, "by which it is marked while they look");
    assert.equal(kept["deskside.seen"], "950");
  });

  test("is somebody else's no more once somebody else is there", async () => {
    const at = stage({ kept: { "deskside.seen": "400" } });
    await at.with(post(1));
    await settle();
    const mine = at.calls.pop()!;
    at.session.start();
    await mine.answer({ posts: news, as_of: 900 });
    assert.deepEqual(at.session.state.mine, { phase: "idle" });
  });

  test("a failure can be tried again", async () => {
    const at = stage();
    at.session.turn("news");
    await settle();
    await at.calls.pop()!.fail({});
    assert.equal(at.session.state.mine.phase, "failed");
    at.session.again();
    await settle();
    await at.calls.pop()!.answer({ posts: [], as_of: 900 });
    assert.deepEqual(at.session.state.mine, { phase: "ready", value: { posts: [], asOf: 900 } });
  });
});

describe("writing", () => {
  test("hears what another page writes as long as nobody writes here, and shows what it holds beside", async () => {
    const { session, kept } = stage();
    session.start();
    await settle();
    const written = (title: string, spares: string[] = []) => {
      const draft = (title: string) => ({ title, content: "", category: 0, files: [], fields: [], tags: "", writing: `w-${title}` });
      kept["deskside.draft.idea"] = JSON.stringify({ ...draft(title), spares: spares.map(draft), gone: "" });
      session.written("deskside.draft.idea");
    };
    written("Dark mode");
    assert.equal(formOf(session.state, "idea").draft.title, "Dark mode");
    session.written("deskside.draft.problem");
    assert.equal(formOf(session.state, "problem").draft.title, "");
    written("Dark mode", ["Export"]);
    assert.deepEqual(formOf(session.state, "idea").others.map((o) => o.draft.title), ["Export"]);
    session.take("idea", "w-Export");
    await settle();
    assert.equal(formOf(session.state, "idea").draft.title, "Export");
    assert.match(kept["deskside.draft.idea"] ?? "", /Dark mode/);
  });

  test("nothing of it is loaded before somebody is about to write", async () => {
    const { session, ...at } = stage();
    await at.with(post(1));
    session.search({ text: "dark" });
    session.vote(1, "up");
    session.go({ name: "post", id: 1 });
    await settle();
    assert.equal(at.loads(), 0);
    session.intend();
    session.intend();
    session.go({ name: "form", choice: "idea" });
    await settle();
    assert.equal(at.loads(), 1);
  });

  test("what is typed before the core is there is kept at once, and reviewed when it comes", async () => {
    const { session, kept, ...at } = stage({ held: true });
    session.go({ name: "form", choice: "idea" });
    await settle();
    session.edit("idea", { title: "Dark" });
    assert.match(kept["deskside.draft.idea"] ?? "", /"Dark"/);
    session.edit("idea", { content: "Please." });
    assert.match(kept["deskside.draft.idea"] ?? "", /Please/);
    const left = () => formOf(session.state, "idea").review?.title_left;
    assert.equal(left(), undefined);
    await at.comes[0]!.now();
    assert.equal(left(), 90);
    assert.deepEqual([formOf(session.state, "idea").draft.title, formOf(session.state, "idea").draft.content], ["Dark", "Please."]);
  });

  test("what is typed before the core is there stands beside what another page has written meanwhile, until it comes", async () => {
    const { session, kept, ...at } = stage({ held: true });
    session.go({ name: "form", choice: "idea" });
    await settle();
    session.edit("idea", { title: "D" });
    const theirs = { title: "Export", content: "", category: 0, files: [], fields: [], tags: "", writing: "w" };
    kept["deskside.draft.idea"] = JSON.stringify({ ...theirs, spares: [], gone: "" });
    for (const title of ["Da", "Dark"]) {
      session.edit("idea", { title });
      const { title: current, spares } = JSON.parse(kept["deskside.draft.idea"]) as { title: string; spares: { title: string }[] };
      assert.deepEqual([current, spares.map((s) => s.title)], ["Export", [title]], "a page that is closed now has lost nothing");
    }
    await at.comes[0]!.now();
    const { title, spares } = JSON.parse(kept["deskside.draft.idea"]!) as { title: string; spares: unknown[] };
    assert.deepEqual([title, spares], ["Dark", []], "what becomes of both is for the core to say");
  });

  test("a form that waits for its core sends once that is there", async () => {
    const { session, runs, ...at } = stage({ held: true });
    await at.with();
    session.go({ name: "form", choice: "idea" });
    session.edit("idea", { title: "Dark mode", content: "Please." });
    session.send("idea");
    await settle();
    assert.deepEqual([formOf(session.state, "idea").handing, runs.length], [true, 0]);
    await at.comes[0]!.now();
    assert.deepEqual(runs.map((r) => r.op), ["outbox.post"]);
  });

  test("a post goes into the outbox where its core cannot be had, and leaves the form", async () => {
    const { session, runs, kept, ...at } = stage({ held: true });
    await at.with();
    session.go({ name: "form", choice: "idea" });
    session.edit("idea", { title: "Dark mode", content: "Please." });
    session.send("idea");
    await settle();
    await at.comes[0]!.never();
    await at.comes[1]?.never();
    assert.deepEqual(runs.map((r) => r.op), ["outbox.post"]);
    const writing = runs[0]!.args["writing"] as string;
    at.holds(entry({ key: "its-key", writing, state: "waiting" }));
    await runs[0]!.done();
    assert.deepEqual(top(session.state), { name: "sent", key: "its-key", choice: "idea" });
    assert.match(kept["deskside.draft.idea"] ?? "", /"title":"".*"gone":"id-/, "nothing of it is left on the shelf");
  });

  test("what the outbox finds wrong with a post is said at its field", async () => {
    const { session, runs, ...at } = stage({ held: true });
    await at.with();
    session.go({ name: "form", choice: "idea" });
    session.edit("idea", { title: "Dark mode" });
    session.send("idea");
    await settle();
    await at.comes[0]!.never();
    const fields = [{ field: "content", say: said("Describe it.") }];
    await runs[0]!.fail({ kind: "invalid", fields });
    assert.deepEqual([formOf(session.state, "idea").problems, formOf(session.state, "idea").handing], [fields, false]);
  });

  test("a draft that an earlier page handed over has its core brought to be cleared", async () => {
    const draft = JSON.stringify({ title: "Dark mode", content: "Please.", category: 0, files: [], fields: [], tags: "", writing: "w1" });
    const { session, ...at } = stage({ kept: { "deskside.draft.idea": draft }, held: true });
    await at.with();
    assert.equal(at.loads(), 0);
    at.holds(entry({ key: "w1-Dark mode", writing: "w1" }));
    assert.equal(formOf(session.state, "idea").draft.title, "Dark mode");
    await at.comes[0]!.now();
    assert.equal(formOf(session.state, "idea").draft.title, "");
  });

  test("keeps the draft at every keystroke", () => {
    const { session, kept } = stage();
    session.edit("problem", { title: "P" });
    assert.equal(JSON.parse(kept["deskside.draft.problem"] ?? "").title, "P");
    session.edit("problem", { title: "Pr" });
    assert.equal(JSON.parse(kept["deskside.draft.problem"] ?? "").title, "Pr");
  });

  /** A snapshot in which each title finds the posts of these ids. */
  const snapshot = (...ids: number[]): Near & { asked: unknown[] } => {
    const asked: unknown[] = [];
    return { made: 0, asked, find: (title, type) => (asked.push([title, type]), ids.map((id) => post(id))) };
  };

  test("finds similar posts of the same type after a pause, and asks nobody for them", async () => {
    const near = snapshot(1, 2);
    const { session, calls, ...at } = stage({ near });
    session.go({ name: "form", choice: "idea" });
    await settle();
    session.edit("idea", { title: "Dar" });
    session.edit("idea", { title: "Dark" });
    await at.pass();
    assert.deepEqual(near.asked, [["Dark", "idea"]]);
    assert.deepEqual(calls, []);
    assert.deepEqual(formOf(session.state, "idea").similar, { phase: "ready", value: [1, 2] });
    assert.deepEqual(at.opened, ["near"]);
  });

  test("asks for a snapshot no sooner than a form is opened, and again with another where there was none", async () => {
    const { session, calls, ...at } = stage();
    await at.with(post(1));
    assert.deepEqual(at.opened, []);
    session.go({ name: "form", choice: "idea" });
    await settle();
    session.edit("idea", { title: "Dark mode" });
    await at.pass();
    assert.deepEqual(formOf(session.state, "idea").similar, { phase: "ready", value: [] });
    session.go({ name: "form", choice: "problem" });
    await settle();
    assert.deepEqual([calls, at.opened], [[], ["near", "near"]]);
  });

  test("has the portal look for similar posts when it is asked to, which come after those that were found", async () => {
    const { session, calls, ...at } = stage({ near: snapshot(1, 2) });
    session.go({ name: "form", choice: "idea" });
    await settle();
    session.edit("idea", { title: "Dark" });
    await at.pass();
    session.ask("idea");
    await settle();
    assert.deepEqual(calls.map((c) => [c.op, c.args["title"], c.args["type"]]), [["feedback.similar", "Dark", "idea"]]);
    assert.deepEqual(formOf(session.state, "idea").similar, { phase: "loading", value: [1, 2] });
    await calls[0]?.answer({ posts: [2, 5].map((id) => post(id, { title: "Newer" })) });
    assert.deepEqual(formOf(session.state, "idea").similar, { phase: "ready", value: [1, 2, 5] });
    assert.equal(session.state.posts[2]?.title, "Newer");
    assert.equal(formOf(session.state, "idea").asked, true);
    session.edit("idea", { title: "Dark m" });
    assert.equal(formOf(session.state, "idea").asked, false, "another title is to be asked for anew");
  });

  test("goes on without similar posts when they cannot be had", async () => {
    const { session, calls, ...at } = stage();
    session.edit("idea", { title: "Dark" });
    await at.pass();
    session.ask("idea");
    await settle();
    await calls[0]?.fail({});
    assert.deepEqual(formOf(session.state, "idea").similar, { phase: "ready", value: [] });
    const broken = stage({ near: { made: 0, find: () => { throw new CoreError(whole); } } });
    broken.session.go({ name: "form", choice: "idea" });
    await settle();
    broken.session.edit("idea", { title: "Dark" });
    await broken.pass();
    assert.deepEqual(formOf(broken.session.state, "idea").similar, { phase: "ready", value: [] });
  });

  test("a vote for a similar post ends a form that has a title alone", async () => {
    const { session, runs, kept, ...at } = stage({ near: snapshot(4) });
    session.go({ name: "form", choice: "idea" });
    await settle();
    session.edit("idea", { title: "Dark mode" });
    await at.pass();
    session.vote(4, "up");
    await settle();
    assert.deepEqual([runs[0]?.op, runs[0]?.args["id"], runs[0]?.args["button"]], ["outbox.vote", 4, "up"]);
    assert.equal(top(session.state).name, "form", "not before it is kept");
    await runs[0]!.done();
    assert.deepEqual(session.state.stack, [{ name: "home" }, { name: "post", id: 4 }]);
    assert.equal(formOf(session.state, "idea").draft.title, "");
    assert.doesNotMatch(kept["deskside.draft.idea"] ?? "", /Dark mode/);
  });

  test("a vote for a similar post loses nothing of what was written beside a title", async () => {
    const { session, runs, kept, ...at } = stage({ near: snapshot(4) });
    session.go({ name: "form", choice: "idea" });
    await settle();
    session.edit("idea", { title: "Dark mode", content: "For reports." });
    await at.pass();
    session.go({ name: "post", id: 4 });
    session.vote(4, "up");
    await settle();
    await runs[0]!.done();
    assert.deepEqual(session.state.stack, [{ name: "home" }, { name: "post", id: 4 }]);
    assert.equal(formOf(session.state, "idea").draft.content, "For reports.");
    assert.match(kept["deskside.draft.idea"] ?? "", /For reports/);
  });

  test("a vote for another post ends no form", async () => {
    const { session, runs, ...at } = stage({ near: snapshot(4) });
    await at.with(post(9));
    session.go({ name: "form", choice: "idea" });
    await settle();
    session.edit("idea", { title: "Dark mode" });
    await at.pass();
    session.go({ name: "post", id: 9 });
    session.vote(9, "up");
    await settle();
    await runs[0]!.done();
    assert.equal(session.state.stack.length, 3);
    assert.equal(formOf(session.state, "idea").draft.title, "Dark mode");
  });

  test("sends nothing while the core finds problems", async () => {
    const problems = [{ field: "content", say: said("Describe it.") }];
    const { session, runs } = stage({ problems });
    session.send("idea");
    await settle();
    assert.deepEqual(runs, []);
    assert.deepEqual(formOf(session.state, "idea").problems, problems);
  });

  test("hands a post over once, however often it is asked to, and clears the form when it is stored", async () => {
    const { session, runs, kept, told, ...at } = stage();
    await at.with();
    session.go({ name: "form", choice: "idea" });
    session.edit("idea", { title: "Dark mode", content: "Please." });
    session.send("idea");
    session.send("idea");
    await settle();
    session.send("idea");
    await settle();
    const posts = runs.filter((r) => r.op === "outbox.post");
    assert.equal(posts.length, 1);
    assert.equal(formOf(session.state, "idea").draft.title, "Dark mode", "until it is stored it stays");
    assert.match(kept["deskside.draft.idea"] ?? "", /Dark mode/);
    await posts[0]!.done();
    const { writing } = posts[0]!.args;
    assert.deepEqual(top(session.state), { name: "sent", key: `${writing}-Dark mode`, choice: "idea" });
    assert.equal(formOf(session.state, "idea").draft.title, "");
    assert.equal(kept["deskside.draft.idea"], "null");

    at.settled(entry({ key: `${writing}-Dark mode`, state: "sent", post: post(9) }));
    assert.deepEqual(told, [{ type: "created", id: 9, kind: "idea", url: "https://help.example.com/topic/1" }]);
    assert.match(session.state.said, /is posted/);
    at.settled(entry({ key: "another", state: "sent", post: post(10, { moderated: true }) }));
    assert.match(session.state.said, /is with the team/);
  });

  test("sends what the page has made of it, and nothing where the page does not want it sent", async () => {
    let answer: Prefill | string = "Sign in first.";
    const asked: Prefill[] = [];
    const { session, runs, ...at } = stage({ consult: (draft) => (asked.push(draft), answer) });
    await at.with();
    session.go({ name: "form", choice: "idea" });
    session.edit("idea", { title: "Dark mode", content: "Please." });
    session.send("idea");
    await settle();
    assert.deepEqual(asked, [{ type: "idea", title: "Dark mode", content: "Please." }]);
    assert.equal(runs.length, 0);
    assert.equal(session.state.notice, "Sign in first.");
    assert.equal(formOf(session.state, "idea").handing, false, "it can be sent again");

    answer = { type: "idea", title: "Dark mode", content: "Please. (version 7)" };
    session.send("idea");
    await settle();
    assert.equal((runs[0]!.args["draft"] as Prefill).content, "Please. (version 7)");
  });

  test("is led by the page to a form, a post, the first view, or nowhere", async () => {
    const { session } = stage();
    const names = () => session.state.stack.map((view) => view.name);
    session.show({ view: "problem", post: 0 });
    assert.deepEqual(names(), ["home", "form"]);
    session.show({ view: "", post: 0 });
    assert.deepEqual(names(), ["home", "form"]);
    session.show({ view: "post", post: 4 });
    assert.deepEqual(top(session.state), { name: "post", id: 4 });
    session.show({ view: "home", post: 0 });
    assert.deepEqual(names(), ["home"]);
  });

  test("keeps everything in the form when the outbox does not take it", async () => {
    const { session, runs, kept, ...at } = stage();
    await at.with();
    session.edit("idea", { title: "Dark mode", content: "Please." });
    session.send("idea");
    await settle();
    await runs[0]!.fail({ kind: "conflict", say: { id: "customer.failure.conflict", args: [] } });
    assert.equal(formOf(session.state, "idea").failure?.kind, "conflict");
    assert.match(kept["deskside.draft.idea"] ?? "", /Please/);
    session.send("idea");
    await settle();
    assert.equal(runs[1]!.args["writing"], runs[0]!.args["writing"], "sent again, it is the same post");
  });

  test("clears a draft that an earlier page handed over, and no other text", async () => {
    const draft = JSON.stringify({ title: "Dark mode", content: "Please.", category: 0, files: [], fields: [], tags: "", writing: "w1" });
    for (const [key, title] of [["w1-Dark mode", ""], ["w1-Dark", "Dark mode"]] as const) {
      const { session, ...at } = stage({ kept: { "deskside.draft.idea": draft } });
      await at.with();
      at.holds(entry({ key, writing: "w1" }));
      await settle();
      assert.equal(formOf(session.state, "idea").draft.title, title);
    }
  });

  test("a post that comes back is on the shelf before it leaves the outbox", async () => {
    const { session, runs, kept, ...at } = stage();
    await at.with();
    const typed = { type: "idea", object: 0, title: "Dark mode", content: "Please.", category: 0, files: [], fields: [], tags: "" } as const;
    at.holds(entry({ key: "w1-Dark mode", writing: "w1", state: "needs_you", delayed: true, undoable: true, draft: typed }));
    session.go({ name: "waiting" });
    session.change("w1-Dark mode");
    await settle();
    assert.deepEqual(JSON.parse(kept["deskside.draft.idea"] ?? ""), { title: "Dark mode", content: "Please.", category: 0, files: [], fields: [], tags: "", writing: "w1", spares: [], gone: "" });
    assert.equal(formOf(session.state, "idea").draft.title, "");
    at.holds();
    await runs[0]!.done();
    assert.equal(formOf(session.state, "idea").draft.title, "Dark mode");
    assert.deepEqual(top(session.state), { name: "form", choice: "idea" });
  });

  test("who is to show that they are a person does so where they look at what was sent, and else goes back to the text", async () => {
    const typed = { type: "idea", object: 0, title: "Dark mode", content: "Please.", category: 0, files: [], fields: [], tags: "" } as const;
    const wanted = { sitekey: "1x", action: "deskside", cdata: "about-it" };
    const refused = entry({ key: "w1-Dark mode", writing: "w1", state: "needs_you", delayed: true, undoable: true, draft: typed });
    for (const [view, asks, back] of [
      [{ name: "sent", key: "w1-Dark mode", choice: "idea" }, true, true],
      [{ name: "sent", key: "another", choice: "idea" }, false, false],
      [{ name: "waiting" }, true, true],
      [{ name: "home" }, false, false],
    ] as const) {
      const { session, runs, proofs, ...at } = stage();
      await at.with();
      at.holds(refused);
      session.go(view);
      at.settled(refused, null, wanted);
      await settle();
      assert.deepEqual(proofs.map(({ key, wanted }) => [key, wanted]), asks ? [["w1-Dark mode", wanted]] : [], view.name);
      assert.deepEqual(runs, [], "it stays where it is meanwhile");
      await proofs[0]?.left(false);
      assert.deepEqual(runs.map(({ op }) => op), back ? ["outbox.undo"] : [], view.name);
    }
    const { session, runs, proofs, ...at } = stage();
    await at.with();
    at.holds(refused);
    session.go({ name: "sent", key: "w1-Dark mode", choice: "idea" });
    at.settled(refused, null, wanted);
    await settle();
    await proofs[0]!.left(true);
    assert.deepEqual(runs, [], "it is sent, and not taken back");
  });

  test("what comes back does not replace what is being written", async () => {
    const { session, runs, ...at } = stage();
    await at.with();
    session.edit("idea", { title: "Another" });
    at.holds(entry({ key: "x", state: "waiting", delayed: true, undoable: true, draft: { type: "idea", object: 0, title: "Dark mode", content: "Please.", category: 0, files: [], fields: [], tags: "" } }));
    session.change("x");
    await settle();
    assert.equal(formOf(session.state, "idea").draft.title, "Another");
    assert.deepEqual(runs, []);
    assert.match(session.state.notice, /Something else is in the form/);
  });

  test("a network that is back sends what waits", async () => {
    const { session, runs, ...at } = stage({ kept: { "deskside.waits": "true" } });
    await at.with();
    session.network(false);
    session.network(true);
    await settle();
    assert.deepEqual(runs.map((r) => [r.op, r.args["key"]]), [["outbox.hasten", ""]]);
  });

  test("fills from the page only what is still empty", () => {
    const { session } = stage();
    session.edit("problem", { title: "Mine" });
    session.prefill({ type: "problem", title: "Theirs", content: "Order 17" });
    const { title, content } = formOf(session.state, "problem").draft;
    assert.deepEqual([title, content], ["Mine", "Order 17"]);
  });
});

describe("what the page may keep of its visitor", () => {
  const last = (at: ReturnType<typeof stage>) => at.keeps.at(-1)!;

  test("is nothing of who takes part in nothing", async () => {
    const at = stage({ kept: {} });
    await at.with(post(1), post(2));
    assert.deepEqual(at.keeps, [{ type: "keeps", waits: false, seen: 0, posts: [] }]);
  });

  test("is that something waits, while it does, and then which post that is about", async () => {
    const at = stage({ kept: {} });
    await at.with(post(1));
    at.session.vote(1, "up");
    await settle();
    await at.runs[0]!.done();
    at.holds(entry({ kind: "vote", state: "waiting", voted: 1 }));
    assert.deepEqual([last(at).waits, last(at).seen], [true, 1]);
    at.holds(entry({ state: "sent", post: post(9) }));
    assert.deepEqual(last(at), { type: "keeps", waits: false, seen: 1, posts: [9] });
  });

  test("is in what they take part but what they left, once it was read", async () => {
    const at = stage({ kept: { "deskside.seen": "50" } });
    await at.with(post(1));
    assert.deepEqual(at.keeps, [], "what was kept before stays until then");
    await at.calls.find((call) => call.op === "feedback.mine")!.answer({ posts: [taking(4), taking(5, { left: true })], as_of: 70 });
    assert.deepEqual(last(at), { type: "keeps", waits: false, seen: 70, posts: [4] });
  });

  test("is not that something waits where it waits in this page alone", async () => {
    const { session, runs, ...at } = stage({ kept: {}, grade: "page" });
    await at.with(post(1));
    session.vote(1, "up");
    await settle();
    await runs[0]!.done();
    at.holds(entry({ kind: "vote", state: "waiting", voted: 1 }));
    assert.equal(at.keeps.at(-1)!.waits, false);
  });
});

describe("the address of the page", () => {
  const written = async (context: string, along = true, content = "Please.") => {
    const { session, runs } = stage({ context });
    session.go({ name: "form", choice: "idea" });
    session.edit("idea", { title: "Dark mode", content });
    session.pageAlong("idea", along);
    session.send("idea");
    await settle();
    return (runs[0]!.args["draft"] as { content: string }).content;
  };

  for (const [name, content, want] of [
    ["goes along with a post where the site wants it", written("https://shop.example/a"), "Please.\n\nPage: https://shop.example/a"],
    ["stays behind where whoever writes wants that", written("https://shop.example/a", false), "Please."],
    ["is there once", written("https://shop.example/a", true, "Look at https://shop.example/a there."), "Look at https://shop.example/a there."],
    ["does not go along where the site does not want it", written(""), "Please."],
  ] as const) {
    test(name, async () => assert.equal(await content, want));
  }
});
