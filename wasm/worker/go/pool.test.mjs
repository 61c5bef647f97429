// The Worker that is all Go, in workerd: what it does with its instances.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { bindings, builtInGo, helpdesk, idea, logs, root, run, secrets, start } from "../harness.mjs";

/** Asks, and tells which instance served, the how manieth request of its that was, and how many were started. */
const asking = (worker) => async (path, init) => {
  const answer = await worker.ask(path, init);
  const [number, served, started] = (answer.headers.get("deskside-instance") ?? "").match(/\d+/g)?.map(Number) ?? [];
  return { ...answer, number, served, started };
};

after(() => {
  for (const secret of secrets) assert.ok(!logs.join("").includes(secret), `${secret} is in the log`);
});

describe("one instance after another request", () => {
  let desk, worker, ask;
  /** Requests for these are held until they are let go. */
  const held = [];
  let arrived = () => undefined;
  let posted = 0;
  before(async () => {
    desk = await helpdesk(async (request, response) => {
      const id = Number(request.url.match(/objects\/(\d+)/)?.[1]);
      if (request.method === "POST") {
        posted++;
        if (posted > 1) return [200, { success: idea(77) }];
        response.setHeader("retry-after", "3"); // longer than anybody waits for whom it is sent
        return [429, { error: { code: 429 } }];
      }
      if (id >= 7770 && id < 7780) {
        await new Promise((letGo) => {
          held.push(letGo);
          arrived();
        });
      }
      return [200, idea(id)];
    });
    const queue = { queueProducers: { QUEUE: "deskside" }, queueConsumers: { deskside: { maxBatchTimeout: 0 } } };
    worker = await start({ bindings: bindings(desk.address), d1Databases: { STORE: "store" }, ...queue }, { folder: builtInGo });
    ask = asking(worker);
  });
  after(async () => {
    await worker.stop();
    await desk.stop();
  });

  test("requests in a row are served by one instance", async () => {
    for (let i = 1; i <= 20; i++) {
      const answer = await ask(`/api/7.0/objects/${i}.json`, { headers: { "deskside-visitor": "visitor-anna-0000001" } });
      assert.equal(answer.json().title, `Idea ${i}`, answer.text);
      assert.deepEqual([answer.number, answer.served, answer.started], [1, i, 1]);
    }
  });

  test("requests at once each get their own answer, of a few instances", async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => ask(`/api/7.0/objects/${1000 + i}.json`)));
    answers.forEach((answer, i) => assert.equal(answer.json().id, 1000 + i, answer.text));
    assert.ok(Math.max(...answers.map((a) => a.started)) <= 4);
    assert.ok(new Set(answers.map((a) => a.number)).size > 1, "more than one instance helped");
  });

  test("customers who leave take no instance along", async () => {
    for (let round = 0; round < 3; round++) {
      const there = new Promise((all) => (arrived = () => held.length === 3 && all()));
      const leave = new AbortController();
      const left = Array.from({ length: 3 }, (_, i) =>
        // Another one each time: the cache answers for what was read.
        fetch(new URL(`/api/7.0/objects/${7770 + round}.json`, worker.url), { signal: leave.signal, headers: { "cf-connecting-ip": `10.9.${round}.${i}` } }),
      );
      await there;
      leave.abort();
      for (const asked of left) await assert.rejects(asked);
      held.splice(0).forEach((letGo) => letGo());
      const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => ask(`/api/7.0/objects/${i + 1}.json`)));
      answers.forEach((answer, i) => assert.equal(answer.json().id, i + 1, answer.text));
      assert.ok(Math.max(...answers.map((a) => a.started)) <= 4, "no instance was lost");
    }
  });

  test("it tells its queue what is left, and hands that on when it hears so", async () => {
    const draft = JSON.stringify({ ownership: "feedback", object_type: "idea", title: "Idea 77", content: "Text" });
    const kept = await ask("/api/7.0/objects.json", { method: "POST", body: draft, headers: { "content-type": "application/json", "deskside-visitor": "visitor-anna-0000001" } });
    assert.equal(kept.status, 202, kept.text);
    for (let tries = 0; (await ask(kept.headers.get("location"))).json().submission.state !== "delivered"; tries++) {
      assert.ok(tries < 200, "no message brought it there");
      await new Promise((rung) => setTimeout(rung, 100));
    }
    assert.equal(posted, 2);
  });
});

