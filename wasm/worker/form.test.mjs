// The form without a script, and the widget's core that an edge runs for browsers without WebAssembly: their whole
// life, the same from the native edge, from the Worker and, in make soak, from the one that is all Go.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { answer, everyEdge, same, sweeping } from "./edges.mjs";
import { helpdesk, idea } from "./harness.mjs";

let edges, stop;

/** A helpdesk that refuses what is called Refused, and cannot take what is called Later at first. */
async function desk() {
  const asked = [];
  const later = new Set();
  const answers = await helpdesk((request, response, body) => {
    asked.push(`${request.method} ${request.url} ${body}`);
    if (request.url.includes("/categories.json")) return [200, [{ id: 1, name: 'Reports & "more"', ownership: "feedback" }, { id: 2, name: "Staff", isPrivate: true }]];
    if (request.url.includes("/statuses.json")) return [200, null];
    if (request.method !== "POST") return [200, { success: { data: [], totalPages: 1, currentPage: 1 } }];
    if (body.includes("Refused")) return [400, { error: { code: 400, message: "No <b>calendars</b>" } }];
    if (body.includes("Later") && !later.has(body)) {
      later.add(body);
      response.setHeader("retry-after", "3"); // longer than anybody waits for whom it is sent
      return [429, { error: { code: 429 } }];
    }
    return [200, { success: { ...idea(77), ...JSON.parse(body), url: "https://help.example.com/topic/77" } }];
  });
  return { ...answers, asked };
}

before(async () => ({ edges, stop } = await everyEdge(desk, {}, process.env.SOAK === "all")));
after(() => stop());

const path = "feedback";
const stampOf = (page) => /name="stamp" value="([^"]+)"/.exec(page)?.[1];
/** A page with its stamp, which is another each time, and that stamp. */
const known = ({ body, ...page }) => ({ ...page, body: body.replaceAll(stampOf(body) ?? "no stamp", "its stamp") });
const typed = (stamp, change = {}) => ({ stamp, type: "idea", title: "A calendar", content: "Beside the week.", category: "1", website: "", ...change });
/** A stamp of which one bit is another. */
const forged = (stamp) => `${stamp.startsWith("A") ? "B" : "A"}${stamp.slice(1)}`;

let people = 0;
/** Somebody who has sent nothing yet. */
const somebody = () => `10.8.${people >> 8}.${people++ & 255}`;

const get = (edge, at = path, language = "en") => answer(edge, at, { headers: { "accept-language": language } }, somebody());
function sheet(edge, fields, { headers, from = somebody() } = {}) {
  return [new URL(path, edge.url), {
    method: "POST", redirect: "manual", body: new URLSearchParams(fields), headers: { origin: edge.url.origin, "accept-language": "en", "cf-connecting-ip": from, "x-forwarded-for": from, ...headers },
  }];
}
const send = (edge, fields, as = {}) => answer(edge, ...sheet(edge, fields, as), as.from ?? somebody());

/** Sends what was filled in until an edge believes that somebody has typed it. */
async function patiently(edge, fields) {
  for (let tries = 0; ; tries++) {
    const sent = await send(edge, fields);
    if (!sent.body.includes("quicker than anybody")) return sent;
    assert.ok(tries < 60, "it is believed after three seconds");
    await new Promise((rung) => setTimeout(rung, 100));
  }
}

/** Where an edge leads whoever sent it, with the id that answer leaves out. */
async function place(edge, fields) {
  const response = await fetch(...sheet(edge, fields));
  assert.equal(response.status, 303, await response.text());
  return response.headers.get("location");
}

const posted = (edge, title) => edge.asked.filter((line) => line.startsWith("POST") && line.includes(`"${title}"`)).length;

