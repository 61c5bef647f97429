import { useLayoutEffect } from "preact/hooks";
import { AddAccount } from "./accounts/add";
import { DeskContext } from "./context";
import type { Desk } from "./desk";
import { commandOf, type Focus, isOpener, isPlace, type Opener, placeOf } from "./keys";
import { Late } from "./late/late";
import { useMedia } from "./media";
import { WIDE, WIDEST } from "./tickets/widths";
import { Acted } from "./outbox/acted";
import { Halted } from "./stopped/halted";
import { View } from "./stopped/stopped";
import { text } from "./strings";
import { DeleteDialog } from "./ticket/bins/ask";
import { goThrough } from "./ticket/comments/through";
import { page } from "./tickets/list";
import { rowAtCursor } from "./tickets/listing";
import { together } from "./tickets/bulk/together";
import { Tickets } from "./tickets/tickets";
import { Done } from "./toast";
import { Welcome } from "./accounts/welcome";

interface Props {
  desk: Desk;
}

export function App({ desk }: Props) {
  const state = desk.state.value;
  const wide = useMedia(WIDE);
  // Keys are taken as soon as there is something to be seen.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && pressed(desk, event, wide)) event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [desk, wide]);
  if (state.unread) return <Halted heading={text.unread.heading} hint={text.unread.hint} />;
  if (!state.ready) return null;
  const leave = { name: text.stopped.back, go: () => desk.go("tickets") };
  return (
    <DeskContext.Provider value={desk}>
      <div class="desk" data-place={state.place}>
        <div class="places">
          {state.core === "failed" ? (
            <Halted heading={text.problem.core} hint={text.problem.coreHint} />
          ) : state.accounts.length > 0 ? (
            <View of={state}>
              <Tickets state={state} wide={wide} behind={state.place !== "tickets"} />
            </View>
          ) : (
            state.place === "tickets" && <Welcome />
          )}
          {state.place !== "tickets" && (
            <View of={state.place} over leave={leave}>
              {state.place === "add" ? <AddAccount state={state} form={state.form} ready={state.core === "ready"} /> : state.place === "outbox" ? <Late draw={({ OutboxView }) => <OutboxView state={state} />} /> : state.place === "new" ? <Late draw={({ New }) => <New state={state} />} /> : state.place === "views" ? <Late draw={({ ArrangeViews }) => <ArrangeViews state={state} />} /> : <Late draw={({ Settings }) => <Settings state={state} />} />}
            </View>
          )}
        </div>
        <Acted state={state} />
        {state.outbox.batches.length > 0 && <Late draw={({ BulkProgress }) => <BulkProgress state={state} />} />}
        <Done notice={state.notice} removed={state.removed} />
        {state.help && <Late draw={({ Help }) => <Help />} />}
        {state.views.taking !== null && <Late draw={({ TakeViews }) => <TakeViews state={state} />} />}
        <DeleteDialog />
        {desk.bulk.asked.value && <Late draw={({ BulkAsk }) => <BulkAsk />} />}
      </div>
    </DeskContext.Provider>
  );
}

