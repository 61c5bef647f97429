// Measures the Worker in workerd beside a bare one in JavaScript, which makes the same calls of the platform
// and gives the same bytes, and beside the one that is all Go: measure.mjs WORKER GO_WORKER EDGE, the last of which is
// the program that is the edge natively
//
// One line of JSON tells each figure: milliseconds of a processor that the process takes for a request or to hand on
// what was kept, how long the first request of a fresh process takes, and by how many bytes a process grows.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bindings, helpdesk, idea, secrets, start } from "../../../wasm/worker/harness.mjs";

const [worker, inGo, native] = process.argv.slice(2).map((folder) => resolve(folder));
const ROUNDS = 21;
/** Requests in one sample, of which some are on their way at once. The Worker in Go takes much longer for each. */
const SAMPLE = { bare: 100, deskside: 100, go: 20 };
/**
 * Requests of a kind before the first sample: an engine compiles what runs often for thousands of them, the more code the
 * longer, and an isolate lives longer than that. What those take is told as well.
 */
const WARM = { bare: 2000, deskside: 2000, go: 200 };
/** After how many requests a process is weighed, in lists of which each tenth is asked of the helpdesk. */
const WEIGHED = [10_000, 50_000];
const AT_ONCE = 4;
/** How many entries are kept and then handed on, how often, and for how many seconds they rest between. */
const KEPT = 32;
const SWEEPS = 5;
const RESTS = 10;

const text = "Half of us plan trips on the phone and half at the desk, and neither sees what the other has written. ".repeat(4);
let made = 1000;
/** Whether the helpdesk asks to be left alone, and how many votes it has had. */
let busy = false;
let voted = 0;
const desk = await helpdesk((request, response, body) => {
  if (busy) {
    response.setHeader("retry-after", String(RESTS));
    return [429, { error: { code: 429 } }];
  }
  const voting = /objects\/(\d+)(\/votes)?/.exec(request.url);
  if (voting) {
    if (voting[2]) voted++;
    return [200, { success: idea(Number(voting[1]), { content: `<p>${text}</p>`, votes: { all: 5, canVote: true, isVoted: !!voting[2] } }) }];
  }
  if (request.method === "POST") return [200, { success: idea(++made, { ...JSON.parse(body), votes: { all: 1, canVote: true, isVoted: true } }) }];
  return [200, { success: { data: Array.from({ length: 20 }, (_, i) => idea(i + 1, { content: `<p>${text}</p>`, createdAtPosix: 1_700_000_000 })), totalObjects: 257, totalPages: 13, currentPage: 1 } }];
});

let asked = 0;
const requests = {
  /** A list that nobody has asked for yet, and one that everybody asks for. */
  list: () => [`/api/7.0/search.json?sort=popular&count=20&authorId=${1_000_000 + ++asked}`, {}],
  cached: () => ["/api/7.0/search.json?sort=popular&count=20", {}],
  create: () => [
    "/api/7.0/objects.json",
    {
      method: "POST", body: JSON.stringify({ ownership: "feedback", object_type: "idea", title: "A calendar of tides", content: text }),
      headers: { "content-type": "application/json", "deskside-visitor": "visitor-anna-0000001", "idempotency-key": `draft-${String(++asked).padStart(8, "0")}` },
    },
  ],
};

/** Around the Worker: what it asks the platform for, in its order, with the headers of its answer. */
const recording = `
  import worker from "./worker.mjs";
  const fetched = globalThis.fetch;
  let calls = [];
  let left = [];
  globalThis.fetch = (url, init) => {
    calls.push({ url, method: init.method, headers: init.headers, redirect: init.redirect, body: init.body && new TextDecoder().decode(init.body) });
    return fetched(url, init);
  };
  const open = caches.open.bind(caches);
  caches.open = async (name) => {
    const shelf = await open(name);
    return {
      match: (address) => (calls.push({ match: address, shelf: name }), shelf.match(address)),
      put: async (address, response) => {
        const bytes = await response.clone().arrayBuffer();
        calls.push({ put: address, shelf: name, size: bytes.byteLength, headers: Object.fromEntries(response.headers) });
        return shelf.put(address, response);
      },
    };
  };
  const prepared = new WeakMap();
  const recorded = (STORE) => ({
    prepare: (sql) => ({ sql, values: [], bind(...values) { return { ...this, values }; } }),
    batch: (all) => {
      calls.push({ batch: all.map(({ sql, values }) => ({ sql, values })) });
      return STORE.batch(all.map(({ sql, values }) => STORE.prepare(sql).bind(...values)));
    },
  });
  export default { async fetch(request, env, ctx) {
    await Promise.all(left.splice(0));
    if (new URL(request.url).pathname === "/recorded") return Response.json(calls);
    calls = [];
    return worker.fetch(request, { ...env, STORE: recorded(env.STORE) }, { waitUntil: (work) => { left.push(work); ctx.waitUntil(work); } });
  } };`;

