// The same requests to the edge in workerd, to the one that is all Go, and to the
// native one: what they answer is the same byte for byte, and so is what they ask
// of the helpdesk.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { answer, calmly, everyEdge, handedOn } from "./edges.mjs";
import { helpdesk, idea, root } from "./harness.mjs";

const created = 1_700_000_000;
/** When this began, in seconds: what is looked for must be new. */
const now = Math.floor(Date.now() / 1000);

/** A helpdesk that answers the same request the same way, and notes what it was asked. */
async function desk() {
  const asked = [];
  const voted = new Set();
  const lost = [];
  const later = new Set();
  let files = 0;
  const known = (id) => idea(id, { createdAtPosix: created, votes: { all: voted.has(id) ? 6 : 5, canVote: true, isVoted: voted.has(id) } });
  const answers = await helpdesk((request, response, body) => {
    asked.push(`${request.method} ${request.url} ${body}`);
    const { pathname, searchParams } = new URL(request.url, "http://desk");
    const path = pathname.replace("/api/7.0/", "");
    const id = Number(path.match(/^objects\/(\d+)/)?.[1]);
    if (path === "categories.json") return [200, [{ id: 1, name: "Reports", ownership: "feedback" }, { id: 2, name: "Staff", isPrivate: true }]];
    if (path === "statuses.json") return [200, null];
    if (path === "objects/custom-fields/list.json") return [200, [{ id: 12, name: "property_12", label: "Department", type: "select", module: "feedback", options: { 1: "Sales" }, is_active: 1 }]];
    if (path === "users/search.json") {
      if (searchParams.get("email") === "nobody@example.test") return [200, { data: [], totalPages: 1, currentPage: 1 }];
      if (searchParams.get("email") === "forbidden@example.test") return [403, { error: { code: 403, message: "forbidden@example.test is none of yours" } }];
      return [200, { data: [{ id: 1, name: "Anna <b>Weber</b>", email: searchParams.get("email") }], totalPages: 1, currentPage: 1 }];
    }
    if (path === "me.json") return [200, { id: 1, name: "Anna" }];
    if (path === "objects.json" && body.includes("Lost")) {
      // It is made, under a title in another normal form, and the answer is lost.
      lost.push(idea(78, { ...JSON.parse(body), title: "Lost in the Café", content: "<p><b>Beside</b> the week.</p>", createdAtPosix: now }));
      return void request.socket.destroy();
    }
    if (path === "objects.json" && body.includes("Later") && !later.has(body)) {
      later.add(body);
      response.setHeader("retry-after", "3"); // longer than anybody waits for whom it is sent
      return [429, { error: { code: 429 } }];
    }
    if (path === "search.json" && lost.length > 0 && searchParams.get("sort") === "new") return [200, { success: { data: lost, totalPages: 1, currentPage: 1 } }];
    if (path === "search.json") return [200, { success: { data: [known(1), known(2), idea(3, { isPrivate: true })], totalObjects: 3, totalPages: 1, currentPage: 1 } }];
    if (path.endsWith("/attach-file.json")) return [200, { success: { ...known(id), attachments: [{ id: ++files, name: { full: searchParams.get("name") }, url: "https://help.example.com/f" }] } }];
    if (path === "objects.json") return [200, { success: { ...known(body.includes("With files") ? 79 : 77), ...JSON.parse(body) } }];
    if (path === "comments.json" && body.includes("Quietly")) return [204, ""];
    if (path === "comments.json") return [200, { success: { id: 5, content: "<p>Ünï</p>", author: { id: 1, name: "Anna" }, createdAtPosix: created } }];
    if (id === 404) return [404, { error: { code: 404, message: "Resource is not found" } }];
    if (id === 500) return [500, "<h1>broken</h1>"];
    if (id === 429) return [429, { error: { code: 429 } }];
    if (id === 430) {
      response.setHeader("retry-after", "1048576");
      return [429, { error: { code: 429 } }];
    }
    if (path.endsWith("/comments.json")) return [200, { success: [{ id: 1, content: "<p>a &lt; b</p>", author: { id: 2, name: "x@private.example" } }, { id: 2, content: "between-us", is_private: 1 }] }];
    if (path.endsWith("/votes/toggle.json")) {
      if (id === 31 && !later.has(path)) {
        later.add(path);
        response.setHeader("retry-after", "3");
        return [429, { error: { code: 429 } }];
      }
      if (searchParams.get("value") === "up") voted.add(id);
      else voted.delete(id);
      return [200, { success: known(id) }];
    }
    return [200, known(id)];
  });
  return { ...answers, asked };
}

