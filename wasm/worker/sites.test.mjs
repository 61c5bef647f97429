// Sites with a name: rows of the store of one edge, the same in workerd, in make soak in the edge that is all Go, and natively.
// Two of them have the same visitors, keys and objects at helpdesks of their own.
import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bindings, builtInGo, helpdesk, hostsInWorkerd, idea, logs, nativeEdge, printed, secrets, start } from "./harness.mjs";

const names = ["shop-a", "shop-b"];
const keys = { "shop-a": "k3y-of-shop-a", "shop-b": "k3y-of-shop-b" };
const signing = randomBytes(32);
const sealing = randomBytes(32).toString("base64");
const operatorKey = "the-operators-own-key";
const stops = [];
const folder = mkdtempSync(join(tmpdir(), "deskside-sites-"));
/** What each helpdesk was sent, and whether it is away. */
const desks = {};
const hosts = {};

/** A helpdesk of a site, whose only post is called after it. */
async function desk(name, key) {
  const at = { posts: [], away: false, busy: false, keys: new Set() };
  const served = await helpdesk((request, response, body) => {
    if (at.away) return void response.destroy();
    if (at.busy) return void response.writeHead(429, { "retry-after": "3600" }).end();
    at.keys.add(request.headers.authorization ?? "");
    if (request.headers.authorization !== key) return [401, { error: { code: 401, message: "no" } }];
    const { pathname } = new URL(request.url, "http://x");
    if (pathname.endsWith("/categories.json")) return [200, []];
    if (pathname.endsWith("/me.json")) return [200, { id: 7, name: "The account" }];
    if (pathname.endsWith("/users/search.json")) return [403, { error: { code: 403, message: "no" } }];
    if (pathname.endsWith("/search.json")) return [200, { success: { data: [idea(1, { title: `Idea of ${name}` })], totalObjects: 1, currentPage: 1, totalPages: 1 } }];
    if (request.method === "POST" && pathname.endsWith("/objects.json")) {
      at.posts.push(JSON.parse(body));
      return [200, { success: idea(100 + at.posts.length, { title: JSON.parse(body).title }) }];
    }
    return [404, { error: { code: 404, message: "no" } }];
  });
  stops.push(served.stop);
  desks[name] = Object.assign(at, served);
}

const sql = (name) => [
  "INSERT INTO site (name, settings, changed_at) VALUES (?, ?, 0)", name,
  JSON.stringify({ upstream: desks[name].address, origins: `https://${name}.example.com`, key: { name: `SITE_${name === "shop-a" ? "A" : "B"}_KEY` }, identities: { name: "SITE_IDENTITIES" }, widget: { launcher: `Ideas for ${name}` } }),
];

before(async () => {
  secrets.push(...Object.values(keys), operatorKey, sealing, signing.toString("base64"));
  await desk("home", secrets[0]);
  for (const name of names) await desk(name, keys[name]);
  const variables = { SITE_A_KEY: keys["shop-a"], SITE_B_KEY: keys["shop-b"], SITE_IDENTITIES: `k:HS256:${signing.toString("base64")}` };
  // Beside the first is the operator, who knows no helpdesk and no key of one.
  const operator = { folder: builtInGo, options: { bindings: { OPERATOR_KEY: operatorKey, SEAL_KEYS: sealing }, d1Databases: { STORE: "store" } } };
  for (const [host, from] of Object.entries(hostsInWorkerd)) {
    const worker = await start({ bindings: { ...bindings(desks.home.address), ...variables, SEAL_KEYS: sealing }, d1Databases: { STORE: "store" } }, from ?? { beside: operator });
    hosts[host] = worker;
    stops.push(worker.stop);
    // The first request makes the tables.
    await worker.ask("/readyz");
    for (const name of names) {
      const [text, ...values] = sql(name);
      await worker.run(text, ...values);
    }
  }
  const edge = await nativeEdge(folder, ["--upstream", desks.home.address], { ...variables, DESKSIDE_KEY: secrets[0], DESKSIDE_SEAL_KEYS: sealing });
  hosts.native = {
    ask: async (path, init = {}) => {
      const response = await fetch(new URL(path, edge.url), init);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
    },
  };
  stops.push(edge.stop);
  for (const name of names) {
    const [, , settings] = sql(name);
    await printed(folder, ["site", "add", name, "--db", join(folder, "edge.db"), ...flags(JSON.parse(settings))]);
  }
});

