import type { Row } from "../../../wasm/core.gen";
import type { Action } from "../../../shared/ui/menu";
import type { Desk } from "../desk";
import { text } from "../strings";

/** What can be made of a ticket, or of one of its messages, as actions of a menu. */
export function makingActions(desk: Desk, row: Row, message?: number): Action[] {
  if (desk.creating.accounts(true).length === 0) return [];
  return [
    {
      id: "make-post",
      text: (
        <>
          <span>{text.created.of}</span>
          {message === undefined && <kbd>b</kbd>}
        </>
      ),
      run: () => void desk.creating.beginsOf(row, message),
    },
  ];
}