const anna = { "deskside-visitor": "visitor-anna-0000001" };
const blockKey = "the-secret-of-the-block";
const json = { "content-type": "application/json" };
const draft = { ownership: "feedback", object_type: "idea", title: "Tides  & moon", content: "[b]Beside[/b] the week.", category_id: 1 };
const picture = Uint8Array.from("\x89PNG\r\n\x1a\n and the rest", (c) => c.charCodeAt(0));
const file = (name, content, headers = { ...anna, "idempotency-key": "file-0001-0002" }) => [
  `api/7.0/upload-file.json?name=${encodeURIComponent(name)}`, { method: "POST", headers: { "content-type": "application/octet-stream", ...headers }, body: content },
];
const inText = (content) => Buffer.from(content).toString("base64");
/** What Usedesk asks beside a ticket, as JSON or in either form of PHP's. */
const block = (body, headers = {}, path = "api/7.0/usedesk/block.json") => [path, { method: "POST", headers: { ...json, ...headers }, body: typeof body === "string" ? body : JSON.stringify(body) }];
const client = (...emails) => ({ ticket_id: 1, subject: "Tides", client_id: 7, contact: null, client_data: { name: "Anna", emails, phones: [] }, is_auto_load: "0", secret_key: blockKey });
const post = (path, headers, body) => [path, { method: "POST", headers: { ...json, ...headers }, body: typeof body === "string" ? body : JSON.stringify(body) }];

