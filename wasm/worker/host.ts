// The host of the edge's core: it passes requests on, does what the core asks for, and gives its replies.
// It moves bytes and knows no route, no parameter and no rule.

import { type Core, startCore } from "../core";
import {
  type Admission, type Call, type EdgeOperations, type EdgeReply, type EdgeRequest, type EdgeInput, type EdgeOutcome, type Opened, type Settings, type Why, edgeOperations,
} from "../core.gen";
import { bodyOf, hashOf, headersOf, linesOf, nothing } from "./body";
import { Cache } from "./cache";
import { Deadline } from "./deadline";
import { type Counters, type Runs, counted, perform, runsOn, type WidgetCores } from "./effects";
import { complain } from "./log";
import { count } from "./measure";
import type { Context, Environment } from "./platform";
import { network } from "./rate";
import { Seals } from "./seal";
import { type Site, Sites, newSite } from "./sites";
import { Store } from "./store";

/** One isolate's edge. A call of the core ends before anything else runs, so that any number of requests may wait at once. */
export class Host {
  #core: Core<EdgeOperations>;
  #opened: Opened;
  /** The site without a name. */
  #home: Site;
  #sites = new Sites();
  #cache = new Cache();
  #seals: Seals;
  /** Until when nobody else reads anew what has a name, in Unix milliseconds. */
  #renewals = new Map<string, number>();

  #deliver: Turn = (args) => this.#core.call("edge.deliver", args);
  #gather: Turn = (args) => this.#core.call("edge.gather", args);

  /** Runs the widget's cores for frames that cannot, from the first that asks on. */
  #runs: Runs;

