// What is typed of a new ticket or post, and how events change it. Pure.

import type { Failure, Given, Origin, Person } from "../../../wasm/core.gen";

export interface Draft {
  /** The account and the type in which it is to be, "" as long as none is chosen. */
  account: string;
  type: string;
  /** What is typed and chosen, by property; its text is apart. */
  values: Readonly<Record<string, string>>;
  text: string;
  /** What is selected of the text, UTF-16 code units. */
  start: number;
  end: number;
  /** The ticket that it is made of. */
  origin: Source | null;
}

/** The ticket that something is made of, without what notes say of it. */
export type Source = Omit<Origin, "there" | "here">;

export interface Creating {
  /** The name under which it is kept, "" while none is open. */
  name: string;
  draft: Draft;
  /** The ticket that it is made of is being read, or could not be. */
  taking: boolean;
  failure: Failure | null;
  /** Somebody has tried to send it: what is missing is said. */
  tried: boolean;
  /** Whom an address belongs to in the account; null as long as that is not known. */
  known: { email: string; person: Person } | null;
  previewing: boolean;
  /** What is to be said of the text that was pasted or pressed on. */
  note: string;
  /** Counts how often the field of what is wrong is called for. */
  called: number;
  /** Whether this browser keeps what is typed. */
  kept: boolean;
}

export const blank: Draft = { account: "", type: "", values: {}, text: "", start: 0, end: 0, origin: null };

export const nothingCreated: Creating = { name: "", draft: blank, taking: false, failure: null, tried: false, known: null, previewing: false, note: "", called: 0, kept: true };

export type CreatingEvent =
  | { type: "opened"; name: string; draft: Draft; taking: boolean }
  | { type: "typed"; draft: Draft }
  | { type: "taken"; name: string; draft: Draft }
  | { type: "untaken"; name: string; failure: Failure }
  | { type: "tried" }
  | { type: "person-known"; email: string; person: Person }
  | { type: "preview-turned" }
  | { type: "noted"; note: string }
  | { type: "kept"; kept: boolean }
  | { type: "closed" };

export function reduceCreating(s: Creating, event: CreatingEvent): Creating {
  switch (event.type) {
    case "opened":
      return { ...nothingCreated, kept: s.kept, called: s.called, name: event.name, draft: event.draft, taking: event.taking };
    case "typed":
      return { ...s, draft: event.draft, note: event.draft.text === s.draft.text ? s.note : "" };
    case "taken":
      return s.name === event.name ? { ...s, draft: event.draft, taking: false, failure: null } : s;
    case "untaken":
      return s.name === event.name ? { ...s, taking: false, failure: event.failure } : s;
    case "tried":
      return { ...s, tried: true, previewing: false, called: s.called + 1 };
    case "person-known":
      return s.draft.values["email"]?.trim() === event.email ? { ...s, known: { email: event.email, person: event.person } } : s;
    case "preview-turned":
      return { ...s, previewing: !s.previewing };
    case "noted":
      return { ...s, note: event.note };
    case "kept":
      return { ...s, kept: event.kept };
    case "closed":
      return { ...nothingCreated, kept: s.kept };
  }
}

/** Whether anything was typed of it: where it goes is not. */
export function typed(draft: Draft): boolean {
  return draft.text.trim() !== "" || Object.values(draft.values).some((v) => v.trim() !== "");
}

/** A value given to a property; "" takes it away. */
export function withValue(draft: Draft, property: string, value: string): Draft {
  const { [property]: _, ...rest } = draft.values;
  return { ...draft, values: value === "" ? rest : { ...rest, [property]: value } };
}

/** What the core takes of a draft. Whoever is known by the address that is typed is named by number, too. */
export function given({ values }: Draft, known: Creating["known"]): Given[] {
  const all = Object.entries(values).map(([property, value]) => ({ property, value }));
  if (known?.person.id && values["email"]?.trim() === known.email) all.push({ property: "client", value: `${known.person.id}` });
  return all;
}

/** The name under which something is kept: one that is made of a ticket, by it. */
export function nameOf(origin: Source | null): string {
  return origin ? `of/${origin.account}/${origin.ticket}` : "new";
}
