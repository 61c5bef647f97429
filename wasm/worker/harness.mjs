// What the tests of the Worker have in common: workerd through miniflare, and
// helpdesks in this process.
//
//   SANDBOX_URL, SANDBOX_USER_KEY, SANDBOX_KEY, SANDBOX_USER   a sandbox, keys of a customer and an agent of it, that customer's address to talk to; one is started otherwise
//   WORKER      folder of the built Worker; dist/worker otherwise
//   GO_WORKER   folder of the one that is all Go; dist/test/worker-go otherwise
//   TOOL        the build tool; it is compiled otherwise
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

// Certificates that this machine trusts besides would go into workerd's configuration, behind the programs: miniflare
// copies all that is in it already for each of them, which takes seconds where a program has 25 MB. No test needs them.
delete process.env.NODE_EXTRA_CA_CERTS;
const { Miniflare } = await import("miniflare");

const root = resolve(import.meta.dirname, "../..");
export { root };
export const built = resolve(root, process.env.WORKER ?? "dist/worker");
export const builtInGo = resolve(root, process.env.GO_WORKER ?? "dist/test/worker-go");
export const run = promisify(execFile);

/**
 * What runs an edge in workerd, by name: the Worker, and in make soak the one that is all Go, too, which answers slowly.
 * In make test that one lives through the scenarios, hostile requests, the queue and migrations.
 */
export const hostsInWorkerd = { workerd: undefined, ...(process.env.SOAK === "all" ? { "all Go in workerd": { folder: builtInGo } } : {}) };

/** Pieces of secrets that must be in no answer and no log. */
export const secrets = ["k3y-that-must-not-leak", "secret state", "between-us", "private.example"];
export const logs = [];

/** The modules of a Worker in a folder, as start is told of them. */
function worker({ folder = built, program, around }) {
  const names = ["worker.mjs", ...readdirSync(folder).filter((name) => name !== "worker.mjs" && /\.(mjs|js|wasm)$/.test(name))];
  const modules = names.map((name) => {
    const path = join(folder, name);
    if (!name.endsWith(".wasm")) return { type: "ESModule", path, contents: readFileSync(path, "utf8") };
    return { type: "CompiledWasm", path, contents: readFileSync(program ?? path) };
  });
  if (around) modules.unshift({ type: "ESModule", path: join(folder, "around.mjs"), contents: around });
  return { modulesRoot: folder, modules, compatibilityDate: "2026-04-01" };
}

/**
 * Starts the Worker of a folder; its answers are checked for secrets. program is a file in the place of
 * worker.wasm, around the source of a module that stands before worker.mjs and imports it. beside is another
 * Worker in the same process, under the name "beside", with options of its own.
 */
export async function start({ d1Persist, ...options }, { beside, ...from } = {}) {
  const workers = [{ name: "first", ...worker(from), ...options }];
  if (beside) workers.push({ name: "beside", ...worker(beside), ...beside.options });
  const miniflare = new Miniflare({
    handleRuntimeStdio: (out, err) => [out, err].forEach((s) => s.on("data", (text) => logs.push(String(text)))),
    ...(d1Persist ? { d1Persist } : {}),
    workers,
  });
  const url = await miniflare.ready;
  let client = 0;
  const ask = async (path, init = {}) => {
    // Every request comes from a client of its own, unless it says otherwise.
    const headers = { "cf-connecting-ip": `10.0.${(client >> 8) & 255}.${client++ & 255}`, ...init.headers };
    const began = performance.now();
    const response = await fetch(new URL(path, url), { ...init, headers });
    const text = await response.text();
    const wall = performance.now() - began;
    for (const secret of secrets) assert.ok(!(text + JSON.stringify([...response.headers])).includes(secret), "a secret is in an answer");
    return { status: response.status, headers: response.headers, text, wall, json: () => JSON.parse(text) };
  };
  /** Calls it as the platform's clock does. */
  const sweep = async () => (await miniflare.getWorker("first")).scheduled({ cron: "* * * * *" });
  /** Has it hear messages of a queue, and tells what it says of them. */
  const queue = async (...args) => (await miniflare.getWorker("first")).queue(...args);
  /** Runs a statement in its database. */
  const run = async (sql, ...values) => (await miniflare.getD1Database("STORE", "first")).prepare(sql).bind(...values).run();
  /** The Worker's D1, past the Worker. */
  const database = () => miniflare.getD1Database("STORE", "first");
  return { ask, url, sweep, queue, database, run, beside: beside && (await miniflare.getWorker("beside")), stop: () => miniflare.dispose() };
}