/** What customers, programs and nobody in particular ask. They are asked in this order. */
const scenarios = [
  ["healthz"], ["healthz", { method: "HEAD" }], ["nothing"], [`api/7.0/similar/${"0".repeat(32)}.gz`], ["api/7.0/similar.json", { method: "HEAD" }],
  ...["categories.json?type=idea", "statuses.json", "search.json", "search.json?count=1&page=2", "search.json?text=%00da%00rk&sort=new&status=im-plan", "search.json?count=99",
    "search.json?apiKey=abc", "objects/1.json", "objects/1.json?bbcode=1", "objects/1/comments.json", "objects/1/comments.json?bbcode=1&sort=desc&page=2", "objects/404.json",
    "objects/500.json", "objects/429.json", "objects/430.json", "objects/0.json", "users.json"].map((path) => [`api/7.0/${path}`, { headers: anna }]),
  // What was asked for just now comes from the cache.
  ["api/7.0/search.json", { method: "HEAD" }],
  ...["bootstrap.jsonl", "search.json?sort=popular", "categories.json", "objects/custom-fields/list.json", "objects/2.json", "objects/2/comments.json"].flatMap((path) => [[`api/7.0/${path}`, { headers: anna }], [`api/7.0/${path}`]]),
  ...["api/4.0/search.json", "api/4.0/statuses.json?object_type=idea", "api/3.0/objects/1.json", "api/12.1/objects/1.json", "api/v7/objects/1.json"].map((path) => [path, { headers: anna }]),
  ["api/7.0/objects/1.json", { method: "DELETE" }],
  ["api/7.0/objects.json", { method: "OPTIONS", headers: { origin: "https://shop.example.com" } }],
  ["api/7.0/objects/1.json", { headers: { origin: "https://shop.example.com" } }],
  ["api/7.0/objects/1.json", { headers: { origin: "https://evil.example" } }],
  post("api/7.0/objects.json", anna, draft),
  post("api/7.0/objects.json", { ...anna, "idempotency-key": "draft-0001-0002" }, draft),
  post("api/7.0/objects.json", { ...anna, "idempotency-key": "draft-0001-0002" }, draft),
  post("api/7.0/objects.json", { ...anna, "idempotency-key": "draft-0001-0002" }, { ...draft, title: "Another" }),
  post("api/7.0/objects.json", { ...anna, "idempotency-key": "draft-0003-0004" }, { ...draft, title: "Lost  in the Cafe\u0301" }),
  post("api/7.0/objects.json", { ...anna, "idempotency-key": "draft-0003-0004" }, { ...draft, title: "Lost  in the Cafe\u0301" }),
  post("api/7.0/objects.json", { "accept-language": "ru" }, { title: "\u0000\u200b", content: "\u3164" }),
  post("api/7.0/objects.json", {}, "{"), post("api/7.0/objects.json", { "content-type": "text/plain" }, draft), post("api/7.0/objects.json", {}, JSON.stringify({ title: "x".repeat(70_000) })),
  post("api/7.0/objects.json?apiKey=abc", { "content-type": "application/x-www-form-urlencoded" }, "object_type=idea&title=Form&content=Text&category_id=1"),
  post("api/7.0/comments.json", anna, { object_id: 1, content: "Me [i]too[/i]" }),
  ["api/7.0/upload-file.json"], ["api/7.0/upload-file.json", { method: "HEAD" }],
  file("../a picture.jpg", picture), file("a.exe", "MZ and more"), file("page.txt", "<html><script>"), file("", picture), file("empty.txt", ""), file("large.txt", "x".repeat(5_300_000)),
  post("api/7.0/upload-file.json", { ...anna, "idempotency-key": "file-0003-0004" }, { name: "notes.md", content: inText("# Notes") }),
  post("api/7.0/upload-file.json", anna, { name: "notes.md", content: "§" }),
  post("api/7.0/objects.json", { ...anna, "idempotency-key": "files-0001-0002" }, { ...draft, attachments: [{ name: "a.png", body: inText(picture) }, { name: "A.png", body: inText("a text") }] }),
  post("api/7.0/objects.json", { ...anna, "idempotency-key": "files-0001-0002" }, { ...draft, attachments: [{ name: "a.png", body: inText(picture) }, { name: "A.png", body: inText("a text") }] }),
  post("api/7.0/objects.json", anna, { ...draft, attachments: [{ token: "0".repeat(32), name: "a.png" }] }),
  post("api/7.0/objects.json", anna, { ...draft, attachments: [{ name: "a.png", body: inText("MZ") }] }),
  post("api/7.0/comments.json", anna, { object_id: 1, content: "See this", attachments: [{ name: "big.txt", body: inText("y".repeat(900_000)) }] }),
  post("api/7.0/comments.json", anna, { object_id: 1, content: "Quietly" }),
  post("api/7.0/comments.json", anna, { object_id: 404, content: "Me too" }),
  ...["up", "up", "revert", "sideways"].map((value) => post(`api/7.0/objects/1/votes/toggle.json?value=${value}`, anna, "")),
  post("api/7.0/objects/1/subscribe.json", anna, ""), post("api/7.0/objects/1/unsubscribe.json", anna, ""),
  post("api/7.0/objects/404/subscribe.json", anna, ""), post("api/7.0/objects/1/subscribe.json", {}, ""), ["api/7.0/objects/1/subscribe.json", { headers: anna }],
  post("api/7.0/objects/1/votes/toggle.json?value=up", { authorization: "a-key-of-theirs" }, {}),
  post("api/7.0/objects/1/votes/toggle.json?value=up", {}, {}),
  ["api/7.0/search.json", { headers: anna }],
  block(client("anna@example.test")), block(client("anna@example.test", "Anna@example.test", "forbidden@example.test"), { "accept-language": "ru" }),
  block(client("nobody@example.test"), {}, "api/7.0/usedesk/block.json?lang=ru"), block(client("forbidden@example.test")), block(client()),
  block({ ...client("anna@example.test"), secret_key: "another" }), block({ ...client("anna@example.test"), secret_key: null }), block("eyJ0aWNrZXQi"), block(""),
  block(`secret_key=${blockKey}&client_data%5Bemails%5D%5B0%5D=anna%40example.test`, { "content-type": "application/x-www-form-urlencoded" }),
  block(`--x\r\nContent-Disposition: form-data; name="secret_key"\r\n\r\n${blockKey}\r\n--x\r\nContent-Disposition: form-data; name="client_data[emails][]"\r\n\r\nanna@example.test\r\n--x--\r\n`, { "content-type": "multipart/form-data; boundary=x" }),
  block({ ...client("anna@example.test"), subject: "x".repeat(70_000) }), ["api/7.0/usedesk/block.json"],
];

/** How many begin before what was read first may be renewed. */
const fresh = scenarios.length;
/** What public clients of the API send. */
const clients = join(root, "shared/edge/testdata/clients");
for (const name of readdirSync(clients)) {
  for (const { method, path, headers, body } of JSON.parse(readFileSync(join(clients, name), "utf8")).requests) scenarios.push([path, { method, headers, body }]);
}

/** One visitor writes more here than anybody does. */
const rates = "visitor=100000/60";

/** Where an edge tells of its newest snapshot. */
const newest = "api/7.0/similar.json";

let edges, stop;

before(async () => {
  ({ edges, stop } = await everyEdge(desk, { RATES: rates, BLOCK_SECRET: blockKey }));
  // Each has its snapshot of the posts there are, before any is written.
  for (const edge of Object.values(edges)) {
    for (let tries = 0; (await fetch(new URL(newest, edge.url))).status !== 200; tries++) {
      assert.ok(tries < 300, "there is a snapshot");
      await edge.sweep();
      await new Promise((rung) => setTimeout(rung, 100));
    }
    edge.asked.splice(0);
  }
});

