import { Avatar } from "../../../shared/ui/avatar";
import { Field } from "../../../shared/ui/field";
import { Lock } from "../../../shared/ui/icons";
import type { FormPart, Person } from "../../../wasm/core.gen";
import { text } from "../strings";
import { picksOf } from "../ticket/controls";
import { Picker } from "../ticket/picker";
import { apiece, several, valueName } from "../ticket/values";
import type { Draft } from "./draft";
import { named } from "./words";

/** From how few characters left on they are counted. */
const NEAR = 30;

/** Parts that hold a line. */
const lines = new Set(["subject", "email", "name", "phone"]);

/** What a line of each is to browsers, where it is not any text. */
const kinds: Readonly<Record<string, { type: "email" } | { type: "tel" }>> = { email: { type: "email" }, phone: { type: "tel" } };

export function isTyped(part: FormPart): boolean {
  return lines.has(part.property);
}

/** What a part is called. */
export function titleOf({ property, title }: FormPart): string {
  return title || (named(property) ? text.created.part(property) : text.acts.property(property));
}

interface TypedProps {
  part: FormPart;
  value: string;
  problem: string;
  /** How many characters more there may be. */
  left: number | undefined;
  /** Whom the address belongs to; one without a number is nobody. */
  known: Person | null;
  onType: (value: string) => void;
  onLeave: () => void;
}

/** A part that is one line of text. */
export function Typed({ part, value, problem, left, known, onType, onLeave }: TypedProps) {
  const { property, required, either } = part;
  return (
    <Field
      id={`new-${property}`}
      label={required || either ? titleOf(part) : text.created.optional(titleOf(part))}
      problem={problem}
      hint={known && (known.id ? text.created.known(known.name || known.email) : text.created.unknown)}
      aside={left !== undefined && left <= NEAR && left >= 0 && value !== "" ? text.created.left(left) : ""}
    >
      {(control) => (
        <input
          {...control}
          class="ds-input"
          {...(kinds[property] ?? { type: "text" })}
          dir="auto"
          required={required}
          autocomplete="off"
          autocapitalize={property === "email" ? "off" : undefined}
          spellcheck={property === "subject"}
          value={value}
          onInput={(event) => onType(event.currentTarget.value)}
          onBlur={onLeave}
        />
      )}
    </Field>
  );
}

interface PartProps {
  part: FormPart;
  draft: Draft;
  problem: string;
  onPick: (value: string) => void;
}

/** A part that is chosen: its value is the button that chooses another. */
export function Part({ part, draft, problem, onPick }: PartProps) {
  const { property, kind, parent } = part;
  const above = parent ? Object.entries(draft.values).find(([p]) => p.endsWith(`/${parent}`))?.[1] : undefined;
  // What stands below another value in a nested list is chosen once that is.
  if (parent && !above) return null;
  const choices = above === undefined ? part.choices : part.choices.filter((c) => c.value === "" || c.under.includes(above));
  const value = draft.values[property] ?? part.default;
  const title = titleOf(part);
  if (property === "private") {
    return (
      <button type="button" class="control" data-property={property} aria-pressed={value !== ""} onClick={() => onPick(value ? "" : "1")}>
        <Lock />
        <span class="value">{value ? text.created.onlyAgents : text.created.everybody}</span>
      </button>
    );
  }
  if (kind === "checkbox" && choices.every((c) => !c.title)) {
    return (
      <label class="control" data-property={property}>
        <input type="checkbox" checked={value === "1"} onChange={() => onPick(value === "1" ? "" : "1")} />
        <span class="value" dir="auto">
          {title}
        </span>
      </label>
    );
  }
  const tags = property === "tags";
  const many = tags || kind === "checkbox";
  const free = kind === "text" || kind === "date";
  const chosen = many ? apiece(value) : [value];
  const shown = valueName(property, value, choices);
  return (
    <Picker
      property={property}
      waits={false}
      label={title}
      hint={text.acts.named(title, shown)}
      invalid={problem ? `new-${property}-problem` : ""}
      picks={free ? (value ? [{ value: "", name: text.acts.empty }] : []) : picksOf(property, choices, chosen)}
      chosen={chosen}
      several={many}
      free={tags ? "add" : free ? kind : undefined}
      typed={free ? value : ""}
      onPick={(picked) => onPick(!many ? picked : several(chosen.includes(picked) ? chosen.filter((one) => one !== picked) : [...chosen, picked]))}
    >
      <span class="quiet control-name" dir={part.title ? "auto" : undefined}>
        {title}
        {part.required && <span aria-hidden>*</span>}
      </span>
      {property === "assignee" && value !== "" && <Avatar name={shown} />}
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
