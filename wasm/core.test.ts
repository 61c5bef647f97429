// The core as hosts run it: both compilers' builds, in Node.
// CORES names a folder with a folder for each of COMPILERS (tinygo, go or both), each with a
// module for each of build/check/vectors.ts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, test } from "node:test";

import { type Host, CoreError, CoreTrap, limitsInMemory, startCore } from "./core";
import { type AgentOperations, agentOperations, type ID, type WritingOperations, writingOperations } from "./core.gen";
import { Instance } from "./instance";
import { decode, encode } from "./msgpack";
import { readVectors, variants } from "../build/check/vectors";

const folder = process.env["CORES"] ?? "";
const glue = process.env["WASM_EXEC"] ?? "";
const root = process.env["ROOT"] ?? ".";

const module = async (compiler: string, variant: string) =>
  WebAssembly.compile(await readFile(join(folder, compiler, `${variant}.wasm`)));

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

/** A host whose fetch is scripted and whose clock only moves when it is told to sleep. */
function scripted(answers: (url: string, init: RequestInit) => Promise<Response> | Response) {
  const sent: { url: string; init: RequestInit }[] = [];
  const slept: number[] = [];
  const host: Host = {
    fetch: async (url, init) => {
      sent.push({ url, init });
      return answers(url, init);
    },
    now: () => 1_778_486_400_000,
    random: () => 0x8000_0000,
    online: () => true,
    sleep: async (ms) => void slept.push(ms),
  };
  return { host, sent, slept };
}

const usual = { me: 0, requests_per_second: 0, searches_per_minute: 0 };
const account = { id: "a", system: "useresponse", address: "https://help.example.test", key: "k", ...usual } as const;
const usedesk = { id: "b", system: "usedesk", address: "https://secure.usedesk.com/uapi", key: "t", ...usual } as const;

before(async () => {
  // Standard Go's glue is a script that defines globalThis.Go.
  await import(glue);
});

