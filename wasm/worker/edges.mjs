// The three hosts of the edge, each before a helpdesk: the native program, the Worker, and the Worker that is all Go.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bindings, builtInGo, nativeEdge, start } from "./harness.mjs";

/** What a binding of the Worker is called natively: a flag, or a variable where it is a secret. */
const flags = { UPSTREAM_URL: "--upstream", RATES: "--rates", PROTECT: "--protect", TURNSTILE_SITE_KEY: "--turnstile", IDENTITY_AUDIENCE: "--identity-audience", GUESTS: "--guests" };
const variables = { API_KEY: "DESKSIDE_KEY", BLOCK_SECRET: "DESKSIDE_BLOCK_SECRET", IDENTITY_KEYS: "DESKSIDE_IDENTITY_KEYS", SEAL_KEYS: "DESKSIDE_SEAL_KEYS", TURNSTILE_SECRET: "DESKSIDE_TURNSTILE_SECRET" };

/** The native edge with the settings of a Worker, its store in a file. It believes whoever asks about where they are. */
export async function native(settings, folder, beside = {}) {
  const args = ["--assets", folder, "--proxy", "127.0.0.1"];
  const env = { ...beside };
  for (const [name, value] of Object.entries(settings)) {
    if (flags[name]) args.push(flags[name], value);
    else if (variables[name]) env[variables[name]] = value;
    else if (name === "ORIGINS") for (const origin of value.split(" ")) args.push("--origin", origin);
    else throw new Error(`the native edge is not told of ${name} here`);
  }
  const { url, stop } = await nativeEdge(folder, args, env);
  return { url: new URL(url), sweep: () => undefined, stop };
}

/** The platform's files, of which there are none, as there are none natively. */
const noFile = () => new Response(null, { status: 404 });

/**
 * Starts all three, each before a helpdesk of its own that desk() makes, with bindings beside the usual. Each has an
 * address, what its helpdesk was asked, and sweep(), which calls it as the platform's clock does. Without all the one
 * that is all Go is not among them. Where there is somebody else whom they ask, env tells the native one, and
 * outboundService the others.
 */
export async function everyEdge(desk, change = {}, all = true, { env, outboundService } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "deskside-edges-"));
  const stops = [];
  const edges = {};
  const add = async (name, open) => {
    const { address, asked, stop } = await desk();
    stops.push(stop);
    const edge = await open({ ...bindings(address), ...change });
    stops.push(edge.stop);
    edges[name] = { url: edge.url, asked, sweep: edge.sweep };
  };
  const inWorkerd = (from) => (settings) => start({ bindings: settings, d1Databases: { STORE: "store" }, r2Buckets: { FILES: "files" }, serviceBindings: { ASSETS: noFile }, ...(outboundService ? { outboundService } : {}) }, from);
  await add("native", (settings) => native(settings, folder, env));
  await add("worker", inWorkerd());
  if (all) await add("go", inWorkerd({ folder: builtInGo }));
  const stop = async () => {
    for (const end of stops.reverse()) await end();
    rmSync(folder, { recursive: true });
  };
  return { edges, stop };
}

/** Everything of an answer that an edge decides; the rest is its host's. */
export async function answer(edge, path, init, address = "10.0.0.1") {
  const began = second();
  const response = await calmly(new URL(path, edge.url), { ...init, headers: { ...init?.headers, "cf-connecting-ip": address, "x-forwarded-for": address } });
  const text = await response.text();
  const ended = second();
  const headers = headersOf(response.headers);
  // Edges that are asked one after the other have each a clock of that moment: what lies in it is alike.
  const known = (all) => all.replace(/[0-9a-f]{32}/g, "its id");
  if (headers.location) headers.location = known(headers.location);
  const body = known(text).replace(/(?<="createdAtPosix":)\d+/g, (at) => (began <= at && at <= ended ? '"now"' : at));
  return { status: response.status, headers, body };
}

/** What a host says by itself, and what is another each time. */
const itsHosts = ["connection", "content-length", "date", "keep-alive", "transfer-encoding", "content-encoding", "deskside-instance", "cf-cache-status", "server", "x-request-id", "server-timing"];

/** Headers as pairs without those. */
export function headersOf(pairs) {
  const headers = {};
  for (const [name, value] of pairs) if (!itsHosts.includes(name)) headers[name] = value;
  return headers;
}

/** Sends it as often as it takes an edge that is asked too much to take it: what the helpdesk limits is kept. */
export async function calmly(address, init) {
  for (;;) {
    const response = await fetch(address, init);
    if (response.status !== 429 || init?.method !== "POST") return response;
    await response.arrayBuffer();
    await new Promise((rung) => setTimeout(rung, 500));
  }
}

/**
 * Has an edge hand on what it keeps until look finds what is waited for, and returns that. Nobody waits for a call of its
 * clock, which looks once more after somebody else who is at it has had all their time.
 */
export async function sweeping(edge, look) {
  let calling = false;
  for (let tries = 0; ; tries++) {
    if (!calling) {
      calling = true;
      edge.sweep()?.catch(() => undefined).finally(() => (calling = false)); // it ends with its edge
    }
    const found = await look();
    if (found) return found;
    assert.ok(tries < 300, "it is handed on");
    await new Promise((rung) => setTimeout(rung, 100));
  }
}

/** Has an edge hand on what it keeps until so many parts of a submission are delivered, and returns what it tells of it. */
export function handedOn(edge, place, parts) {
  return sweeping(edge, async () => {
    const told = await answer(edge, place);
    return told.body.split('"state":"delivered"').length > parts && told;
  });
}

/** Asks all edges the same, at once, and returns what each said once that is the same of all. */
export async function same(edges, ask) {
  const [first, ...others] = await Promise.all(Object.entries(edges).map(async ([name, edge]) => ({ name, said: await ask(edge) })));
  for (const { name, said } of others) assert.deepEqual(said, first.said, name);
  return first.said;
}

function second() {
  return Math.floor(Date.now() / 1000);
}
