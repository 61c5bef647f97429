// The Worker's entry: everything it is called for goes to one of a few kept Go instances.
import "./wasm_exec.js";
import program from "./worker.wasm";
import { Pool } from "./pool.mjs";

const pool = new Pool(program);

export default {
  fetch: (request, env, ctx) => pool.fetch(request, env, ctx),
  queue: (batch, env, ctx) => pool.queue(batch, env, ctx),
  scheduled: (event, env, ctx) => pool.scheduled(event, env, ctx),
};
