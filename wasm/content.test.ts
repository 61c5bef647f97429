// Content in the compilers' builds: the same bytes as natively. CORES names a folder with
// COMPILER/compose.wasm for each of COMPILERS: tinygo, go or both.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { answersAreEqual } from "../build/content/fixtures";
import { Instance } from "./instance";

const folder = process.env["CORES"] ?? "";
const root = process.env["ROOT"] ?? ".";

for (const compiler of (process.env["COMPILERS"] ?? "tinygo go").split(" ")) {
  test(`the core built with ${compiler} converts and draws every fixture as the native one does`, async () => {
    // Standard Go's glue is a script that defines globalThis.Go.
    if (compiler === "go") await import(process.env["WASM_EXEC"] ?? "");
    const core = new Instance(await WebAssembly.compile(await readFile(join(folder, compiler, "compose.wasm"))));
    await answersAreEqual(root, (operation, input) => core.call(operation, input));
  });
}
