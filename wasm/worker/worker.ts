// The edge as a Cloudflare Worker: one instance of the core, for all requests of an isolate.

import customer from "./customer.wasm";
import program from "./edge.wasm";
import formatting from "./formatting.wasm";
import { Host } from "./host";
import type { Context, Environment } from "./platform";
import writing from "./writing.wasm";

let host: Host | undefined;

export default {
  fetch(request: Request, env: Environment, context: Context): Promise<Response> {
    // Not before there is a request: until then the platform gives no randomness, which an instance starts with.
    host ??= new Host(program, env, { customer, writing, formatting });
    return host.answer(request, env, context);
  },
  async scheduled(_event: unknown, env: Environment): Promise<void> {
    host ??= new Host(program, env, { customer, writing, formatting });
    await host.tend(env);
  },
};
