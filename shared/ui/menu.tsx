// A button with a menu of actions. The browser opens and closes it as a
// popover, over everything; where it stands is computed, since not every
// browser that runs Deskside has anchor positioning.

import "./menu.css";
import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface Action {
  id: string;
  text: ComponentChildren;
  run: () => void;
}

interface Props {
  /** Name of the button and of the menu. */
  label: string;
  /** Class of the button. */
  class: string;
  /** What stands on the button. */
  children: ComponentChildren;
  actions: readonly Action[];
}

export function Menu({ label, class: look, children, actions }: Props) {
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
    // A place that cannot be computed leaves the menu where the browser puts it.
    const stop = autoUpdate(anchor, floating, () => void place().catch(() => (floating.style.visibility = "visible")));
    items(floating)[0]?.focus();
    return stop;
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
      <button type="button" class={look} ref={button} popovertarget={id} aria-haspopup="menu" aria-expanded={open} aria-label={label}>
        {children}
      </button>
      <div
        class="ds-menu"
        id={id}
        ref={menu}
        popover="auto"
        role="menu"
        aria-label={label}
        onKeyDown={press}
        onToggle={(event: Event) => setOpen((event as ToggleEvent).newState === "open")}
      >
        {open &&
          actions.map(({ id: action, text, run }) => (
            <button
              key={action}
              type="button"
              role="menuitem"
              class="ds-menu-item"
              tabIndex={-1}
              onClick={() => {
                close();
                run();
              }}
            >
              {text}
            </button>
          ))}
      </div>
    </>
  );
}

function items(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}
