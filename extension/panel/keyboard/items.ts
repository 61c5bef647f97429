// Everything that can be done or found from where a person is.

import type { Row } from "../../../wasm/core.gen";
import { languages } from "../../../shared/ui/words/languages.gen";
import { clock, exact } from "../../../shared/ui/time";
import type { Desk } from "../desk";
import { can } from "../keys/able";
import { type Keyed, keyed } from "../keys/commands";
import { perform } from "../keys/doing";
import { snoozesAt } from "../marks/snoozes";
import { locale } from "../speech";
import type { State, Theme } from "../state";
import { text } from "../strings";
import { apiece, flags, several, valueName, valueOf } from "../ticket/values";
import { groupings } from "../tickets/groups/grouping";
import { rowAtCursor, visibleRows } from "../tickets/listing";
import { saidOf } from "../tickets/acts/acts";
import { viewName } from "../tickets/views/tab";
import { groupOf } from "./groups";
import { nameOf, say } from "./say";

export interface Item {
  /** What it is known by among the others, also the next time. */
  id: string;
  name: string;
  /** The key that does it. */
  command?: Keyed;
  run: () => void;
  /** It is offered only to who types: there are many. */
  typed?: boolean;
}

/** What an item is known by. */
function idOf(...parts: readonly string[]): string {
  return parts.join(" ");
}

/** The items, the most usual ones first. */
export function itemsOf(desk: Desk, state: State, wide: boolean): Item[] {
  const row = state.ticket.row ?? rowAtCursor(state.list);
  const listed = state.accounts.length > 0;
  return [
    ...commandsOf(desk, state, wide),
    ...(listed ? viewsOf(desk, state) : []),
    ...(row && state.place === "tickets" ? changesOf(desk, state, desk.acts.row(row)) : []),
    ...(listed ? looksOf(desk, state) : []),
    ...settingsOf(desk, state),
    ...(listed ? ticketsOf(desk, state) : []),
  ];
}

function commandsOf(desk: Desk, state: State, wide: boolean): Item[] {
  const away: Item[] = state.place === "tickets" || state.accounts.length === 0 ? [] : [{ id: "tickets", name: say("keyboard.palette.tickets"), run: () => desk.go("tickets") }];
  // What is about the ticket that somebody is at is nearest.
  const able = keyed.filter((command) => command !== "palette" && can(desk, state, command));
  const sorted = [...able.filter((command) => groupOf(command) === "ticket"), ...able.filter((command) => groupOf(command) !== "ticket")];
  return [
    ...away,
    ...sorted.map((command): Item => ({ id: command, name: nameOf(command), command, run: () => void perform(desk, command, wide) })),
  ];
}

function viewsOf(desk: Desk, state: State): Item[] {
  return state.views.all.map((view) => ({
    id: idOf("view", view.key),
    name: say("keyboard.palette.view", { name: viewName(view) }),
    run: () => {
      desk.go("tickets");
      void desk.tickets.choose(view.query);
    },
  }));
}

/** What the ticket can be made, a choice each, and until when it may sleep. */
function changesOf(desk: Desk, state: State, row: Row): Item[] {
  const read = state.ticket.result?.row.key === row.key;
  const values = desk.acts.values(row);
  const items: Item[] = [];
  for (const { property, how, kind, choices, title, parent } of desk.acts.controls(row)) {
    const now = valueOf(values, property, read);
    if (now === undefined || parent || flags.has(property) || kind === "checkbox") continue;
    const many = property === "tags";
    for (const choice of choices) {
      const held = many ? apiece(now).includes(choice.value) : choice.value === now;
      if (held || (how === "add" && choice.value === "")) continue;
      const want = many ? several([...apiece(now), choice.value]) : choice.value;
      const name = text.acts.named(title || text.acts.property(property), valueName(property, choice.value, choices));
      items.push({ id: idOf(property, choice.value), name, typed: true, run: () => void desk.acts.set(row, property, want) });
    }
  }
  const snoozes = snoozesAt(state.now).map((snooze): Item => {
    const until = snooze.until === 0 ? text.marks.times[snooze.id] : [text.marks.times[snooze.id], snooze.until - state.now < 86_400 ? clock(snooze.until, locale()) : exact(snooze.until, locale())].join(", ");
    return { id: idOf("snooze", snooze.id), name: say("keyboard.palette.snooze", { until }), typed: true, run: () => void desk.marks.snooze([row], snooze.until, saidOf(snooze, state.now)) };
  });
  return [...items, ...snoozes];
}

function looksOf(desk: Desk, { looks }: State): Item[] {
  const by = groupings.filter((one) => one !== looks.by).map((one): Item => ({ id: idOf("by", one), name: text.groups.by[one], typed: true, run: () => desk.groups.look({ ...looks, by: one }) }));
  return [...by, { id: "excerpts", name: looks.excerpts ? text.groups.dense : text.groups.excerpts, typed: true, run: () => desk.groups.look({ ...looks, excerpts: !looks.excerpts }) }];
}

function settingsOf(desk: Desk, state: State): Item[] {
  const themes = (Object.keys(text.settings.themes) as Theme[]).filter((theme) => theme !== state.theme);
  const spoken = languages.filter(({ tag }) => tag !== state.spoken);
  return [
    ...themes.map((theme): Item => ({ id: idOf("theme", theme), name: say("keyboard.palette.theme", { name: text.settings.themes[theme] }), typed: true, run: () => desk.theme(theme) })),
    ...spoken.map(({ tag, name }): Item => ({ id: idOf("language", tag), name: say("keyboard.palette.language", { name }), typed: true, run: () => void desk.language(tag) })),
    { id: "macros", name: say("keyboard.palette.macros"), typed: true, run: () => desk.go("macros") },
    { id: "add", name: say("keyboard.palette.add"), typed: true, run: () => desk.go("add") },
  ];
}

function ticketsOf(desk: Desk, state: State): Item[] {
  return visibleRows(state.list).map((row) => ({
    id: idOf("ticket", row.key),
    name: say("keyboard.palette.ticket", { subject: [text.ticket.number(row.id), row.subject].join(" ") }),
    typed: true,
    run: () => {
      desk.go("tickets");
      void desk.ticket.open(row);
    },
  }));
}
