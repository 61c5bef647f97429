// What whoever runs an edge does and sees: keys are changed one after the other while customers write, a store is put
// back from what was exported of it, and what happens is counted and told.
import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { native, sweeping } from "./edges.mjs";
import { bindings, helpdesk, hostsInWorkerd, idea, logs, printed, sandbox, secrets, start } from "./harness.mjs";

after(() => {
  for (const secret of secrets) assert.ok(!logs.join("").includes(secret), "a secret is in the log");
});

/** Each host with its store in a folder, so that it is started anew with other settings and the same store. */
const hosts = {
  native: (settings, folder) => native(settings, folder),
  ...Object.fromEntries(Object.entries(hostsInWorkerd).map(([name, from]) => [name, (settings, folder) => start({ bindings: settings, d1Databases: { STORE: "store" }, d1Persist: folder }, from)])),
};

let client = 0;

/** Sends as a browser of that name, or under a session. */
async function ask(edge, visitor, method, path, body, key) {
  const from = `10.4.${client >> 8}.${client++ & 255}`;
  const response = await fetch(new URL(`/api/7.0/${path}`, edge.url), {
    method, body: body && JSON.stringify(body),
    headers: { "content-type": "application/json", "deskside-visitor": visitor, "cf-connecting-ip": from, "x-forwarded-for": from, ...(key ? { "idempotency-key": key } : {}) },
  });
  const said = await response.text();
  for (const hidden of secrets) assert.ok(!said.includes(hidden), "a secret is in an answer");
  return { status: response.status, location: response.headers.get("location"), body: JSON.parse(said) };
}

const post = (edge, visitor, title, key) => ask(edge, visitor, "POST", "objects.json", { ownership: "feedback", object_type: "idea", title, content: "Somebody's own" }, key);

/** Has an edge hand on what it keeps until a submission came to a state. */
const becomes = (edge, place, state) => sweeping(edge, async () => (await ask(edge, "visitor-anna-0000001", "GET", place.replace("/api/7.0/", ""))).body.submission.state === state);

/** A helpdesk that knows some keys, and what was made there. */
async function desk() {
  const it = { keys: new Set(), made: [], by: [], away: false };
  const answers = await helpdesk((request, response, body) => {
    const path = new URL(request.url, "http://desk").pathname.replace("/api/7.0/", "");
    if (!it.keys.has(request.headers.authorization)) return [401, { error: { code: 401, message: "unknown key" } }];
    if (path === "me.json") return [200, { id: 1, name: "Anna" }];
    if (path === "objects.json") {
      if (it.away) {
        response.setHeader("retry-after", "3"); // longer than anybody waits for whom it is sent
        return [429, { error: { code: 429 } }];
      }
      if (body.includes("Refused")) return [403, { error: { code: 403 } }];
      it.by.push(request.headers.authorization);
      it.made.push(idea(100 + it.made.length, { ...JSON.parse(body), createdAtPosix: Math.floor(Date.now() / 1000) }));
      return [200, { success: it.made.at(-1) }];
    }
    if (path === "search.json") return [200, { success: { data: it.made.toReversed(), totalPages: 1, currentPage: 1 } }];
    return [200, []];
  });
  return Object.assign(it, answers);
}

