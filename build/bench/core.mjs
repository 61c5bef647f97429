// How long the sidebar's core takes for a page of 100 tickets, in Node:
//
//   node build/bench/core.mjs [ROUNDS]
//
// It runs dist/core/agent.wasm through core.ts as the sidebar does: the
// input is encoded, the core reads the answer of the helpdesk and draws rows,
// and the rows are decoded. One line of JSON tells the figures in milliseconds.

import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const rounds = Number(process.argv[2] ?? 500);
if (!Number.isSafeInteger(rounds) || rounds < 10) throw new Error("ROUNDS is a whole number from 10");

/** Compiles the TypeScript of wasm/ and loads it. */
async function host() {
  const folder = await mkdtemp(join(tmpdir(), "deskside-bench-"));
  try {
    const sources = ["instance.ts", "core.gen.ts", "msgpack.ts"].map((name) => join(root, "wasm", name));
    const options = ["--ignoreConfig", "--module", "esnext", "--moduleResolution", "bundler", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--types", ""];
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...options, "--outDir", folder, ...sources], { stdio: "inherit" });
    await writeFile(join(folder, "package.json"), '{"type": "module"}');
    const load = (name) => import(pathToFileURL(join(folder, name)).href);
    return { ...(await load("msgpack.js")), ...(await load("core.gen.js")), ...(await load("instance.js")) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const { decode, encode, agentOperations, Instance } = await host();

/** A page of 100 tickets: those of the fixture by turns, with ids and texts of their own. */
async function page() {
  const tickets = JSON.parse(await readFile(join(root, "shared/usedesk/testdata/tickets.json"), "utf8"));
  const text = 'my order has not arrived \u2014 "where" is it? ';
  return JSON.stringify(
    Array.from({ length: 100 }, (_, i) => ({
      ...tickets[i % tickets.length],
      id: 1000 + i,
      last_comment: `<p>Ticket ${i}: ${text.repeat(17)}</p>`,
    })),
  );
}

const body = new TextEncoder().encode(await page());
const module = await WebAssembly.compile(await readFile(join(root, "dist/core/agent.wasm")));
if (WebAssembly.Module.imports(module).some((i) => i.name === "runtime.wasmExit")) {
  // A core of standard Go needs its glue, a script that defines globalThis.Go.
  await import(join(root, "dist/core/wasm_exec.js"));
}
const core = new Instance(module);
const operation = agentOperations.indexOf("tickets.list");
const account = { id: "a", system: "usedesk", address: "https://secure.usedesk.example/uapi", key: "k", me: 0, requests_per_second: 0, searches_per_minute: 0 };
const step = (run, responses) => ({ args: { accounts: [account], query: "" }, responses, run, limits: [], now: 1_778_486_400_000, random: 0 });
const { run } = decode(core.call(operation, encode(step(new Uint8Array(), []))));
const input = step(run, [{ failure: "", status: 200, headers: [{ name: "content-type", value: "application/json" }], body }]);

const whole = [];
const inside = [];
for (let i = 0; i < rounds + 50; i++) {
  const began = performance.now();
  const bytes = encode(input);
  const called = performance.now();
  const output = core.call(operation, bytes);
  const returned = performance.now();
  const outcome = decode(output);
  const ended = performance.now();
  if (outcome.failure || outcome.result.rows.length !== 100) throw new Error(`not a list of 100 rows: ${JSON.stringify(outcome.failure)}`);
  // The first rounds warm up the compilers of JavaScript and WebAssembly.
  if (i >= 50) {
    whole.push(ended - began);
    inside.push(returned - called);
  }
}

const at = (times, share) => Number([...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)].toFixed(3));
console.log(
  JSON.stringify({
    benchmark: "tickets.list, 100 tickets",
    json_bytes: body.length,
    rounds,
    core_ms: { median: at(inside, 0.5), p95: at(inside, 0.95) },
    with_codec_ms: { median: at(whole, 0.5), p95: at(whole, 0.95) },
  }),
);