/** A helpdesk in this process. answer(request, url) returns [status, body] or undefined to answer itself. */
export async function helpdesk(answer) {
  const server = http.createServer((request, response) => {
    reply(request, response).catch((error) => response.destroy(error));
  });
  async function reply(request, response) {
    let body = "";
    for await (const chunk of request) body += chunk;
    const said = await answer(request, response, body);
    if (!said) return;
    const [status, payload] = said;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof payload === "string" ? payload : JSON.stringify(payload));
  }
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

export const idea = (id, change = {}) => ({
  id, title: `Idea ${id}`, content: "<p>Text</p>", ownership: "feedback", isPrivate: false, canBeCommented: true,
  type: { slug: "idea", supports: { votes: true, negativeVote: true } }, votes: { all: 5, canVote: true, isVoted: false },
  author: { id: 1, name: "Anna", email: "anna@private.example" }, ...change,
});

export const bindings = (address) => ({ UPSTREAM_URL: address, API_KEY: secrets[0], ORIGINS: "https://shop.example.com" });

/** The build tool, which is compiled into a folder unless there is one. */
async function tool(folder) {
  if (process.env.TOOL) return process.env.TOOL;
  const path = join(folder, "build");
  await run("go", ["build", "-trimpath", "-o", path, "./build"], { cwd: root });
  return path;
}

/** What a command of the build tool prints. */
export async function printed(folder, args) {
  return (await run(await tool(folder), args, { cwd: root })).stdout;
}

/** Starts a command of the build tool, and returns the line of JSON that it says once it runs. */
async function command(folder, args, env = {}) {
  const child = spawn(await tool(folder), args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise((found, failed) => {
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk).includes("\n") && found(text));
    child.on("exit", (code) => failed(new Error(`${args[0]} ended with code ${code}`)));
  });
  const stop = async () => {
    const ended = new Promise((done) => child.on("exit", done));
    child.kill("SIGINT");
    await ended;
  };
  return { said: JSON.parse(line), stop };
}

/** The native edge, with its store in a folder. */
export async function nativeEdge(folder, args, env) {
  const { said, stop } = await command(folder, ["edge", "--db", join(folder, "edge.db"), ...args], env);
  return { url: said.edge_url, stop };
}

/**
 * A stand-in for Cloudflare Turnstile. url is where it is asked directly, keys are the bindings of a Worker that has its
 * widget, env has a program ask it in the place of Cloudflare, outboundService a Worker. give() has it give a token.
 */
export async function turnstile(folder) {
  const certificate = join(folder, "turnstile.pem");
  const { said, stop } = await command(folder, ["turnstile", "--tls", certificate]);
  const give = async (about) => (await fetch(`${said.url}/widget?${new URLSearchParams({ sitekey: said.site_key, ...about })}`, { method: "POST" })).text();
  const turn = async (mode) => assert.equal((await fetch(`${said.url}/switch?mode=${mode}`, { method: "POST" })).status, 204);
  const outboundService = async (request) => {
    const { hostname, pathname, search, protocol } = new URL(request.url);
    const at = hostname === "challenges.cloudflare.com" && protocol === "https:" ? said.url + pathname + search : request.url;
    const body = request.body && (await request.arrayBuffer());
    return fetch(at, { method: request.method, headers: [...request.headers], body, redirect: "manual" });
  };
  return { url: said.url, keys: { TURNSTILE_SITE_KEY: said.site_key, TURNSTILE_SECRET: said.secret }, env: { HTTPS_PROXY: said.url, SSL_CERT_FILE: certificate }, outboundService, give, turn, stop };
}

/** The sandbox of the environment, or one of our own. */
export async function sandbox() {
  if (process.env.SANDBOX_URL) return [{ url: process.env.SANDBOX_URL, key: process.env.SANDBOX_USER_KEY, agent: process.env.SANDBOX_KEY, user: process.env.SANDBOX_USER }, () => undefined];
  const folder = mkdtempSync(join(tmpdir(), "deskside-sandbox-"));
  const { said, stop } = await command(folder, ["sandbox"]);
  return [
    { url: said.useresponse_url, key: said.keys.user, agent: said.keys.agent, user: said.logins.user.email },
    async () => {
      await stop();
      rmSync(folder, { recursive: true });
    },
  ];
}