/** Does what a key asks for; false leaves the key to the browser. */
function pressed(desk: Desk, event: KeyboardEvent, wide: boolean): boolean {
  const state = desk.state.peek();
  const command = commandOf(event, focusOf(event.target));
  if (!command) return false;
  // What has to be done with before the rest has its own keys, and closes itself.
  if (document.querySelector("dialog:modal")) return false;
  // The browser closes what lies on top, also before the keyboard is in it.
  if (command === "back" && document.querySelector("[popover=auto]:popover-open")) return false;
  if (command === "back") return back(desk, event.target, wide);
  if (command === "help") {
    desk.help(true);
    return true;
  }
  if (command === "undo" && desk.undoNotice()) return true;
  if (command === "lock") return desk.lock();
  if (state.place !== "tickets" || state.help || state.accounts.length === 0) return false;
  if (command === "undo") return desk.acts.undoLast();
  const reading = state.ticket.row !== null;
  if (desk.bulk.picking && (wide || !reading)) {
    const done = together(desk, command);
    if (done !== null) return done;
  }
  if (isOpener(command)) return reading && openMenu(command);
  if (command === "refresh") {
    if (reading) void desk.ticket.again();
    if (!reading || wide) void desk.tickets.refresh();
    return true;
  }
  if (command === "new") return desk.creating.begins();
  if (command === "of") {
    const row = state.ticket.row ?? rowAtCursor(state.list);
    return row !== undefined && desk.creating.beginsOf(desk.acts.row(row));
  }
  if (command === "reply" || command === "note") return desk.compose.begin(command);
  if (command === "person") {
    if (!reading) return false;
    if (!matchMedia(WIDEST).matches) desk.people.over(true);
    desk.people.noting(true);
    return true;
  }
  if (command === "done" || command === "mine") {
    const row = state.ticket.row ?? rowAtCursor(state.list);
    return row !== undefined && desk.acts.do(row, command);
  }
  if (command === "archive" || command === "trash") {
    const row = state.ticket.row ?? rowAtCursor(state.list);
    return row !== undefined && desk.bins.press(desk.acts.row(row), command);
  }
  if (command === "more") return openMore(reading);
  if (command === "message-down" || command === "message-up") return reading && goThrough(command === "message-down" ? 1 : -1);
  // Over the list lies the ticket: the keys that move in the list lead to the tickets beside it, the others scroll it.
  if (reading && !wide) return (command === "down" || command === "up") && desk.ticket.beside(command === "down" ? 1 : -1);
  if (isPlace(command)) return desk.views.choose(placeOf(command));
  switch (command) {
    case "view":
      desk.views.begin();
      return true;
    case "down":
      desk.tickets.move(1);
      return true;
    case "up":
      desk.tickets.move(-1);
      return true;
    case "first":
      desk.tickets.move(-Infinity);
      return true;
    case "last":
      desk.tickets.move(Infinity);
      return true;
    case "page-down":
      desk.tickets.move(page());
      return true;
    case "page-up":
      desk.tickets.move(-page());
      return true;
    case "open":
      void desk.ticket.openCursor();
      return true;
    case "pick":
      if (state.list.cursor === "") desk.tickets.move(1);
      if (rowAtCursor(desk.state.peek().list)) desk.bulk.toggle(desk.state.peek().list.cursor);
      return true;
    case "pick-all":
      void desk.bulk.all();
      return true;
    case "pick-down":
    case "pick-up":
      desk.bulk.extend(command === "pick-down" ? 1 : -1);
      return true;
    case "unread": {
      const row = rowAtCursor(state.list);
      if (row) void desk.marks.toggle(row);
      return row !== undefined;
    }
    case "snooze":
      return snoozeAtCursor();
    case "news":
      desk.tickets.showHeld();
      return true;
    case "query":
      document.querySelector<HTMLInputElement>("#query")?.select();
      return true;
  }
}

/** Opens the menu of snoozes, or ends the snooze, of the row that the cursor is at; false where there is none. */
function snoozeAtCursor(): boolean {
  const button = document.querySelector<HTMLElement>(".row[tabindex='0'] ~ .row-acts .row-act[data-act='snooze'], .row[tabindex='0'] ~ .row-acts .row-act-snooze");
  button?.click();
  return button !== null;
}

/** Opens the menu of what else can be done: to the open ticket, else to the row that the cursor is at; false where there is none. */
function openMore(reading: boolean): boolean {
  const button = document.querySelector<HTMLElement>(reading ? ".ticket-bar .ticket-more" : ".row[tabindex='0'] ~ .row-acts .row-act-more");
  button?.click();
  return button !== null;
}

/** Opens the menu of what of the open ticket is called so; false where it has none. */
function openMenu(name: Opener): boolean {
  const button = document.querySelector<HTMLElement>(`.controls [data-property="${name}"]`);
  button?.click();
  return button !== null;
}

/** Closes what lies on top. */
function back(desk: Desk, target: EventTarget | null, wide: boolean): boolean {
  const state = desk.state.peek();
  if (state.help) desk.help(false);
  else if (state.edit) desk.accounts.editKey(null);
  else if (state.place === "add") desk.go(desk.accounts.has ? "settings" : "tickets");
  else if (state.place === "new") desk.creating.leave();
  else if (state.place === "settings" || state.place === "outbox" || state.place === "views") desk.go("tickets");
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
