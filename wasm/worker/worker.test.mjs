// The Worker in workerd, the runtime of Cloudflare.
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { bindings, built, helpdesk, idea, logs, root, sandbox, secrets, start } from "./harness.mjs";

before(() => {
  assert.ok(existsSync(join(built, "edge.wasm")), `there is no Worker in ${built}: go run ./build worker builds it`);
});

after(() => {
  for (const secret of secrets) assert.ok(!logs.join("").includes(secret), `${secret} is in the log`);
});

/** What takes its time begins with the first test, and the last ones look at it. @type {any} */
const slow = {
  /** A helpdesk, of which nobody hears about the object 9999, and a Worker before it. */
  desk: undefined, worker: undefined,
  /** What was asked for by the id of its object, and how the helpdesk goes on with those that are held. */
  asked: [], held: [],
  /** Who asks for that object, and what somebody is told who sent half a body. */
  hanging: undefined, told: undefined,
};
before(async () => {
  slow.desk = await helpdesk(async (request) => {
    const id = Number(request.url.match(/objects\/(\d+)/)?.[1]);
    slow.asked.push(id);
    if (id === 9999) return undefined;
    if (id >= 3000 && id < 4000) await new Promise((letGo) => setTimeout(letGo, 3000));
    if (request.method === "POST") await new Promise((letGo) => slow.held.push(letGo));
    return [200, request.method === "POST" ? { success: idea(77) } : idea(id)];
  });
  slow.worker = await start({ bindings: bindings(slow.desk.address), d1Databases: { STORE: "store" } });
  slow.hanging = slow.worker.ask("/api/7.0/objects/9999.json");
});
after(async () => {
  await slow.worker.stop();
  await slow.desk.stop();
});