/** A Worker that does no more than what was recorded: the calls, and the bytes of the answer. */
function bare(recorded) {
  return `
    const recorded = ${JSON.stringify(recorded)};
    let made = 1_000_000_000;
    let ready = false;
    let shelf;
    const place = (kind, address) => kind === "list" ? address + ++made : address;
    export default { async fetch(request, env, ctx) {
      const kind = request.method === "POST" ? "create" : request.url.includes("authorId") ? "list" : "cached";
      const { calls, answer, key, id } = recorded[kind];
      const fresh = { [key]: request.headers.get("idempotency-key"), [id]: ++made };
      if (kind === "create") await request.arrayBuffer();
      for (const call of calls) {
        if (call.batch) {
          const tables = ready ? [] : recorded.tables.map((sql) => env.STORE.prepare(sql));
          await env.STORE.batch([...tables, ...call.batch.map(({ sql, values }) => env.STORE.prepare(sql).bind(...values.map((v) => fresh[v] ?? v)))]);
          ready = true;
        } else if (call.match) {
          shelf ??= caches.open(call.shelf);
          const found = await (await shelf).match(place(kind, call.match));
          if (found) await found.arrayBuffer();
          else if (kind === "cached") await (await shelf).put(call.match, new Response(new Uint8Array(recorded.list.calls.at(-1).size), { headers: recorded.list.calls.at(-1).headers }));
        } else if (call.put) {
          const address = place(kind, call.put);
          ctx.waitUntil(shelf.then((s) => s.put(address, new Response(new Uint8Array(call.size), { headers: call.headers }))));
        } else await (await fetch(call.url, { method: call.method, headers: call.headers, redirect: call.redirect, body: call.body })).arrayBuffer();
      }
      return new Response(answer.body, { headers: answer.headers });
    } };`;
}

/** One visitor writes more here than anybody does: what is counted is counted all the same, and finds nothing too much. */
const rates = "visitor=100000/60 site=100000/60";

const options = () => ({ bindings: { ...bindings(desk.address), RATES: rates, PROTECT: "never" }, d1Databases: { STORE: "store" } });

/** What was recorded since the last request. It holds the key, which no answer to a visitor may. */
const recordedBy = async ({ url }) => (await fetch(new URL("/recorded", url))).json();

async function record() {
  const it = await start(options(), { folder: worker, around: recording });
  const recorded = {};
  // The first makes the tables, which is not what every request does.
  await it.ask(...requests.create());
  const statements = (await recordedBy(it)).flatMap((call) => call.batch ?? []);
  recorded.tables = statements.map(({ sql }) => sql).filter((sql) => /^(CREATE|ALTER) /.test(sql));
  assert.ok(recorded.tables.length > 4);
  // What is read right after a post is read anew, and the first list is looked for once more, to see whether the cache works.
  await new Promise((rung) => setTimeout(rung, 3000));
  for (const path of [requests.list(), requests.cached()]) await it.ask(...path);
  for (const [kind, request] of Object.entries(requests)) {
    const [path, init] = request();
    const answer = await it.ask(path, init);
    assert.equal(answer.status, 200, answer.text);
    const calls = await recordedBy(it);
    assert.ok(calls.some((call) => call.url) || kind === "cached");
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !["content-length", "date", "transfer-encoding", "content-encoding"].includes(name)));
    recorded[kind] = { calls, answer: { body: answer.text, headers }, key: init.headers?.["idempotency-key"] ?? "none", id: kind === "create" ? made : "none" };
  }
  assert.ok(recorded.create.calls.length > 4, "a post is kept before it is sent and after");
  assert.deepEqual(recorded.list.calls.map((call) => Object.keys(call)[0]), ["match", "url", "batch", "put"]);
  assert.deepEqual(recorded.cached.calls.map((call) => Object.keys(call)[0]), ["match", "batch"]);
  await it.stop();
  return recorded;
}

