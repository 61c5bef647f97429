// Measures content in Node, or in a browser that it drives: node measure.mjs,
// with WHERE, CORE, BBCODE, HTML, PAGE and BROWSER_PATH in the environment. A
// line of JSON on standard output tells each figure.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import render from "@bbob/html";
import preset from "@bbob/preset-html5";
import puppeteer from "puppeteer-core";
import { sample, composer, type Figure } from "./sample";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this by go run ./build bench`);
  return value;
};
const tell = (figure: Figure) => console.log(JSON.stringify(figure));

const core = await readFile(need("CORE"));
const bbcode = await readFile(need("BBCODE"), "utf8");
const html = await readFile(need("HTML"), "utf8");

async function node(): Promise<void> {
  const deskside = await composer(core);
  const task = "BBCode to HTML";
  const bytes = Buffer.byteLength(bbcode);
  const standard = preset();
  const output = String(render(bbcode, standard));
  if (output.length < bbcode.length / 2) throw new Error("BBob printed next to nothing");
  tell(await sample(task, "Deskside", bytes, () => deskside.run("content.convert", { op: "bbcode_to_html", in: bbcode, report: false })));
  tell(await sample(task, "BBob", bytes, () => render(bbcode, standard)));
  tell(await sample("HTML to safe HTML", "Deskside", Buffer.byteLength(html), () => deskside.run("content.convert", { op: "sanitize_html", in: html, report: false })));
}

async function browser(name: string): Promise<void> {
  const page = await readFile(need("PAGE"));
  const server = createServer((request, response) => {
    if (request.url === "/page.js") response.setHeader("content-type", "text/javascript").end(page);
    else if (request.url === "/core.wasm") response.setHeader("content-type", "application/wasm").end(core);
    else if (request.url === "/ticket") response.end(html);
    else response.setHeader("content-type", "text/html").end("<!doctype html><meta charset=utf-8><script src=/page.js></script>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const executablePath = need("BROWSER_PATH");
  const running = await (name === "firefox"
    ? puppeteer.launch({ browser: "firefox", executablePath, headless: true, protocolTimeout: 600_000 })
    : puppeteer.launch({ executablePath, headless: true, protocolTimeout: 600_000, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }));
  try {
    const tab = await running.newPage();
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    for (const figure of await tab.evaluate(() => window.measure())) tell(figure);
  } finally {
    await running.close();
    server.closeAllConnections();
    server.close();
  }
}

const where = need("WHERE");
await (where === "Node" ? node() : browser(where));
