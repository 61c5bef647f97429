import "./palette.css";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Search } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { chordFor } from "../keys/bindings";
import { keysIn } from "../keys/chords";
import type { State } from "../state";
import { choose, chosenLately, found, type Found } from "./finding";
import { type Item, itemsOf } from "./items";
import { say } from "./say";

interface Props {
  state: State;
  wide: boolean;
}

const LIST = "palette-list";

/** All that can be done, by name: typed, chosen and done without leaving the keyboard. */
export function Palette({ state, wide }: Props) {
  const desk = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, type] = useState("");
  const [active, move] = useState(0);
  // What is there when it is opened: nothing moves below the keyboard.
  const items = useMemo(() => itemsOf(desk, state, wide), []);
  const lately = useMemo(chosenLately, []);
  const offers = useMemo(() => offered(items, typed, lately), [typed]);

  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useLayoutEffect(() => list.current?.children[active]?.scrollIntoView({ block: "nearest" }), [active, typed]);

  function offered(all: readonly Item[], words: string, before: readonly string[]): readonly Found[] {
    const some = found(all, words, before);
    if (words.trim() === "" || state.accounts.length === 0) return some;
    const name = say("keyboard.palette.filter", { words: words.trim() });
    const filter: Item = {
      id: "filter",
      name,
      typed: true,
      run: () => {
        desk.go("tickets");
        void desk.tickets.choose(words.trim());
      },
    };
    return [...some, { item: filter, name: [{ text: name, found: false }] }];
  }

  const run = (item: Item | undefined) => {
    if (!item) return;
    choose(item);
    desk.show("");
    // Once the keyboard is back where it was: what opens a menu takes it from there.
    requestAnimationFrame(() => item.run());
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const last = offers.length - 1;
    const to = { ArrowDown: active === last ? 0 : active + 1, ArrowUp: active === 0 ? last : active - 1, PageDown: Math.min(active + 8, last), PageUp: Math.max(active - 8, 0) }[event.key];
    if (to !== undefined) move(Math.max(to, 0));
    else if (event.key === "Enter") run(offers[active]?.item);
    else if (event.key === "k" && (event.ctrlKey || event.metaKey)) desk.show("");
    else return;
    event.preventDefault();
  };
  return (
    <dialog class="ds-dialog palette" ref={dialog} aria-label={say("keyboard.command.palette")} onClose={() => desk.hide("palette")} onClick={(event) => event.target === dialog.current && desk.show("")}>
      <div class="palette-field">
        <Search />
        <input
          class="ds-input"
          type="text"
          role="combobox"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          dir="auto"
          autofocus
          aria-label={say("keyboard.palette.label")}
          placeholder={say("keyboard.palette.label")}
          aria-autocomplete="list"
          aria-expanded
          aria-controls={LIST}
          aria-activedescendant={offers[active] ? `${LIST}-${active}` : undefined}
          value={typed}
          onInput={(event) => {
            type(event.currentTarget.value);
            move(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div class="palette-list" id={LIST} ref={list} role="listbox" aria-label={say("keyboard.command.palette")}>
        {offers.map(({ item, name }, i) => (
          <Offer key={item.id} item={item} name={name} index={i} active={i === active} onRun={run} onPoint={() => move(i)} />
        ))}
      </div>
      <p class={offers.length > 0 ? "ds-hidden" : "palette-none"} role="status">
        {offers.length > 0 ? say("keyboard.palette.found", { count: offers.length }) : say("keyboard.palette.none")}
      </p>
    </dialog>
  );
}

interface OfferProps {
  item: Item;
  name: Found["name"];
  index: number;
  active: boolean;
  onRun: (item: Item) => void;
  onPoint: () => void;
}

function Offer({ item, name, index, active, onRun, onPoint }: OfferProps) {
  const desk = useDesk();
  const keys = item.command ? keysIn(chordFor(desk.keys.bindings.value, item.command)) : [];
  return (
    <div
      id={`${LIST}-${index}`}
      class="palette-item"
      role="option"
      aria-selected={active}
      // The field keeps the keyboard.
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={() => active || onPoint()}
      onClick={() => onRun(item)}
    >
      <span class="palette-name" dir="auto">
        {name.map((part, i) => (part.found ? <mark key={i}>{part.text}</mark> : part.text))}
      </span>
      {keys.length > 0 && (
        <span class="palette-keys" aria-hidden>
          {keys.map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </span>
      )}
    </div>
  );
}
