// What attackers ask, each form of it a row: it comes to the same answer from the native edge, from the Worker and from
// the one that is all Go, and the helpdesk hears nothing of it but what the row says. Who somebody claims to be is in
// identity.test.mjs, what is sent by forms in form.test.mjs.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { calmly, everyEdge, headersOf, same } from "./edges.mjs";
import { helpdesk, idea, secrets } from "./harness.mjs";

let edges, stop;
/** What was heard by a server that is none of the edge's. */
const strayed = [];
let elsewhere;

/** A helpdesk that sends whoever asks for object 302 somewhere else, and knows whoever says so in object 5. */
async function desk() {
  const asked = [];
  const answers = await helpdesk((request, response, body) => {
    asked.push(`${request.method} ${decodeURIComponent(request.url)} ${body}`);
    if (request.url.includes("/objects/302")) {
      response.setHeader("location", `${elsewhere.address}/api/7.0/objects/1.json`);
      return [302, ""];
    }
    if (request.method === "POST") return [200, { success: { ...idea(77), ...(body.startsWith("{") ? JSON.parse(body) : {}) } }];
    if (/objects\/\d+\.json/.test(request.url)) return [200, idea(Number(request.url.match(/objects\/(\d+)/)[1]))];
    return [200, request.url.includes("/search.json") ? { success: { data: [idea(1)], totalPages: 1, currentPage: 1 } } : []];
  });
  return { ...answers, asked };
}

before(async () => {
  elsewhere = await helpdesk((request) => (strayed.push(request.url), [200, idea(1)]));
  ({ edges, stop } = await everyEdge(desk, { RATES: "visitor=100000/60 site=100000/60" }));
});
after(async () => {
  await stop();
  await elsewhere.stop();
  assert.deepEqual(strayed, [], "nobody else was asked");
});

const anna = { "deskside-visitor": "visitor-anna-0000001" };
const json = { "content-type": "application/json" };
const draft = { ownership: "feedback", object_type: "idea", title: "Tides", content: "Beside the week." };
const metadata = "http://169.254.169.254/latest/meta-data";

let client = 0;

/** Asks for exactly this path, which a client of the web would tidy up, from an address of its own. */
async function ask(edge, { method = "GET", path, headers, body }, from) {
  const request = http.request({ agent: false, host: "127.0.0.1", port: edge.url.port, method, path, headers: { ...headers, "cf-connecting-ip": from, "x-forwarded-for": from } });
  request.end(body);
  const [response] = await once(request, "response");
  let said = "";
  for await (const piece of response) said += piece;
  for (const secret of secrets) assert.ok(!(said + JSON.stringify(response.headers)).includes(secret), "a secret is in an answer");
  const known = said.replace(/[0-9a-f]{32}/g, "its id").replace(/name="stamp" value="[^"]+"/, 'name="stamp"');
  return { status: response.statusCode, headers: headersOf(Object.entries(response.headers)), body: known };
}

/** What the helpdesk was asked since, without what an edge reads by itself for its snapshot. */
const asking = (edge) => edge.asked.splice(0).filter((line) => !line.includes("sort=new"));

const get = (path, status, heard = [], headers = anna) => [{ path, headers }, status, heard];
const post = (path, { headers = anna, body, status, heard = [] }) => [{ method: "POST", path, headers: { ...json, ...headers }, body: typeof body === "string" ? body : JSON.stringify(body) }, status, heard];
const object = (n) => [`GET /api/7.0/objects/${n}.json `];

