// Runs the probe in Node as a page would and prints what it saw as JSON: node run.mjs MODULE [GLUE]
// GLUE is Go's wasm_exec.js for a module of standard Go; without it the import object is the small one below.
import { readFileSync } from "node:fs";

const [, , path, glue] = process.argv;
if (glue) await import(glue);
const module = new WebAssembly.Module(readFileSync(path));

function smallImports(memory) {
	return {
		wasi_snapshot_preview1: {
			random_get(at, length) {
				crypto.getRandomValues(new Uint8Array(memory().buffer, at, length));
				return 0;
			},
		},
		gojs: {
			"runtime.ticks": () => BigInt(Math.round(performance.now() * 1e6)),
			// syscall/js asks for globalThis.Object and Array as it starts, for nobody: 0 stands for undefined.
			"syscall/js.valueGet": () => 0n,
		},
	};
}

const refused = [];
function start() {
	if (glue) {
		const go = new globalThis.Go();
		const instance = new WebAssembly.Instance(module, go.importObject);
		// Runs main up to where it blocks; the exports work from then on.
		go.run(instance).catch((error) => { throw error; });
		return { ...instance.exports, memory: instance.exports.mem };
	}
	let memory = null; // nothing asks for it before _initialize
	const imports = smallImports(() => memory);
	for (const { module: from, name } of WebAssembly.Module.imports(module)) {
		imports[from] ??= {};
		imports[from][name] ??= () => {
			refused.push(name);
			throw new Error(`${name} is not given`);
		};
	}
	const { exports } = new WebAssembly.Instance(module, imports);
	memory = exports.memory;
	exports._initialize();
	return exports;
}

function ask(core, op, text) {
	const input = new TextEncoder().encode(text);
	const at = core.alloc(input.length);
	new Uint8Array(core.memory.buffer, at, input.length).set(input);
	const length = core.call(op, input.length);
	return Buffer.from(new Uint8Array(core.memory.buffer, core.result(), length)).toString("hex");
}

const tickets = JSON.stringify([{ subject: "Cannot export" }, { subject: "Вход" }]);
let core = start();
const seen = {
	imports: WebAssembly.Module.imports(module).map((i) => `${i.module}.${i.name}`).sort(),
	custom: WebAssembly.Module.customSections(module, "name").length,
	answer: ask(core, 1, tickets),
	list: ask(core, 1, "[".repeat(300) + "]".repeat(300)),
	deepest: ask(core, 1, '[{"a":'.repeat(149) + "1" + "}]".repeat(149)),
	tooDeep: Buffer.from(ask(core, 1, "[".repeat(100_000)), "hex").includes("not JSON"),
};
// Standard Go ends the whole program at a panic, Node with it; only TinyGo's trap is an error that a page can catch.
if (!glue) {
	try {
		ask(core, 2, "");
		seen.trap = "none";
	} catch (error) {
		// The test compares it.
		seen.trap = error.constructor.name;
	}
	core = start();
	seen.again = ask(core, 1, tickets);
}
seen.refused = refused;
console.log(JSON.stringify(seen));
process.exit(0);
