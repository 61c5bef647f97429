import type { ComponentChildren } from "preact";
import { Field } from "../../../shared/ui/field";

interface Props {
  id: string;
  label: string;
  type: "text" | "email" | "password";
  value: string;
  problem: string;
  disabled: boolean;
  /** What to enter. */
  children?: ComponentChildren;
  onType: (value: string) => void;
}

/** What a field of each type says to browsers. */
const kinds = {
  text: { type: "text", inputMode: "url" },
  email: { type: "email" },
  password: { type: "password" },
} as const;

/** One line of text of an account. */
export function Line({ id, label, type, value, problem, disabled, children, onType }: Props) {
  return (
    <Field id={id} label={label} problem={problem} hint={children}>
      {(control) => (
        <input
          {...control}
          name={id}
          class="ds-input"
          {...kinds[type]}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={value}
          readOnly={disabled}
          onInput={(event) => onType(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
