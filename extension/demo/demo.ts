// Answers what the core asks of the demo, in the place of a helpdesk: the address
// leads nowhere. All of it lies in storage, so that each window and the background
// find what another has done.

import type { Kept } from "../kept";
import { type Act, done, Refused, ticketOf } from "./acts";
import { type Seed, sow } from "./sow";
import type { Client, Demo, Person, Ticket } from "./shape";

/** What the demo needs of the outside. */
export interface Ground {
  storage: Kept;
  /** Unix milliseconds. */
  now(): number;
  /** Does work while no other page of the extension does it. */
  alone(work: () => Promise<void>): Promise<void>;
}

/** Where it lies in storage; null once it has ended. */
export const KEY = "demo";

/** Begins anew with what a seed says. The tickets that nobody has looked at; undefined where it cannot be kept. */
export async function begin({ storage, now, alone }: Ground, seed: Seed): Promise<readonly Pick<Ticket, "id" | "updated">[] | undefined> {
  const { demo, unread } = sow(seed, Math.floor(now() / 1000));
  let kept = false;
  await alone(async () => void (kept = await storage.write({ [KEY]: demo })));
  return kept ? unread : undefined;
}

/** Forgets all of it. Whether that is kept. */
export async function end({ storage, alone }: Pick<Ground, "storage" | "alone">): Promise<boolean> {
  let kept = false;
  await alone(async () => void (kept = await storage.write({ [KEY]: null })));
  return kept;
}

/** Answers a request, as a server would: 200 and JSON, or a status above 399 and why as its member problem. */
export async function answer(ground: Ground, url: string, { method = "GET", body }: RequestInit = {}): Promise<Response> {
  let answer: Response | undefined;
  await ground.alone(async () => {
    try {
      answer = json(200, await answered(ground, new URL(url), method, body));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      answer = json(error.status, { problem: error.message });
    }
  });
  // What comes of the work is there once it is done.
  return answer ?? json(500, { problem: "nothing was answered" });
}

function json(status: number, value: object): Response {
  return new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
}

async function answered({ storage, now }: Ground, url: URL, method: string, body: BodyInit | null | undefined): Promise<object> {
  const demo = (await storage.read([KEY]))[KEY] as Demo | null | undefined;
  if (!demo) throw new Refused(404, "the demo has ended");
  const place = url.pathname.slice(1).replace(/\d+/, "{id}");
  const id = Number(/\d+/.exec(url.pathname)?.[0] ?? 0);
  if (method === "GET") return read(demo, place, id, url.searchParams);
  const next = done(demo, actOf(place, id, asked(body)), Math.floor(now() / 1000));
  if (!(await storage.write({ [KEY]: next.demo }))) throw new Refused(503, "this browser could not keep it");
  return { id: next.id };
}

function asked(body: BodyInit | null | undefined): Record<string, unknown> {
  try {
    return JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body as ArrayBuffer)) as Record<string, unknown>;
  } catch {
    throw new Refused(400, "the body is no JSON");
  }
}

function actOf(place: string, ticket: number, asked: Record<string, unknown>): Act {
  const text = (name: string) => (typeof asked[name] === "string" ? asked[name] : "");
  if (place === "tickets") return { do: "create", given: Object.fromEntries(Object.keys(asked).map((name) => [name, text(name)])) };
  if (place === "tickets/{id}") return { do: "change", ticket, property: text("property"), value: text("value") };
  if (place === "tickets/{id}/entries") return { do: "reply", ticket, text: text("text"), private: asked["private"] === true };
  throw new Refused(404, `there is no ${place}`);
}

function read(demo: Demo, place: string, id: number, query: URLSearchParams): object {
  switch (place) {
    case "tickets":
      return { tickets: newest(demo, demo.tickets) };
    case "tickets/{id}": {
      const ticket = ticketOf(demo, id);
      const entries = ticket.entries.map((e) => ({ ...e, by: who(demo, e.by) }));
      return { ticket: told(demo, ticket), entries, events: ticket.events.map((e) => ({ ...e, by: who(demo, e.by) })) };
    }
    case "names": {
      const tags = [...new Set(demo.tickets.flatMap((t) => t.tags))].map((name, i) => ({ id: i + 1, name }));
      return { me: who(demo, demo.me), agents: demo.agents, groups: demo.groups, tags, zone: -new Date().getTimezoneOffset() * 60 };
    }
    case "people/{id}": {
      const person = demo.people.find((p) => p.id === id);
      if (!person) throw new Refused(404, `there is no person ${id}`);
      return { person, tickets: newest(demo, demo.tickets.filter((t) => t.client === id)) };
    }
    case "people":
      return { person: demo.people.find((p) => p.email.toLowerCase() === query.get("email")?.toLowerCase()) ?? null };
  }
  throw new Refused(404, `there is no ${place}`);
}

function newest(demo: Demo, tickets: readonly Ticket[]): object[] {
  return [...tickets].sort((a, b) => b.updated - a.updated || b.id - a.id).map((t) => told(demo, t));
}

/** A ticket as it is told: persons by name, the first message in the place of all. */
function told(demo: Demo, { entries, events: _, ...ticket }: Ticket): object {
  const persons = { client: who(demo, ticket.client), assignee: who(demo, ticket.assignee), completed_by: who(demo, ticket.completed_by) };
  return { ...ticket, ...persons, messages: entries.length, text: entries[0]?.text ?? "" };
}

function who(demo: Demo, id: number): Person | Client | null {
  return [...demo.agents, ...demo.people].find((p) => p.id === id) ?? null;
}
