// The edge and its operator in workerd, with a queue between them and one D1 below, against a sandbox: what the
// edge accepted is handed on by the operator. The store is the truth, whatever becomes of the queue's messages.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { builtInGo, helpdesk, logs, sandbox, secrets, start } from "./harness.mjs";

const OPERATOR_KEY = "the-operators-own-key";

/**
 * Stands before the operator. It is told over HTTP: by how many milliseconds its clock is ahead, after how many calls
 * to the platform its program ends, whatever it is doing, and whether its store fails.
 */
const around = `
  import worker from "./worker.mjs";
  let told = { ahead: 0, left: Infinity, failing: false };
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...args) { if (args.length > 0) super(...args); else super(Real.now() + told.ahead); }
    static now() { return Real.now() + told.ahead; }
  };
  /** Whether there is a further step. */
  const lives = () => --told.left >= 0;
  const send = globalThis.fetch;
  globalThis.fetch = async (...args) => {
    if (lives()) return send(...args);
    told.left = 0; // it ends with the next one
    throw new Error("nothing was sent");
  };
  const moody = (STORE) => ({
    prepare(sql) {
      if (!lives()) {
        told.left = Infinity;
        throw new Error("this is the end"); // in the midst of a call, which ends the program that makes it
      }
      return told.failing ? STORE.prepare("SELECT nothing FROM nowhere") : STORE.prepare(sql);
    },
  });
  const within = (env) => ({ ...env, STORE: moody(env.STORE) });
  export default {
    async fetch(request, env, ctx) {
      if (new URL(request.url).pathname !== "/told") return worker.fetch(request, within(env), ctx);
      const { left, ...others } = await request.json();
      told = { ahead: 0, failing: false, ...others, left: left ?? Infinity };
      return new Response();
    },
    queue: (batch, env, ctx) => worker.queue(batch, within(env), ctx),
    scheduled: (event, env, ctx) => worker.scheduled(event, within(env), ctx),
  };`;

/** Stands before the edge, whose messages may get lost on their way to the queue, or not be taken by it. */
const lossy = `
  import worker from "./worker.mjs";
  let told = {};
  const within = (env) => ({ ...env, QUEUE: { async send(...args) {
    if (told.refused) throw new Error("the queue is over its limit");
    if (!told.lost) await env.QUEUE.send(...args);
  } } });
  export default {
    async fetch(request, env, ctx) {
      if (new URL(request.url).pathname !== "/told") return worker.fetch(request, within(env), ctx);
      told = await request.json();
      return new Response();
    },
    scheduled: (event, env, ctx) => worker.scheduled(event, within(env), ctx),
  };`;

/** A helpdesk before the sandbox, which it may not let through to. */
async function gate(address) {
  const sent = [];
  const it = { away: false, sent };
  const front = await helpdesk(async (request, response, body) => {
    if (it.away) {
      response.setHeader("retry-after", "3"); // longer than anybody waits for whom it is sent
      return [429, { error: { code: 429 } }];
    }
    const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(new URL(request.url, address), { method: request.method, headers, body: request.method === "GET" ? undefined : body });
    if (request.method === "POST" && answer.ok) sent.push(body);
    return [answer.status, await answer.text()];
  });
  return Object.assign(it, { address: front.address, stop: front.stop });
}

let box, stopSandbox, desk;
before(async () => {
  [box, stopSandbox] = await sandbox();
  secrets.push(box.key, OPERATOR_KEY);
  desk = await gate(box.url);
});
after(async () => {
  await desk.stop();
  await stopSandbox();
  for (const secret of secrets) assert.ok(!logs.join("").includes(secret), `${secret} is in the log`);
});

const settings = () => ({ UPSTREAM_URL: desk.address, API_KEY: box.key, ORIGINS: "*" });
const wired = { d1Databases: { STORE: "store" }, queueProducers: { QUEUE: "deskside" } };
const hears = { queueConsumers: { deskside: { maxBatchSize: 10, maxBatchTimeout: 0, maxRetries: 10 } } };

/** Posts as a visitor. */
const post = (edge, path, body, visitor = "visitor-anna-0000001") =>
  edge.ask(`/api/7.0/${path}`, { method: "POST", headers: { "content-type": "application/json", "deskside-visitor": visitor }, body: JSON.stringify(body) });

/** Has something accepted that the helpdesk does not take, and returns its id. */
async function keep(edge, path, body, visitor) {
  desk.away = true;
  const kept = await post(edge, path, body, visitor);
  desk.away = false;
  assert.equal(kept.status, 202, kept.text);
  return /submissions\/([0-9a-f]{32})/.exec(kept.headers.get("location"))[1];
}

const state = async (edge, id) => (await edge.ask(`/api/7.0/submissions/${id}.json`)).json().submission.state;

