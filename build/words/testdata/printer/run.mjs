// Runs the printer in Node: node run.mjs MODULE reads its input from stdin and writes its output to stdout.
import { readFileSync, writeSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const imports = {
	wasi_snapshot_preview1: { random_get: () => 0 },
	gojs: { "runtime.ticks": () => 0n, "syscall/js.valueGet": () => 0n },
};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
	imports[from] ??= {};
	imports[from][name] ??= () => {
		throw new Error(`${name} is not given`);
	};
}
const { exports } = new WebAssembly.Instance(module, imports);
exports._initialize();
const input = readFileSync(0);
const at = exports.alloc(input.length);
new Uint8Array(exports.memory.buffer, at, input.length).set(input);
const length = exports.call();
const output = new Uint8Array(exports.memory.buffer, exports.result(), length);
for (let sent = 0; sent < length; ) sent += writeSync(1, output, sent);
