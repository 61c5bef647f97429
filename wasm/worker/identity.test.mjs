// Who a visitor is, as the site signs it: the same from the edge in workerd, in make soak from the one that is all Go, and from the
// native one, before the sandbox. They have keys to seal with in common, so that what one sealed another opens.
import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { hostsInWorkerd, logs, nativeEdge, sandbox, secrets, start } from "./harness.mjs";

const secret = randomBytes(32);
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const other = generateKeyPairSync("ed25519").privateKey;
const keys = `shared:HS256:${secret.toString("base64")} public:EdDSA:${publicKey.export({ format: "jwk" }).x}`;
const sealing = randomBytes(32).toString("base64");
const audience = "feedback.example.com";

const text = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = () => Math.floor(Date.now() / 1000);

/** What a site signs about somebody. */
function token(kid, claims, { alg, key } = {}) {
  const signed = `${text({ alg: alg ?? (kid === "shared" ? "HS256" : "EdDSA"), kid, typ: "JWT" })}.${text({ sub: "42", name: "Nora", aud: audience, iat: now(), exp: now() + 300, ...claims })}`;
  const by = kid === "shared" || alg === "HS256" ? createHmac("sha256", key ?? secret).update(signed).digest() : sign(null, Buffer.from(signed), key ?? privateKey);
  return `${signed}.${by.toString("base64url")}`;
}

const hosts = { ...hostsInWorkerd, native: undefined };
const stops = [];
const folder = mkdtempSync(join(tmpdir(), "deskside-identity-"));
let desk;

before(async () => {
  const [at, stop] = await sandbox();
  desk = at;
  stops.push(stop);
  secrets.push(secret.toString("base64"), sealing, desk.agent);
  const bindings = { UPSTREAM_URL: desk.url, API_KEY: desk.agent, ORIGINS: "https://shop.example.com", IDENTITY_KEYS: keys, IDENTITY_AUDIENCE: audience, SEAL_KEYS: sealing };
  for (const [name, from] of Object.entries(hostsInWorkerd)) {
    const worker = await start({ bindings, d1Databases: { STORE: "store" } }, from);
    hosts[name] = worker.url;
    stops.push(worker.stop);
  }
  const edge = await nativeEdge(folder, ["--upstream", desk.url, "--identity-audience", audience], { DESKSIDE_KEY: desk.agent, DESKSIDE_IDENTITY_KEYS: keys, DESKSIDE_SEAL_KEYS: sealing });
  hosts.native = edge.url;
  stops.push(edge.stop);
});

after(async () => {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true });
  for (const hidden of secrets) assert.ok(!logs.join("").includes(hidden), "a secret is in the log");
});

let client = 0;

/** Sends as a browser of that name. */
async function ask(host, visitor, method, path, body) {
  const response = await fetch(new URL(`/api/7.0/${path}`, hosts[host]), {
    method, body: body && JSON.stringify(body),
    headers: { "content-type": "application/json", "deskside-visitor": visitor, "cf-connecting-ip": `10.3.${client >> 8}.${client++ & 255}` },
  });
  const said = await response.text();
  for (const hidden of secrets) assert.ok(!said.includes(hidden), "a secret is in an answer");
  return { status: response.status, body: JSON.parse(said) };
}

const identify = (host, browser, signed) => ask(host, browser, "POST", "identity.json", { token: signed });
const there = async (path) => (await fetch(`${desk.url}/api/7.0/${path}`, { headers: { authorization: desk.agent } })).json();
const idea = (title) => ({ ownership: "feedback", object_type: "idea", title, content: "Somebody's own" });

describe("somebody whom the site names", () => {
  for (const host of Object.keys(hosts))
    for (const kid of ["shared", "public"])
      test(`by the ${kid} key, is made a user whose post and vote are theirs, from ${host}`, async () => {
        const email = `nora-${kid}-${host.replaceAll(" ", "-").toLowerCase()}@shop.example`;
        const { status, body } = await identify(host, "browser-of-nora-0001", token(kid, { sub: email, email }));
        assert.equal(status, 200, JSON.stringify(body));
        assert.deepEqual([body.name, body.session_seconds], ["Nora", 43200]);
        const made = await ask(host, body.session, "POST", "objects.json", idea(`An idea by ${email}`));
        assert.equal(made.status, 200, JSON.stringify(made.body));
        const { votes, author } = await there(`objects/${made.body.success.id}.json`);
        assert.equal(votes.all, 1);
        const [user] = (await there(`users/search.json?email=${encodeURIComponent(email)}`)).data;
        assert.equal(author.id, user.id);
        const seen = await ask(host, body.session, "GET", `objects/${made.body.success.id}.json`);
        assert.deepEqual(seen.body.votes, { all: 1, canVote: true, isVoted: true, mine: "up" });
        const back = await ask(host, body.session, "POST", `objects/${made.body.success.id}/votes/toggle.json?value=revert`);
        assert.equal(back.status, 200, JSON.stringify(back.body));
        assert.equal((await there(`objects/${made.body.success.id}.json`)).votes.all, 0);
      });
});

test("a session of one host is one of every other", async () => {
  const { body } = await identify("workerd", "browser-of-nora-0002", token("public", { sub: "7" }));
  for (const host of Object.keys(hosts)) assert.equal((await ask(host, body.session, "GET", "search.json")).status, 200, host);
});

const hostile = {
  "the algorithm none": (signed) => `${text({ alg: "none", kid: "shared" })}.${signed.split(".")[1]}.`,
  "the public key as a secret": () => token("public", {}, { alg: "HS256", key: Buffer.from(publicKey.export({ format: "jwk" }).x, "base64url") }),
  "a secret of another": () => token("shared", {}, { key: randomBytes(32) }),
  "a private key of another": () => token("public", {}, { key: other }),
  "another key's signature": () => token("public", {}, { alg: "HS256", key: secret }),
  "claims of another": (signed) => `${signed.split(".")[0]}.${text({ sub: "1", aud: audience, iat: now(), exp: now() + 300 })}.${signed.split(".")[2]}`,
  "another audience": () => token("shared", { aud: "shop.example.com" }),
  "one that is over": () => token("shared", { iat: now() - 400, exp: now() - 60 }),
  "one for a day": () => token("shared", { exp: now() + 86_400 }),
  "a changed signature": (signed) => signed.slice(0, -8) + "AAAAAAAA",
};

for (const [what, forge] of Object.entries(hostile)) test(`${what} is not taken, and each host says the same`, async () => {
  const forged = forge(token("shared", {}));
  const told = await Promise.all(Object.keys(hosts).map((host) => identify(host, "browser-of-mallory-1", forged)));
  assert.equal(told[0].status, 401);
  for (const one of told) assert.deepEqual(one, told[0]);
});

test("a token is for the browser that used it first", async () => {
  for (const host of Object.keys(hosts)) {
    const signed = token("shared", { sub: `replayed at ${host}` });
    assert.equal((await identify(host, "browser-of-nora-0003", signed)).status, 200);
    assert.equal((await identify(host, "browser-of-nora-0003", signed)).status, 200);
    assert.equal((await identify(host, "browser-of-mallory-1", signed)).status, 401);
  }
});

test("a session that was changed is none", async () => {
  const { body } = await identify("workerd", "browser-of-nora-0004", token("shared", { sub: "8" }));
  for (const host of Object.keys(hosts))
    for (const session of [body.session.slice(0, -3) + "AAA", "s.AAAA", "s."]) assert.equal((await ask(host, session, "GET", "search.json")).status, 401, host);
});
