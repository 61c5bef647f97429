import "./help.css";
import { useState } from "preact/hooks";
import { Dialog } from "../../../shared/ui/dialog";
import { TriangleAlert, Undo2 } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { chordFor, isFree } from "../keys/bindings";
import { chordOf, keysIn } from "../keys/chords";
import type { Keyed } from "../keys/commands";
import { text } from "../strings";
import { groups } from "./groups";
import { nameOf, say } from "./say";

/** The keys, each of which can be made another, and the filter language. */
export function Help() {
  const desk = useDesk();
  const changes = desk.keys.changes.value;
  const [taking, take] = useState<Keyed | null>(null);
  const [told, tell] = useState<{ of: Keyed; sentence: string } | null>(null);
  const changed = !changes.letters || Object.keys(changes.own).length > 0;
  const give = (command: Keyed, chord: string) => {
    take(null);
    const from = desk.keys.give(command, chord);
    tell(from ? { of: command, sentence: say("keyboard.taken", { key: keysIn(chord).join("+"), command: nameOf(from) }) } : null);
  };
  return (
    <Dialog heading={text.help.heading} close={text.help.close} onClose={() => desk.hide("help")}>
      <div class="help">
        <h3>{say("keyboard.heading")}</h3>
        <label class="help-letters">
          <input type="checkbox" checked={changes.letters} onChange={(event) => desk.keys.letters(event.currentTarget.checked)} aria-describedby="help-letters-hint" />
          {say("keyboard.letters")}
        </label>
        <p class="quiet" id="help-letters-hint">
          {say("keyboard.letters_hint")}
        </p>
        {groups.map(([group, commands]) => (
          <section key={group} aria-labelledby={`help-${group}`}>
            <h4 id={`help-${group}`}>{say("keyboard.group", { group })}</h4>
            <ul class="help-keys">
              {commands.map((command) => (
                <Command
                  key={command}
                  command={command}
                  taking={taking === command}
                  told={told?.of === command ? told.sentence : ""}
                  onTake={(on) => {
                    tell(null);
                    take(on ? command : null);
                  }}
                  onGive={(chord) => give(command, chord)}
                  onRefuse={(chord) => tell({ of: command, sentence: say("keyboard.refused", { key: keysIn(chord).join("+") }) })}
                />
              ))}
            </ul>
          </section>
        ))}
        {changed && (
          <button
            type="button"
            class="ds-button help-reset"
            onClick={() => {
              tell(null);
              desk.keys.reset();
            }}
          >
            <Undo2 />
            {say("keyboard.reset")}
          </button>
        )}
        <h4>{say("keyboard.stays")}</h4>
        <dl>
          {fixed().map(([keys, what]) => (
            <div key={what}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <h3>{say("keyboard.filter")}</h3>
        <dl>
          {terms().map(([term, what]) => (
            <div key={term}>
              <dt>
                <code>{term}</code>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}

interface CommandProps {
  command: Keyed;
  /** The next stroke becomes its key. */
  taking: boolean;
  /** What has come of a stroke, "" for nothing to say. */
  told: string;
  onTake: (on: boolean) => void;
  onGive: (chord: string) => void;
  onRefuse: (chord: string) => void;
}

/** A command and its key, which is a button that takes another one. */
function Command({ command, taking, told, onTake, onGive, onRefuse }: CommandProps) {
  const desk = useDesk();
  const chord = chordFor(desk.keys.bindings.value, command);
  const name = nameOf(command);
  const press = (event: KeyboardEvent) => {
    if (!taking || event.key === "Tab") return;
    // The dialog would be closed by it.
    event.preventDefault();
    event.stopPropagation();
    const stroke = chordOf(event);
    if (event.key === "Escape") onTake(false);
    else if (event.key === "Backspace" || event.key === "Delete") onGive("");
    else if (isFree(stroke)) onGive(stroke);
    // A key that is held beside others is no stroke yet.
    else if (stroke !== "") onRefuse(stroke);
  };
  return (
    <li>
      <span>{name}</span>
      <button
        type="button"
        class="help-key"
        aria-pressed={taking}
        data-command={command}
        onClick={() => onTake(!taking)}
        onKeyDown={press}
        onBlur={() => taking && onTake(false)}
      >
        {!taking && <span class="ds-hidden">{say("keyboard.change", { command: name })} </span>}
        {taking ? <span class="help-press">{say("keyboard.press")}</span> : chord ? keysIn(chord).map((key) => <kbd key={key}>{key}</kbd>) : <span class="quiet">{say("keyboard.none")}</span>}
      </button>
      <p class="help-told" role="status">
        {taking && !told && <span class="quiet">{say("keyboard.press_hint")}</span>}
        {told && (
          <>
            <TriangleAlert />
            {told}
          </>
        )}
      </p>
    </li>
  );
}

/** Keys that are everybody's. */
function fixed(): readonly (readonly [readonly string[], string])[] {
  return [
    [["↑", "↓"], say("keyboard.move")],
    [["Shift", "↑", "↓"], say("keyboard.range")],
    [["Enter"], say("keyboard.open")],
    [["Esc"], say("keyboard.back")],
    [["1", "–", "9"], say("keyboard.views")],
  ];
}

function terms(): readonly (readonly [string, string])[] {
  return [
    ["status:open,pending", say("keyboard.filter.status")],
    ["assignee:me", say("keyboard.filter.assignee")],
    ["-tag:spam", say("keyboard.filter.not")],
    ["priority>=urgent", say("keyboard.filter.priority")],
    ["updated:>-7d", say("keyboard.filter.updated")],
    ["sla<2h", say("keyboard.filter.sla")],
    ["in:usedesk", say("keyboard.filter.in")],
    ["is:unread", say("keyboard.filter.is")],
    [say("keyboard.filter.phrase"), say("keyboard.filter.phrase_hint")],
    ["(tag:vip or group:billing)", say("keyboard.filter.group")],
    ["sort:created-desc", say("keyboard.filter.sort")],
  ];
}
