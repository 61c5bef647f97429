import type { ComponentChildren } from "preact";
import { CircleAlert } from "../../../shared/ui/icons";
import type { FieldError } from "../../../wasm/core.gen";
import { say, told } from "../speech";

/** What a control needs to belong to its field. */
export interface ControlProps {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string;
}

interface Props {
  /** The field's name as the core calls it, also the control's id. */
  name: string;
  label: string;
  optional?: boolean;
  hint?: string;
  problems: readonly FieldError[];
  /** How many characters still fit, when they are few. */
  left?: number | undefined;
  children: (control: ControlProps) => ComponentChildren;
}

/** A labelled control with what is to be said about it. */
export function Field({ name, label, optional = false, hint, problems, left, children }: Props) {
  const broken = problems.find((p) => p.field === name);
  const problem = broken && told(broken.say);
  const counted = left !== undefined && !problem;
  const parts = [hint && "hint", problem && "problem", counted && "left"].filter(Boolean);
  return (
    <div class="ds-field field">
      <label class="ds-label" for={name}>
        {label}
        {optional && <span class="optional"> {say("widget.form.optional")}</span>}
      </label>
      {children({ id: name, "aria-invalid": problem !== undefined, "aria-describedby": parts.map((p) => `${name}-${p}`).join(" ") })}
      {(problem || hint || counted) && (
        <div class="below">
          {problem ? (
            <p class="ds-problem" id={`${name}-problem`}>
              <CircleAlert />
              {problem}
            </p>
          ) : (
            <p class="ds-hint" id={`${name}-hint`}>
              {hint}
            </p>
          )}
          {counted && (
            <p class="left" id={`${name}-left`} data-over={left < 0}>
              {left < 0 ? say("widget.form.over", { count: -left }) : say("widget.form.left", { count: left })}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