describe("a program that does what it should not", () => {
  let worker, ask;
  const folder = mkdtempSync(join(tmpdir(), "deskside-trial-"));
  before(async () => {
    const program = join(folder, "trial.wasm");
    await run("go", ["build", "-trimpath", "-buildvcs=false", "-o", program, "./wasm/worker/go/testdata/trial"], {
      cwd: root, env: { ...process.env, GOOS: "js", GOARCH: "wasm" },
    });
    worker = await start({}, { folder: builtInGo, program });
    ask = asking(worker);
  });
  after(async () => {
    await worker.stop();
    rmSync(folder, { recursive: true });
    assert.match(logs.join(""), /goroutine \d+.*\n[^]*main\.main/, "the log shows where a program ended");
  });

  for (const [path, what] of [
    ["/panic", "panics"],
    ["/abort", "aborts"],
    ["/panic-elsewhere", "panics outside of the request"],
    ["/exit", "ends"],
    ["/throw", "calls what does not exist"],
  ]) {
    test(`a request that ${what} costs its own instance only`, async () => {
      const calm = ["a", "b", "c", "d", "e", "f"].map((name) => ask(`/slow?name=${name}`));
      const [wild, ...others] = await Promise.all([ask(path), ...calm]);
      assert.equal(wild.status, 500, wild.text);
      assert.equal(wild.headers.get("content-type"), "application/json; charset=utf-8");
      assert.match(wild.json().error.message, /Something went wrong/);
      assert.deepEqual(others.map((a) => a.text), ["a", "b", "c", "d", "e", "f"]);
      const after = await Promise.all(Array.from({ length: 8 }, (_, i) => ask(`/slow?name=${i}`)));
      assert.deepEqual(after.map((a) => a.text), ["0", "1", "2", "3", "4", "5", "6", "7"]);
      if (wild.number) assert.ok(after.every((a) => a.number !== wild.number), "its instance serves no more");
    });
  }

  test("an instance that grew is replaced", async () => {
    const grown = await ask("/grow");
    assert.equal(grown.status, 200);
    const next = await ask("/?name=x");
    assert.notEqual(next.number, grown.number);
    assert.equal(next.text, "x");
  });

  test("bodies of any size come and go unharmed", async () => {
    for (const size of [0, 1, 65_536, 1_000_000]) {
      const body = new Uint8Array(size).map((_, i) => 32 + (i % 90));
      const answer = await ask("/echo", { method: "POST", body });
      assert.equal(answer.text, new TextDecoder().decode(body));
    }
    assert.equal((await ask("/empty")).status, 204);
  });
});

test("bindings are read as their tests in Go say", async () => {
  const { stdout } = await run("go", ["env", "GOROOT"]);
  // As its Worker was built, so that nothing is compiled twice.
  await run("go", ["test", "-trimpath", "-buildvcs=false", "-count=1", `-exec=${join(stdout.trim(), "lib/wasm/go_js_wasm_exec")}`, "./wasm/worker/go/bindings"], {
    cwd: root, env: { ...process.env, GOOS: "js", GOARCH: "wasm" },
  });
});

test("with a key of its own it is the console of whoever runs the edge", async () => {
  const store = mkdtempSync(join(tmpdir(), "deskside-d1-"));
  let away = true;
  const desk = await helpdesk(() => (away ? [429, { error: { code: 429 } }] : [200, { success: idea(7, { votes: { all: 1, canVote: true, isVoted: true } }) }]));
  const d1 = { d1Databases: { STORE: "store" }, d1Persist: store };
  const post = (worker, path, body, headers = {}) => worker.ask(path, { method: "POST", body, redirect: "manual", headers: { "content-type": "application/x-www-form-urlencoded", ...headers } });
  const key = "the-operators-own-key";
  secrets.push(key);
  const written = { method: "POST", headers: { "content-type": "application/json", "deskside-visitor": "visitor-anna-0000001" } };
  try {
    let edge = await start({ bindings: bindings(desk.address), ...d1 });
    const kept = await edge.ask("/api/7.0/objects.json", { ...written, body: JSON.stringify({ object_type: "idea", title: "A calendar of tides", content: "Beside <b>the week</b>." }) });
    assert.equal(kept.status, 202, kept.text);
    await edge.stop();

    const worker = await start({ bindings: { OPERATOR_KEY: key }, ...d1 }, { folder: builtInGo });
    assert.equal((await worker.ask("/")).status, 401);
    assert.equal((await post(worker, "/enter", "key=another-key-of-theirs")).status, 403);
    const entered = await post(worker, "/enter", new URLSearchParams({ key }));
    assert.equal(entered.status, 303);
    const headers = { cookie: entered.headers.get("set-cookie").split(";")[0], "accept-language": "ru" };
    const page = await worker.ask("/", { headers });
    assert.match(page.text, /A calendar of tides/);
    assert.match(page.text, /Beside &lt;b&gt;the week/);
    assert.match(page.text, /Ожидает/);
    const id = /name="id" value="([0-9a-f]{32})"/.exec(page.text)[1];
    assert.equal((await post(worker, "/discard", `id=${id}`, { ...headers, "sec-fetch-site": "cross-site", origin: "https://evil.example" })).status, 403);
    const retried = await post(worker, "/retry", `id=${id}`, { ...headers, origin: String(worker.url).replace(/\/$/, ""), "sec-fetch-site": "same-origin" });
    assert.equal(retried.status, 200, retried.text);
    assert.match(retried.text, /будет отправлено/);
    // It knows no helpdesk: messages of a queue come again, and the clock's call says so.
    const heard = await worker.queue("deskside", [{ id: "message-1", timestamp: new Date(), attempts: 1, body: { entry: id } }]);
    assert.equal(heard.outcome, "exception");
    await worker.sweep();
    assert.match(logs.join(""), /nothing is handed on: .*UPSTREAM_URL/);
    await worker.stop();

    away = false;
    edge = await start({ bindings: bindings(desk.address), ...d1 });
    await edge.sweep();
    assert.equal((await edge.ask(kept.headers.get("location"))).json().submission.state, "delivered");
    await edge.stop();

    const unset = await start({ bindings: { OPERATOR_KEY: "short" }, ...d1 }, { folder: builtInGo });
    assert.equal((await unset.ask("/")).status, 500);
    await unset.stop();
  } finally {
    await desk.stop();
    rmSync(store, { recursive: true });
  }
});
