// Does what keys ask for, and the palette: whatever has a button presses that.

import type { Row } from "../../../wasm/core.gen";
import type { Desk } from "../desk";
import type { State } from "../state";
import { goThrough } from "../ticket/comments/through";
import { printTicket } from "../ticket/print";
import { together } from "../tickets/bulk/together";
import { page } from "../tickets/list";
import { rowAtCursor } from "../tickets/listing";
import { WIDEST } from "../tickets/widths";
import { type Command, isOpener, isPlace, placeOf } from "./commands";
import { commandOf, type Focus } from "./reading";

/** Does what a stroke asks for; false leaves the key to the browser. */
export function pressed(desk: Desk, event: KeyboardEvent, wide: boolean): boolean {
  const command = commandOf(event, focusOf(event.target), desk.keys.bindings.peek());
  if (!command) return false;
  // What has to be done with before the rest has its own keys, and closes itself.
  if (document.querySelector("dialog:modal")) return false;
  // The browser closes what lies on top, also before the keyboard is in it.
  if (command === "back" && document.querySelector("[popover=auto]:popover-open")) return false;
  if (command === "back") return back(desk, event.target, wide);
  return perform(desk, command, wide);
}

/** Where a command is done. */
interface At {
  desk: Desk;
  state: State;
  /** The open ticket, else the row that the cursor is at. */
  row: Row | undefined;
  /** A ticket is open. */
  reading: boolean;
  /** It stands beside the list. */
  wide: boolean;
}

type Doing = (at: At) => boolean;

/** Commands that need no list to stand before one. */
const always: Readonly<Partial<Record<Command, Doing>>> = {
  palette: ({ desk }) => desk.show("palette"),
  help: ({ desk }) => desk.show("help"),
  done_list: ({ desk }) => desk.show("done"),
  lock: ({ desk }) => desk.lock(),
  settings: ({ desk }) => (desk.go("settings"), true),
  outbox: ({ desk }) => (desk.go("outbox"), true),
  portal({ desk }) {
    if (desk.hasPortal) desk.go("portal");
    return desk.hasPortal;
  },
};

/** Commands that are about the open ticket, or the one at the cursor. */
const ofTicket: Readonly<Partial<Record<Command, Doing>>> = {
  refresh({ desk, reading, wide }) {
    if (reading) void desk.ticket.again();
    if (!reading || wide) void desk.tickets.refresh();
    return true;
  },
  new: ({ desk }) => desk.creating.begins(),
  of: ({ desk, row }) => row !== undefined && desk.creating.beginsOf(desk.acts.row(row)),
  reply: ({ desk }) => desk.compose.begin("reply"),
  note: ({ desk }) => desk.compose.begin("note"),
  macro({ desk, state: { ticket } }) {
    if (!ticket.row) return false;
    desk.compose.call(ticket.row.key);
    // The field is drawn at the call, where it was not.
    requestAnimationFrame(() => pressIn(".composer .composer-macros[aria-expanded=false]"));
    return true;
  },
  person({ desk, reading }) {
    if (!reading) return false;
    if (!matchMedia(WIDEST).matches) desk.people.over(true);
    desk.people.noting(true);
    return true;
  },
  done: ({ desk, row }) => row !== undefined && desk.acts.do(row, "done"),
  mine: ({ desk, row }) => row !== undefined && desk.acts.do(row, "mine"),
  archive: ({ desk, row }) => row !== undefined && desk.bins.press(desk.acts.row(row), "archive"),
  trash: ({ desk, row }) => row !== undefined && desk.bins.press(desk.acts.row(row), "trash"),
  more: ({ reading }) => pressIn(reading ? ".ticket-bar .ticket-more" : ".row[tabindex='0'] ~ .row-acts .row-act-more"),
  message_down: ({ reading }) => reading && goThrough(1),
  message_up: ({ reading }) => reading && goThrough(-1),
  print: ({ reading }) => reading && printTicket(),
  link: ({ desk, row }) => row !== undefined && desk.copyLink(row),
};

