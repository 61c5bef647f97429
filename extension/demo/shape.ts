// What the demo consists of, as it is kept: JSON. Times are Unix seconds.

export interface Person {
  id: number;
  name: string;
  email: string;
}

export interface Client extends Person {
  company: string;
  position: string;
}

export interface Named {
  id: number;
  name: string;
}

/** One message of a conversation. */
export interface Entry {
  id: number;
  /** The number of who wrote it. */
  by: number;
  side: "client" | "agent";
  private: boolean;
  /** HTML. */
  text: string;
  at: number;
}

/** What an agent has changed. */
export interface Change {
  by: number;
  at: number;
  property: string;
  before: string;
  after: string;
}

/** A moment that is agreed. */
export interface Agreed {
  type: "first_reply" | "next_reply" | "close";
  at: number;
}

export interface Ticket {
  id: number;
  subject: string;
  /** See statuses. */
  status: number;
  priority: string;
  type: string;
  client: number;
  /** 0 for nobody, and for no group. */
  assignee: number;
  group: number;
  tags: string[];
  sla: Agreed[];
  created: number;
  updated: number;
  /** When it was solved and who did it, 0 as long as it is not. */
  completed: number;
  completed_by: number;
  entries: Entry[];
  events: Change[];
}

export interface Demo {
  /** The number of the agent who looks around. */
  me: number;
  agents: Person[];
  groups: Named[];
  people: Client[];
  tickets: Ticket[];
  /** The number of what comes next. */
  next: number;
}

/** The numbers of statuses, as the demo's client knows them. */
export const statuses = { new: 1, open: 2, pending: 3, hold: 4, solved: 5, closed: 6, spam: 7 } as const;

export const priorities: readonly string[] = ["low", "normal", "high", "urgent"];
export const types: readonly string[] = ["question", "task", "problem", "incident"];

/** Whether a status ends a ticket. */
export function ends(status: number): boolean {
  return status === statuses.solved || status === statuses.closed;
}
