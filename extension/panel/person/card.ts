// What is known of the person behind a ticket, as state: one part for each
// account, drawn as it answers.

import type { Failure, PersonNote, PersonResult } from "../../../wasm/core.gen";

/** What one account knows. */
export interface Part {
  account: string;
  /** The number of the running request, 0 when none runs. */
  request: number;
  result: PersonResult | null;
  failure: Failure | null;
}

export interface Person {
  /** Key of the ticket whose person it is, "" for none. */
  key: string;
  /** It is shown over the ticket, where there is no column for it. */
  over: boolean;
  /** A note about the person is to be begun as soon as the account's notes are there. */
  noting: boolean;
  parts: readonly Part[];
  /** The person has no address to be looked for by in other accounts. */
  unaddressed: boolean;
}

export const nobody: Person = { key: "", over: false, noting: false, parts: [], unaddressed: false };

export type PersonEvent =
  | { type: "person-chosen"; key: string }
  | { type: "person-over"; over: boolean }
  | { type: "person-noting"; noting: boolean }
  | { type: "person-asked"; account: string; request: number }
  | { type: "person-arrived"; request: number; result: PersonResult }
  | { type: "person-failed"; request: number; failure: Failure }
  | { type: "person-unaddressed" }
  | { type: "notes-arrived"; account: string; notes: readonly PersonNote[] };

export function reducePerson(person: Person, event: PersonEvent): Person {
  const each = (of: (part: Part) => boolean, change: (part: Part) => Part): Person => ({ ...person, parts: person.parts.map((p) => (of(p) ? change(p) : p)) });
  switch (event.type) {
    case "person-chosen":
      return event.key === person.key ? person : { ...nobody, key: event.key, over: person.over && event.key !== "", noting: person.noting && event.key !== "" };
    case "person-over":
      return { ...person, over: event.over };
    case "person-noting":
      return { ...person, noting: event.noting };
    case "person-asked": {
      const asked: Part = { account: event.account, request: event.request, result: null, failure: null };
      const known = person.parts.some((p) => p.account === event.account);
      if (!known) return { ...person, parts: [...person.parts, asked] };
      return each((p) => p.account === event.account, (p) => ({ ...p, request: event.request, failure: null }));
    }
    case "person-arrived":
      return each((p) => p.request === event.request, (p) => ({ ...p, request: 0, result: event.result, failure: null }));
    case "person-failed":
      return each((p) => p.request === event.request, (p) => ({ ...p, request: 0, failure: event.failure }));
    case "person-unaddressed":
      return { ...person, unaddressed: true };
    case "notes-arrived":
      return each((p) => p.account === event.account && p.result !== null, (p) => (p.result ? { ...p, result: { ...p.result, notes: event.notes, notes_problem: null } } : p));
  }
}
