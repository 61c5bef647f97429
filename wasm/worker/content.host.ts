// Runs a core in workerd for content.test.ts: the query names the operation by its number, the body
// is the input, the answer the output.

import { Instance } from "../instance";

let core: Instance | undefined;

export async function serve(module: WebAssembly.Module, request: Request): Promise<Response> {
  core ??= new Instance(module);
  const output = core.call(Number(new URL(request.url).search.slice(1)), new Uint8Array(await request.arrayBuffer()));
  return new Response(output as Uint8Array<ArrayBuffer>);
}
