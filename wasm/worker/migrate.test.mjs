// The edge and its operator in workerd over a D1 that an earlier edge has left: whoever comes first brings it to
// the newest schema, and what it holds is kept.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { bindings, builtInGo, logs, root, start } from "./harness.mjs";

const folder = join(root, "shared/core/edge/migration/testdata");
const schemas = readdirSync(folder).filter((name) => /^\d+\.sql$/.test(name)).toSorted();
const [before, newest] = [schemas[0], schemas.at(-1)];
const statements = (name) => readFileSync(join(folder, name), "utf8").split(";\n").filter(Boolean);
/** What an edge of that schema had kept. */
const rows = (schema) =>
  readdirSync(folder).filter((name) => name.endsWith(".rows.sql") && name.slice(0, 4) <= (schema === before ? "0001" : schema)).toSorted().flatMap(statements);

/** Stands before a Worker, and runs SQL in its store. */
const around = `
  import worker from "./worker.mjs";
  export default { ...worker, async fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== "/sql") return worker.fetch(request, env, ctx);
    const answered = await env.STORE.batch((await request.json()).map((sql) => env.STORE.prepare(sql)));
    return Response.json(answered.map(({ results }) => results.map(Object.values)));
  } };`;

const stores = { d1Databases: { STORE: "store" } };
const submission = "/api/7.0/submissions/0123456789abcdef0123456789abcdef.json";

/** Workers over a store of a schema: the edge, and beside it the same all in Go where that is wanted, which takes a while to start. */
async function open(schema, withGo = false) {
  // Nobody asks the helpdesk.
  const options = { bindings: bindings("https://help.example.com"), ...stores };
  const edge = await start(options, { around, ...(withGo ? { beside: { folder: builtInGo, options } } : {}) });
  const sql = async (...all) => (await edge.ask("/sql", { method: "POST", body: JSON.stringify(all) })).json();
  await sql(...statements(schema), ...rows(schema));
  const state = (text) => JSON.parse(text).submission.state;
  return {
    sql, stop: edge.stop,
    edge: async () => state((await edge.ask(submission)).text),
    inGo: async () => state(await (await edge.beside.fetch(new URL(submission, "http://beside"))).text()),
    held: () => sql("SELECT * FROM piece", "SELECT visitor, object, value FROM vote ORDER BY visitor", "SELECT id, body, state FROM entry", "SELECT id, name FROM file"),
    /** What makes its tables, as the snapshots have it. */
    async schema() {
      const [made, applied] = await sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY type = 'trigger', type DESC, name",
        "SELECT number, breaks FROM migration ORDER BY number",
      );
      return [...made.flat(), ...applied.map(([number, breaks]) => `INSERT INTO migration (number, breaks, applied_at) VALUES (${number}, ${breaks}, 1790000000000)`)];
    },
  };
}

describe("a store that an earlier edge has left", () => {
  after(() => assert.ok(!logs.join("").includes("Word for word"), "what somebody wrote is in the log"));

  const hosts = { "the edge": (it) => it.edge(), "the edge in Go": (it) => it.inGo(), "both at once": (it) => Promise.all([it.edge(), it.inGo(), it.edge(), it.inGo()]) };
  const ways = [...schemas.map((schema) => [schema, "the edge"]), [before, "the edge in Go"], [before, "both at once"]];
  for (const [schema, name] of ways)
    test(`is brought from ${schema} to ${newest} by ${name}`, async () => {
      const it = await open(schema, name !== "the edge");
      try {
        const held = await it.held();
        for (const table of held) assert.ok(table.length > 0);
        for (const state of [await hosts[name](it)].flat()) assert.equal(state, "refused");
        assert.deepEqual(await it.schema(), statements(newest));
        assert.deepEqual(await it.held(), held);
      } finally {
        await it.stop();
      }
    });

  test("is served where it is of a newer edge that only added to it", async () => {
    const it = await open(newest, true);
    try {
      await it.sql("INSERT INTO migration (number, breaks, applied_at) VALUES (99, 0, 0)");
      assert.deepEqual([await it.edge(), await it.inGo()], ["refused", "refused"]);
      assert.equal(logs.join("").match(/migration 99, of which this edge knows \d+: what came later only added to it/g).length, 2);
    } finally {
      await it.stop();
    }
  });

  test("is left alone where it is of a newer edge that did more than that", async () => {
    const it = await open(newest);
    try {
      await it.sql("INSERT INTO migration (number, breaks, applied_at) VALUES (99, 1, 0)");
      await assert.rejects(it.edge());
      assert.match(logs.join(""), /migration 99, with which this edge cannot work/);
      // By these, a column is added once.
      const [columns] = await it.sql("SELECT t.name || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name IN ('vote', 'made')");
      assert.deepEqual(columns.flat().toSorted().slice(0, 4), ["made.entry", "made.kind", "made.made_at", "made.object"]);
    } finally {
      await it.stop();
    }
  });
});
