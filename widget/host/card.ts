// Opening and closing the card, and who has the focus meanwhile. Where it
// covers the page, or a dialog of the page does, it is a modal dialog itself:
// the browser keeps the focus in it then, and nothing that is above the page is
// above it.

import type { Widget } from "../loader/element";
import { active, isBehindDialog, isTyping } from "./page";

export interface Card {
  readonly open: boolean;
  /** Opens or closes it; by hand is by its visitor, who goes along. */
  show(open: boolean, byHand?: boolean): void;
  /** Gives the focus to the frame, unless its visitor has gone elsewhere; whether it has it. */
  enter(): boolean;
}

/** Whether it covers the page, as the style sheet has it. */
const covering = "(max-width: 480px)";

export function openCard(widget: Widget, toggled: (open: boolean) => void, signal: AbortSignal): Card {
  const { element, root, button, card } = widget;
  let open = false;
  /** Who had the focus when it was opened, and whether it is to leave them. */
  let before: Element | null = null;
  let goes = false;
  let back: Element | null = null;

  const raise = () => {
    card.close();
    if (!open) return;
    if (matchMedia(covering).matches || isBehindDialog(before)) {
      // The dialog itself has the focus until its frame is there for it.
      card.autofocus = true;
      card.showModal();
      before = active();
    } else card.setAttribute("open", "");
  };
  matchMedia(covering).addEventListener("change", () => open && raise(), { signal });

  const shown: Card = {
    get open() {
      return open;
    },
    show(wanted, byHand = false) {
      if (wanted === open || element.hasAttribute("inline")) return;
      open = wanted;
      root.toggleAttribute("data-open", open);
      button.ariaExpanded = `${open}`;
      if (open) {
        before = active();
        goes = byHand || !isTyping(before);
        back = byHand || before === document.body ? button : before;
        raise();
      } else {
        // Whoever has gone elsewhere meanwhile stays there.
        const within = document.activeElement === element;
        raise();
        if (within) (back as HTMLElement | null)?.focus?.();
      }
      toggled(open);
    },
    enter() {
      const at = active();
      goes &&= at === before || at === button || at === document.body || document.activeElement === element;
      if (goes) widget.frame?.focus();
      return goes;
    },
  };

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shown.show(false);
  });
  card.addEventListener("cancel", (event) => {
    event.preventDefault();
    shown.show(false);
  });
  // Beside its frame there is its backdrop alone.
  card.addEventListener("click", (event) => event.target === card && shown.show(false));
  return shown;
}