for (const [name, open] of Object.entries(hosts)) describe(`keys are changed at work, ${name}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "deskside-keys-"));
  after(() => rmSync(folder, { recursive: true }));

  test("the helpdesk's, first made there, then set, then the old one deleted; in the other order nothing is lost", async () => {
    const [old, next, last] = ["the-old-key-k3y", "the-next-key-k3y", "the-last-key-k3y"];
    const at = await desk();
    const within = join(folder, "helpdesk");
    let edge;
    const restart = async (key) => {
      await edge?.stop();
      edge = await open({ ...bindings(at.address), API_KEY: key }, within);
    };
    try {
      mkdirSync(within);
      const works = async (step, by) => {
        const { status, body } = await post(edge, "visitor-anna-0000001", `While ${step}`);
        assert.deepEqual([status, at.by.at(-1)], [200, by], JSON.stringify(body));
      };
      at.keys.add(old);
      await restart(old);
      await works("there is one", old);
      at.keys.add(next);
      await works("there are two", old);
      await restart(next);
      await works("it is set", next);
      at.keys.delete(old);
      await works("the old one is deleted", next);
      // The other order, as where one has leaked.
      at.keys.clear();
      const kept = await post(edge, "visitor-anna-0000001", "While no key is good", "rotation-0001-0002");
      assert.equal(kept.status, 202, JSON.stringify(kept.body));
      at.keys.add(last);
      await restart(last);
      await becomes(edge, kept.location, "delivered");
      assert.equal(at.made.filter(({ title }) => title === "While no key is good").length, 1);
    } finally {
      await edge?.stop();
      await at.stop();
    }
  });

  test("the sites' and the sealing ones: what the old one sealed opens until it is taken out, and whoever it was signs in again", async () => {
    const [at, stop] = await sandbox();
    const within = join(folder, "identities");
    mkdirSync(within);
    const [first, second] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];
    const keys = { one: randomBytes(32), two: randomBytes(32) };
    secrets.push(first, second, keys.one.toString("base64"), keys.two.toString("base64"));
    const audience = "feedback.example.com";
    const text = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const sub = `customer of ${name}`;
    const email = `rotated-${name.replaceAll(" ", "-").toLowerCase()}@shop.example`;
    const token = (kid) => {
      const now = Math.floor(Date.now() / 1000);
      const signed = `${text({ alg: "HS256", kid, typ: "JWT" })}.${text({ sub, email, name: "Nora", aud: audience, iat: now, exp: now + 300, jti: String(client) })}`;
      return `${signed}.${createHmac("sha256", keys[kid]).update(signed).digest("base64url")}`;
    };
    let edge;
    const restart = async (seals, ids) => {
      await edge?.stop();
      edge = await open({
        UPSTREAM_URL: at.url, API_KEY: at.agent, ORIGINS: "https://shop.example.com", IDENTITY_AUDIENCE: audience,
        SEAL_KEYS: seals.join(","), IDENTITY_KEYS: ids.map((id) => `${id}:HS256:${keys[id].toString("base64")}`).join(" "),
      }, within);
    };
    const signsIn = async (kid) => {
      const { status, body } = await ask(edge, `browser-of-nora-${String(client).padStart(4, "0")}`, "POST", "identity.json", { token: token(kid) });
      return { status, session: body.session };
    };
    const authors = new Set();
    const writes = async (session, title) => {
      const { status, body } = await post(edge, session, `${title}, ${name}`);
      assert.equal(status, 200, JSON.stringify(body));
      const made = await (await fetch(`${at.url}/api/7.0/objects/${body.success.id}.json`, { headers: { authorization: at.agent } })).json();
      authors.add(made.author.id);
    };
    try {
      await restart([first], ["one"]);
      const before = await signsIn("one");
      assert.equal(before.status, 200);
      await writes(before.session, "Under the first");

      await restart([second, first], ["one", "two"]);
      await writes(before.session, "Under both");
      for (const kid of ["one", "two"]) assert.equal((await signsIn(kid)).status, 200, kid);
      const between = await signsIn("two");
      await writes(between.session, "Under both, signed in anew");

      await restart([second], ["two"]);
      await writes(between.session, "Under the second");
      const over = await post(edge, before.session, "Under the first, which is gone");
      assert.equal(over.status, 401);
      assert.match(over.body.error.message, /sign in|signed in|Sign in/i, "it is said what to do");
      assert.equal((await signsIn("one")).status, 401, "nobody signs by a key that was taken out");
      const after = await signsIn("two");
      assert.equal(after.status, 200);
      await writes(after.session, "Under the second, signed in anew");
      assert.equal(authors.size, 1, "they are the same user of the helpdesk all the while");
    } finally {
      await edge?.stop();
      await stop();
    }
  });
});

describe("a store on D1 that is put back from an export", () => {
  /** What wrangler d1 export writes: the tables, then their rows. */
  async function exported(d1) {
    const { results: made } = await d1.prepare("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' ORDER BY type = 'index'").all();
    const lines = [];
    for (const { name, type, sql } of made) {
      lines.push(sql);
      if (type !== "table") continue;
      const columns = (await d1.prepare(`PRAGMA table_info("${name}")`).all()).results.map((column) => column.name);
      const { results } = await d1.prepare(`SELECT ${columns.map((column) => `quote("${column}") AS "${column}"`).join(", ")} FROM "${name}"`).all();
      for (const row of results) lines.push(`INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(", ")}) VALUES (${columns.map((column) => row[column]).join(", ")})`);
    }
    return lines;
  }

  for (const [what, { restored, sent }] of Object.entries({
    "sends nothing twice once the statements of edge restored were run on it": { restored: true, sent: 1 },
    "would send what had arrived meanwhile a second time without them": { restored: false, sent: 2 },
  })) test(what, async () => {
    const at = await desk();
    const folder = mkdtempSync(join(tmpdir(), "deskside-restored-"));
    const settings = { ...bindings(at.address), API_KEY: "the-only-k3y" };
    at.keys.add(settings.API_KEY);
    let edge = await start({ bindings: settings, d1Databases: { STORE: "store" } });
    try {
      at.away = true;
      const kept = await post(edge, "visitor-anna-0000001", "Kept in the copy", "restored-0001-0002");
      assert.equal(kept.status, 202);
      const lines = await exported(await edge.database());
      at.away = false;
      await becomes(edge, kept.location, "delivered");
      assert.equal(at.made.length, 1);
      await edge.stop();

      // Another database, as it was.
      edge = await start({ bindings: settings, d1Databases: { STORE: "store" } });
      const d1 = await edge.database();
      const statements = restored ? (await printed(folder, ["edge", "restored", "--sql"])).split(";\n").filter((line) => line.trim()) : [];
      for (const line of [...lines, ...statements]) await d1.prepare(line).run();
      await becomes(edge, kept.location, "delivered");
      assert.equal(at.made.length, sent);
      const again = await post(edge, "visitor-anna-0000001", "Kept in the copy", "restored-0001-0002");
      assert.deepEqual([again.status, at.made.length], [200, sent], "under its key it is what it was");
    } finally {
      await edge.stop();
      await at.stop();
      rmSync(folder, { recursive: true });
    }
  });
});

describe("what happens is counted and told", () => {
  // Stands before the Worker, and remembers what is written to its dataset, which nobody can read here. Each time that
  // it is asked to, its clock is two minutes further on.
  const around = `
    import worker from "./worker.mjs";
    const points = [];
    const Real = Date;
    let ahead = 0;
    globalThis.Date = class extends Real {
      constructor(...args) { if (args.length > 0) super(...args); else super(Real.now() + ahead); }
      static now() { return Real.now() + ahead; }
    };
    const within = (env) => ({ ...env, METRICS: { writeDataPoint(point) {
      points.push(point);
      env.METRICS.writeDataPoint(point);
    } } });
    export default {
      fetch(request, env, ctx) {
        const { pathname } = new URL(request.url);
        if (pathname === "/later") ahead += 120_000;
        return pathname === "/points" || pathname === "/later" ? Response.json(points) : worker.fetch(request, within(env), ctx);
      },
      scheduled: (event, env, ctx) => worker.scheduled(event, within(env), ctx),
    };`;
  let at, hook, worker;
  const heard = [];
  before(async () => {
    at = await desk();
    at.keys.add("the-only-k3y");
    hook = await helpdesk((request, response, body) => (heard.push(JSON.parse(body)), [200, {}]));
    secrets.push(`${hook.address}/hook`);
    worker = await start({
      bindings: { ...bindings(at.address), API_KEY: "the-only-k3y", ALERT_URL: `${hook.address}/hook`, ALERT_LETTERS: "1", ALERT_LANGUAGE: "ru" },
      d1Databases: { STORE: "store" }, analyticsEngineDatasets: { METRICS: { dataset: "deskside" } },
    }, { around });
  });
  after(async () => {
    await worker.stop();
    await at.stop();
    await hook.stop();
  });

  test("a point for each request and each delivery, with nothing of anybody", async () => {
    assert.equal((await post(worker, "visitor-anna-0000001", "Counted")).status, 200);
    assert.equal((await ask(worker, "visitor-anna-0000001", "GET", "search.json")).status, 200);
    assert.equal((await ask(worker, "visitor-anna-0000001", "GET", "users.json")).status, 404);
    at.away = true;
    const kept = await post(worker, "visitor-anna-0000001", "Counted later", "counted-0001-0002");
    assert.equal(kept.status, 202);
    at.away = false;
    await becomes(worker, kept.location, "delivered");
    const points = await (await fetch(new URL("/points", worker.url))).json();
    const count = (...blobs) => points.filter((point) => JSON.stringify(point.blobs) === JSON.stringify([...blobs, ""])).length;
    assert.deepEqual(
      [count("objects.json", "POST", "200"), count("objects.json", "POST", "202"), count("search.json", "GET", "200"), count("none", "GET", "404"), count("delivery", "post", "delivered")],
      [1, 1, 1, 1, 1], JSON.stringify(points.map((point) => point.blobs)),
    );
    for (const { indexes, blobs, doubles } of points) {
      assert.deepEqual([indexes, doubles.length, doubles.every((ms) => Number.isFinite(ms) && ms >= 0)], [[blobs[0]], 4, true]);
      assert.doesNotMatch(JSON.stringify(blobs), /anna|Counted|10\.4\.|k3y/);
    }
  });

  test("whoever runs it is told once of what waits for a person, with nothing of anybody", async () => {
    assert.equal((await post(worker, "visitor-anna-0000001", "Refused once", "refused-0001-0001")).status, 403);
    const later = async () => {
      await fetch(new URL("/later", worker.url));
      await worker.sweep();
    };
    await later();
    assert.deepEqual(heard, [], "one is not more than one");
    assert.equal((await post(worker, "visitor-anna-0000001", "Refused twice", "refused-0001-0002")).status, 403);
    for (let sweeps = 0; sweeps < 3; sweeps++) await later();
    assert.equal(heard.length, 1, JSON.stringify(heard));
    assert.match(heard[0].text, /2/);
    assert.match(heard[0].text, /[а-я]{3}/);
    assert.doesNotMatch(JSON.stringify(heard), /anna|Refused|10\.4\.|k3y/);
  });
});
