import type { ComponentChildren } from "preact";
import { type ControlProps, Field, Wrong } from "../../../shared/ui/field";
import type { FormField } from "../../../wasm/core.gen";
import type { say } from "../speech";

interface Props {
  field: FormField;
  values: readonly string[];
  locked: boolean;
  /** What is wrong with it, "" for nothing. */
  problem: string;
  say: typeof say;
  onFill: (values: readonly string[]) => void;
}

/** One of the installation's own fields, by what it holds. */
export function Filled({ field, values, locked, problem, say, onFill }: Props) {
  const { kind, about, choices } = field;
  const id = `property_${field.id}`;
  const label: ComponentChildren = (
    <>
      <span dir="auto">{field.label}</span>
      {!field.required && <span class="optional"> {say("widget.form.optional")}</span>}
    </>
  );
  const one = (text: string) => onFill(text === "" ? [] : [text]);
  const [value = ""] = values;

  if (kind === "several") {
    const described = [problem && `${id}-problem`, about && `${id}-hint`].filter(Boolean).join(" ");
    return (
      <fieldset class="ds-field fields-several" aria-describedby={described}>
        <legend class="ds-label">{label}</legend>
        {choices.map((choice, i) => (
          <label key={choice.value} class="fields-box">
            <input
              type="checkbox"
              // Whoever is led to what is wrong begins with the first.
              aria-invalid={problem !== "" && i === 0}
              disabled={locked}
              checked={values.includes(choice.value)}
              onChange={({ currentTarget }) => onFill(choices.map((c) => c.value).filter((v) => (v === choice.value ? currentTarget.checked : values.includes(v))))}
            />
            <span dir="auto">{choice.title}</span>
          </label>
        ))}
        {problem && <Wrong id={`${id}-problem`}>{problem}</Wrong>}
        {about && (
          <div class="ds-hint" id={`${id}-hint`}>
            <span dir="auto">{about}</span>
          </div>
        )}
      </fieldset>
    );
  }
  if (kind === "box") {
    return (
      <div class="ds-field">
        <label class="fields-box">
          <input type="checkbox" id={id} aria-invalid={problem !== ""} disabled={locked} checked={value !== ""} onChange={({ currentTarget }) => one(currentTarget.checked ? "1" : "")} />
          <span>{label}</span>
        </label>
        {problem && <Wrong>{problem}</Wrong>}
        {about && (
          <div class="ds-hint">
            <span dir="auto">{about}</span>
          </div>
        )}
      </div>
    );
  }
  const control = (props: ControlProps) => {
    const typed = { ...props, "aria-required": field.required, dir: "auto", readOnly: locked, value } as const;
    switch (kind) {
      case "area":
        return <textarea {...typed} class="ds-textarea" rows={3} onInput={({ currentTarget }) => one(currentTarget.value)} />;
      case "one":
        return (
          <select {...props} class="ds-select" aria-required={field.required} disabled={locked} value={value} onChange={({ currentTarget }) => one(currentTarget.value)}>
            <option value="">{field.required ? say("widget.form.choose") : say("widget.form.unchosen")}</option>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.title}
              </option>
            ))}
          </select>
        );
      case "day":
        return <input {...typed} type="date" class="ds-input" onInput={({ currentTarget }) => one(currentTarget.value)} />;
      case "":
      case "line":
      case "number":
        return <input {...typed} inputMode={kind === "number" ? "decimal" : "text"} class="ds-input" onInput={({ currentTarget }) => one(currentTarget.value)} />;
    }
  };
  return (
    <Field id={id} label={label} problem={problem} hint={about && <span dir="auto">{about}</span>}>
      {control}
    </Field>
  );
}