/** Waits until something is at the helpdesk. */
async function arrives(edge, id) {
  for (let tries = 0; (await state(edge, id)) !== "delivered"; tries++) {
    assert.ok(tries < 200, "no message brought it there");
    await new Promise((rung) => setTimeout(rung, 100));
  }
}

/** The edge and its operator. */
async function open() {
  const edge = await start(
    { bindings: settings(), ...wired },
    { around: lossy, beside: { folder: builtInGo, around, options: { bindings: { ...settings(), OPERATOR_KEY }, ...wired, ...hears } } },
  );
  const operator = edge.beside;
  let messages = 0;
  return {
    post: (...args) => post(edge, ...args), keep: (...args) => keep(edge, ...args), state: (id) => state(edge, id), arrives: (id) => arrives(edge, id),
    sweepEdge: edge.sweep, stop: edge.stop,
    /** What becomes of the edge's messages. */
    queue: (told) => edge.ask("/told", { method: "POST", body: JSON.stringify(told) }),
    tell: (told) => operator.fetch("http://operator/told", { method: "POST", body: JSON.stringify(told) }),
    console: (path, init) => operator.fetch(new URL(path, "http://operator"), init),
    sweep: () => operator.scheduled({ cron: "* * * * *" }),
    /** Has the operator hear messages as the queue brings them: which are over, and after how many seconds others come again. */
    async hear(...bodies) {
      const batch = bodies.map((body) => ({ id: `message-${++messages}`, timestamp: new Date(), attempts: 1, body }));
      const { outcome, explicitAcks, retryMessages } = await operator.queue("deskside", batch);
      const at = (id) => batch.findIndex((message) => message.id === id);
      return { outcome, over: explicitAcks.map(at), again: Object.fromEntries(retryMessages.map(({ msgId, delaySeconds }) => [at(msgId), delaySeconds])) };
    },
  };
}

const idea = (title) => ({ ownership: "feedback", object_type: "idea", title, content: "Beside the week." });
const of = (entry) => ({ entry });
/** How often the helpdesk took something with these words. */
const taken = (words) => desk.sent.filter((body) => body.includes(words)).length;

