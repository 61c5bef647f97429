// Content in workerd, the runtime of Cloudflare: the core as it ships answers the same bytes there.
// CORES names a folder with tinygo/compose.wasm, HOST the bundled content.host.ts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Miniflare } from "miniflare";
import { answersAreEqual } from "../../build/content/fixtures";

test("workerd converts and draws every fixture as the native core does", async () => {
  const entry = `import core from "./core.wasm"; import { serve } from "./host.mjs"; export default { fetch: (request) => serve(core, request) };`;
  const worker = new Miniflare({
    modulesRoot: "/",
    modules: [
      { type: "ESModule", path: "/entry.mjs", contents: entry },
      { type: "ESModule", path: "/host.mjs", contents: await readFile(process.env["HOST"] ?? "", "utf8") },
      { type: "CompiledWasm", path: "/core.wasm", contents: await readFile(join(process.env["CORES"] ?? "", "tinygo", "compose.wasm")) },
    ],
    compatibilityDate: "2026-04-01",
  });
  try {
    const url = await worker.ready;
    await answersAreEqual(process.env["ROOT"] ?? ".", async (operation, input) => {
      const response = await fetch(new URL(`/?${operation}`, url), { method: "POST", body: input as Uint8Array<ArrayBuffer> });
      assert.equal(response.status, 200, await response.clone().text());
      return new Uint8Array(await response.arrayBuffer());
    });
  } finally {
    await worker.dispose();
  }
});