after(() => stop());

/** What it asked since. Files go behind an answer, sooner or later. */
function asking(edge) {
  return edge.asked.splice(0).filter((line) => !line.includes("/attach-file")).sort();
}

for (const [i, [path, init]] of scenarios.entries()) {
  test(`${i + 1}. ${init?.method ?? "GET"} ${path}`, async () => {
    // Each comes from somewhere else: none has to wait for those before it.
    const from = `10.1.${i >> 8}.${i & 255}`;
    const native = await answer(edges.native, path, init, from);
    // Of two requests that go out together, either may come first. What is read anew beside an answer is each edge's own affair.
    const asked = (edge) => asking(edge).filter((line) => i < fresh || !line.startsWith("GET "));
    const wanted = asked(edges.native);
    for (const edge of [edges.worker, edges.go]) {
      assert.deepEqual(await answer(edge, path, init, from), native);
      assert.deepEqual(asked(edge), wanted);
    }
  });
}

test("each edge shows Usedesk the posts of its client, and whoever has not the secret nothing", async () => {
  for (const edge of Object.values(edges)) {
    const [path, init] = block(client("anna@example.test"));
    const { status, body } = await answer(edge, path, init);
    assert.equal(status, 200);
    assert.match(JSON.parse(body).html, /Anna &lt;b&gt;Weber&lt;\/b&gt;.*Idea 1.*Idea 2/);
    assert.doesNotMatch(body, /Idea 3|private\.example/);
    const refused = await answer(edge, path, block({ ...client("anna@example.test"), secret_key: "another" })[1]);
    assert.equal(refused.status, 403);
    assert.doesNotMatch(refused.body, /Anna|Idea/);
    edge.asked.splice(0);
  }
});

test("each edge makes the same snapshot of the open posts, and gives it compressed and for good", async () => {
  const all = [];
  for (const edge of Object.values(edges)) {
    const { hash, madeAtPosix } = (await (await fetch(new URL(newest, edge.url))).json()).success;
    assert.ok(Math.abs(madeAtPosix - now) < 600);
    const file = await fetch(new URL(`api/7.0/similar/${hash}.gz`, edge.url));
    assert.equal(file.headers.get("cache-control"), "public, max-age=31536000, immutable");
    assert.equal(file.headers.get("content-encoding"), null);
    all.push({ hash, type: file.headers.get("content-type"), posts: gunzipSync(await file.arrayBuffer()).toString("latin1") });
  }
  assert.match(all[0].posts, /Idea/);
  assert.doesNotMatch(all[0].posts, /Anna|private/);
  for (const other of all) assert.deepEqual(other, all[0]);
});

/** What the helpdesk does not take at first. */
const kept = {
  "a post": post("api/7.0/objects.json", { ...anna, "idempotency-key": "draft-0005-0006" }, { ...draft, title: "Later" }),
  "a vote": post("api/7.0/objects/31/votes/toggle.json?value=up", anna, ""),
};

for (const [what, [path, init]] of Object.entries(kept)) test(`${what} that the helpdesk cannot take at once is kept, handed on and told of by each edge`, async () => {
  const told = await Promise.all(Object.values(edges).map(async (edge) => {
    const kept = await calmly(new URL(path, edge.url), init);
    assert.equal(kept.status, 202);
    const place = new URL(kept.headers.get("location"), edge.url);
    const before = await answer(edge, place);
    const after = await handedOn(edge, place, 1);
    return [before, after, await answer(edge, path, init)];
  }));
  assert.match(told[0][0].body, /"state":"waiting"/);
  for (const other of told) assert.deepEqual(other, told[0]);
});

test("files go after their post, each once, in the same order from each edge", async () => {
  const told = await Promise.all(Object.values(edges).map(async (edge) => {
    edge.asked.splice(0);
    const sent = { ...draft, title: "With files", attachments: [{ name: "a.png", body: inText(picture) }, { name: "b.txt", body: inText("z".repeat(500_000)) }] };
    const [path, init] = post("api/7.0/objects.json", { ...anna, "idempotency-key": "files-0005-0006" }, sent);
    const made = await calmly(new URL(path, edge.url), init);
    assert.equal(made.status, 200);
    const place = new URL(made.headers.get("location"), edge.url);
    const after = await handedOn(edge, place, 3);
    return [after, edge.asked.filter((line) => line.includes("attach-file"))];
  }));
  const names = told[0][1].map((line) => new URL(line.split(" ")[1], "http://desk").searchParams.get("name"));
  assert.deepEqual(names, ["a.png", "b.txt"]);
  for (const other of told) assert.deepEqual(other, told[0]);
});