after(async () => {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true });
  for (const hidden of secrets) assert.ok(!logs.join("").includes(hidden), "a secret is in the log");
});

/** What a site is, as the command takes it. */
function flags({ upstream, origins, key, identities, widget }) {
  return ["--upstream", upstream, "--origins", origins, "--key", key.name, "--identities", identities.name, "--launcher", widget.launcher];
}

const token = (audience) => {
  const now = Math.floor(Date.now() / 1000);
  const text = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${text({ alg: "HS256", kid: "k" })}.${text({ sub: "42", name: "Nora", aud: audience, iat: now, exp: now + 300 })}`;
  return `${signed}.${createHmac("sha256", signing).update(signed).digest("base64url")}`;
};

const each = async (what) => {
  const all = {};
  for (const [host, { ask }] of Object.entries(hosts)) all[host] = await what(ask, host);
  const [first, ...others] = Object.values(all);
  for (const other of others) assert.deepEqual(other, first);
  return first;
};

const json = (body, headers) => ({ method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });

test("each site has its own posts, loader and policy, and no other path", async () => {
  for (const name of names) {
    const list = await each(async (ask) => (await ask(`/w/${name}/api/7.0/search.json`)).json().success.data.map(({ title }) => title));
    assert.deepEqual(list, [`Idea of ${name}`]);
    // Once more, from the cache where there is one.
    assert.deepEqual(await each(async (ask) => (await ask(`/w/${name}/api/7.0/search.json`)).json().success.data.map(({ title }) => title)), list);
    assert.match((await each(async (ask) => (await ask(`/w/${name}/healthz`)).text)), new RegExp(`"site":"${name}"`));
    const status = async (path, origin) => each(async (ask) => (await ask(path, { headers: origin ? { origin } : {} })).status);
    assert.equal(await status(`/w/${name}/api/7.0/categories.json`, `https://${name}.example.com`), 200);
    assert.equal(await status(`/w/${name}/api/7.0/categories.json`, "https://shop.example.com"), 403);
    if (name !== names[0]) continue;
    for (const path of [`/w/${name}`, `/w/${name}/`, `/w/${name}/widget/loader.js`, `/w/${name}/w/${name}/healthz`, "/w/none/healthz", "/w/No/healthz", "/w//healthz"]) assert.equal(await status(path), 404, path);
  }
  assert.deepEqual((await hosts.workerd.ask("/api/7.0/search.json")).json().success.data.map(({ title }) => title), ["Idea of home"]);
});

test("posts go to the site's own helpdesk, and what is known of one is known at no other", async () => {
  for (const host of Object.keys(hosts)) {
    const { ask } = hosts[host];
    const places = {};
    for (const name of names) {
      const made = await ask(`/w/${name}/api/7.0/objects.json`, json({ object_type: "idea", title: `From ${host} to ${name}`, content: "It is bright." }, { "deskside-visitor": "browser-of-anna-001", "idempotency-key": `one-key-for-both-${host.length}` }));
      assert.equal(made.status, 200, made.text);
      assert.equal(desks[name].posts.at(-1).title, `From ${host} to ${name}`);
      desks[name].away = true;
      const kept = await ask(`/w/${name}/api/7.0/objects.json`, json({ object_type: "idea", title: `Kept at ${host} for ${name}`, content: "It is bright." }, { "deskside-visitor": "browser-of-anna-001", "idempotency-key": `another-for-both-${host.length}` }));
      desks[name].away = false;
      assert.equal(kept.status, 202, kept.text);
      places[name] = kept.headers.get("location");
      assert.match(places[name], new RegExp(`^/w/${name}/api/7.0/submissions/[0-9a-f]{32}.json$`));
    }
    assert.equal((await ask(places["shop-a"])).status, 200);
    assert.equal((await ask(places["shop-a"].replace("shop-a", "shop-b"))).status, 404);
    assert.equal((await ask(places["shop-a"].replace("/w/shop-a", ""))).status, 404);
  }
  for (const name of names) assert.deepEqual([...desks[name].keys], [keys[name]]);
});