/** The processes of workerd that this one has started. */
function processes() {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return stat.includes("(workerd)") && Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === process.pid;
    } catch {
      return false; // it ended meanwhile
    }
  });
}

/** Milliseconds of a processor that all threads of a process have used. */
function used(pid) {
  let ns = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) ns += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
  return ns / 1e6;
}

const folder = mkdtempSync(join(tmpdir(), "deskside-bare-"));
writeFileSync(join(folder, "worker.mjs"), bare(await record()));
const folders = { bare: folder, deskside: worker, go: inGo };

/** A Worker, and which process it is, with its operator where it has one. */
async function startOne(at, more = {}, beside) {
  const before = processes();
  const it = await start({ ...options(), ...more }, { folder: at, beside });
  const [pid] = processes().filter((p) => !before.includes(p));
  return { ...it, pid };
}

/** A Worker that has made its tables: the bare one makes them as often as it is asked before they are there. */
async function startWhole(at) {
  const it = await startOne(at);
  const answer = await it.ask(...requests.list());
  assert.equal(answer.status, 200, answer.text);
  return it;
}

const contenders = {};
for (const [who, at] of Object.entries(folders)) contenders[who] = await startWhole(at);

async function sample({ ask, pid }, kind, count) {
  const began = used(pid);
  for (let i = 0; i < count; i += AT_ONCE) {
    for (const answer of await Promise.all(Array.from({ length: AT_ONCE }, () => ask(...requests[kind]())))) assert.equal(answer.status, 200, answer.text);
  }
  return (used(pid) - began) / count;
}

for (const kind of ["create", "list", "cached"]) {
  const cold = {};
  for (let part = 0; part < 10; part++) for (const [who, it] of Object.entries(contenders)) (cold[who] ??= []).push(await sample(it, kind, WARM[who] / 10));
  delete cold.go;
  console.log(JSON.stringify({ what: `${kind}, cold`, samples: cold }));
  const samples = {};
  for (let i = 0; i < ROUNDS; i++) for (const [who, it] of Object.entries(contenders)) (samples[who] ??= []).push(await sample(it, kind, SAMPLE[who]));
  console.log(JSON.stringify({ what: kind, samples }));
}
for (const { stop } of Object.values(contenders)) await stop();

/** Bytes of memory that a process has. */
function resident(pid) {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
}

const grown = {};
for (const who of ["bare", "deskside"]) {
  const it = await startWhole(folders[who]);
  const weights = [];
  for (let i = 0; i < WEIGHED[1]; i += AT_ONCE) {
    if (i === WEIGHED[0]) weights.push(resident(it.pid));
    const kind = (i / AT_ONCE) % 10 === 0 ? "list" : "cached";
    for (const answer of await Promise.all(Array.from({ length: AT_ONCE }, () => it.ask(...requests[kind]())))) assert.equal(answer.status, 200, answer.text);
  }
  grown[who] = [resident(it.pid) - weights[0]];
  await it.stop();
}
console.log(JSON.stringify({ what: "memory", samples: grown }));

/** The edge with its operator, which hands on what the queue calls for. */
async function startBoth() {
  const queue = { queueProducers: { QUEUE: "deskside" } };
  const hears = { queueConsumers: { deskside: { maxBatchSize: 10, maxBatchTimeout: 1, maxRetries: 10 } } };
  const operator = { folder: inGo, options: { ...options(), ...queue, ...hears } };
  Object.assign(operator.options.bindings, { OPERATOR_KEY: "the-operators-own-key" });
  return { ...(await startOne(worker, queue, operator)), byItself: true, sweep: () => new Promise((done) => setTimeout(done, 20)) };
}