/** A row is a request, its status, and what the helpdesk is asked for it. */
const attacks = {
  "a path that leads elsewhere": [
    "/api/7.0/..%2f..%2fhealthz", "/api/7.0/objects/1%2f..%2f2.json", "/api/7.0/objects/1.json%00.gz", "/api/7.0/objects/1.json/", "/api/7.0/objects/01.json", "/api/7.0/objects/1e0.json", "/api/7.0/objects//1.json",
    "/api/7.0/objects/-1.json", "/api/7.0/objects/99999999999999999999.json", "/api/7.0/objects/%EF%BC%91.json", "/api/7.0/%6d%65.json", "/api/7.0/me.json", "/api/7.0/users.json", "/api/../api/7.0/users.json",
    "/widget/..%2f..%2fetc/passwd", "/widget/../../../../etc/passwd", "/widget/%2e%2e/edge.db", "/widget/..%5c..%5cedge.db", "/core/..%2f..%2fedge.db", "/edge.db", "/widget/frame.html%00", "/%c0%ae%c0%ae/edge.db",
    `/${"a/".repeat(4000)}`,
  ].map((path) => get(path, 404)),
  "an address in the place of a path or a value": [
    get("/api/7.0/http://169.254.169.254/", 404), get("//169.254.169.254/api/7.0/search.json", 404), get(`/api/7.0/${encodeURIComponent(metadata)}`, 404),
    get(`/api/7.0/search.json?url=${encodeURIComponent(metadata)}`, 400),
    get("/api/7.0/objects/1.json", 200, object(1), { ...anna, host: "169.254.169.254" }),
    get("/api/7.0/objects/2.json", 200, object(2), { ...anna, "x-forwarded-host": "169.254.169.254", forwarded: "host=169.254.169.254", "x-original-url": metadata, "x-rewrite-url": "/api/7.0/me.json" }),
    get("/api/7.0/objects/302.json", 502, ["GET /api/7.0/objects/302.json "]),
    post("/api/7.0/objects.json", { body: { ...draft, attachments: [{ token: metadata, name: "a.png" }] }, status: 400 }),
    post("/api/7.0/objects.json", { body: { ...draft, attachments: [{ name: "a.png", url: metadata }] }, status: 400 }),
    post("/api/7.0/upload-file.json?name=a.png", { body: { name: "a.png", url: metadata }, status: 400 }),
    post("/api/7.0/comments.json", { body: { object_id: "1/../2", content: "Me" }, status: 400 }),
    post("/api/7.0/comments.json", { body: { object_id: 1.5, content: "Me" }, status: 400 }),
  ],
  "a line break or another parameter within a value": [
    get("/api/7.0/objects/1%0d%0aX:1.json", 404),
    get("/api/7.0/search.json?text=%0d%0aSet-Cookie:%20a=b", 200, ["GET /api/7.0/search.json"]),
    get("/api/7.0/search.json?sort=new%26apiKey=x", 400),
    get("/api/7.0/search.json?apiKey=another", 200, ["GET /api/7.0/search.json"]),
    get("/feedback?lang=ru%0d%0aSet-Cookie:%20a=b", 200, ["GET /api/7.0/categories.json "]),
    post("/api/7.0/objects.json", { headers: { ...anna, "idempotency-key": "line-0001\t0002" }, body: draft, status: 400 }),
    post("/api/7.0/objects.json", { headers: { "deskside-visitor": "id:anna@example.com" }, body: draft, status: 400 }),
    post("/api/7.0/upload-file.json?name=a.png%0d%0aX-Injected:%201", { headers: { ...anna, "content-type": "application/octet-stream", "idempotency-key": "file-0005-0006" }, body: "\x89PNG\r\n\x1a\n", status: 400 }),
  ],
  "more than anybody says": [
    get(`/api/7.0/search.json?text=${"a".repeat(9000)}`, 414),
    post("/api/7.0/objects.json", { headers: { ...anna, authorization: "a".repeat(9000) }, body: draft, status: 431 }),
    post("/api/7.0/objects.json", { body: { ...draft, content: "x".repeat(200_000) }, status: 413 }),
    post("/api/7.0/objects.json", { body: `${"[".repeat(30_000)}${"]".repeat(30_000)}`, status: 400 }),
    get("/healthz", 200, [], { "content-length": "0" }),
    [{ path: "/healthz", headers: { "content-type": "application/json", "content-length": "2" }, body: "{}" }, 200, []],
  ],
  "a form of a page that nobody allowed": ["https://evil.example", "null", "https://shop.example.com.evil.example", "http://shop.example.com"].flatMap((origin) =>
    ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "application/json"].map((type) =>
      post("/api/7.0/objects.json", { headers: { origin, "content-type": type }, body: "object_type=idea&title=Forged&content=Text", status: 403 }))),
  "a form of an allowed page that its browser need not ask for": ["text/plain", "multipart/form-data; boundary=x", "application/json, text/plain"].map((type) =>
    post("/api/7.0/objects.json", { headers: { origin: "https://shop.example.com", "content-type": type }, body: draft, status: 415 })),
  "a question of a page that nobody allowed": [
    [{ method: "OPTIONS", path: "/api/7.0/objects.json", headers: { origin: "https://evil.example", "access-control-request-method": "POST" } }, 403, []],
    get("/api/7.0/objects/3.json", 403, [], { origin: "https://evil.example" }),
    get("/api/7.0/objects/3.json", 403, [], { origin: "null" }),
    get("/feedback", 403, [], { origin: "https://shop.example.com" }),
  ],
};

