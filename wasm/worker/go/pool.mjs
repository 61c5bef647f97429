// Keeps Go instances between requests: starting one costs more than most
// requests do. An instance serves one request at a time, so that nothing of one
// request can reach another; one that ended, panicked or grew too large is
// replaced. The Go side is package kept.

/** How many instances live at once. Each takes its own memory, of 128 MB in all. */
const INSTANCES = 4;
/** How many requests wait for an instance at most, and how long, in milliseconds. */
const WAITING = 512;
const WAIT = 10_000;
/** How long a request has an instance at most, and what hands on what is kept. The edge itself gives up earlier. */
const WORK = 25_000;
const ROUND = 90_000;
/** So long after that an instance that was not given back is taken for lost: its request was cancelled. */
const LOST = 35_000;
/** Memory of an instance only grows; beyond this many bytes it is replaced. */
const MEMORY = 20 << 20;

/** How many bytes a request's body has at most, and how long it may take to come. */
const BODY = 8 << 20;
const BODY_TIME = 10_000;

// What a Go program prints when it ends for the worst goes to the log, except
// for the value of a panic, which may hold what a person wrote.
const decoder = new TextDecoder();
let line = "";
let secret = false;
globalThis.fs.writeSync = (_, bytes) => {
  const lines = (line + decoder.decode(bytes, { stream: true })).split("\n");
  line = lines.pop();
  for (const text of lines) {
    if (text.startsWith("panic: ")) secret = true;
    else if (secret && /^(goroutine \d|\[signal |fatal error: )/.test(text)) secret = false;
    if (secret) continue;
    if (text) console.error(text);
  }
  return bytes.length;
};

/** An answer in the error envelope of the API. */
function failure(status, message, retryAfter) {
  const headers = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  if (retryAfter) headers["retry-after"] = String(retryAfter);
  return new Response(JSON.stringify({ error: { code: status, message } }), { status, headers });
}

const busy = () => failure(503, "Many are here right now. Try again in a moment.", 2);
const broken = () => failure(500, "Something went wrong here. Try again.");
const torn = () => failure(400, "The request broke off. Send it again.");
const slow = () => failure(408, "This came too slowly. Send it again.");
const long = () => failure(413, "This is too long.");
const late = () => failure(504, "This took too long. Try again.");

/**
 * A request with its body at hand, so that nobody who sends half of one has an
 * instance meanwhile; or the answer to one that does not come.
 */
async function whole(request) {
  if (!request.body) return request;
  // What is read has none, whatever came along.
  if (request.method === "GET" || request.method === "HEAD") return new Request(request.url, { method: request.method, headers: request.headers });
  const reader = request.body.getReader();
  const pieces = [];
  let size = 0;
  let timer;
  const over = new Promise((resolve) => (timer = setTimeout(resolve, BODY_TIME, undefined)));
  try {
    for (;;) {
      const piece = await Promise.race([reader.read(), over]);
      if (!piece) return slow();
      if (piece.done) break;
      size += piece.value.byteLength;
      if (size > BODY) return long();
      pieces.push(piece.value);
    }
  } catch {
    return torn(); // its sender has left, or wrote what no server can read
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => undefined); // nobody waits for what is left of it
  }
  return new Request(request.url, { method: request.method, headers: request.headers, body: await new Blob(pieces).arrayBuffer() });
}

