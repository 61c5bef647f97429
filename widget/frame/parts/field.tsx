import type { ComponentChildren } from "preact";
import { type ControlProps, Field } from "../../../shared/ui/field";
import type { FieldError } from "../../../wasm/core.gen";
import { say, told } from "../speech";

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

/** A field of the form, with what the core says of it: what is wrong, or else what to enter and how much still fits. */
export function FormField({ name, label, optional = false, hint, problems, left, children }: Props) {
  const broken = problems.find((p) => p.field === name);
  const counted = left !== undefined && !broken && (
    <span class="left" data-over={left < 0}>
      {left < 0 ? say("widget.form.over", { count: -left }) : say("widget.form.left", { count: left })}
    </span>
  );
  return (
    <Field
      id={name}
      label={
        <>
          {label}
          {optional && <span class="optional"> {say("widget.form.optional")}</span>}
        </>
      }
      problem={broken ? told(broken.say) : ""}
      hint={broken ? "" : hint}
      aside={counted}
    >
      {children}
    </Field>
  );
}
