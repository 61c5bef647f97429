// What the tickets of the demo do when something is done to them. Pure.

import { type Demo, ends, priorities, statuses, type Ticket, types } from "./shape";

export type Act =
  | { do: "reply"; ticket: number; text: string; private: boolean }
  | { do: "change"; ticket: number; property: string; value: string }
  | { do: "create"; given: Readonly<Record<string, string>> };

/** Why something is not done: the status of the answer, and a sentence for those who look into it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    problem: string,
  ) {
    super(problem);
    this.name = "Refused";
  }
}

/** The demo after something was done at a time, Unix seconds, and the number of what was written. Throws Refused. */
export function done(demo: Demo, act: Act, now: number): { demo: Demo; id: number } {
  switch (act.do) {
    case "reply":
      return replied(demo, act, now);
    case "change":
      return { demo: withTicket(demo, changed(demo, ticketOf(demo, act.ticket), act.property, act.value, now)), id: act.ticket };
    case "create":
      return created(demo, act.given, now);
  }
}

/** The ticket of a number. Throws Refused. */
export function ticketOf(demo: Demo, id: number): Ticket {
  const ticket = demo.tickets.find((t) => t.id === id);
  if (!ticket) throw new Refused(404, `there is no ticket ${id}`);
  return ticket;
}

function withTicket(demo: Demo, ticket: Ticket): Demo {
  return { ...demo, tickets: demo.tickets.map((t) => (t.id === ticket.id ? ticket : t)) };
}

function replied(demo: Demo, { ticket: id, text, private: inside }: Act & { do: "reply" }, now: number): { demo: Demo; id: number } {
  const ticket = ticketOf(demo, id);
  if (text.trim() === "") throw new Refused(400, "text is missing");
  const entry = { id: demo.next, by: demo.me, side: "agent" as const, private: inside, text, at: now };
  // What was agreed about an answer is kept by one that the client reads.
  const sla = inside ? ticket.sla : ticket.sla.filter((s) => s.type === "close");
  return { demo: { ...withTicket(demo, { ...ticket, entries: [...ticket.entries, entry], sla, updated: now }), next: demo.next + 1 }, id: entry.id };
}

function changed(demo: Demo, ticket: Ticket, property: string, value: string, now: number): Ticket {
  const next = given(demo, ticket, property, value);
  const [before, after] = [valueOf(ticket, property), valueOf(next, property)];
  if (before === after) return ticket;
  const events = [...ticket.events, { by: demo.me, at: now, property, before, after }];
  if (property !== "status") return { ...next, events, updated: now };
  const over = ends(next.status);
  return { ...next, events, updated: now, sla: over ? [] : next.sla, completed: over ? now : 0, completed_by: over ? demo.me : 0 };
}

/** A ticket with another value of a property. Throws Refused. */
function given(demo: Demo, ticket: Ticket, property: string, value: string): Ticket {
  const number = value === "" ? 0 : Number(value);
  const among = (known: boolean) => {
    if (!known) throw new Refused(400, `${property} cannot be ${JSON.stringify(value)}`);
  };
  switch (property) {
    case "status":
      among(Object.values(statuses).some((id) => id === number));
      return { ...ticket, status: number };
    case "assignee":
      among(number === 0 || demo.agents.some((a) => a.id === number));
      return { ...ticket, assignee: number };
    case "group":
      among(number === 0 || demo.groups.some((g) => g.id === number));
      return { ...ticket, group: number };
    case "priority":
      among(priorities.includes(value));
      return { ...ticket, priority: value };
    case "type":
      among(types.includes(value));
      return { ...ticket, type: value };
    case "tags":
      return { ...ticket, tags: value === "" ? [] : value.split("\n") };
  }
  throw new Refused(400, `${property} cannot be changed`);
}

function valueOf(ticket: Ticket, property: string): string {
  const value = ticket[property as "status" | "priority" | "tags"];
  return Array.isArray(value) ? value.join("\n") : value === 0 ? "" : String(value);
}

function created(demo: Demo, { subject = "", text = "", email = "", name = "", ...rest }: Readonly<Record<string, string>>, now: number): { demo: Demo; id: number } {
  for (const [part, value] of Object.entries({ subject, text, email })) if (value.trim() === "") throw new Refused(400, `${part} is missing`);
  let { next } = demo;
  const known = demo.people.find((p) => p.email.toLowerCase() === email.trim().toLowerCase());
  const client = known ?? { id: next++, name: name.trim() || email.trim(), email: email.trim(), company: "", position: "" };
  const id = next++;
  // An agent writes it: to the client, who has the next word.
  const entry = { id: next++, by: demo.me, side: "agent" as const, private: false, text, at: now };
  let ticket: Ticket = {
    id, subject: subject.trim(), status: statuses.open, priority: "normal", type: "question", client: client.id, assignee: 0, group: 0,
    tags: [], sla: [], created: now, updated: now, completed: 0, completed_by: 0, entries: [entry], events: [],
  };
  for (const [property, value] of Object.entries(rest)) ticket = given(demo, ticket, property, value);
  if (ends(ticket.status)) ticket = { ...ticket, completed: now, completed_by: demo.me };
  return { demo: { ...demo, people: known ? demo.people : [...demo.people, client], tickets: [...demo.tickets, ticket], next }, id };
}
