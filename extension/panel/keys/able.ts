// What of the commands can be done from where a person is.

import type { Desk } from "../desk";
import type { State } from "../state";
import { rowAtCursor } from "../tickets/listing";
import { isOpener, type Keyed } from "./commands";

const anywhere: ReadonlySet<Keyed> = new Set(["palette", "help", "done_list", "settings", "outbox"]);
const reading: ReadonlySet<Keyed> = new Set(["reply", "note", "macro", "person", "message_down", "message_up", "print"]);
const ofRow: ReadonlySet<Keyed> = new Set(["done", "mine", "unread", "snooze", "archive", "trash", "of", "more", "link"]);

/** Whether a command can be done now. */
export function can(desk: Desk, state: State, command: Keyed): boolean {
  if (anywhere.has(command)) return true;
  if (command === "portal") return desk.hasPortal;
  if (command === "lock") return desk.safe?.sealed === true;
  if (state.place !== "tickets" || state.accounts.length === 0) return false;
  const open = state.ticket.row;
  const row = open ?? rowAtCursor(state.list);
  if (command === "quote") return false;
  if (command === "news") return state.list.held !== null;
  if (command === "undo") return desk.done.list.peek().length > 0 || state.notice?.undo !== undefined;
  if (isOpener(command)) return desk.bulk.picking || (open !== null && desk.acts.controls(open).some((c) => c.property === command));
  if (reading.has(command)) return open !== null;
  if (!ofRow.has(command)) return true;
  if (!row) return false;
  if (command === "done" || command === "mine") return desk.bulk.picking || desk.acts.quick(row, command) !== undefined;
  if (command === "archive" || command === "trash") return desk.acts.bins(row).some(({ bin }) => bin === command || bin === "");
  return command !== "link" || row.url !== "";
}
