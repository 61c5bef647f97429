// Measures in a browser that it drives: node measure.mjs, with WHERE, BROWSER_PATH and FOLDER, where the page's files
// are, in the environment. A line of JSON on standard output tells each comparison.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import puppeteer from "puppeteer-core";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this by go run ./build bench list`);
  return value;
};

const kinds: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };
const page = "<!doctype html><meta charset=utf-8><link rel=stylesheet href=/page.css><script type=module src=/page.js></script>";
const server = createServer((request, response) => {
  const path = request.url ?? "/";
  const kind = kinds[extname(path)];
  if (!kind) return void response.setHeader("content-type", "text/html").end(page);
  readFile(join(need("FOLDER"), path)).then(
    (content) => response.setHeader("content-type", kind).end(content),
    () => response.writeHead(404).end(),
  );
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const executablePath = need("BROWSER_PATH");
const running = await (need("WHERE") === "firefox"
  ? puppeteer.launch({ browser: "firefox", executablePath, headless: true, protocolTimeout: 600_000, timeout: 120_000 })
  : puppeteer.launch({ executablePath, headless: true, protocolTimeout: 600_000, timeout: 120_000, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] }));
try {
  const tab = await running.newPage();
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: "load" });
  for (const figures of await tab.evaluate(() => window.measure())) console.log(JSON.stringify(figures));
} finally {
  await running.close();
  server.closeAllConnections();
  server.close();
}