describe("an edge with an operator", () => {
  let both, object;
  before(async () => {
    both = await open();
    object = (await both.post("objects.json", idea("To be discussed"))).json().success.id;
  });
  after(() => both.stop());

  test("what the helpdesk did not take is handed on for the edge's message alone", async () => {
    const id = await both.keep("objects.json", idea("By message"));
    assert.equal(await both.state(id), "waiting");
    await both.arrives(id);
    assert.equal(taken("By message"), 1);
  });

  test("whoever wrote it is answered as well where the queue takes no message", async () => {
    await both.queue({ refused: true });
    const id = await both.keep("objects.json", idea("No message"));
    assert.match(logs.join(""), /the queue was not told/);
    await both.tell({ ahead: 60_000 });
    await both.sweep();
    assert.equal(await both.state(id), "delivered");
  });

  describe("whatever becomes of messages", () => {
    before(() => both.queue({ lost: true }));
    beforeEach(() => both.tell({ ahead: 60_000 }));

    test("the edge itself hands on nothing, and the clock finds what no message named", async () => {
      const ids = [await both.keep("objects.json", idea("Lost message 1")), await both.keep("objects.json", idea("Lost message 2"))];
      await both.sweepEdge();
      assert.equal(taken("Lost message"), 0);
      assert.equal((await both.sweep()).outcome, "ok");
      for (const id of ids) assert.equal(await both.state(id), "delivered");
      assert.equal(taken("Lost message"), 2);
    });

    test("one that comes twice, late, for nothing or makes no sense changes nothing", async () => {
      const id = await both.keep("objects.json", idea("Twice"));
      const heard = await both.hear(of(id), of(id), of("0".repeat(32)), {}, "a text", of(id), { entry: 5 });
      assert.deepEqual(heard, { outcome: "ok", over: [0, 1, 2, 3, 4, 5, 6], again: {} });
      assert.deepEqual((await both.hear(of(id))).over, [0]);
      assert.equal(await both.state(id), "delivered");
      assert.equal(taken("Twice"), 1);
      assert.match(logs.join(""), /a message of the queue names no entry/);
    });

    test("a lane keeps its order, whichever of it is named first and by how many at once", async () => {
      const ids = [];
      for (const n of [1, 2, 3]) ids.push(await both.keep("comments.json", { object_id: object, content: `In its order ${n}` }));
      const [c1, c2, c3] = ids.map(of);
      await Promise.all([both.hear(c3, c1, c3), both.hear(c2, c2), both.hear(c3)]);
      // Whoever came while another was at it is told to come again.
      await both.tell({ ahead: 120_000 });
      await both.hear(c2);
      for (const id of ids) assert.equal(await both.state(id), "delivered");
      assert.deepEqual(desk.sent.flatMap((body) => /In its order \d/.exec(body)?.[0] ?? []), [1, 2, 3].map((n) => `In its order ${n}`));
    });

    test("what is not due yet, and what the helpdesk does not take, is called for again in time", async () => {
      const [early, late] = [await both.keep("objects.json", idea("Not yet 1")), await both.keep("objects.json", idea("Not yet 2"))];
      await both.tell({ ahead: 0 });
      const waits = (await both.hear(of(early))).again[0];
      assert.ok(waits >= 1 && waits <= 3, `${waits} s`);
      assert.equal(taken("Not yet"), 0);

      await both.tell({ ahead: 60_000 });
      desk.away = true;
      const heard = await both.hear(of(early), of(late));
      desk.away = false;
      assert.deepEqual(heard, { outcome: "ok", over: [], again: { 0: 2, 1: 2 } });
      await both.tell({ ahead: 120_000 });
      assert.deepEqual((await both.hear(of(late), of(early))).over, [0, 1]);
      assert.equal(taken("Not yet"), 2);
    });

    test("what is tried again in the console is called for at once", async () => {
      const id = await both.keep("objects.json", idea("By hand"));
      const visit = (path, headers, body) => both.console(path, { method: body ? "POST" : "GET", body, headers: { "content-type": "application/x-www-form-urlencoded", ...headers }, redirect: "manual" });
      const cookie = (await visit("/enter", {}, `key=${OPERATOR_KEY}`)).headers.get("set-cookie").split(";")[0];
      const page = await (await visit("/", { cookie })).text();
      assert.match(page, /when the queue calls it and each minute/);
      assert.match(page, /By hand/);
      assert.equal(taken("By hand"), 0);
      assert.equal((await visit("/retry", { cookie }, `id=${id}`)).status, 200);
      await both.arrives(id);
      assert.equal(taken("By hand"), 1);
    });

    test("where the store fails messages come again, and the clock's call ends well and is told of", async () => {
      const id = await both.keep("objects.json", idea("Without a store"));
      await both.tell({ ahead: 60_000, failing: true });
      assert.deepEqual(await both.hear(of(id), of(id)), { outcome: "ok", over: [], again: { 0: 2, 1: 2 } });
      assert.equal(taken("Without a store"), 0);
      const before = logs.length;
      const said = () => logs.slice(before).join("");
      const sweep = both.sweep();
      while (!said().includes("the store of the edge does not answer: find what is due")) await new Promise((rung) => setTimeout(rung, 50));
      await both.tell({ ahead: 60_000 });
      assert.equal((await sweep).outcome, "ok");
      assert.equal(await both.state(id), "delivered");
      assert.deepEqual((await both.hear(of(id))).over, [0]);
      assert.equal(taken("Without a store"), 1);
    });

    test("an operator that ends after any of its steps doubles nothing and loses nothing", async (t) => {
      const ids = [];
      const steps = [];
      for (let step = 0; ; step += process.env.SOAK === "all" ? 1 : 3) {
        assert.ok(step < 100, "it never comes to its end");
        const id = await both.keep("objects.json", idea(`Ended after ${step}.`), `visitor-of-step-${1000 + step}`);
        ids.push(id);
        steps.push(step);
        await both.tell({ ahead: 60_000, left: step });
        const heard = await both.hear(of(id));
        if (heard.outcome === "ok") break;
        // The message comes again at once, while the lane may be somebody's still.
        await both.tell({ ahead: 60_000 });
        await both.hear(of(id));
      }
      t.diagnostic(`ended ${ids.length - 1} times, within ${steps.at(-1)} steps`);
      assert.ok(steps.at(-1) > 8, "there is more than one step");
      // The leases are over, and nothing that was sent can still arrive; what is made after that shows what is not there.
      const hearAll = async (all) => {
        for (let i = 0; i < all.length; i += 10) await both.hear(...all.slice(i, i + 10).map(of));
      };
      await both.tell({ ahead: 300_000 });
      await hearAll(ids.toReversed());
      const last = await both.post("objects.json", idea("Just as new"));
      assert.equal(last.status, 200, last.text);
      for (let ahead = 600_000; ahead <= 1_800_000; ahead += 300_000) {
        await both.tell({ ahead });
        await hearAll([...ids, ...ids.slice(0, 5)]);
      }
      for (const [i, id] of ids.entries()) {
        const step = steps[i];
        assert.equal(await both.state(id), "delivered", `step ${step}`);
        assert.equal(taken(`Ended after ${step}.`), 1, `step ${step}`);
      }
    });
  });
});