for (const compiler of (process.env["COMPILERS"] ?? "tinygo go").split(" ")) {
  describe(`the core built with ${compiler}`, () => {
    test("answers every vector with the same bytes as the native core", async () => {
      for (const variant of variants) {
        const core = new Instance(await module(compiler, variant));
        for (const v of await readVectors(root, variant)) {
          const output = core.call(v.op, v.input);
          assert.deepEqual(decode(output), decode(v.output), v.name);
          assert.deepEqual(output, v.output, v.name);
        }
      }
    });

    test("runs plan, fetch and read", async () => {
      const { host, sent } = scripted(() => json({ id: 7, name: "Ada Quill" }));
      const core = startCore<AgentOperations>(await module(compiler, "agent"), agentOperations, host);
      const result = await core.run("account.check", { account });
      assert.equal(result.agent.name, "Ada Quill");
      assert.deepEqual(sent.map((s) => s.url), ["https://help.example.test/api/7.0/me.json"]);
      assert.equal(new Headers(sent[0]!.init.headers).get("authorization"), "k");
      assert.equal(sent[0]!.init.credentials, "omit");
    });

    test("lets no redirect carry a key away", async () => {
      const { host, sent } = scripted(() => json([]));
      const core = startCore<AgentOperations>(await module(compiler, "agent"), agentOperations, host);
      await core.run("account.check", { account: usedesk });
      assert.equal(sent[0]!.init.redirect, "manual", "the browser says that there was one, and follows none");
      assert.ok(!sent[0]!.url.includes("t=") && new TextDecoder().decode(sent[0]!.init.body as Uint8Array).includes('"api_token":"t"'));
    });

    test("repeats what may be repeated after the pause that the core asks for", async () => {
      let n = 0;
      const { host, sent, slept } = scripted(() => (n++ === 0 ? json({}, 503) : json({ id: 7, name: "Ada" })));
      const core = startCore<AgentOperations>(await module(compiler, "agent"), agentOperations, host);
      assert.equal((await core.run("account.check", { account })).agent.id, 7);
      assert.equal(sent.length, 2);
      assert.equal(slept.length, 1);
      assert.ok(slept[0]! >= 0 && slept[0]! <= 400);
    });

    test("holds back what an account may not send yet, and says so", async () => {
      const { host, sent, slept } = scripted(() => json([]));
      const pauses: number[] = [];
      const core = startCore<AgentOperations>(await module(compiler, "agent"), agentOperations, host);
      const check = () => core.run("account.check", { account: usedesk }, { onPause: (ms) => pauses.push(ms) });
      await check();
      assert.deepEqual(slept, [], "two requests a second");
      await check();
      assert.deepEqual(slept, [1000, 1000]);
      assert.deepEqual(pauses, [1000, 1000]);
      assert.equal(sent.length, 4);
    });

    test("goes on with the limits that it is given", async () => {
      const limits = limitsInMemory();
      const first = scripted(() => json({}, 429, { "retry-after": "30" }));
      const one = startCore<AgentOperations>(await module(compiler, "agent"), agentOperations, { ...first.host, limits });
      await assert.rejects(() => one.run("account.check", { account }), (e) => e instanceof CoreError && e.failure.retry_after_ms === 30_000);
      const second = scripted(() => json({ id: 7, name: "Ada" }));
      const two = startCore<AgentOperations>(await module(compiler, "agent"), agentOperations, { ...second.host, limits });
      await assert.rejects(() => two.run("account.check", { account }), (e) => e instanceof CoreError && e.failure.kind === "rate_limited");
      assert.equal(second.sent.length, 0, "the pause holds for every page that shares the account");
    });

    test("says plainly what went wrong", async () => {
      const cases: [string, () => Promise<Response> | Response, string, ID][] = [
        ["a wrong key", () => json({ error: { code: 401, message: "no" } }, 401), "unauthorized", "failure.unauthorized"],
        ["a page", () => new Response("<html>"), "protocol", "failure.protocol_detail"],
        ["a broken body", () => new Response('{"id":'), "protocol", "failure.protocol_detail"],
        ["no network", () => Promise.reject(new TypeError("fetch failed")), "unavailable", "failure.network"],
      ];
      for (const [name, answer, kind, id] of cases) {
        const { host } = scripted(answer);
        const core = startCore<AgentOperations>(await module(compiler, "agent"), agentOperations, host);
        await assert.rejects(
          () => core.run("account.check", { account }),
          (error) => error instanceof CoreError && error.failure.kind === kind && error.failure.say.id === id,
          name,
        );
      }
    });

    test("selects from the table that the host holds, after a restart too", async () => {
      const tickets = JSON.parse(await readFile(join(root, "shared/usedesk/testdata/tickets.json"), "utf8")) as { id: number; subject: string }[];
      const { host } = scripted(() => json(tickets));
      const core = startCore<AgentOperations>(await module(compiler, "agent"), agentOperations, host);
      const list = await core.run("tickets.read", { account: usedesk, query: "", directories: [], marks: 0, from: new Uint8Array(), rows: 100, gone: 0 });
      const table = core.hold(list.table);
      const select = (query: string) => {
        const { rows } = core.call("tickets.select", { accounts: [usedesk], directories: [], query, table, marks: 0 });
        return list.rows.filter((r) => rows.includes(r.number)).map((r) => r.id);
      };
      const one = () => assert.deepEqual(select(`"${list.rows[1]!.subject}"`), [list.rows[1]!.id]);
      assert.equal(select("").length, list.rows.length);
      one();
      assert.throws(() => core.call("tickets.select", { accounts: [usedesk], directories: [], query: "", table: table + 1, marks: 0 }), CoreError);
      if (compiler === "tinygo") {
        // No answer is longer than memory, so this stops the module.
        assert.throws(() => core.hold({ length: 0xffff_ffff, slice: () => ({ length: 0xffff_ffff }) } as unknown as Uint8Array), CoreTrap);
        one();
        assert.equal(core.starts, 2);
      }
      core.release(table);
      assert.throws(() => select(""), CoreError);
    });

    test("stops when it is told to", async () => {
      const controller = new AbortController();
      const { host } = scripted((_url, init) => {
        controller.abort(new Error("the panel was closed"));
        return Promise.reject(init.signal!.reason as Error);
      });
      const core = startCore<AgentOperations>(await module(compiler, "agent"), agentOperations, host);
      const running = core.run("account.check", { account }, { signal: controller.signal });
      await assert.rejects(running, /the panel was closed/);
    });

    test("starts again after a trap and keeps working", async () => {
      const { host } = scripted(() => json({ success: [] }));
      let poisoned = false;
      const core = startCore<WritingOperations>(await module(compiler, "writing"), writingOperations, host, {
        // A length beyond the input makes the module itself stop.
        prepare: (exports) => ({ ...exports, call: (op, size) => exports.call(op, poisoned ? 0x7fff_0000 : size) }),
      });
      const draft = { type: "idea", object: 0, title: "T", content: "C", category: 0, files: [], fields: [], tags: "" } as const;
      assert.equal(core.call("feedback.check", { draft, writing: "", fields: [] }).review.problems.length, 0);
      poisoned = true;
      assert.throws(() => core.call("feedback.check", { draft, writing: "", fields: [] }), CoreTrap);
      poisoned = false;
      assert.equal(core.call("feedback.check", { draft, writing: "", fields: [] }).review.title_left, 99);
      assert.equal(core.starts, 2);
    });
  });
}

describe("MessagePack", () => {
  test("gives back what it was given", () => {
    const values: unknown[] = [
      null, true, false, 0, 1, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296, Number.MAX_SAFE_INTEGER,
      -1, -32, -33, -128, -129, -32768, -2147483649, Number.MIN_SAFE_INTEGER, 0.5, -1e300, "", "é🌙", "a".repeat(31), "я".repeat(20), "b".repeat(300), "c".repeat(70_000),
      new Uint8Array(0), new Uint8Array(300).fill(7), new Uint8Array(70_000).fill(1), [], Array.from({ length: 20 }, (_, i) => i), Array.from({ length: 70_000 }, () => 1),
      {}, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, { n: [i] }])),
    ];
    for (const value of values) assert.deepEqual(decode(encode(value)), value);
    assert.deepEqual(decode(encode({ a: undefined, b: 1 })), { b: 1 });
  });

  test("refuses bytes that are no value", () => {
    for (const bytes of [[], [0xc1], [0xd9], [0xd9, 5, 65], [0x92, 1], [0x81, 1, 2], [0xdf, 255, 255, 255, 255], [0xc7, 0, 0]]) {
      assert.throws(() => decode(new Uint8Array(bytes)), RangeError, String(bytes));
    }
    assert.throws(() => decode(encode(JSON.parse('{"__proto__":1}'))), /not a name/);
    assert.throws(() => encode({ f: () => 1 }), TypeError);
  });
});
