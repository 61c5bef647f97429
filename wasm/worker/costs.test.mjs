// What a request costs in rows of D1, by which Cloudflare bills: it does not grow with what is there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bindings, helpdesk, idea, start } from "./harness.mjs";

/** Counts what the database says of each batch, and the readings of sites, and tells it at an address of its own. */
const around = `
  import worker from "./worker.mjs";
  const none = { read: 0, written: 0, batches: 0, lists: 0, sites: 0 };
  let rows = { ...none };
  const counting = (db) => ({
    prepare(sql) {
      if (/FROM site ORDER/.test(sql)) rows.lists++;
      if (/FROM site WHERE/.test(sql)) rows.sites++;
      return db.prepare(sql);
    },
    async batch(all) {
      const results = await db.batch(all);
      rows.batches++;
      for (const { meta } of results) {
        rows.read += meta.rows_read;
        rows.written += meta.rows_written;
      }
      return results;
    },
  });
  export default {
    fetch(request, env, ctx) {
      if (new URL(request.url).pathname !== "/rows") return worker.fetch(request, { ...env, STORE: counting(env.STORE) }, ctx);
      const told = rows;
      rows = { ...none };
      return Response.json(told);
    },
    scheduled: (event, env) => worker.scheduled(event, { ...env, STORE: counting(env.STORE) }),
  };`;

let desk;
let edge;
let made = 100;
before(async () => {
  desk = await helpdesk((request) => {
    const { pathname } = new URL(request.url, "http://x");
    if (pathname.endsWith("/search.json")) return [200, { success: { data: Array.from({ length: 20 }, (_, i) => idea(i + 1)), totalObjects: 20, currentPage: 1, totalPages: 1 } }];
    if (request.method === "POST" && !pathname.includes("/votes/")) return [200, { success: idea(made++) }];
    const one = idea(Number(/objects\/(\d+)/.exec(pathname)?.[1]));
    return [200, request.method === "POST" ? { success: one } : one];
  });
  edge = await start({ bindings: { ...bindings(desk.address), SITE_KEY: "k3y-of-a-site", PROTECT: "never", RATES: "writes=100000/1 visitor=100000/1 site=100000/1" }, d1Databases: { STORE: "store" } }, { around });
});
after(async () => {
  await edge.stop();
  await desk.stop();
});

const write = (path, who, body = {}) =>
  edge.ask(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", "deskside-visitor": `visitor-of-number-${who}`, "idempotency-key": `key-of-number-${who}` } });

/** What one of some requests costs. */
async function costs(ask, times = 10) {
  await edge.ask("/rows");
  for (let i = 0; i < times; i++) assert.ok((await ask(i)).status < 300);
  const all = (await edge.ask("/rows")).json();
  return Object.fromEntries(Object.entries(all).map(([name, n]) => [name, n / times]));
}

const asked = {
  "a list": () => edge.ask("/api/7.0/search.json"),
  "a post": () => edge.ask("/api/7.0/objects/3.json"),
  "what somebody takes part in": () => edge.ask("/api/7.0/mine.json", { headers: { "deskside-visitor": "visitor-of-number-first-3" } }),
  "a vote": (who) => write("/api/7.0/objects/3/votes/toggle.json?value=up", `${who}-votes`),
  "a new post": (who) => write("/api/7.0/objects.json", `${who}-posts`, { object_type: "idea", title: `An idea of ${who} of them`, content: "It is bright." }),
};

test("a minute in which nothing happens writes next to nothing", async () => {
  await edge.ask("/api/7.0/search.json");
  // The first makes tables and the snapshot of posts.
  for (let i = 0; i < 3; i++) await edge.sweep();
  await edge.ask("/rows");
  for (let i = 0; i < 5; i++) await edge.sweep();
  const all = (await edge.ask("/rows")).json();
  console.log(JSON.stringify(all));
  assert.ok(all.written <= 5, `${all.written} rows in five minutes`);
  assert.ok(all.read <= 500, `${all.read} rows in five minutes`);
});

test("as much with many votes as with few", async () => {
  const few = {};
  const many = {};
  // The first request finds tables, and each of the posts a vote.
  for (let i = 1; i <= 20; i++) await write(`/api/7.0/objects/${i}/votes/toggle.json?value=up`, `first-${i}`);
  for (const [name, ask] of Object.entries(asked)) few[name] = await costs((i) => ask(`few-${i}`));
  for (let i = 0; i < 200; i++) await write(`/api/7.0/objects/${1 + (i % 20)}/votes/toggle.json?value=up`, `later-${i}`);
  for (const [name, ask] of Object.entries(asked)) many[name] = await costs((i) => ask(`many-${i}`));
  console.log(JSON.stringify(many));
  for (const name of Object.keys(asked)) {
    assert.ok(many[name].read <= 1.5 * few[name].read + 20, `${name} reads ${many[name].read} rows, and ${few[name].read} before`);
    assert.ok(many[name].written <= few[name].written + 2, `${name} writes ${many[name].written} rows, and ${few[name].written} before`);
  }
  assert.equal(many["a list"].written, 0);
  assert.equal(many["what somebody takes part in"].written, 0);
  const mine = (await asked["what somebody takes part in"]()).json().success.data;
  assert.deepEqual(mine.map(({ object, voted, wrote }) => [object.id, object.votes.mine, voted, wrote]), [[3, "up", true, false]]);
  assert.equal(many["a post"].written, 0);
});

test("a call of the clock reads the list of sites once, and each site once", async () => {
  // The first request makes the tables.
  await edge.ask("/readyz");
  for (const name of ["one", "two"]) {
    await edge.run("INSERT INTO site (name, settings, changed_at) VALUES (?, ?, 0)", name, JSON.stringify({ upstream: desk.address, key: { name: "SITE_KEY" } }));
  }
  const { lists, sites } = await costs(() => edge.sweep().then(() => ({ status: 200 })), 1);
  assert.deepEqual([lists, sites], [1, 2]);
  await edge.run("DELETE FROM site");
});
