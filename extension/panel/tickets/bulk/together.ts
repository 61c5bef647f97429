// What keys do while tickets are selected.

import type { Desk } from "../../desk";
import { type Command, isOpener } from "../../keys/commands";

/** Does to all selected tickets what a key asks for; null where it asks for nothing of the kind. */
export function together(desk: Desk, command: Command): boolean | null {
  if (isOpener(command)) return pressIn(`.bulk [data-property="${command}"]`);
  if (command === "done" || command === "mine") return desk.bulk.press(command);
  // Where all of them lie there already, they are taken out.
  if (command === "archive" || command === "trash") return desk.bulk.press("bin", `=${command}`) || desk.bulk.press("bin", "=");
  if (command === "snooze") return pressIn(".bulk .bulk-snooze");
  if (command === "more") return pressIn(".bulk .bulk-more");
  if (command === "unread") desk.bulk.toggleSeen();
  // The filter lies below: what is selected would be lost with it.
  return command === "unread" || command === "query" ? true : null;
}

function pressIn(selector: string): boolean {
  const button = document.querySelector<HTMLElement>(selector);
  button?.click();
  return button !== null;
}
