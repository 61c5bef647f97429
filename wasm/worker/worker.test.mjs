// The Worker in workerd, the runtime of Cloudflare.
//
//   SANDBOX_URL, SANDBOX_USER_KEY   a sandbox to talk to; one is started otherwise
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { bindings, built, helpdesk, idea, logs, root, run, secrets, start } from "./harness.mjs";

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** CPU milliseconds that workerd, a child of this process, has used; undefined where /proc does not tell. */
function cpu() {
  if (!existsSync("/proc/self/stat")) return undefined;
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (name === "workerd" && Number(fields[1]) === process.pid) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // The process ended meanwhile.
    }
  }
  return ticks * 10;
}

before(() => {
  assert.ok(existsSync(join(built, "worker.wasm")), `there is no Worker in ${built}: go run ./build worker builds it`);
});

after(() => {
  for (const secret of secrets) assert.ok(!logs.join("").includes(secret), `${secret} is in the log`);
});

describe("one instance after another request", () => {
  let desk, worker, hanging;
  /** Requests for these are held until they are let go. */
  const held = [];
  let arrived = () => undefined;
  before(async () => {
    desk = await helpdesk(async (request) => {
      const id = Number(request.url.match(/objects\/(\d+)/)?.[1]);
      if (id === 9999) return undefined;
      if (id === 7777) {
        await new Promise((letGo) => {
          held.push(letGo);
          arrived();
        });
      }
      return [200, idea(id)];
    });
    worker = await start({ bindings: bindings(desk.address), d1Databases: { STORE: "store" } });
  });
  after(async () => {
    await worker.stop();
    await desk.stop();
  });

  test("one hundred requests in a row are served by one instance", async (t) => {
    const cold = await worker.ask("/healthz");
    await worker.ask("/api/7.0/objects/1.json");
    const used = cpu();
    const walls = [];
    for (let i = 1; i <= 100; i++) {
      const answer = await worker.ask(`/api/7.0/objects/${i}.json`, { headers: { "deskside-visitor": "visitor-anna-0000001" } });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json().title, `Idea ${i}`);
      assert.deepEqual([answer.number, answer.served, answer.started], [1, i + 2, 1]);
      walls.push(answer.wall);
    }
    t.diagnostic(
      `100 requests in a row, each with a request to a helpdesk and one to D1: 1 instance, wall median ${median(walls).toFixed(1)} ms, ` +
        `CPU ${used === undefined ? "not measured" : `${((cpu() - used) / 100).toFixed(1)} ms each (all of workerd, with D1)`}; first request ${cold.wall.toFixed(0)} ms`,
    );
  });

  test("two hundred requests at once each get their own answer", async (t) => {
    const used = cpu();
    const began = performance.now();
    let told = 0;
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        for (;;) {
          const answer = await worker.ask(`/api/7.0/objects/${1000 + i}.json`);
          // On a machine that is busy with other things some wait too long and are told to come back.
          if (answer.status !== 503 || told++ > 400) return answer;
        }
      }),
    );
    const wall = performance.now() - began;
    answers.forEach((answer, i) => {
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json().id, 1000 + i);
      assert.equal(answer.json().title, `Idea ${1000 + i}`);
    });
    const started = Math.max(...answers.map((a) => a.started));
    assert.ok(started <= 4, `${started} instances were started`);
    assert.ok(new Set(answers.map((a) => a.number)).size > 1, "more than one instance helped");
    t.diagnostic(
      `200 requests at once, each with a request to a helpdesk: 200 right, ${told} told to come back first, ${started} instances, ${wall.toFixed(0)} ms in all, ` +
        `CPU ${used === undefined ? "not measured" : `${((cpu() - used) / 200).toFixed(1)} ms each`}`,
    );
  });

  test("customers who leave take no instance along", async () => {
    hanging = worker.ask("/api/7.0/objects/9999.json");
    for (let round = 0; round < 3; round++) {
      // Three, since one of four instances waits for the helpdesk above.
      const there = new Promise((all) => (arrived = () => held.length === 3 && all()));
      const leave = new AbortController();
      const left = Array.from({ length: 3 }, (_, i) =>
        fetch(new URL("/api/7.0/objects/7777.json", worker.url), { signal: leave.signal, headers: { "cf-connecting-ip": `10.9.${round}.${i}` } }),
      );
      await there;
      leave.abort();
      for (const asked of left) await assert.rejects(asked);
      held.splice(0).forEach((letGo) => letGo());
      const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => worker.ask(`/api/7.0/objects/${i + 1}.json`)));
      answers.forEach((answer, i) => assert.equal(answer.json().id, i + 1, answer.text));
      assert.ok(Math.max(...answers.map((a) => a.started)) <= 4, "no instance was lost");
    }
  });

  test("a helpdesk that never answers is given up, and its instance serves on", async () => {
    const late = await hanging;
    assert.equal(late.status, 504, late.text);
    assert.match(late.json().error.message, /answer in time/);
    const next = await worker.ask("/api/7.0/objects/3.json");
    assert.equal(next.status, 200);
    assert.ok(next.started <= 4, "no instance was replaced");
  });

  test("bodies of which half came hold up nobody", async () => {
    const { port } = worker.url;
    const half = Array.from({ length: 50 }, () => {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined); // workerd may end it
      socket.write("POST /api/7.0/objects.json HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"title\": \"");
      return socket;
    });
    await Promise.all(half.filter((socket) => socket.connecting).map((socket) => once(socket, "connect")));
    const began = performance.now();
    assert.equal((await worker.ask("/healthz")).status, 200);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => worker.ask(`/api/7.0/objects/${i + 1}.json`)));
    answers.forEach((answer, i) => assert.equal(answer.json().id, i + 1, answer.text));
    assert.ok(performance.now() - began < 9_000, "nobody waited for them");
    // After their time they are told so.
    const [told] = await once(half[0], "data");
    assert.match(String(told), /^HTTP\/1\.1 408 /);
    half.forEach((socket) => socket.destroy());
  });

  test("a client that asks without end is told to wait, others are not", async () => {
    const headers = { "cf-connecting-ip": "10.200.0.1" };
    const answers = [];
    // Every instance counts by itself, so this takes more requests than one bucket holds.
    for (let i = 0; i < 700 && answers.at(-1)?.status !== 429; i++) answers.push(await worker.ask("/api/7.0/objects/1.json", { headers }));
    assert.equal(answers.at(-1).status, 429);
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
      assert.equal(answer.started, 1, "a failing helpdesk costs no instance");
    }
    const without = await worker.ask("/healthz");
    assert.deepEqual(without.json(), { status: "ok", votes: false, idempotency: false });
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

/** The sandbox of the environment, or one of our own. */
async function sandbox() {
  if (process.env.SANDBOX_URL) return [{ url: process.env.SANDBOX_URL, key: process.env.SANDBOX_USER_KEY }, () => undefined];
  const folder = mkdtempSync(join(tmpdir(), "deskside-sandbox-"));
  await run("go", ["build", "-o", join(folder, "build"), "./build"], { cwd: root });
  const child = spawn(join(folder, "build"), ["sandbox"], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise((found, failed) => {
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk).includes("\n") && found(text));
    child.on("exit", (code) => failed(new Error(`the sandbox ended with code ${code}`)));
  });
  const { useresponse_url: url, keys } = JSON.parse(line);
  return [
    { url, key: keys.user },
    async () => {
      const ended = new Promise((done) => child.on("exit", done));
      child.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true });
    },
  ];
}

