// How the demo begins: with what its texts say, at times before the moment at
// which somebody begins to look around.

import { type Agreed, type Demo, ends, type Entry, statuses, type Ticket } from "./shape";

/** One message: how many minutes before the beginning, by whom (the client, or an agent by place in the list), and "note" where agents alone read it. */
type Line = readonly [ago: number, by: "client" | number, note?: "note"];

/** What is the same of a ticket in every language. People, agents, groups and tags are places in lists. */
export interface Planted {
  status: keyof typeof statuses;
  client: number;
  agent?: number;
  group: number;
  priority?: string;
  type?: string;
  tags?: readonly number[];
  /** What is agreed, minutes from the beginning: below 0 it is late. */
  sla?: Partial<Record<Agreed["type"], number>>;
  /** Nobody has looked at it since it has changed. */
  unread?: true;
  talk: readonly Line[];
}

/** What is said in a language. */
export interface Texts {
  /** The first of them is the one who looks around. */
  agents: readonly (readonly [name: string, email: string])[];
  groups: readonly string[];
  people: readonly (readonly [name: string, email: string, company?: string, position?: string])[];
  tags: readonly string[];
  /** Of each ticket its subject, and a text for each of its messages. */
  tickets: readonly (readonly [subject: string, ...texts: string[]])[];
}

export interface Seed {
  texts: Texts;
  tickets: readonly Planted[];
}

/** The demo as it begins, now being Unix seconds, and the tickets that nobody has looked at. */
export function sow({ texts, tickets }: Seed, now: number): { demo: Demo; unread: Pick<Ticket, "id" | "updated">[] } {
  const agents = texts.agents.map(([name, email], i) => ({ id: i + 1, name, email }));
  const groups = texts.groups.map((name, i) => ({ id: i + 1, name }));
  const people = texts.people.map(([name, email, company = "", position = ""], i) => ({ id: 101 + i, name, email, company, position }));
  let next = 5001;
  const unread: Pick<Ticket, "id" | "updated">[] = [];
  const sown = tickets.map((planted, i): Ticket => {
    const [subject = "", ...said] = texts.tickets[i] ?? [];
    const id = 1001 + tickets.length - i;
    const client = 101 + planted.client;
    const entries = planted.talk.map(([ago, by, note], line): Entry => {
      const side = by === "client" ? "client" : "agent";
      return { id: next++, by: by === "client" ? client : by + 1, side, private: note !== undefined, text: html(said[line] ?? ""), at: now - ago * 60 };
    });
    const updated = entries.at(-1)?.at ?? now;
    const status = statuses[planted.status];
    const assignee = planted.agent === undefined ? 0 : planted.agent + 1;
    const sla = Object.entries(planted.sla ?? {}).map(([type, minutes]) => ({ type: type as Agreed["type"], at: now + minutes * 60 }));
    if (planted.unread) unread.push({ id, updated });
    return {
      id, subject, status, priority: planted.priority ?? "normal", type: planted.type ?? "question", client, assignee, group: planted.group + 1,
      tags: (planted.tags ?? []).flatMap((tag) => texts.tags[tag] ?? []), sla, created: entries[0]?.at ?? now, updated,
      completed: ends(status) ? updated : 0, completed_by: ends(status) ? assignee : 0, entries, events: [],
    };
  });
  return { demo: { me: 1, agents, groups, people, tickets: sown, next }, unread };
}

/** The HTML of a text: paragraphs between empty lines, those that begin with > quoted as mail programs do, lines that begin with - in a list. */
function html(text: string): string {
  return text.split("\n\n").map(block).join("");
}

function block(text: string): string {
  const lines = escaped(text).split("\n");
  if (lines.every((l) => l.startsWith("&gt; "))) return `<blockquote type="cite"><p>${lines.map((l) => l.slice(5)).join("<br>")}</p></blockquote>`;
  if (lines.every((l) => l.startsWith("- "))) return `<ul>${lines.map((l) => `<li>${l.slice(2)}</li>`).join("")}</ul>`;
  return `<p>${lines.join("<br>")}</p>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (c) => `&${{ "&": "amp", "<": "lt", ">": "gt" }[c]};`);
}
