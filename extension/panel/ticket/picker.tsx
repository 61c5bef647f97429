// A button that shows a value, and a list over everything from which another is
// chosen: by pointer, by arrows, or by typing some letters of it.

import "./picker.css";
import { autoUpdate, computePosition, flip, offset, shift, size } from "@floating-ui/dom";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Check, Plus } from "../../../shared/ui/icons";
import { text } from "../strings";

export interface Pick {
  value: string;
  name: string;
  /** Stands before the name. */
  mark?: ComponentChildren;
  /** Stands behind the name, "" for nothing. */
  aside?: string;
}

interface Props {
  property: string;
  /** What it shows is not at the helpdesk yet. */
  waits: boolean;
  /** What is chosen, for the list's name; the button's is what it shows. */
  label: string;
  hint: string;
  children: ComponentChildren;
  picks: readonly Pick[];
  chosen: readonly string[];
  /** Several can be chosen: the list stays open. */
  several?: boolean;
  /** What is typed can be chosen, too: a name beside the others, or the value itself. */
  free?: "add" | "text" | "date" | undefined;
  /** What stands in the field at first. */
  typed?: string;
  /** What is chosen cannot be taken away. */
  adds?: boolean;
  /** The id of what is said to be wrong with it, "" for nothing. */
  invalid?: string;
  onPick: (value: string) => void;
}

export function Picker({ property, waits, label, hint, children, picks, chosen, several = false, free, typed: first = "", adds = false, invalid = "", onPick }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const entry = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(first);
  const [at, setAt] = useState(0);
  const word = typed.trim();
  const found = free === "add" || !free ? matching(picks, typed) : [];
  if (free === "add" && word && !picks.some((p) => p.value === word)) found.push({ value: word, name: text.acts.add(word), mark: <Plus /> });
  if (free === "text" || free === "date") found.push(...(word && word !== first ? [{ value: word, name: text.acts.give(word) }] : []), ...picks);

  useLayoutEffect(() => {
    const [anchor, floating] = [button.current, sheet.current];
    if (!open || !anchor || !floating) return;
    setAt(Math.max(0, picks.findIndex((p) => chosen.includes(p.value))));
    const place = async () => {
      const { x, y } = await computePosition(anchor, floating, {
        strategy: "fixed",
        placement: "bottom-start",
        middleware: [
          offset(4),
          flip({ padding: 4 }),
          shift({ padding: 4 }),
          size({ padding: 4, apply: ({ availableHeight }) => void (floating.style.maxBlockSize = `${Math.min(availableHeight, 360)}px`) }),
        ],
      });
      Object.assign(floating.style, { left: `${x}px`, top: `${y}px`, visibility: "visible" });
    };
    // A place that cannot be computed leaves the list where the browser puts it.
    const stop = autoUpdate(anchor, floating, () => void place().catch(() => (floating.style.visibility = "visible")));
    floating.style.visibility = "visible";
    entry.current?.focus();
    return stop;
  }, [open]);
  useEffect(() => {
    sheet.current?.querySelector(`[id="${id}-${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at, open]);

  const close = () => {
    // Browsers tell of closing and opening at once as one thing.
    setOpen(false);
    sheet.current?.hidePopover();
    button.current?.focus();
  };
  const pick = (one: Pick | undefined) => {
    if (!one || (adds && chosen.includes(one.value))) return;
    if (!several) close();
    setTyped(several ? "" : first);
    onPick(one.value);
  };
  const press = (event: KeyboardEvent) => {
    // What is pressed in here is for nobody else.
    event.stopPropagation();
    if (event.isComposing) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key === "Enter") pick(found[at]);
    else if (to !== undefined) setAt((to + found.length) % Math.max(found.length, 1));
    else return;
    if (event.key !== "Tab") event.preventDefault();
  };
  const active = found[at] ? `${id}-${at}` : undefined;
  return (
    <>
      <button type="button" class="control" data-property={property} data-waiting={waits || undefined} ref={button} popovertarget={id} aria-haspopup="listbox" aria-expanded={open} aria-invalid={invalid ? true : undefined} aria-describedby={invalid || undefined} title={hint}>
        {children}
      </button>
      <div
        class="ds-menu picker"
        id={id}
        ref={sheet}
        popover="auto"
        onToggle={(event: Event) => {
          setOpen((event as ToggleEvent).newState === "open");
          setTyped(first);
        }}
      >
        {open && (
          <input
            type="text"
            class="picker-field"
            role="combobox"
            aria-expanded="true"
            aria-label={label}
            placeholder={free === "add" ? text.acts.filterOrAdd : free === "date" ? "2026-05-31" : free ? "" : text.acts.filter}
            autocomplete="off"
            spellcheck={false}
            value={typed}
            ref={entry}
            aria-controls={`${id}-list`}
            aria-activedescendant={active}
            onKeyDown={press}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
          />
        )}
        {open && (
          <div class="picker-list" role="listbox" id={`${id}-list`} aria-label={label} aria-multiselectable={several || undefined}>
            {found.map((one, i) => (
              <div
                key={one.value}
                id={`${id}-${i}`}
                role="option"
                class="ds-menu-item picker-item"
                aria-selected={chosen.includes(one.value)}
                data-active={i === at || undefined}
                onPointerMove={() => setAt(i)}
                onClick={() => pick(one)}
              >
                {one.mark}
                <span class="picker-name" dir="auto">
                  {one.name}
                </span>
                {one.aside && <span class="quiet">{one.aside}</span>}
                {chosen.includes(one.value) && <Check />}
              </div>
            ))}
          </div>
        )}
        {open && found.length === 0 && !free && <p class="picker-none">{picks.length === 0 ? text.acts.unread : text.acts.nothing}</p>}
      </div>
    </>
  );
}

/** Those in which a word begins with what was typed, then those that hold it. */
function matching(picks: readonly Pick[], typed: string): Pick[] {
  const wanted = fold(typed.trim());
  if (!wanted) return [...picks];
  const begins = picks.filter((p) => fold(p.name).split(/\s+/).some((word) => word.startsWith(wanted)) || fold(p.name).startsWith(wanted));
  return [...begins, ...picks.filter((p) => !begins.includes(p) && fold(p.name).includes(wanted))];
}

function fold(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