for (const [what, rows] of Object.entries(attacks)) describe(what, () => {
  for (const [request, status, heard] of rows) {
    const { method = "GET", path, headers, body } = request;
    const shown = [method, path.slice(0, 90), ...Object.entries(headers).filter(([name]) => name !== "deskside-visitor").map((line) => line.join(": ").slice(0, 60)), body?.slice(0, 60) ?? ""].join(" ");
    test(JSON.stringify(shown).slice(1, -1), async () => {
      const from = `10.2.${client >> 8}.${client++ & 255}`;
      const said = await same(edges, async (edge) => {
        const answer = await ask(edge, request, from);
        // What the platform serves itself is not the edge's to say.
        if (/^\/(widget|core)\//.test(path)) Object.assign(answer, { headers: {}, body: "" });
        return { ...answer, lines: asking(edge) };
      });
      assert.equal(said.status, status, said.body);
      assert.equal(said.headers["set-cookie"], undefined);
      assert.deepEqual(said.lines.map((line) => line.replace(/\?.*/, "")), heard);
      for (const line of said.lines) assert.doesNotMatch(line, /169\.254|apiKey|\r|\n/);
      // What answers a page that nobody allowed is for nobody to read.
      if (status === 403) assert.equal(said.headers["access-control-allow-origin"], undefined);
    });
  }
});

describe("what is sent again", () => {
  test("is one post under one key, whoever else uses that key has their own, and another text under it is refused", async () => {
    const told = await same(edges, async (edge) => {
      const send = (visitor, body) => calmly(new URL("api/7.0/objects.json", edge.url), {
        method: "POST", body: JSON.stringify({ ...draft, ...body }), headers: { ...json, "deskside-visitor": visitor, "idempotency-key": "again-0001-0002", "cf-connecting-ip": "10.2.9.1", "x-forwarded-for": "10.2.9.1" },
      });
      asking(edge);
      const statuses = [];
      for (const [visitor, body] of [["visitor-anna-0000001"], ["visitor-anna-0000001"], ["visitor-anna-0000001", { title: "Another" }], ["visitor-ben-00000002"]]) statuses.push((await send(visitor, body)).status);
      return [statuses, asking(edge).filter((line) => line.startsWith("POST")).length];
    });
    assert.deepEqual(told, [[200, 200, 422, 200], 2]);
  });

  test("is a proof of work that is good for its own visitor and key alone", async () => {
    const { edges: careful, stop: end } = await everyEdge(desk, { PROTECT: "always" });
    try {
      const told = await same(careful, async (edge) => {
        const send = async (visitor, key, proof) => {
          const response = await fetch(new URL("api/7.0/objects.json", edge.url), {
            method: "POST", body: JSON.stringify(draft),
            headers: { ...json, "deskside-visitor": visitor, "idempotency-key": key, ...(proof ? { "deskside-proof": proof } : {}), "cf-connecting-ip": "10.2.9.2", "x-forwarded-for": "10.2.9.2" },
          });
          return { status: response.status, said: await response.json() };
        };
        const asked = await send("visitor-anna-0000001", "proof-0001-0002");
        const proof = await worked(asked.said.error.proof, "visitor-anna-0000001", "proof-0001-0002");
        const statuses = [asked.status];
        for (const [visitor, key, brought] of [
          ["visitor-ben-00000002", "proof-0001-0002", proof], ["visitor-anna-0000001", "proof-0003-0004", proof], ["visitor-anna-0000001", "proof-0001-0002", forged(proof)],
          ["visitor-anna-0000001", "proof-0001-0002", proof], ["visitor-anna-0000001", "proof-0001-0002", proof],
        ]) statuses.push((await send(visitor, key, brought)).status);
        return [statuses, edge.asked.filter((line) => line.startsWith("POST")).length];
      });
      const [[first, ...others], posts] = told;
      assert.deepEqual([others, posts], [[first, first, first, 200, 200], 1]);
      assert.ok(first >= 400);
    } finally {
      await end();
    }
  });
});

/** Does the work that an edge asks of a guest. */
async function worked({ stamp, bits, parts }, visitor, key) {
  const { createHash } = await import("node:crypto");
  const found = [];
  for (let part = 0; part < parts; part++) {
    const about = createHash("sha256").update(`${stamp}.${visitor}.${key}.${part}`).digest();
    for (let n = 0; ; n++) {
      const number = Buffer.alloc(8);
      number.writeBigUInt64BE(BigInt(n));
      if (createHash("sha256").update(about).update(number).digest().readUInt32BE() >>> (32 - bits) === 0) {
        found.push(n.toString(36));
        break;
      }
    }
  }
  return [stamp, ...found].join(".");
}

/** A stamp or a proof of which one bit is another. */
const forged = (text) => `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;

/**
 * What an edge answers to bytes that no client of the web would send: the status of each answer, and whether it ended
 * the connection. It is waited for so many answers, and for what may follow them.
 */
async function raw(edge, text, answers) {
  const socket = connect(edge.url.port, "127.0.0.1");
  const closed = new Promise((done) => socket.on("close", done));
  socket.on("error", () => undefined); // an edge may end it
  let said = "";
  let ended = false;
  const statuses = () => [...said.matchAll(/HTTP\/1\.[01] ([2-5]\d\d) /g)].map(([, status]) => Number(status));
  socket.on("end", () => (ended = true)).on("data", (bytes) => {
    said += bytes;
    if (statuses().length >= answers) socket.setTimeout(400, () => socket.destroy());
  });
  socket.setTimeout(20_000, () => socket.destroy());
  socket.write(text);
  await closed;
  return { statuses: statuses(), ended };
}

const smuggled = JSON.stringify({ ...draft, title: "Smuggled" });
/** A request that stands within what may be the body of another. */
const within = `POST /api/7.0/objects.json HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`;
const sent = (lines, line = "POST /api/7.0/objects.json HTTP/1.1") => `${line}\r\nHost: edge\r\nContent-Type: application/json\r\n${lines}`;
const everywhere = (answers) => ({ native: answers, worker: answers, go: answers });

/** Of requests whose end is not told clearly none is taken, and what may be another within is not heard. */
const unclear = {
  "two lengths": sent(`Content-Length: 2\r\nContent-Length: ${within.length + 2}\r\n\r\n{}${within}`),
  "two lengths in one line": sent(`Content-Length: 2, ${within.length + 2}\r\n\r\n{}${within}`),
  "a length with a sign": sent(`Content-Length: +2\r\n\r\n{}${within}`),
  "a length below nothing": sent(`Content-Length: -2\r\n\r\n{}${within}`),
  "a length in another base": sent(`Content-Length: 0x2\r\n\r\n{}${within}`),
  "a coding nobody knows": sent(`Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}${within}`),
  "two codings in two lines": sent(`Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${within}`),
  "two codings in one line": sent(`Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${within}`),
  "a coding below the pieces": sent(`Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n${within}`),
  "a coding after a control character": sent(`Transfer-Encoding:\x0bchunked\r\nContent-Length: 2\r\n\r\n{}${within}`),
  "a coding in a line that goes on": sent(`Transfer-Encoding:\r\n chunked\r\nContent-Length: 2\r\n\r\n{}${within}`),
  "a blank before the colon of a coding": sent(`Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n{}${within}`),
  "a carriage return within a line": sent(`X-A: b\rContent-Length: 9\r\nContent-Length: 2\r\n\r\n{}${within}`),
  "a zero within a line": sent(`X-A: b\0c\r\nContent-Length: 2\r\n\r\n{}${within}`),
  "a piece longer than it says": sent(`Transfer-Encoding: chunked\r\n\r\n2\r\n{}${within}\r\n0\r\n\r\n`),
  "a piece whose length has a sign": sent(`Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n${within}`),
  "a piece whose length has a prefix": sent(`Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n${within}`),
  "a piece longer than there are numbers": sent(`Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n${within}`),
  "a line feed within what is said of a piece": sent(`Transfer-Encoding: chunked\r\n\r\n2;\nxx\r\n{}\r\n0\r\n\r\n${within}`),
  "two hosts": `POST /api/7.0/objects.json HTTP/1.1\r\nHost: edge\r\nHost: evil\r\nContent-Length: ${within.length}\r\n\r\n${within}`,
  "a host with a name before it": `POST /api/7.0/objects.json HTTP/1.1\r\nHost: edge@169.254.169.254\r\nContent-Length: ${within.length}\r\n\r\n${within}`,
};

/**
 * How many answers each host gives to what can be read in one way by the standard, and how much it hears of what follows
 * the request. Nobody but Cloudflare's own servers is in front of workerd, which let none of these through. In front of
 * the native edge may be whoever reads otherwise, so that it ends a connection after pieces.
 */
const told = {
  "pieces and a length that has what follows": { text: sent(`Content-Length: ${5 + within.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${within}`), answers: { native: 1, worker: 2, go: 2 }, heard: { native: 0, worker: 1, go: 1 } },
  "pieces that have what follows, and a length": { text: sent(`Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${within.length.toString(16)}\r\n${within}\r\n0\r\n\r\n`), answers: everywhere(1) },
  "pieces under HTTP/1.0": { text: sent(`Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${within}`, "POST /api/7.0/objects.json HTTP/1.0"), answers: { native: 2, worker: 2, go: 2 }, heard: { native: 0, worker: 1, go: 1 } },
  "lines that end with a line feed alone": { text: sent(`Content-Length: ${within.length}\r\n\r\n${within}`).replaceAll("\r\n", "\n"), answers: everywhere(1) },
  "a line that goes on in the next": { text: sent(`X-A: b\r\n Content-Length: 2\r\nContent-Length: ${within.length}\r\n\r\n${within}`), answers: everywhere(1) },
  "a blank before the colon of a length": { text: sent(`Content-Length : ${within.length}\r\n\r\n${within}`), answers: everywhere(1) },
  "a body where none is read": { text: `GET /healthz HTTP/1.1\r\nHost: edge\r\nContent-Length: ${within.length}\r\n\r\n${within}`, answers: everywhere(1) },
  "a wish for another protocol": { text: `GET /healthz HTTP/1.1\r\nHost: edge\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`, answers: everywhere(1) },
};

/** What an edge made of what follows the request. */
const heard = (edge) => edge.asked.splice(0).filter((line) => line.includes("Smuggled")).length;

for (const [what, text] of Object.entries(unclear)) test(`a request with ${what} is refused, and nothing within it is heard`, async () => {
  for (const [name, edge] of Object.entries(edges)) {
    const { statuses, ended } = await raw(edge, text, 1);
    assert.deepEqual([statuses.length <= 1 && statuses.every((status) => status >= 400), ended, heard(edge)], [true, true, 0], `${name}: ${statuses.join()}`);
  }
});

for (const [what, { text, answers, heard: wanted = everywhere(0) }] of Object.entries(told)) test(`a request with ${what} is read as the standard has it`, async () => {
  for (const [name, edge] of Object.entries(edges)) {
    const { statuses } = await raw(edge, text, answers[name]);
    assert.deepEqual([statuses.length, heard(edge)], [answers[name], wanted[name]], `${name}: ${statuses.join()}`);
  }
});

test("a target that is an address leads nowhere", async () => {
  for (const line of [`GET ${metadata} HTTP/1.1`, "CONNECT 169.254.169.254:80 HTTP/1.1", "GET /\\169.254.169.254/ HTTP/1.1", "get /api/7.0/me.json HTTP/1.1", "TRACE /healthz HTTP/1.1", "PRI * HTTP/2.0"])
    for (const [name, edge] of Object.entries(edges)) {
      const { statuses } = await raw(edge, `${line}\r\nHost: edge\r\n\r\n`, 1);
      assert.ok(statuses.length === 1 && statuses[0] >= 400, `${name} ${line}: ${statuses.join()}`);
      assert.deepEqual(asking(edge), [], name);
    }
});
