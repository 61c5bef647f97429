// Measures in Node, or in a browser that it drives: node measure.mjs, with WHERE, CORES, BBCODE, HTML,
// PAGE, BROWSER_PATH and ROOT in the environment. A line of JSON on standard output tells each comparison.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import render from "@bbob/html";
import preset from "@bbob/preset-html5";
import puppeteer from "puppeteer-core";
import { agentOperations, composeOperations } from "../../../wasm/core.gen";
import { Instance } from "../../../wasm/instance";
import { decode, encode } from "../../../wasm/msgpack";
import { type Figures, inTurns } from "../turns";
import { bbcodeToHTML, composer, starts } from "./tasks";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this by go run ./build bench`);
  return value;
};
const tell = (figures: Figures) => console.log(JSON.stringify(figures));

const read = (name: string) => readFile(join(need("CORES"), `${name}.wasm`));
const cores = { agent: await read("agent"), customer: await read("customer"), compose: await read("compose") };
const bbcode = await readFile(need("BBCODE"), "utf8");
const html = await readFile(need("HTML"), "utf8");

async function node(): Promise<void> {
  const deskside = await composer(cores.compose);
  const standard = preset();
  if (String(render(bbcode, standard)).length < bbcode.length / 2) throw new Error("BBob printed next to nothing");
  tell(await inTurns("BBCode of 50 KB to HTML", [bbcodeToHTML(deskside, bbcode), { who: "BBob", run: () => render(bbcode, standard) }]));
  tell(await starts({ "the agent's core": cores.agent, "the customer's core": cores.customer }));
  tell(await list());
  tell(await memory());
}

/** A page of 100 tickets, read and drawn by the agent's core, beside JSON.parse of the same text. */
async function list(): Promise<Figures> {
  const tickets = JSON.parse(await readFile(join(need("ROOT"), "shared/usedesk/testdata/tickets.json"), "utf8")) as object[];
  const text = 'my order has not arrived \u2014 "where" is it? ';
  const page = Array.from({ length: 100 }, (_, i) => ({ ...tickets[i % tickets.length], id: 1000 + i, last_comment: `<p>Ticket ${i}: ${text.repeat(17)}</p>` }));
  const body = new TextEncoder().encode(JSON.stringify(page));
  const core = new Instance(await WebAssembly.compile(cores.agent));
  const operation = agentOperations.indexOf("tickets.read");
  const account = { id: "a", system: "usedesk", address: "https://secure.usedesk.example/uapi", key: "k", me: 0, requests_per_second: 0, searches_per_minute: 0 };
  const step = (run: Uint8Array, responses: unknown[]) =>
    encode({ args: { account, query: "", directories: [], from: new Uint8Array(), rows: 100, gone: 0 }, responses, run, limits: [], now: 1_778_486_400_000, random: 0 });
  const { run } = decode(core.call(operation, step(new Uint8Array(), []))) as { run: Uint8Array };
  const answers = [{ failure: "", status: 200, headers: [{ name: "content-type", value: "application/json" }], body }];
  const draw = () => decode(core.call(operation, step(run, answers))) as { failure: unknown; result: { rows: unknown[] } };
  const first = draw();
  if (first.failure || first.result.rows.length !== 100) throw new Error(`not a list of 100 rows: ${JSON.stringify(first.failure)}`);
  const utf8 = new TextDecoder();
  return inTurns("a list of 100 tickets, drawn", [
    { who: "Deskside", run: draw },
    { who: "JSON.parse", run: () => JSON.parse(utf8.decode(body)) as unknown },
  ]);
}

/** The memory of one instance: after 100 calls, and after 10,000. */
async function memory(): Promise<Figures> {
  const core = new Instance(await WebAssembly.compile(cores.compose));
  const convert = composeOperations.indexOf("content.convert");
  const inputs = [
    { op: "bbcode_to_html", in: bbcode.slice(0, 3000) },
    { op: "sanitize_html", in: html.slice(0, 5000) },
    { op: "html_to_bbcode", in: html.slice(0, 2000) },
    { op: "html_to_text", in: "<p>short" },
  ].map((args) => encode({ args: { ...args, report: false } }));
  const sizes: number[] = [];
  for (let i = 0; i < 10_000; i++) {
    core.call(convert, inputs[(i * 7 + (i >> 3)) % inputs.length]!);
    if (i === 99 || i === 9999) sizes.push(core.memory);
  }
  return { what: "memory after 10,000 mixed calls", samples: { Deskside: [sizes[1]! * core.starts], "after 100": [sizes[0]!] } };
}

async function browser(name: string): Promise<void> {
  const page = await readFile(need("PAGE"));
  const server = createServer((request, response) => {
    const core = /^\/(agent|customer|compose)\.wasm$/.exec(request.url ?? "")?.[1] as keyof typeof cores | undefined;
    if (request.url === "/page.js") response.setHeader("content-type", "text/javascript").end(page);
    else if (core) response.setHeader("content-type", "application/wasm").end(cores[core]);
    else if (request.url === "/ticket") response.end(html);
    else response.setHeader("content-type", "text/html").end("<!doctype html><meta charset=utf-8><script src=/page.js></script>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const executablePath = need("BROWSER_PATH");
  const running = await (name === "firefox"
    ? puppeteer.launch({ browser: "firefox", executablePath, headless: true, protocolTimeout: 600_000, timeout: 120_000 })
    : puppeteer.launch({ executablePath, headless: true, protocolTimeout: 600_000, timeout: 120_000, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }));
  try {
    const tab = await running.newPage();
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    for (const figures of await tab.evaluate(() => window.measure())) tell(figures);
  } finally {
    await running.close();
    server.closeAllConnections();
    server.close();
  }
}

const where = need("WHERE");
await (where === "Node" ? node() : browser(where));
