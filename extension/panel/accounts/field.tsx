import type { ComponentChildren } from "preact";
import { CircleAlert } from "../../../shared/ui/icons";

interface Props {
  id: string;
  label: string;
  type: "text" | "password";
  value: string;
  problem: string;
  disabled: boolean;
  placeholder?: string;
  children?: ComponentChildren;
  onType: (value: string) => void;
}

/** One line of text with its label, its hints and what is wrong with it. */
export function Field({ id, label, type, value, problem, disabled, placeholder, children, onType }: Props) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        name={id}
        class="ds-input"
        {...(type === "text" ? ({ type: "text", inputMode: "url" } as const) : ({ type: "password" } as const))}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder={placeholder}
        value={value}
        readOnly={disabled}
        aria-invalid={problem !== ""}
        aria-describedby={problem ? `${id}-problem ${id}-hint` : `${id}-hint`}
        onInput={(event) => onType(event.currentTarget.value)}
      />
      {problem && (
        <p class="ds-problem" id={`${id}-problem`}>
          <CircleAlert />
          {problem}
        </p>
      )}
      <div class="ds-hint" id={`${id}-hint`}>
        {children}
      </div>
    </div>
  );
}
