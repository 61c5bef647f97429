// What is being written, as values: a draft for each ticket and kind of
// message, and how events change all of them.

/** Who reads a message: the client as well, or agents alone. */
export type Kind = "reply" | "note";

/** What is done to the ticket along with a message; of tags, those that are added, a line each. */
export interface Doing {
  readonly property: string;
  readonly value: string;
}

export interface Draft {
  /** BBCode. */
  readonly text: string;
  /** Who gets a copy, as typed; "" for nobody. */
  readonly cc: string;
  readonly bcc: string;
  /** The selection in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly doings?: readonly Doing[];
}

export const empty: Draft = { text: "", cc: "", bcc: "", start: 0, end: 0 };

/** A draft's name among all of them; ticket is the key of its row. */
export function nameOf(ticket: string, kind: Kind): string {
  return `${kind} ${ticket}`;
}

/** The key of the row that a draft's name is of. */
export function ticketOf(name: string): string {
  return name.slice(name.indexOf(" ") + 1);
}

/** What somebody who writes has before them. */
export interface Seen {
  /** The number of the last message. */
  readonly newest: number;
  readonly status: string;
  readonly assignee: string;
}

export interface Composing {
  readonly drafts: Readonly<Record<string, Draft>>;
  /** What other windows have written for the same, where it is not what is here. */
  readonly others: Readonly<Record<string, Draft>>;
  /** The kind that was chosen last, by ticket. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** The ticket whose field is open although nothing is in it. */
  readonly open: string;
  /** Counts how often the field was asked to take the focus. */
  readonly called: number;
  readonly previewing: boolean;
  /** Whether one writes in what is sent rather than in its source. */
  readonly rich: boolean;
  /** What did not come of the last paste or edit; "" for nothing. */
  readonly note: string;
  /** What was to be seen of a ticket when one began to write to it, by ticket. */
  readonly seen: Readonly<Record<string, Seen>>;
  /** Whether this browser keeps what is written. */
  readonly kept: boolean;
  /** What stands below each reply, by account. */
  readonly signatures: Readonly<Record<string, string>>;
}

export const nothingWritten: Composing = { drafts: {}, others: {}, kinds: {}, open: "", called: 0, previewing: false, rich: true, note: "", seen: {}, kept: true, signatures: {} };

export type ComposeEvent =
  | { type: "typed"; name: string; draft: Draft }
  | { type: "selected"; name: string; start: number; end: number }
  | { type: "kind-chosen"; ticket: string; kind: Kind }
  | { type: "called"; ticket: string }
  | { type: "left" }
  | { type: "preview-turned" }
  | { type: "view-chosen"; rich: boolean }
  | { type: "noted"; note: string }
  | { type: "kept"; kept: boolean }
  | { type: "saw"; ticket: string; seen: Seen }
  | { type: "signed"; signatures: Readonly<Record<string, string>> }
  | { type: "found"; drafts: Readonly<Record<string, Draft>>; others: Readonly<Record<string, Draft>> }
  | { type: "other-taken"; name: string }
  | { type: "other-dropped"; name: string };

export function reduceComposing(s: Composing, event: ComposeEvent): Composing {
  switch (event.type) {
    case "typed":
      return { ...s, drafts: put(s.drafts, event.name, event.draft), note: "" };
    case "selected": {
      const draft = s.drafts[event.name];
      if (!draft || (draft.start === event.start && draft.end === event.end)) return s;
      return { ...s, drafts: { ...s.drafts, [event.name]: { ...draft, start: event.start, end: event.end } } };
    }
    case "kind-chosen":
      return { ...s, kinds: { ...s.kinds, [event.ticket]: event.kind }, previewing: false, note: "" };
    case "called":
      return { ...s, open: event.ticket, called: s.called + 1, previewing: false };
    case "left":
      return s.open === "" ? s : { ...s, open: "" };
    case "preview-turned":
      return { ...s, previewing: !s.previewing };
    case "view-chosen":
      return { ...s, rich: event.rich, previewing: false };
    case "noted":
      return { ...s, note: event.note };
    case "kept":
      return s.kept === event.kept ? s : { ...s, kept: event.kept };
    case "saw":
      return { ...s, seen: { ...s.seen, [event.ticket]: event.seen } };
    case "signed":
      return { ...s, signatures: event.signatures };
    case "found":
      return { ...s, drafts: { ...event.drafts, ...s.drafts }, others: { ...s.others, ...event.others } };
    case "other-taken": {
      const other = s.others[event.name];
      if (!other) return s;
      const text = [s.drafts[event.name]?.text ?? "", other.text].filter(Boolean).join("\n\n");
      return { ...s, drafts: { ...s.drafts, [event.name]: { ...(s.drafts[event.name] ?? other), text, start: text.length, end: text.length } }, others: without(s.others, event.name) };
    }
    case "other-dropped":
      return { ...s, others: without(s.others, event.name) };
  }
}

/** The kinds of message that a ticket has drafts of. */
export function kindsWritten(s: Composing, ticket: string): Kind[] {
  return (["reply", "note"] as const).filter((kind) => visible(s.drafts[nameOf(ticket, kind)]));
}

/** Whether there is anything in a draft. */
export function visible(draft: Draft | undefined): boolean {
  return draft !== undefined && ((draft.text + draft.cc + draft.bcc).trim() !== "" || (draft.doings ?? []).length > 0);
}

function put(drafts: Readonly<Record<string, Draft>>, name: string, draft: Draft): Readonly<Record<string, Draft>> {
  return draft.text + draft.cc + draft.bcc === "" && (draft.doings ?? []).length === 0 ? without(drafts, name) : { ...drafts, [name]: draft };
}

function without(drafts: Readonly<Record<string, Draft>>, name: string): Readonly<Record<string, Draft>> {
  if (!(name in drafts)) return drafts;
  const { [name]: _, ...rest } = drafts;
  return rest;
}
