// Runs a core in workerd for content.test.ts: the query names the operation by its number, the body
// is the input, the answer the output.

import { startModule } from "../core";

let starting: ReturnType<typeof startModule> | undefined;

export async function serve(module: WebAssembly.Module, request: Request): Promise<Response> {
  const core = await (starting ??= startModule(module));
  await core.ready();
  const output = core.call("content", Number(new URL(request.url).search.slice(1)), new Uint8Array(await request.arrayBuffer()));
  return new Response(output as Uint8Array<ArrayBuffer>);
}