/** Commands of the list, which an open ticket in a narrow window lies over. */
const ofList: Readonly<Partial<Record<Command, Doing>>> = {
  view: ({ desk }) => (desk.views.begin(), true),
  down: ({ desk }) => (desk.tickets.move(1), true),
  up: ({ desk }) => (desk.tickets.move(-1), true),
  first: ({ desk }) => (desk.tickets.move(-Infinity), true),
  last: ({ desk }) => (desk.tickets.move(Infinity), true),
  "page-down": ({ desk }) => (desk.tickets.move(page()), true),
  "page-up": ({ desk }) => (desk.tickets.move(-page()), true),
  open({ desk }) {
    void desk.ticket.openCursor();
    return true;
  },
  pick({ desk, state }) {
    if (state.list.cursor === "") desk.tickets.move(1);
    const { list } = desk.state.peek();
    if (rowAtCursor(list)) desk.bulk.toggle(list.cursor);
    return true;
  },
  pick_all({ desk }) {
    void desk.bulk.all();
    return true;
  },
  "pick-down": ({ desk }) => (desk.bulk.extend(1), true),
  "pick-up": ({ desk }) => (desk.bulk.extend(-1), true),
  unread({ desk, state }) {
    const row = rowAtCursor(state.list);
    if (row) void desk.marks.toggle(row);
    return row !== undefined;
  },
  // Opens the menu of snoozes, or ends the snooze, of the row that the cursor is at.
  snooze: () => pressIn(".row[tabindex='0'] ~ .row-acts .row-act[data-act='snooze'], .row[tabindex='0'] ~ .row-acts .row-act-snooze"),
  news: ({ desk }) => (desk.tickets.showHeld(), true),
  query() {
    document.querySelector<HTMLInputElement>("#query")?.select();
    return true;
  },
};

/** Does a command; false where it cannot be done. */
export function perform(desk: Desk, command: Exclude<Command, "back">, wide: boolean): boolean {
  const state = desk.state.peek();
  const reading = state.ticket.row !== null;
  const at: At = { desk, state, row: state.ticket.row ?? rowAtCursor(state.list), reading, wide };
  const now = always[command];
  if (now) return now(at);
  if (command === "undo" && desk.undoNotice()) return true;
  if (state.place !== "tickets" || state.accounts.length === 0) return false;
  // What is sent can be taken back one by one.
  if (command === "undo") return desk.acts.undoLast() || (desk.done.list.peek().length > 0 && desk.show("done"));
  if (desk.bulk.picking && (wide || !reading)) {
    const done = together(desk, command);
    if (done !== null) return done;
  }
  if (isOpener(command)) return reading && pressIn(`.controls [data-property="${command}"]`);
  const about = ofTicket[command];
  if (about) return about(at);
  // From a ticket over the list the keys that move there lead to the tickets beside it, the others scroll it.
  if (reading && !wide) return (command === "down" || command === "up") && desk.ticket.beside(command === "down" ? 1 : -1);
  if (isPlace(command)) return desk.views.choose(placeOf(command));
  // What is selected quotes itself: see compose/selection.tsx.
  return ofList[command]?.(at) ?? false;
}

/** Presses a button, which opens a menu; false where it is not there. */
function pressIn(selector: string): boolean {
  const button = document.querySelector<HTMLElement>(selector);
  button?.click();
  return button !== null;
}

/** Closes what lies on top. */
function back(desk: Desk, target: EventTarget | null, wide: boolean): boolean {
  const state = desk.state.peek();
  if (state.edit) desk.accounts.editKey(null);
  else if (state.place === "add") desk.go(desk.accounts.has ? "settings" : "tickets");
  else if (state.place === "new") desk.creating.leave();
  else if (state.place !== "tickets") desk.go("tickets");
  else if (target instanceof HTMLInputElement && target.id === "query") {
    desk.tickets.resetQuery();
    target.blur();
    document.querySelector<HTMLElement>("[data-rows] [tabindex='0']")?.focus();
  } else if (desk.bulk.picking && (wide || !state.ticket.row)) desk.bulk.clear();
  else if (state.ticket.row) desk.ticket.close();
  else return false;
  return true;
}

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return "none";
  if (target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])")) return "text";
  if (target.closest("[data-rows]")) return "list";
  return target.closest("a, button, input, summary, [role=tab], [role=menu]") ? "control" : "none";
}
