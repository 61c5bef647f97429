import type { ComponentChildren } from "preact";
import { CircleAlert } from "./icons";

/** What a control needs to belong to its field. */
export interface ControlProps {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string;
}

interface Props {
  /** Also the control's id. */
  id: string;
  label: ComponentChildren;
  /** What is wrong with what was entered, "" for nothing. */
  problem: string;
  /** What to enter. */
  hint?: ComponentChildren;
  /** What is counted or shown beside it. */
  aside?: ComponentChildren;
  children: (control: ControlProps) => ComponentChildren;
}

/** A labelled control with what is to be said about it. */
export function Field({ id, label, problem, hint, aside, children }: Props) {
  const parts = [problem && "problem", hint && "hint", aside && "aside"].filter(Boolean);
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>
        {label}
      </label>
      {children({ id, "aria-invalid": problem !== "", "aria-describedby": parts.map((part) => `${id}-${part}`).join(" ") })}
      {problem && <Wrong id={`${id}-problem`}>{problem}</Wrong>}
      {hint && (
        <div class="ds-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {aside && (
        <div class="ds-aside" id={`${id}-aside`}>
          {aside}
        </div>
      )}
    </div>
  );
}

/** What is wrong, at the place where it can be mended. */
export function Wrong({ id, children }: { id?: string; children: ComponentChildren }) {
  return (
    <p class="ds-problem" id={id} role={id ? undefined : "alert"}>
      <CircleAlert />
      {children}
    </p>
  );
}