  constructor(program: WebAssembly.Module, env: Environment, widget: WidgetCores) {
    this.#runs = runsOn(widget);
    this.#core = startCore<EdgeOperations>(program, edgeOperations);
    this.#seals = new Seals(text(env.SEAL_KEYS));
    const settings: Settings = {
      name: "", widget: "",
      upstream: text(env.UPSTREAM_URL), key: text(env.API_KEY), origins: text(env.ORIGINS), root: text(env.API_HOST),
      identities: text(env.IDENTITY_KEYS), audience: text(env.IDENTITY_AUDIENCE), guests: text(env.GUESTS),
      rates: text(env.RATES), protect: text(env.PROTECT), turnstile: text(env.TURNSTILE_SITE_KEY), turnstile_secret: text(env.TURNSTILE_SECRET), counters: !!countersOf(env),
      block_secret: text(env.BLOCK_SECRET), block_language: text(env.BLOCK_LANGUAGE),
      store: !!env.STORE, files: !!env.ASSETS, space: !!env.FILES, cache: false, seals: this.#seals.any, measures: !!env.METRICS,
      alert: text(env.ALERT_URL), alert_letters: text(env.ALERT_LETTERS), alert_minutes: text(env.ALERT_MINUTES), alert_language: text(env.ALERT_LANGUAGE), retention: text(env.RETENTION_DAYS),
    };
    this.#opened = this.#core.call("edge.open", settings);
    if (this.#opened.problem) complain(`the edge is not set up: ${this.#opened.problem}`);
    this.#home = newSite(settings, this.#opened);
  }

  async answer(request: Request, env: Environment, context: Context): Promise<Response> {
    const { asked, origin } = this.#askedBy(request);
    try {
      const input = newInput(asked, network(request.headers.get("cf-connecting-ip") ?? ""));
      let site = this.#home;
      let admission = this.#core.call("edge.admit", { settings: this.#now(site), input });
      if (admission.site) {
        const found = await this.#at(admission.site, input, env);
        if (!found.site) return given(found.reply);
        site = found.site;
        admission = this.#core.call("edge.admit", { settings: this.#now(site), input });
      }
      if (admission.measure) count(env.METRICS, admission.measure);
      if (admission.reply) return given(admission.reply);
      if (admission.file.length > 0) return await this.#file(request, asked, env, admission);
      const work = this.#work(request, input, site, env, origin, admission);
      // A write is finished even if the customer has left: half of it would be worse than all of it.
      if (admission.writes) context.waitUntil(work.then(({ call }) => (call ? this.#goOn(call, env) : undefined)).catch(() => undefined)); // whoever waits for the answer hears its failure
      const outcome = await work;
      if (!outcome.reply) throw new Error("a request came to no reply");
      if (outcome.cached || outcome.renew) context.waitUntil(this.#after(outcome, asked, site, env, origin));
      return given(outcome.reply);
    } catch (error) {
      complain(`a request was not answered: ${request.method}`, error);
      return this.#refused(asked, "stopped");
    }
  }

  /** The settings of a site, as its host is now. */
  #now({ settings }: Site): Settings {
    return { ...settings, cache: this.#cache.works };
  }

  /** A site with a name, or the reply to a request for one that there is not. Whoever tries names is bounded as one who reads. */
  async #at(name: string, { client, request }: EdgeInput, env: Environment): Promise<Found> {
    const fresh = this.#sites.fresh(name);
    if (fresh) return { site: fresh };
    const wait_ms = client ? this.#home.rate.take(client, "reads", Date.now()) : 0;
    if (wait_ms > 0) return { reply: this.#core.call("edge.refuse", { request, why: "busy", wait_ms }) };
    const input = { ...newInput(request), site: name };
    const { site: settings, reply, put_off: putOff } = await this.#steps(() => this.#core.call("edge.site", { settings: this.#now(this.#home), input }), input, this.#home, env, "");
    const site = this.#sites.take(name, settings, putOff, (of) => this.#core.call("edge.open", of));
    return site ? { site } : { reply: reply ?? this.#core.call("edge.refuse", { request, why: "missing", wait_ms: 0 }) };
  }

  /** The names of all sites that have one. */
  async #names(env: Environment): Promise<readonly string[]> {
    const input = newInput(nobody);
    return (await this.#steps(() => this.#core.call("edge.sites", { settings: this.#home.settings, input }), input, this.#home, env, "")).sites;
  }

  /** The site without a name, and as many of the others that are set up: others from one minute to the next, so that each of any number has its turn. */
  async #some(names: readonly string[], most: number, env: Environment): Promise<readonly Site[]> {
    const all = [this.#home];
    const from = (Math.floor(Date.now() / this.#opened.bounds.sweep_ms) * most) % (names.length || 1);
    for (const name of [...names.slice(from), ...names.slice(0, from)].slice(0, most)) {
      const { site } = await this.#at(name, newInput(nobody), env);
      if (site) all.push(site);
    }
    return all;
  }

  /** Reads a request's body, where it may have one, and comes to its reply. */
  async #work(
    request: Request, input: EdgeInput, site: Site, env: Environment, origin: string, { writes, reads, counts, most, time_ms, hashed, begun }: Admission,
  ): Promise<EdgeOutcome> {
    const asked = input.request;
    const settings = this.#now(site);
    input.wait_ms = site.rate.take(input.client, writes && !reads ? "writes" : "reads", Date.now());
    if (counts.length > 0 && input.wait_ms === 0 && (await counted(counts, countersOf(env))) < counts.length) input.wait_ms = this.#opened.bounds.counter_ms;
    if (writes && input.wait_ms === 0) Object.assign(asked, await bodyOf(request, most, time_ms));
    if (hashed) asked.hash = await hashOf(asked.body);
    if (writes) input.nonce = crypto.getRandomValues(new Uint8Array(16));
    let first = input.wait_ms === 0 ? begun : null;
    const step = () => {
      const outcome = first ?? this.#core.call("edge.step", { settings, input });
      first = null;
      return outcome;
    };
    return this.#steps(step, input, site, env, origin);
  }

  /** Does what is left to do once a reply was given: it is cached, or read anew for the next, by one at a time. */
  async #after({ cached, renew }: EdgeOutcome, asked: EdgeRequest, site: Site, env: Environment, origin: string): Promise<void> {
    if (cached) await this.#cache.put(origin, cached);
    const now = Date.now();
    if (!renew || now < (this.#renewals.get(renew) ?? 0) || !this.#hasRoom(now)) return;
    this.#renewals.set(renew, now + 2 * this.#opened.bounds.patience_ms);
    let rest = 0;
    try {
      const input: EdgeInput = { ...newInput(asked), renews: true };
      const step = () => this.#core.call("edge.step", { settings: this.#now(site), input });
      const renewed = await this.#steps(step, input, site, env, origin);
      rest = renewed.rest_ms;
      if (renewed.cached) await this.#cache.put(origin, renewed.cached);
    } catch (error) {
      complain("what was cached could not be renewed", error);
    } finally {
      if (rest > 0) this.#renewals.set(renew, Date.now() + rest);
      else this.#renewals.delete(renew);
    }
  }

  /** Whether there is room for one more renewal; those that are over are forgotten. */
  #hasRoom(now: number): boolean {
    const { clients } = this.#opened.bounds;
    if (this.#renewals.size >= clients) for (const [name, until] of this.#renewals) if (until <= now) this.#renewals.delete(name);
    return this.#renewals.size < clients;
  }

  /** Has what is left handed on: by whoever hears the queue, or here. */
  async #goOn({ entry, after_ms, site }: Call, env: Environment): Promise<void> {
    if (!env.QUEUE) return this.#handOn(env, site);
    try {
      await env.QUEUE.send({ entry, site }, { delaySeconds: Math.ceil(after_ms / 1000) });
    } catch (error) {
      // It is found without.
      complain("the queue was not told", error);
    }
  }

  /** Hands on what is due now: what does not go out by itself waits for the platform's clock. */
  async #handOn(env: Environment, name: string): Promise<void> {
    const site = name ? this.#sites.fresh(name) : this.#home;
    for (let left = AT_ONCE; site && left > 0; left--) if ((await this.#next(this.#deliver, site, env)) > 0) return;
  }

  /**
   * Does what is due when the platform's clock calls: hands on what is kept, unless there is a queue, whose consumer does so, reads
   * what is due of each site's posts for their snapshot, or makes it, and tells whoever runs this where they are needed.
   */
  async tend(env: Environment): Promise<void> {
    if (!env.STORE) return;
    const { sweep_most, gather_most } = this.#opened.bounds;
    const names = await this.#names(env);
    // One after the other: so none is read twice.
    const delivers = env.QUEUE ? [] : await this.#some(names, sweep_most - 1, env);
    const gathers = await this.#some(names, gather_most - 1, env);
    // Without an address nobody is told, of whatever site.
    const watches = this.#home.settings.alert ? await this.#some(names, sweep_most, env) : [];
    await Promise.all([this.#again(this.#deliver, delivers, sweep_most, env), this.#again(this.#gather, gathers, gather_most, env), this.#watch(watches, env)]);
  }

  async #watch(sites: readonly Site[], env: Environment): Promise<void> {
    for (const site of sites) await this.#next((args) => this.#core.call("edge.watch", args), site, env);
  }

  /** Goes on with something for sites, one turn of each at a time and so often at most, until all rest for longer than it takes to be called again. */
  async #again(turn: Turn, sites: readonly Site[], most: number, env: Environment): Promise<void> {
    const ends = new Deadline(this.#opened.bounds.sweep_ms);
    const all = sites.map((site) => ({ site, due: 0 }));
    for (let left = most; left > 0 && ends.left > 0; ) {
      for (const one of all) {
        if (left <= 0 || ends.left <= 0) return;
        if (one.due > Date.now()) continue;
        left--;
        one.due = Date.now() + (await this.#next(turn, one.site, env));
      }
      const rest = Math.max(Math.min(...all.map(({ due }) => due)) - Date.now(), 0);
      if (rest >= ends.left || !(await ends.sleep(rest))) return;
    }
  }

  /** Does one turn for a site, and returns how long to rest then, in milliseconds. */
  async #next(turn: Turn, site: Site, env: Environment): Promise<number> {
    const input = newInput(nobody);
    return (await this.#steps(() => turn({ settings: site.settings, input }), input, site, env, "")).rest_ms;
  }

  /** Goes from step to step until nothing is left to do. */
  async #steps(step: () => EdgeOutcome, input: EdgeInput, site: Site, env: Environment, origin: string): Promise<EdgeOutcome> {
    const deadline = new Deadline(this.#opened.bounds.patience_ms);
    const store = env.STORE && new Store(env.STORE, this.#opened, this.#core, site.settings.name, site.known);
    const means = { opened: this.#opened, store, files: env.FILES, deadline, cache: this.#cache, seals: this.#seals, counters: countersOf(env), runs: this.#runs, secret: (name: string) => text(env[name as `SITE_${string}`]), origin };
    try {
      for (;;) {
        const outcome = step();
        if (outcome.do.length === 0 && outcome.instead.length === 0) {
          for (const line of outcome.log) console.log(line);
          if (outcome.measure) count(env.METRICS, outcome.measure);
          return outcome;
        }
        if (outcome.instead.length > 0) {
          input.request = { ...input.request, body: outcome.instead };
          input.done = [];
          continue;
        }
        if (outcome.carry.length > 0) {
          input.carried = outcome.carry;
          input.done = [];
        }
        input.done = [...input.done, ...(await Promise.all(outcome.do.map((effect) => perform(effect, means))))];
      }
    } finally {
      deadline.end();
    }
  }

  /** A file of the widget with the core's headers beside its own. */
  async #file(request: Request, asked: EdgeRequest, env: Environment, { file: headers, path, before }: Admission): Promise<Response> {
    // With something before it, it is another file.
    const tag = before ? null : request.headers.get("if-none-match");
    const file = await env.ASSETS?.fetch(new URL(path, request.url).href, { headers: tag ? { "if-none-match": tag } : {} });
    if (!file || (!file.ok && file.status !== 304)) return this.#refused(asked, "missing");
    const all = new Headers();
    for (const name of before ? ["content-type"] : ["content-type", "etag", "cache-control"]) {
      const value = file.headers.get(name);
      if (value) all.set(name, value);
    }
    for (const { name, value } of headers) all.set(name, value);
    const content = before && before + (await file.text());
    return new Response(request.method === "HEAD" ? null : content || file.body, { status: file.status, headers: all });
  }

  /** A request as the core knows it, without its body. */
  #askedBy(request: Request): { asked: EdgeRequest; origin: string } {
    const { host, pathname, search, origin } = new URL(request.url);
    const headers = headersOf(request.headers, this.#opened.headers);
    return { asked: { method: request.method, path: decoded(pathname), query: search.slice(1), host, headers, body: nothing, came: "", hash: "" }, origin };
  }

  /** What is said where the host could not do its part. After a trap the core has a fresh instance. */
  #refused(request: EdgeRequest, why: Why): Response {
    try {
      return given(this.#core.call("edge.refuse", { request, why, wait_ms: 0 }));
    } catch {
      return new Response(null, { status: 500 }); // the failure before this one is in the log
    }
  }
}

/** What is done for a site from time to time. */
type Turn = (args: { readonly settings: Settings; readonly input: EdgeInput }) => EdgeOutcome;

/** A site, or the reply to a request for one that there is not. */
type Found = { readonly site: Site; readonly reply?: undefined } | { readonly site?: undefined; readonly reply: EdgeReply };

/** How much is handed on at most behind an answer: the platform gives that 30 seconds. */
const AT_ONCE = 6;

/** What has no request. */
const nobody: EdgeRequest = { method: "", path: "", query: "", host: "", headers: [], body: nothing, came: "", hash: "" };

/** What the first step of a request begins with. */
function newInput(request: EdgeRequest, client = ""): EdgeInput {
  return { request, done: [], carried: nothing, now: Date.now() * 1000, random: chance(), client, nonce: nothing, wait_ms: 0, entry: "", site: "", renews: false };
}

/** 53 random bits. */
function chance(): number {
  return Math.floor(Math.random() * 2 ** 53);
}

/** The platform's counters, where all are bound. */
function countersOf({ RATE_READS: reads, RATE_WRITES: writes, RATE_SITE: site }: Environment): Counters | undefined {
  return reads && writes && site && { reads, writes, site };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function decoded(path: string): string {
  try {
    return path.includes("%") ? decodeURIComponent(path) : path;
  } catch {
    return path; // it is no text, and so the path of nothing
  }
}

function given({ status, headers, body }: EdgeReply): Response {
  return new Response(body.length > 0 ? (body as Uint8Array<ArrayBuffer>) : null, {
    status, headers: linesOf(headers),
  });
}
