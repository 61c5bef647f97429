// Turnstile in front of what guests write: the same from each edge, byte by byte, before a stand-in for Cloudflare that
// refuses what that refuses. In make test the Worker that is all Go is not among them.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { answer, everyEdge, same } from "./edges.mjs";
import { helpdesk, hostsInWorkerd, idea, logs, secrets, turnstile } from "./harness.mjs";

const folder = mkdtempSync(join(tmpdir(), "deskside-turnstile-"));
const stops = [];
const all = "all Go in workerd" in hostsInWorkerd;
let edges, cloudflare, desk;
let made = 0;

before(async () => {
  cloudflare = await turnstile(folder);
  secrets.push(cloudflare.keys.TURNSTILE_SECRET);
  desk = await helpdesk((request) => {
    if (request.url.endsWith("/me.json")) return [200, { id: 1, name: "Anna" }];
    if (request.method === "POST") made++;
    return [200, { success: idea(77) }];
  });
  // They have a helpdesk in common: what a token has to be about is told by it, too.
  const started = await everyEdge(() => ({ address: desk.address, asked: [], stop: () => undefined }), cloudflare.keys, all, cloudflare);
  edges = started.edges;
  stops.push(cloudflare.stop, desk.stop, started.stop);
});

after(async () => {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true });
  for (const hidden of secrets) assert.ok(!logs.join("").includes(hidden), "a secret is in the log");
});

/** Posts to an edge as somebody, under a key, with a token or without. */
function post(edge, key, token, title = "Idea 77", visitor = "visitor-anna-0000001") {
  const headers = { "content-type": "application/json", "deskside-visitor": visitor, "idempotency-key": key, ...(token ? { "deskside-turnstile": token } : {}) };
  return answer(edge, "api/7.0/objects.json", { method: "POST", headers, body: JSON.stringify({ object_type: "idea", title, content: "Text" }) }, "203.0.113.7");
}

/** What an answer asks for, as somebody shows it who is there. */
function about({ body }, hostname = "127.0.0.1") {
  const { action, cdata } = JSON.parse(body).error.turnstile;
  return { action, cdata, hostname };
}

test("a post of a guest needs a token, which is good for it alone and once", async () => {
  const refused = await same(edges, (edge) => post(edge, "draft-0001-0001"));
  assert.equal(refused.status, 403);
  assert.equal(JSON.parse(refused.body).error.turnstile.sitekey, cloudflare.keys.TURNSTILE_SITE_KEY);
  const before = made;
  const taken = await same(edges, async (edge) => {
    const token = await cloudflare.give(about(refused));
    const first = await post(edge, "draft-0001-0001", token);
    const others = [];
    for (const key of ["draft-0001-0001", "draft-0001-0002"]) others.push(await post(edge, key, token));
    // Whose answer was lost has no token any more.
    return [first, ...others, await post(edge, "draft-0001-0001")];
  });
  assert.deepEqual(taken.map(({ status }) => status), [200, 200, 403, 200]);
  assert.equal(made - before, Object.keys(edges).length);
});

test("a token that is none, is over, or is for something else is refused", async () => {
  const refused = await same(edges, (edge) => post(edge, "draft-0003-0001"));
  const before = made;
  const tokens = {
    "of another host": () => cloudflare.give(about(refused, "evil.example")),
    "of another action": () => cloudflare.give({ ...about(refused), action: "login" }),
    "of another post": () => cloudflare.give({ ...about(refused), cdata: "another" }),
    "that is none": () => "XXXX.DUMMY.TOKEN.XXXX",
    "that is over": async () => {
      const token = await cloudflare.give(about(refused));
      await cloudflare.turn("expire");
      return token;
    },
  };
  for (const [name, token] of Object.entries(tokens)) {
    const said = await same(edges, async (edge) => post(edge, "draft-0003-0001", await token()));
    assert.deepEqual(said, refused, name);
  }
  assert.equal(made, before);
});

test("while Cloudflare does not tell nothing is taken, and then all that was sent", async () => {
  const refused = await same(edges, (edge) => post(edge, "draft-0004-0001"));
  const tokens = new Map();
  await cloudflare.turn("away");
  const away = await same(edges, async (edge) => {
    tokens.set(edge, await cloudflare.give(about(refused)));
    return post(edge, "draft-0004-0001", tokens.get(edge));
  });
  assert.deepEqual([away.status, away.headers["retry-after"]], [503, "5"]);
  await cloudflare.turn("ok");
  assert.equal((await same(edges, (edge) => post(edge, "draft-0004-0001", tokens.get(edge)))).status, 200);
});

test("the form without a script goes on as it did", async () => {
  const form = await same(edges, async (edge) => {
    const { status, headers, body } = await answer(edge, "feedback");
    return [status, headers, body.replace(/(?<=name="stamp" value=")[^"]+/, "a stamp")];
  });
  assert.equal(form[0], 200);
});