/** One running Go program. */
class Instance {
  served = 0;
  ended = false;
  /** Until when what has it may take. */
  until = 0;
  #memory;
  #fail = () => undefined;
  /** What the program sees as globalThis.context while it starts, and keeps. */
  #context = {
    binding: {},
    env: undefined,
    ctx: undefined,
    spoiled: false,
    upstream: (signal, body) => ({ fetch: (request, init) => send(fetch, request, { ...init, signal, body }) }),
    assets: () => ({ fetch: (request) => send((r) => this.#context.env.ASSETS.fetch(r), request) }),
  };

  constructor(number) {
    this.number = number;
  }

  /** Starts the program. It is ready when this returns. */
  start(program, env, ctx) {
    this.#context.env = env;
    this.#context.ctx = ctx;
    const go = new globalThis.Go();
    let ready = false;
    const instance = new WebAssembly.Instance(program, { ...go.importObject, workers: { ready: () => (ready = true) } });
    this.#memory = instance.exports.mem;
    go.exit = (code) => this.#end(new Error(`the program ended with code ${code}`));
    const resume = go._resume.bind(go);
    go._resume = () => {
      try {
        resume();
      } catch (error) {
        this.#end(error);
        throw error;
      }
    };
    globalThis.context = this.#context;
    try {
      go.run(instance).catch((error) => this.#end(error));
    } finally {
      delete globalThis.context;
    }
    if (!ready) throw new Error("the program did not start");
  }

  #end(error) {
    this.ended = true;
    this.#fail(error);
  }

  serve(request, env, ctx) {
    return this.#work((binding) => binding.handleRequest(request), WORK, late, env, ctx);
  }

  /** Runs what the program does each time it is called by the clock. */
  sweep(event, env, ctx) {
    return this.#work((binding) => binding.runScheduler(event), ROUND, () => undefined, env, ctx);
  }

  /** Runs what the program does for messages of its queue. Those of which it says nothing come again. */
  heed(batch, env, ctx) {
    return this.#work((binding) => binding.handleQueueMessageBatch(batch), ROUND, () => Promise.reject(new Error("this took too long")), env, ctx);
  }

  async #work(work, most, instead, env, ctx) {
    this.until = Date.now() + most;
    this.#context.env = env;
    this.#context.ctx = ctx;
    let timer;
    try {
      return await new Promise((resolve, reject) => {
        this.#fail = reject;
        timer = setTimeout(() => {
          // Whatever it is doing, it would do it to the next request too.
          this.ended = true;
          resolve(instead());
        }, most);
        work(this.#context.binding).then(resolve, reject);
      });
    } finally {
      clearTimeout(timer);
      this.#fail = () => undefined;
      this.#context.env = undefined;
      this.#context.ctx = undefined;
      this.served++;
    }
  }

  /** Whether it may serve another request. */
  get good() {
    return !this.ended && !this.#context.spoiled && this.#memory.buffer.byteLength <= MEMORY;
  }
}

/** Sends a request and gives every answer a body, since the Go side reads one always. */
async function send(by, request, init) {
  const response = await by(request, init);
  if (response.body) return response;
  const { status, statusText, headers } = response;
  return { status, statusText, headers, body: new Blob([]).stream() };
}

export class Pool {
  started = 0;
  #program;
  /** All that live, in use or not. */
  #instances = new Set();
  #idle = [];
  #waiting = [];

  constructor(program) {
    this.#program = program;
  }

  /** Answers a request. */
  fetch(request, env, ctx) {
    const answer = this.#answer(request, env, ctx);
    // A customer who leaves would otherwise have the request cancelled here and
    // now, and with it the instance never given back.
    ctx.waitUntil(answer.catch(() => undefined)); // whoever waits for the answer hears its failure
    return answer;
  }

  async #answer(asked, env, ctx) {
    const request = await whole(asked);
    if (request instanceof Response) return request;
    const answer = await this.#with(env, ctx, async (instance) => {
      const reply = await instance.serve(request, env, ctx);
      reply.headers.set("deskside-instance", `number=${instance.number} served=${instance.served} started=${this.started}`);
      return reply;
    }, broken);
    return answer ?? busy();
  }

  /** Has an instance do what is due by the clock. */
  async scheduled(event, env, ctx) {
    await this.#with(env, ctx, (instance) => instance.sweep(event, env, ctx), () => undefined);
  }

  /** Has an instance do what messages of the queue call for. Where it fails, those come again that it has said nothing of. */
  async queue(batch, env, ctx) {
    const failed = () => {
      throw new Error("messages of the queue were not heeded");
    };
    if ((await this.#with(env, ctx, (instance) => instance.heed(batch, env, ctx).then(() => true), failed)) !== true) failed();
  }

  /** What work comes to that has an instance for itself, or instead of it where that fails; undefined where none is free. */
  async #with(env, ctx, work, instead) {
    const instance = await this.#take();
    if (!instance) return undefined;
    try {
      if (instance.served === 0) {
        this.started++;
        instance.start(this.#program, env, ctx);
      }
      return await work(instance);
    } catch (error) {
      instance.ended = true;
      console.error(`an instance was dropped: ${error instanceof Error ? error.message : "unknown"}`);
      return instead();
    } finally {
      this.#give(instance);
    }
  }

  /** An instance for the caller alone, or undefined when none came free in time. */
  async #take() {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#instances.size >= INSTANCES) this.#dropLost();
    if (this.#instances.size < INSTANCES) return this.#add();
    if (this.#waiting.length >= WAITING) return undefined;
    return new Promise((resolve) => {
      const waiter = { resolve: (instance) => (clearTimeout(timer), resolve(instance)) };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        resolve(undefined);
      }, WAIT);
      this.#waiting.push(waiter);
    });
  }

  #give(instance) {
    if (!this.#instances.has(instance)) return;
    const next = this.#waiting.shift();
    if (!instance.good) {
      this.#instances.delete(instance);
      if (next) next.resolve(this.#add());
      return;
    }
    if (!next) {
      this.#idle.push(instance);
      return;
    }
    instance.until = Date.now();
    next.resolve(instance);
  }

  #made = 0;

  #add() {
    const instance = new Instance(++this.#made);
    instance.until = Date.now();
    this.#instances.add(instance);
    return instance;
  }

  #dropLost() {
    for (const instance of this.#instances) {
      if (Date.now() - instance.until > LOST && !this.#idle.includes(instance)) {
        instance.ended = true;
        this.#instances.delete(instance);
      }
    }
  }
}
