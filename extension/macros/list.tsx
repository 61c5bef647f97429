import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Pencil } from "../../shared/ui/icons";
import type { Row, ShowMacroResult } from "../../wasm/core.gen";
import { useDesk } from "../panel/context";
import { Does } from "./chips";
import { aboutOf, macrosOf } from "./keeping";
import { Said } from "./said";
import { say } from "./say";

interface Props {
  row: Row;
  /** Told what stands in the field then, "" for nothing. */
  onClose: (typed: string) => void;
  onTake: (shown: ShowMacroResult) => void;
}

/** The macros for a ticket, found by some letters; the one that Enter takes is shown as it will be. */
export function MacroList({ row, onClose, onTake }: Props) {
  const desk = useDesk();
  const macros = macrosOf(desk);
  const id = useId();
  const entry = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState("");
  const [among, setAmong] = useState(0);
  const kept = macros.kept.value;
  const found = macros.found(typed, row.account);
  const at = Math.min(among, found.length - 1);
  const chosen = found[at];
  const shown = chosen ? macros.shown(chosen, aboutOf(desk, row)) : null;
  useLayoutEffect(() => entry.current?.focus(), []);
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at, typed]);

  const take = () => {
    if (!chosen || !shown || shown.problems.length > 0) return;
    onTake(shown);
    void macros.use(chosen);
  };
  const press = (event: KeyboardEvent) => {
    // What is pressed in here is for nobody else.
    event.stopPropagation();
    if (event.isComposing) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (event.key === "Escape") onClose("");
    // Twice, it is the sign itself.
    else if (event.key === "/" && typed === "") onClose("/");
    else if (event.key === "Backspace" && typed === "") onClose("");
    else if (event.key === "Enter") take();
    else if (to !== undefined) setAmong((to + found.length) % Math.max(found.length, 1));
    else return;
    event.preventDefault();
  };
  return (
    <div class="macro-list" role="group" aria-label={say("macros.heading")} onKeyDown={press}>
      <div class="macro-find">
        <input
          class="ds-input"
          ref={entry}
          type="text"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={id}
          aria-activedescendant={chosen ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          aria-label={say("macros.find")}
          placeholder={say("macros.find_hint")}
          dir="auto"
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setAmong(0);
          }}
        />
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={say("macros.arrange")} title={say("macros.arrange")} onClick={() => desk.go("macros")}>
          <Pencil />
        </button>
      </div>
      {macros.unread.value && <p class="macro-none">{say("macros.unread")}</p>}
      {kept && kept.all.length === 0 && <p class="macro-none">{say("macros.none")}</p>}
      {kept && kept.all.length > 0 && found.length === 0 && <p class="macro-none">{say("macros.no_match", { typed })}</p>}
      {found.length > 0 && (
        <ul id={id} role="listbox" aria-label={say("macros.heading")} class="macro-found" ref={list}>
          {found.map((macro, i) => (
            <li
              key={macro.id}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === at}
              // The field keeps the focus; a second press takes what is shown.
              onPointerDown={(event) => {
                event.preventDefault();
                if (i === at) take();
                else setAmong(i);
              }}
            >
              <span dir="auto">{macro.name}</span>
            </li>
          ))}
        </ul>
      )}
      {shown && (
        <div class="macro-preview" aria-live="polite">
          {shown.problems.length > 0 ? (
            <p class="macro-none">{say("macros.broken")}</p>
          ) : (
            <>
              {shown.source !== "" && <Said source={shown.source} />}
              <Does row={row} doings={shown.doings} isPrivate={shown.private} lost={shown.lost} />
              <p class="macro-hint">
                <button type="button" class="ds-button" onClick={take}>
                  {say("macros.insert")}
                </button>
                <span class="quiet">{say("macros.keys")}</span>
              </p>
            </>
          )}
        </div>
      )}
    </div>
  );
}