describe("one instance for all requests", () => {
  let worker;
  const { held } = slow;
  before(() => ({ worker } = slow));

  test("two hundred readers of a slow helpdesk are all answered, whoever sends half a body meanwhile", async (t) => {
    const half = Array.from({ length: 50 }, () => {
      const socket = connect(worker.url.port, "127.0.0.1");
      socket.on("error", () => undefined); // workerd may end it
      socket.write("POST /api/7.0/objects.json HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"title\": \"");
      return socket;
    });
    slow.told = once(half[0], "data").finally(() => half.forEach((socket) => socket.destroy()));
    await Promise.all(half.filter((socket) => socket.connecting).map((socket) => once(socket, "connect")));
    const began = performance.now();
    let waiting = true;
    const readers = Promise.all(Array.from({ length: 200 }, (_, i) => worker.ask(`/api/7.0/objects/${3000 + i}.json`))).finally(() => (waiting = false));
    assert.equal((await worker.ask("/healthz")).status, 200);
    assert.equal((await worker.ask("/api/7.0/objects/5.json")).json().id, 5);
    assert.ok(waiting, "nobody else waits for them");
    for (const [i, answer] of (await readers).entries()) assert.equal(answer.json().id, 3000 + i, answer.text);
    t.diagnostic(`200 readers at once of a helpdesk that takes 3 s: all answered after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  });

  test("a write goes on although its customer leaves", async () => {
    const draft = JSON.stringify({ ownership: "feedback", object_type: "idea", title: "Idea 77", content: "Text" });
    const send = { method: "POST", body: draft, headers: { "content-type": "application/json", "deskside-visitor": "visitor-anna-0000001", "idempotency-key": "draft-0077-0077" } };
    const leave = new AbortController();
    const left = fetch(new URL("/api/7.0/objects.json", worker.url), { ...send, signal: leave.signal });
    while (held.length === 0) await new Promise(setImmediate);
    leave.abort();
    await assert.rejects(left);
    held.forEach((letGo) => letGo());
    const again = await worker.ask("/api/7.0/objects.json", send);
    assert.deepEqual([again.status, again.json().success.id, again.headers.get("idempotency-replayed")], [200, 77, "true"], again.text);
    assert.equal(held.length, 1, "it was sent once");
  });

  test("a client that asks without end is told to wait, others are not", async () => {
    const headers = { "cf-connecting-ip": "10.200.0.1" };
    const answers = [];
    for (let i = 0; i < 300 && answers.at(-1)?.status !== 429; i++) answers.push(await worker.ask("/api/7.0/objects/1.json", { headers }));
    assert.equal(answers.at(-1).status, 429);
    assert.ok(answers.length > 120, "as many come at once as one bucket holds");
    assert.ok(Number(answers.at(-1).headers.get("retry-after")) >= 1);
    assert.equal((await worker.ask("/api/7.0/objects/1.json")).status, 200);
  });

  test("pages of allowed sites may ask, others may not", async () => {
    const allowed = await worker.ask("/api/7.0/objects/1.json", { headers: { origin: "https://shop.example.com" } });
    assert.equal(allowed.headers.get("access-control-allow-origin"), "https://shop.example.com");
    const own = await worker.ask("/api/7.0/objects/1.json", { headers: { origin: worker.url.origin } });
    assert.equal(own.status, 200);
    assert.equal((await worker.ask("/api/7.0/objects/1.json", { headers: { origin: "https://evil.example" } })).status, 403);
    const preflight = await worker.ask("/api/7.0/objects.json", { method: "OPTIONS", headers: { origin: "https://shop.example.com" } });
    assert.equal(preflight.status, 204);
    assert.equal((await worker.ask("/api/7.0/objects/1.json", { method: "DELETE" })).status, 405);
    assert.equal((await worker.ask("/healthz", { method: "HEAD" })).text, "");
  });
});

test("a helpdesk that fails is said plainly", async () => {
  const failures = {
    1: [[200, "<html>Login</html>"], 502],
    2: [[503, "<h1>Back soon</h1>"], 503],
    3: [[401, { error: { code: 401, message: `the key ${secrets[0]} is unknown` } }], 502],
    4: [[404, { error: { code: 404, message: "gone" } }], 404],
    5: [[204, ""], 502],
    6: [[302, ""], 502],
  };
  const desk = await helpdesk((request, response) => {
    const id = Number(request.url.match(/objects\/(\d+)/)?.[1]);
    if (id === 7) return void response.socket.destroy();
    if (id === 8) {
      response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
      response.write('{"id": 8');
      return void setImmediate(() => response.socket.destroy());
    }
    if (id === 6) response.setHeader("location", "http://127.0.0.1:1/");
    return failures[id][0];
  });
  const worker = await start({ bindings: bindings(desk.address) });
  try {
    for (const [id, [, status]] of Object.entries(failures)) {
      const answer = await worker.ask(`/api/7.0/objects/${id}.json`);
      assert.equal(answer.status, status, `${id}: ${answer.text}`);
      assert.equal(answer.json().error.code, status);
    }
    for (const id of [7, 8]) {
      const answer = await worker.ask(`/api/7.0/objects/${id}.json`);
      assert.equal(answer.status, 503, answer.text);
    }
    const without = await worker.ask("/healthz");
    const { version, migration, ...can } = without.json();
    assert.deepEqual(can, { status: "ok", votes: false, idempotency: false, identities: false });
    assert.equal(version, JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
    assert.ok(migration >= 1);
  } finally {
    await worker.stop();
    await desk.stop();
  }
});

test("the frame is served with its policy, other files by the platform", async () => {
  const worker = await start({
    bindings: bindings("http://127.0.0.1:1"),
    serviceBindings: {
      ASSETS: (request) =>
        request.headers.get("if-none-match") === '"v1"'
          ? new Response(null, { status: 304, headers: { etag: '"v1"' } })
          : new Response("<!doctype html>", { headers: { "content-type": "text/html; charset=utf-8", etag: '"v1"', "set-cookie": "a=b" } }),
    },
  });
  try {
    const frame = await worker.ask("/widget/frame.html");
    assert.equal(frame.text, "<!doctype html>");
    assert.match(frame.headers.get("content-security-policy"), /script-src 'self' 'wasm-unsafe-eval'.*frame-ancestors 'self' https:\/\/shop\.example\.com$/);
    assert.equal(frame.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(frame.headers.get("set-cookie"), null);
    assert.equal(frame.headers.get("cache-control"), "no-cache");
    assert.equal((await worker.ask("/widget/frame.html", { headers: { "if-none-match": '"v1"' } })).status, 304);
  } finally {
    await worker.stop();
  }
});

test("a Worker without its key says so to its owner and nobody else", async () => {
  const worker = await start({ bindings: { UPSTREAM_URL: "https://help.example.com" } });
  try {
    const answer = await worker.ask("/api/7.0/search.json");
    assert.equal(answer.status, 500);
    assert.match(answer.json().error.message, /not set up/);
  } finally {
    await worker.stop();
  }
  assert.match(logs.join(""), /set the secret API_KEY/);
});

describe("an instance that is no good any more", () => {
  // Stands between host and instance: what a visitor of these names asks for stops a call, or makes memory grow.
  const around = `
    import worker from "./worker.mjs";
    const Started = WebAssembly.Instance;
    globalThis.starts = 0;
    WebAssembly.Instance = function (...args) {
      globalThis.starts++;
      const { exports } = new Started(...args);
      const said = (size) => new TextDecoder().decode(new Uint8Array(exports.memory.buffer, at, size));
      let at = 0;
      return { exports: { ...exports, alloc: (size) => (at = exports.alloc(size)), call(op, size) {
        if (said(size).includes("visitor-who-traps") && !said(size).includes("stopped")) throw new WebAssembly.RuntimeError("unreachable: secret state");
        if (said(size).includes("visitor-who-grows")) exports.memory.grow(600);
        return exports.call(op, size);
      } } };
    };
    export default { async fetch(...args) {
      const answer = await worker.fetch(...args);
      answer.headers.set("starts", globalThis.starts);
      return answer;
    } };`;
  let desk, worker;
  before(async () => {
    desk = await helpdesk((request) => [200, idea(Number(request.url.match(/objects\/(\d+)/)?.[1]))]);
    worker = await start({ bindings: bindings(desk.address) }, { around });
  });
  after(async () => {
    await worker.stop();
    await desk.stop();
  });
  const asks = (visitor, id) => worker.ask(`/api/7.0/objects/${id}.json`, { headers: { "deskside-visitor": visitor } });

  test("a trap costs its own request only", async () => {
    const [wild, ...others] = await Promise.all([asks("visitor-who-traps", 1), ...[2, 3, 4].map((id) => asks("visitor-anna-0000001", id))]);
    assert.equal(wild.status, 500);
    assert.match(wild.json().error.message, /Something went wrong/);
    others.forEach((answer, i) => assert.equal(answer.json().id, i + 2, answer.text));
    assert.match(logs.join(""), /a request was not answered/);
  });

  test("one that grew is replaced before the next call", async () => {
    const before = Number((await asks("visitor-anna-0000001", 5)).headers.get("starts"));
    const grown = await asks("visitor-who-grows", 6);
    assert.equal(grown.json().id, 6, grown.text);
    const after = Number((await asks("visitor-anna-0000001", 7)).headers.get("starts"));
    assert.ok(after > before, `${before} instances, then ${after}`);
    assert.equal(Number((await asks("visitor-anna-0000001", 8)).headers.get("starts")), after, "and the next one stays");
  });
});

test("a passing error of the store is tried again, one that lasts is said", async () => {
  const around = `
    import worker from "./worker.mjs";
    let left = 0;
    export default { fetch(request, env, ctx) {
      left = Number(request.headers.get("fail") ?? left);
      const STORE = { prepare: (sql) => env.STORE.prepare(sql), batch: (all) => left-- > 0 ? Promise.reject(new Error("D1_ERROR: it was moved")) : env.STORE.batch(all) };
      return worker.fetch(request, { ...env, STORE }, ctx);
    } };`;
  const desk = await helpdesk((request) => [200, idea(Number(request.url.match(/objects\/(\d+)/)?.[1]))]);
  const worker = await start({ bindings: bindings(desk.address), d1Databases: { STORE: "store" } }, { around });
  const vote = (fail) =>
    worker.ask("/api/7.0/objects/1/votes/toggle.json?value=up", { method: "POST", headers: { "deskside-visitor": "visitor-anna-0000001", fail } });
  try {
    assert.equal((await vote("2")).status, 200);
    const lasting = await vote("9");
    assert.deepEqual([lasting.status, lasting.headers.get("retry-after")], [503, "5"], lasting.text);
  } finally {
    await worker.stop();
    await desk.stop();
  }
});

test("a call of the clock ends once nothing is left to do", async () => {
  const desk = await helpdesk(() => [200, idea(1)]);
  const worker = await start({ bindings: bindings(desk.address), d1Databases: { STORE: "store" } });
  try {
    const began = performance.now();
    await worker.sweep();
    assert.ok(performance.now() - began < 30_000, "it does not wait until it is called again");
  } finally {
    await worker.stop();
    await desk.stop();
  }
});

describe("what is written counts for all isolates", () => {
  const store = mkdtempSync(join(tmpdir(), "deskside-rates-"));
  let desk;
  before(async () => {
    desk = await helpdesk((request, response, body) => [200, request.method === "POST" ? { success: idea(77, JSON.parse(body)) } : idea(1)]);
  });
  after(async () => {
    await desk.stop();
    rmSync(store, { recursive: true });
  });
  const open = (change) => start({ bindings: { ...bindings(desk.address), PROTECT: "never", RATES: "writes=3/3600", ...change.bindings }, d1Databases: { STORE: "store" }, d1Persist: store, ...change.options });
  const write = async (worker, i, from, visitor = "visitor-anna-0000001") => (await worker.ask("/api/7.0/objects.json", {
    method: "POST", body: JSON.stringify({ object_type: "idea", title: `Idea ${i}`, content: "Text" }),
    headers: { "content-type": "application/json", "deskside-visitor": visitor, "cf-connecting-ip": from },
  })).status;

  test("in the store", async () => {
    const first = await open({});
    for (let i = 0; i < 3; i++) assert.equal(await write(first, i, "10.3.0.1"), 200);
    await first.stop();
    // An isolate that knows nothing of the one before.
    const second = await open({});
    try {
      assert.equal(await write(second, 3, "10.3.0.1"), 429);
      assert.equal(await write(second, 4, "10.3.0.2"), 200);
    } finally {
      await second.stop();
    }
  });

  test("by the platform's counters, where all three are bound", async () => {
    const of = (limit) => ({ simple: { limit, period: 60 } });
    const worker = await open({ bindings: { RATES: "" }, options: { ratelimits: { RATE_READS: of(5), RATE_WRITES: of(2), RATE_SITE: of(4) } } });
    try {
      assert.deepEqual([await write(worker, 0, "10.3.1.1"), await write(worker, 1, "10.3.1.1"), await write(worker, 2, "10.3.1.1")], [200, 200, 429]);
      assert.equal(await write(worker, 3, "10.3.1.2"), 429, "a visitor is the same everywhere");
      assert.equal(await write(worker, 4, "10.3.1.3", "visitor-ben-00000002"), 200);
      assert.equal(await write(worker, 5, "10.3.1.4", "visitor-cleo-0000003"), 200);
      assert.equal(await write(worker, 6, "10.3.1.5", "visitor-dora-0000004"), 429, "the site has taken as much as it may");
      const reads = [];
      for (let i = 0; i < 6; i++) reads.push((await worker.ask("/api/7.0/objects/1.json", { headers: { "cf-connecting-ip": "10.3.1.9" } })).status);
      assert.deepEqual(reads, [200, 200, 200, 200, 200, 429]);
    } finally {
      await worker.stop();
    }
  });
});

describe("against the sandbox, with D1", () => {
  let worker, stopSandbox, address;
  const store = mkdtempSync(join(tmpdir(), "deskside-d1-"));
  const anna = { "deskside-visitor": "visitor-anna-0000001" };
  const ben = { "deskside-visitor": "visitor-ben-00000002" };
  const open = () =>
    start({ bindings: { UPSTREAM_URL: address.url, API_KEY: address.key, ORIGINS: "*" }, d1Databases: { STORE: "store" }, d1Persist: store });

  before(async () => {
    [address, stopSandbox] = await sandbox();
    secrets.push(address.key);
    worker = await open();
  });
  after(async () => {
    await worker.stop();
    await stopSandbox();
    rmSync(store, { recursive: true });
  });

  const post = (path, headers, body) =>
    worker.ask(`/api/7.0/${path}`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: body && JSON.stringify(body) });
  const vote = async (id, value, headers) => {
    const answer = await post(`objects/${id}/votes/toggle.json?value=${value}`, headers);
    assert.equal(answer.status, 200, answer.text);
    return answer.json().success.votes;
  };

  test("a draft becomes one object however often it is sent", async () => {
    const draft = { ownership: "feedback", object_type: "idea", title: "A calendar of tides", content: "Beside the week." };
    const sent = await Promise.all(Array.from({ length: 6 }, () => post("objects.json", { ...anna, "idempotency-key": "draft-0001-0002" }, draft)));
    const ids = sent.map((a) => (assert.equal(a.status, 200, a.text), a.json().success.id));
    assert.equal(new Set(ids).size, 1);
    const found = await worker.ask(`/api/7.0/objects/${ids[0]}.json`, { headers: anna });
    assert.equal(found.json().title, "A calendar of tides");
    const comment = await post("comments.json", anna, { object_id: ids[0], content: "And the moon, please." });
    assert.equal(comment.status, 200, comment.text);
    const comments = await worker.ask(`/api/7.0/objects/${ids[0]}/comments.json`);
    assert.match(comments.json().success[0].content, /And the moon/);
    const again = await post("objects.json", { ...anna, "idempotency-key": "draft-0001-0002" }, { ...draft, title: "Another" });
    assert.equal(again.status, 422);
  });

  test("every visitor has a vote, counted in D1, and it survives a restart", async () => {
    const list = (await worker.ask("/api/7.0/search.json?sort=popular&type=idea", { headers: anna })).json().success.data;
    assert.ok(list.length > 5);
    const { id, votes } = list[0];
    assert.deepEqual([votes.canVote, votes.isVoted, votes.mine], [true, false, ""]);
    assert.equal((await vote(id, "up", anna)).all, votes.all + 1);
    assert.deepEqual(await vote(id, "up", ben), { all: votes.all + 2, canVote: true, isVoted: true, mine: "up" });
    assert.equal((await vote(id, "revert", anna)).all, votes.all + 1);

    await worker.stop();
    worker = await open();
    const seen = async (headers) => (await worker.ask(`/api/7.0/objects/${id}.json`, { headers })).json().votes;
    assert.deepEqual(await seen(ben), { all: votes.all + 1, canVote: true, isVoted: true, mine: "up" });
    assert.deepEqual(await seen(anna), { all: votes.all + 1, canVote: true, isVoted: false, mine: "" });
    assert.equal((await vote(id, "revert", ben)).all, votes.all);
  });

  test("twelve visitors who vote at once are all counted", async () => {
    const list = (await worker.ask("/api/7.0/search.json?sort=new&type=idea")).json().success.data;
    const { id, votes } = list[1];
    await Promise.all(Array.from({ length: 12 }, (_, i) => vote(id, "up", { "deskside-visitor": `visitor-number-${1000 + i}` })));
    const seen = (await worker.ask(`/api/7.0/objects/${id}.json`, { headers: anna })).json().votes;
    assert.equal(seen.all, votes.all + 12);
  });
});

describe("those who take too long", () => {
  test("a helpdesk that never answers is given up", async () => {
    const late = await slow.hanging;
    assert.equal(late.status, 504, late.text);
    assert.match(late.json().error.message, /answer in time/);
    assert.equal(slow.asked.filter((id) => id === 9999).length, 2, "it was asked twice");
  });

  test("whoever sends half a body is told so", async () => {
    const [told] = await slow.told;
    assert.match(String(told), /^HTTP\/1\.1 408 /);
  });
});
