// The Worker's entry: every request goes to one of a few kept Go instances.
import "./wasm_exec.js";
import program from "./worker.wasm";
import { Pool } from "./pool.mjs";

const pool = new Pool(program);

export default {
  fetch: (request, env, ctx) => pool.fetch(request, env, ctx),
  scheduled: (event, env, ctx) => pool.scheduled(event, env, ctx),
};
