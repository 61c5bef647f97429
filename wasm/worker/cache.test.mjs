// The cache of the Worker in workerd: what is shown while the helpdesk is slow or away, and what is said where no cache works.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bindings, helpdesk, idea, logs, start } from "./harness.mjs";

/** Around the Worker: a clock that stands unless a request turns it on, by a header in milliseconds, and work that nobody waits for. */
const around = `
  import worker from "./worker.mjs";
  const running = Date.now;
  let now = 0;
  Date.now = () => now;
  let left = [];
  export default { async fetch(request, env, ctx) {
    now ||= running();
    now += Number(request.headers.get("later") ?? 0);
    if (new URL(request.url).pathname === "/settled") {
      const all = left;
      left = [];
      await Promise.all(all);
      return new Response(String(all.length));
    }
    const answer = await worker.fetch(request, env, { waitUntil: (work) => { left.push(work); ctx.waitUntil(work); } });
    return answer;
  } };`;

const list = "/api/7.0/search.json?sort=popular";

/** A helpdesk of one idea, which answers as the test says. */
async function slowDesk() {
  const state = { asked: 0, title: "Tides", broken: false, hold: Promise.resolve() };
  const desk = await helpdesk(async () => {
    state.asked++;
    const { title, broken, hold } = state;
    await hold;
    if (broken) return [503, "<h1>Back soon</h1>"];
    return [200, { success: { data: [idea(1, { title })], totalObjects: 1, totalPages: 1, currentPage: 1 } }];
  });
  return { state, ...desk };
}

test("a list is shown from the cache, renewed by one, and outlives a helpdesk that is away for a while", async () => {
  const desk = await slowDesk();
  const { state } = desk;
  const worker = await start({ bindings: bindings(desk.address), d1Databases: { STORE: "store" } }, { around });
  const settled = async () => Number((await worker.ask("/settled")).text);
  const titles = async (count, later = 0) => {
    const all = await Promise.all(Array.from({ length: count }, (_, i) => worker.ask(list, { headers: i === 0 ? { later } : {} })));
    for (const { status, text } of all) assert.equal(status, 200, text);
    return all.map((answer) => answer.json().success.data[0].title);
  };
  try {
    assert.deepEqual(await titles(1), ["Tides"]);
    await settled();
    // Nobody waits for a helpdesk that does not answer.
    let letGo;
    state.hold = new Promise((go) => (letGo = go));
    state.title = "Tides and moons";
    assert.deepEqual(new Set(await titles(30, 14_000)), new Set(["Tides"]));
    assert.equal(state.asked, 1, "what is fresh is not asked for");
    assert.deepEqual(new Set(await titles(30, 2_000)), new Set(["Tides"]));
    while (state.asked < 2) await new Promise(setImmediate);
    letGo();
    await settled();
    assert.equal(state.asked, 2, "one of thirty has read it anew");
    assert.deepEqual(await titles(2), ["Tides and moons", "Tides and moons"]);
    state.broken = true;
    assert.deepEqual(await titles(1, 60_000), ["Tides and moons"]);
    await settled();
    const tried = state.asked;
    assert.ok(tried > 2, "it was tried");
    assert.deepEqual(await titles(3, 1_000), ["Tides and moons", "Tides and moons", "Tides and moons"]);
    await settled();
    assert.equal(state.asked, tried, "and is left alone then");
    assert.deepEqual(await titles(1, 230_000), ["Tides and moons"]);
    assert.equal((await worker.ask(list, { headers: { later: "10000" } })).status, 503, "after five minutes it is said");
  } finally {
    await worker.stop();
    await desk.stop();
  }
});

const open = (shelf) => `caches.open = ${shelf};`;
const broken = [
  { what: "keeps nothing, as on workers.dev", cache: false, change: "", why: /it keeps nothing here/ },
  { what: "fails", cache: true, change: open(`async () => ({ match: () => Promise.reject(new RangeError("secret state")), put: () => Promise.reject(new RangeError("secret state")) })`), why: /RangeError/ },
  { what: "cannot be opened", cache: true, change: open(`() => Promise.reject(new TypeError("secret state"))`), why: /TypeError/ },
];

for (const { what, cache, change, why } of broken) {
  test(`a cache that ${what} is told of once, and everybody is answered`, async () => {
    const desk = await slowDesk();
    const worker = await start({ bindings: bindings(desk.address), d1Databases: { STORE: "store" }, cache }, { around: change + around });
    const before = logs.join("").length;
    try {
      for (let i = 1; i <= 5; i++) {
        const answer = await worker.ask(list);
        assert.equal(answer.status, 200, answer.text);
        await worker.ask("/settled");
        assert.equal(desk.state.asked, i, "it is asked each time");
      }
    } finally {
      await worker.stop();
      await desk.stop();
    }
    const said = logs.join("").slice(before);
    assert.equal(said.split("the cache does not work").length - 1, 1, said);
    assert.match(said, why);
  });
}
