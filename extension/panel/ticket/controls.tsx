import type { Choice, Control, Row } from "../../../wasm/core.gen";
import { Avatar } from "../../../shared/ui/avatar";
import { Lock, MessageSquare, Check } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { isOpener } from "../keys/commands";
import { text } from "../strings";
import { Mark } from "../tickets/mark";
import { Picker, type Pick } from "./picker";
import { apiece, flags, several, valueName, valueOf } from "./values";

/** What of a ticket can be changed: each value is the button that changes it. */
export function Controls({ row }: { row: Row }) {
  const desk = useDesk();
  const values = desk.acts.values(row);
  const read = desk.state.value.ticket.result?.row.key === row.key;
  const waits = new Set(desk.state.value.outbox.acts.filter((a) => a.row === row.key && a.state !== "sent").map((a) => a.property));
  return (
    <div class="controls" role="group" aria-label={text.acts.label}>
      {desk.acts.controls(row).map((control) => {
        const value = valueOf(values, control.property, read);
        const under = control.parent ? valueOf(values, `field/${control.parent}`, read) : undefined;
        if (value === undefined || under === "") return null;
        return <One key={control.property} row={row} control={control} value={value} under={under} waits={waits.has(control.property)} />;
      })}
    </div>
  );
}

interface Props {
  row: Row;
  control: Control;
  value: string;
  /** What the field above it in a nested list is. */
  under: string | undefined;
  /** It is not at the helpdesk yet. */
  waits: boolean;
}

function One({ row, control, value, under, waits }: Props) {
  const desk = useDesk();
  const { property, how, kind } = control;
  const choices = under === undefined ? control.choices : control.choices.filter((c) => c.value === "" || c.under.includes(under));
  const name = control.title || text.acts.property(property);
  const set = (want: string) => void desk.acts.set(row, property, want);
  if (kind === "checkbox" && choices.every((c) => !c.title)) {
    const ticked = value === "1";
    return (
      <label class="control" data-property={property} data-waiting={waits || undefined}>
        <input type="checkbox" checked={ticked} onChange={() => set(ticked ? "0" : "1")} />
        <span class="value" dir="auto">
          {name}
        </span>
      </label>
    );
  }
  if (flags.has(property)) {
    return (
      <button type="button" class="control" data-property={property} data-waiting={waits || undefined} aria-pressed={value !== ""} onClick={() => set(value ? "" : "1")}>
        {property === "locked" ? <Lock /> : property === "voted" ? <Check /> : <MessageSquare />}
        <span class="value">{value ? text.acts.is(property) : text.acts.make(property)}</span>
      </button>
    );
  }
  const shown = property === "status" && row.status.title ? row.status.title : property === "assignee" && row.assignee ? row.assignee : valueName(property, value, choices);
  const key = isOpener(property) ? desk.keys.shown(property) : "";
  const tags = property === "tags";
  const many = tags || kind === "checkbox";
  const typed = kind === "text" || kind === "date";
  const chosen = many ? apiece(value) : [value];
  return (
    <Picker
      property={property}
      waits={waits}
      label={name}
      hint={text.acts.hint(text.acts.named(name, shown), key)}
      picks={typed ? (value ? [{ value: "", name: text.acts.empty }] : []) : picksOf(property, choices, chosen)}
      chosen={chosen}
      several={many}
      free={tags ? "add" : typed ? kind : undefined}
      typed={typed ? value : ""}
      adds={how === "add"}
      onPick={(picked) => {
        if (!many) {
          if (picked !== value) set(picked);
        } else if (!chosen.includes(picked)) set(several([...chosen, picked]));
        else if (how !== "add") set(several(chosen.filter((one) => one !== picked)));
      }}
    >
      <span class="quiet control-name" data-plain={property === "status" || property === "assignee" || undefined} dir={control.title ? "auto" : undefined}>
        {name}
      </span>
      {property === "status" && <Mark state={row.status.state} />}
      {property === "assignee" && value !== "" && <Avatar name={row.assignee} />}
      {tags && value !== "" ? (
        <span class="value tags">
          {chosen.map((tag) => (
            <span key={tag} class="tag" dir="auto">
              {tag}
            </span>
          ))}
        </span>
      ) : (
        <span class="value" dir="auto">
          {shown}
        </span>
      )}
    </Picker>
  );
}

/** The choices with their names; what is chosen and not among them comes first. */
export function picksOf(property: string, choices: readonly Choice[], chosen: readonly string[]): Pick[] {
  const picks = choices.map((c) => ({
    value: c.value,
    name: valueName(property, c.value, choices),
    ...(property === "status" ? { mark: <Mark state={c.state} /> } : property === "assignee" && c.value ? { mark: <Avatar name={c.title} /> } : {}),
  }));
  if (property !== "tags") return picks;
  const known = new Set(choices.map((c) => c.value));
  return [...chosen.filter((one) => !known.has(one)).map((one) => ({ value: one, name: one })), ...picks];
}