describe("the form without a script", () => {
  for (const [at, language] of [[path, "en"], [path, "ru"], [`${path}?lang=ru&type=problem`, "en"], [`${path}?lang=tlh&type=%3Cb%3E`, "de"], [`${path}/`, "en"], [`${path}/${"0".repeat(32)}`, "ru"], [`${path}/..%2f..%2fhealthz`, "en"]])
    test(`is the same page everywhere: ${at} in ${language}`, async () => {
      const page = await same(edges, async (edge) => known(await get(edge, at, language)));
      assert.doesNotMatch(page.body, /<script|Staff/);
      assert.equal(page.status, /^feedback(\?|$)/.test(at) ? 200 : 404);
    });

  test("lives everywhere the same life: too quick, filled in wrongly, corrected, sent, sent twice, looked at", async () => {
    const life = await same(edges, async (edge) => {
      const stamp = stampOf((await get(edge)).body);
      const quick = known(await send(edge, typed(stamp)));
      const none = known(await patiently(edge, typed(stamp, { title: " ", content: '"><script>alert(1)</script>' })));
      const nothing = known(await send(edge, { stamp }));
      const long = known(await send(edge, typed(stamp, { content: "я".repeat(12_001) })));
      const trapped = known(await send(edge, typed(stamp, { website: "https://spam.example" })));
      assert.equal(posted(edge, "A calendar"), 0, "nothing of it went out");
      const at = await place(edge, typed(stamp));
      assert.equal(await place(edge, typed(stamp)), at, "sent twice it is one post");
      assert.equal(posted(edge, "A calendar"), 1);
      const other = known(await send(edge, typed(stamp, { title: "Another" })));
      assert.equal(posted(edge, "Another"), 0, "a stamp is good for one post");
      const seen = await get(edge, at);
      const read = await get(edge, `${at}?lang=ru`);
      return { quick, none, nothing, long, trapped, other, seen, read };
    });
    assert.deepEqual(Object.values(life).map(({ status }) => status), [422, 422, 422, 422, 422, 422, 200, 200]);
    assert.match(life.none.body, /&#34;&#62;&#60;script&#62;alert\(1\)/);
    assert.match(life.other.body, /value="Another"/);
    assert.match(life.seen.body, /Thank you.*href="https:\/\/help\.example\.com\/topic\/77"/);
    assert.match(life.read.body, /<html lang="ru".*Спасибо/);
  });

  test("is kept everywhere where the helpdesk cannot take it, and told of once it has", async () => {
    await same(edges, async (edge) => {
      const stamp = stampOf((await get(edge)).body);
      await patiently(edge, typed(stamp, { title: " " }));
      const at = await place(edge, typed(stamp, { title: "Later" }));
      const before = await get(edge, at);
      assert.match(before.body, /kept here/);
      const after = await sweeping(edge, async () => {
        const page = await get(edge, at);
        return page.body.includes("Thank you") && page;
      });
      return [before, after];
    });
  });

  test("comes back everywhere with what the helpdesk says of it where that refuses it", async () => {
    const { status, body } = await same(edges, async (edge) => {
      const stamp = stampOf((await get(edge)).body);
      return known(await patiently(edge, typed(stamp, { title: "Refused" })));
    });
    assert.ok(status >= 400 && status < 500, status);
    assert.match(body, /value="Refused"/);
    assert.doesNotMatch(body, /<b>/);
  });

  const nobodys = {
    "of another site's page": { headers: { origin: "https://shop.example.com" }, status: 403 },
    "of a page that nobody allowed": { headers: { origin: "https://evil.example" }, status: 403 },
    "of a page that hides where it is from": { headers: { origin: "null" }, status: 403 },
    "with a stamp that was changed": { stamp: forged, status: 422 },
    "with no stamp": { stamp: () => "", status: 422 },
    "as a text": { headers: { "content-type": "text/plain" }, status: 415 },
    "as JSON": { headers: { "content-type": "application/json" }, status: 400 },
  };
  for (const [what, { headers, stamp: change = (stamp) => stamp, status }] of Object.entries(nobodys)) test(`is not taken ${what}`, async () => {
    const told = await same(edges, async (edge) => {
      const stamp = stampOf((await get(edge)).body);
      await patiently(edge, typed(stamp, { title: " " }));
      edge.asked.splice(0);
      const said = known(await send(edge, typed(change(stamp)), { headers }));
      assert.equal(posted(edge, "A calendar"), 0);
      return said;
    });
    assert.equal(told.status, status, told.body);
  });

  test("is not taken with the stamp of another edge", async () => {
    const stamps = await Promise.all(Object.values(edges).map(async (edge) => stampOf((await get(edge)).body)));
    const told = [];
    for (const [i, edge] of Object.values(edges).entries()) told.push(known(await patiently(edge, typed(stamps[(i + 1) % stamps.length]))));
    assert.equal(told[0].status, 422);
    assert.match(told[0].body, /open for too long/);
    for (const other of told) assert.deepEqual(other, told[0]);
  });

  test("comes from one address five times in ten minutes", async () => {
    const statuses = await same(edges, async (edge) => {
      const from = somebody();
      const stamp = stampOf((await get(edge)).body);
      await patiently(edge, typed(stamp, { title: " " }));
      const said = [];
      for (let i = 0; i < 6; i++) said.push((await fetch(...sheet(edge, typed(stamp, { title: i === 0 ? "A calendar" : `Another ${i}` }), { from }))).status);
      return said;
    });
    assert.deepEqual(statuses, [303, 422, 422, 422, 422, 429]);
  });
});

describe("the widget's core at the edge", () => {
  const begin = async (edge, headers) => {
    const response = await fetch(new URL("api/7.0/core.json", edge.url), { headers });
    return { status: response.status, said: await response.json() };
  };
  const stamped = async (edge) => (await begin(edge)).said.success.stamp;
  const runs = async (edge, op, { stamp, headers, body = "no input" }) => {
    const response = await fetch(new URL(`api/7.0/core.msgpack?op=${op}`, edge.url), {
      method: "POST", body, headers: { "content-type": "application/msgpack", "deskside-frame": stamp, origin: edge.url.origin, "cf-connecting-ip": "10.7.7.7", "x-forwarded-for": "10.7.7.7", ...headers },
    });
    return { status: response.status, type: response.headers.get("content-type"), body: Buffer.from(await response.arrayBuffer()).toString("latin1") };
  };
  /** {"args": {"box": ""}} in MessagePack. */
  const empty = Uint8Array.of(0x81, 0xa4, ...Buffer.from("args"), 0x81, 0xa3, ...Buffer.from("box"), 0xc4, 0);

  const calls = {
    "what is no input": { op: "outbox.read", status: 200 },
    "an empty outbox": { op: "outbox.read", body: empty, status: 200 },
    "an operation of the edge's own": { op: "edge.open", status: 400 },
    "no operation": { op: "", status: 400 },
    "an operation of the agents'": { op: "ticket.get", status: 400 },
    "a page of an allowed site": { op: "outbox.read", headers: { origin: "https://shop.example.com" }, status: 403 },
    "a page that nobody allowed": { op: "outbox.read", headers: { origin: "https://evil.example" }, status: 403 },
    "a page that hides where it is from": { op: "outbox.read", headers: { origin: "null" }, status: 403 },
    "a stamp that was changed": { op: "outbox.read", change: forged, status: 403 },
    "no stamp": { op: "outbox.read", change: () => "", status: 403 },
    "a text": { op: "outbox.read", headers: { "content-type": "text/plain" }, status: 415 },
    "more than it takes": { op: "outbox.read", body: "x".repeat(70_000), status: 413 },
  };
  for (const [what, { op, headers, body, change = (stamp) => stamp, status }] of Object.entries(calls)) test(`answers everywhere the same to ${what}`, async () => {
    const said = await same(edges, async (edge) => runs(edge, op, { stamp: change(await stamped(edge)), headers, body }));
    assert.equal(said.status, status, said.body);
  });

  test("gives a stamp to its own pages alone, and takes none that is for the form or of another edge", async () => {
    for (const origin of ["https://shop.example.com", "https://evil.example", "null"]) assert.equal((await same(edges, (edge) => begin(edge, { origin }))).status, 403, origin);
    const all = Object.values(edges);
    const stamps = await Promise.all(all.map(stamped));
    for (const [i, edge] of all.entries()) {
      assert.equal((await runs(edge, "outbox.read", { stamp: stamps[(i + 1) % all.length] })).status, 403);
      assert.equal((await runs(edge, "outbox.read", { stamp: stampOf((await get(edge)).body) })).status, 403);
      assert.match((await patiently(edge, typed(stamps[i]))).body, /open for too long/);
    }
  });
});
