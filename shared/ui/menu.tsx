// A button with a menu of actions. The browser opens and closes it as a
// popover, over everything; where it stands is computed, since not every
// browser that runs Deskside has anchor positioning.

import "./menu.css";
import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Check } from "./icons";

export interface Action {
  id: string;
  text: ComponentChildren;
  run: () => void;
  /** One of several of which one holds: whether it is that. */
  checked?: boolean;
  /** It begins another group of actions. */
  apart?: boolean;
}

interface Props {
  /** Name of the button and of the menu. */
  label: string;
  /** Class of the button. */
  class: string;
  /** What stands on the button. */
  children: ComponentChildren;
  /** What it offers; found out when it opens where that takes work. */
  actions: readonly Action[] | (() => readonly Action[]);
  /** Shown where the button is pointed at; absent, nothing. */
  title?: string | undefined;
  /** What is to be known of all of them. */
  note?: string | undefined;
}

export function Menu({ label, class: look, children, actions, title, note }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const [anchor, floating] = [button.current, menu.current];
    if (!open || !anchor || !floating) return;
    const place = async () => {
      const { x, y } = await computePosition(anchor, floating, {
        strategy: "fixed",
        placement: "bottom-end",
        middleware: [offset(4), flip({ padding: 4 }), shift({ padding: 4 })],
      });
      Object.assign(floating.style, { left: `${x}px`, top: `${y}px`, visibility: "visible" });
    };
    let entered = false;
    const placed = () => {
      // What is not visible takes no focus.
      if (!entered) items(floating)[0]?.focus();
      entered = true;
    };
    // A place that cannot be computed leaves the menu where the browser puts it.
    return autoUpdate(anchor, floating, () => void place().catch(() => (floating.style.visibility = "visible")).then(placed));
  }, [open]);

  const press = (event: KeyboardEvent) => {
    const all = items(menu.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  };
  const close = () => {
    menu.current?.hidePopover();
    button.current?.focus();
  };
  return (
    <>
      <button type="button" class={look} ref={button} popovertarget={id} aria-haspopup="menu" aria-expanded={open} aria-label={label} title={title}>
        {children}
      </button>
      <div
        class="ds-menu"
        id={id}
        ref={menu}
        popover="auto"
        onKeyDown={press}
        onToggle={(event: Event) => setOpen((event as ToggleEvent).newState === "open")}
      >
        <div role="menu" aria-label={label} aria-describedby={note ? `${id}-note` : undefined}>
          {open &&
            (typeof actions === "function" ? actions() : actions).map(({ id: action, text, run, checked, apart }) => (
              <button
                key={action}
                type="button"
                role={checked === undefined ? "menuitem" : "menuitemradio"}
                aria-checked={checked}
                class="ds-menu-item"
                data-apart={apart || undefined}
                tabIndex={-1}
                onClick={() => {
                  close();
                  run();
                }}
              >
                {text}
                {checked && <Check />}
              </button>
            ))}
        </div>
        {open && note && (
          <p class="ds-menu-note" id={`${id}-note`}>
            {note}
          </p>
        )}
      </div>
    </>
  );
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
}