describe("a program that does what it should not", () => {
  let worker;
  const folder = mkdtempSync(join(tmpdir(), "deskside-trial-"));
  before(async () => {
    const program = join(folder, "trial.wasm");
    await run("go", ["build", "-trimpath", "-o", program, "./wasm/worker/testdata/trial"], {
      cwd: root, env: { ...process.env, GOOS: "js", GOARCH: "wasm" },
    });
    worker = await start({}, program);
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
      const calm = ["a", "b", "c", "d", "e", "f"].map((name) => worker.ask(`/slow?name=${name}`));
      const [wild, ...others] = await Promise.all([worker.ask(path), ...calm]);
      assert.equal(wild.status, 500, wild.text);
      assert.equal(wild.headers.get("content-type"), "application/json; charset=utf-8");
      assert.match(wild.json().error.message, /Something went wrong/);
      assert.deepEqual(others.map((a) => a.text), ["a", "b", "c", "d", "e", "f"]);
      const after = await Promise.all(Array.from({ length: 8 }, (_, i) => worker.ask(`/slow?name=${i}`)));
      assert.deepEqual(after.map((a) => a.text), ["0", "1", "2", "3", "4", "5", "6", "7"]);
      if (wild.number) assert.ok(after.every((a) => a.number !== wild.number), "its instance serves no more");
    });
  }

  test("an instance that grew is replaced", async () => {
    const grown = await worker.ask("/grow");
    assert.equal(grown.status, 200);
    const next = await worker.ask("/?name=x");
    assert.notEqual(next.number, grown.number);
    assert.equal(next.text, "x");
  });

  test("bodies of any size come and go unharmed", async () => {
    for (const size of [0, 1, 65_536, 1_000_000]) {
      const body = new Uint8Array(size).map((_, i) => 32 + (i % 90));
      const answer = await worker.ask("/echo", { method: "POST", body });
      assert.equal(answer.text, new TextDecoder().decode(body));
    }
    assert.equal((await worker.ask("/empty")).status, 204);
  });

  test("more than can wait are told to come back", async () => {
    const answers = await Promise.all(Array.from({ length: 700 }, (_, i) => worker.ask(`/slow?name=${i}`)));
    const told = answers.filter((a) => a.status === 503);
    assert.ok(told.every((a) => a.headers.get("retry-after") === "2" && a.json().error.code === 503));
    answers.forEach((a, i) => assert.ok(a.status === 503 || a.text === String(i)));
    assert.equal((await worker.ask("/?name=y")).text, "y");
  });

  test("two thousand requests leave an instance small enough to stay", async (t) => {
    const before = await worker.ask("/?name=a");
    const used = cpu();
    const walls = [];
    let last;
    for (let i = 0; i < 2000; i++) walls.push((last = await worker.ask("/?name=a")).wall);
    assert.equal(last.number, before.number, "it was not replaced");
    t.diagnostic(
      `2000 requests without a helpdesk: wall median ${median(walls).toFixed(2)} ms, CPU ${used === undefined ? "not measured" : `${((cpu() - used) / 2000).toFixed(2)} ms each`}`,
    );
  });
});

test("bindings are read as their tests in Go say", async () => {
  const { stdout } = await run("go", ["env", "GOROOT"]);
  await run("go", ["test", "-count=1", `-exec=${join(stdout.trim(), "lib/wasm/go_js_wasm_exec")}`, "./wasm/worker/bindings"], {
    cwd: root, env: { ...process.env, GOOS: "js", GOARCH: "wasm" },
  });
});