test("who somebody is at one site they are not at another, though both have the same key", async () => {
  for (const { ask, url } of Object.values(hosts)) {
    const at = (name) => `/w/${name}/api/7.0/identity.json`;
    const here = new URL(url ?? "http://127.0.0.1").hostname;
    const said = await ask(at("shop-a"), json({ token: token(`${here}/w/shop-a`) }, { "deskside-visitor": "browser-of-nora-001" }));
    assert.equal(said.status, 200, said.text);
    const { session } = said.json();
    const status = async (name) => (await ask(`/w/${name}/api/7.0/search.json`, { headers: { "deskside-visitor": session } })).status;
    assert.deepEqual([await status("shop-a"), await status("shop-b")], [200, 401]);
    assert.equal((await ask(at("shop-b"), json({ token: token(`${here}/w/shop-a`) }, { "deskside-visitor": "browser-of-nora-001" }))).status, 401);
  }
});

test("what is kept for sites the platform's clock hands on, and one whose helpdesk is away holds up no other", async () => {
  for (const host of Object.keys(hostsInWorkerd)) {
    const { ask, sweep } = hosts[host];
    for (const name of names) {
      desks[name].busy = true;
      // What another test has left would be tried again for a minute.
      await hosts[host].run(`DELETE FROM site_${name.replace("-", "_")}__entry`);
    }
    const places = {};
    for (const name of names) {
      const kept = await ask(`/w/${name}/api/7.0/objects.json`, json({ object_type: "idea", title: `Swept at ${host} for ${name}`, content: "It is bright." }, { "deskside-visitor": "browser-of-ben-0001", "idempotency-key": `a-key-for-sweeping-${host.length}` }));
      assert.equal(kept.status, 202, kept.text);
      places[name] = kept.headers.get("location");
      await hosts[host].run(`UPDATE site_${name.replace("-", "_")}__entry SET due_at = 0, rest_until = 0 WHERE state = 'waiting'`);
    }
    desks["shop-b"].busy = false;
    await sweep();
    const state = async (name) => (await ask(places[name])).json().submission.state;
    assert.deepEqual([await state("shop-a"), await state("shop-b")], ["waiting", "delivered"], host);
    desks["shop-a"].busy = false;
    await hosts[host].run("UPDATE site_shop_a__entry SET due_at = 0, rest_until = 0 WHERE state = 'waiting'");
    await sweep();
    assert.equal(await state("shop-a"), "delivered", host);
  }
});

test("a site that is added in the operator's console is there, with a key that was sealed there", async () => {
  const { ask, beside } = hosts.workerd;
  const visit = async (path, headers = {}, form) => {
    const said = await beside.fetch(new URL(path, "http://operator"), {
      headers: form === undefined ? headers : { ...headers, "content-type": "application/x-www-form-urlencoded" },
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form).toString() }), redirect: "manual",
    });
    const text = await said.text();
    for (const hidden of secrets) assert.ok(!text.includes(hidden), "a secret is in the console");
    return { status: said.status, headers: said.headers, text };
  };
  assert.equal((await visit("/site", {}, { name: "typed" })).status, 401);
  const cookie = (await visit("/enter", {}, { key: operatorKey })).headers.get("set-cookie").split(";")[0];
  const added = await visit("/site", { cookie }, { name: "typed", upstream: desks["shop-a"].address, origins: "https://typed.example.com", secret: keys["shop-a"], theme: "dark" });
  assert.deepEqual([added.status, added.headers.get("location")], [303, "/site/typed"], added.text);
  assert.deepEqual((await ask("/w/typed/api/7.0/search.json")).json().success.data.map(({ title }) => title), ["Idea of shop-a"]);
  const page = await visit("/", { cookie });
  for (const name of [...names, "typed"]) assert.match(page.text, new RegExp(`href="/site/${name}"`));
  const checked = await visit("/site/typed/check", { cookie }, {});
  for (const says of ["answers and takes the key", "shown 1 post and 0 categories", "may not look after users", "It may be embedded by https://typed.example.com"]) assert.ok(checked.text.includes(says), checked.text);
  assert.equal((await visit("/site/typed/remove", { cookie }, {})).status, 303);
  assert.doesNotMatch((await visit("/", { cookie })).text, /site\/typed/);
});