/** Who hands on: the program and the queue begin by themselves, so they come first. */
const couriers = { native: await startNative(), operator: await startBoth(), deskside: await startOne(worker) };

/** The edge as a program of this machine, which hands on by itself what is kept. */
async function startNative() {
  const db = join(folder, "edge.db");
  const child = spawn(native, ["edge", "--upstream", desk.address, "--origin", "https://shop.example.com", "--db", db, "--assets", folder, "--proxy", "127.0.0.0/8", "--rates", rates, "--protect", "never"], {
    env: { ...process.env, DESKSIDE_KEY: secrets[0] }, stdio: ["ignore", "pipe", "inherit"],
  });
  process.once("exit", () => child.kill());
  const line = await new Promise((found, failed) => {
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk).includes("\n") && found(said));
    child.on("exit", (code) => failed(new Error(`the edge ended with code ${code}`)));
  });
  const url = JSON.parse(line).edge_url;
  let client = 0;
  const ask = async (path, init = {}) => {
    const headers = { "x-forwarded-for": `10.0.${(client >> 8) & 255}.${client++ & 255}`, ...init.headers };
    const response = await fetch(new URL(path, url), { ...init, headers });
    return { status: response.status, text: await response.text() };
  };
  const stop = async () => {
    const ended = new Promise((done) => child.on("exit", done));
    child.kill("SIGINT");
    await ended;
  };
  return { ask, pid: child.pid, byItself: true, sweep: () => new Promise((done) => setTimeout(done, 20)), stop };
}

/** What is kept: each post is another, each vote on another object and by another visitor. */
let voters = 0;
const kept = {
  post: [requests.create, () => made],
  vote: [() => {
    const id = 10_000 + ++voters;
    return [`/api/7.0/objects/${id}/votes/toggle.json?value=up`, { method: "POST", headers: { "deskside-visitor": `visitor-number-${id}` } }];
  }, () => voted],
};

for (const [kind, [request, count]] of Object.entries(kept)) {
  const samples = {};
  for (let i = 0; i < SWEEPS; i++) {
    busy = true;
    const began = performance.now();
    for (const it of Object.values(couriers)) {
      for (let n = 0; n < KEPT; n += AT_ONCE) {
        for (const answer of await Promise.all(Array.from({ length: AT_ONCE }, () => it.ask(...request())))) assert.equal(answer.status, 202, answer.text);
      }
    }
    assert.ok(performance.now() - began < RESTS * 1000, "none was due before all were kept");
    const before = Object.fromEntries(Object.entries(couriers).map(([who, { pid }]) => [who, used(pid)]));
    const had = count();
    busy = false;
    await new Promise((rung) => setTimeout(rung, RESTS * 1000 + 500));
    let all = had + KEPT * Object.values(couriers).filter(({ byItself }) => byItself).length;
    for (const [who, { pid, sweep, byItself }] of Object.entries(couriers)) {
      if (!byItself) all += KEPT;
      for (let tries = 0; count() < all; tries++) {
        assert.ok(tries < 1000, `${who} has handed on ${count() - had}`);
        await sweep();
      }
      // What came of the last is still to be noted.
      await new Promise((rung) => setTimeout(rung, 200));
      (samples[who] ??= []).push((used(pid) - before[who]) / KEPT);
    }
    assert.equal(count(), all, "each was handed on once");
  }
  console.log(JSON.stringify({ what: `deliver ${kind}`, samples }));
}
for (const { stop } of Object.values(couriers)) await stop();

const STARTS = 10;
const first = { wall: {}, cpu: {} };
for (let i = 0; i < STARTS; i++) {
  for (const who of ["bare", "deskside"]) {
    const it = await startOne(folders[who]);
    const began = used(it.pid);
    const answer = await it.ask(...requests.list());
    assert.equal(answer.status, 200, answer.text);
    (first.wall[who] ??= []).push(answer.wall);
    (first.cpu[who] ??= []).push(used(it.pid) - began);
    await it.stop();
  }
}
console.log(JSON.stringify({ what: "first", samples: first.wall }));
console.log(JSON.stringify({ what: "first, CPU", samples: first.cpu }));
await desk.stop();
rmSync(folder, { recursive: true });
