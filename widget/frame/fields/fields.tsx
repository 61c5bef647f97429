import "./fields.css";
import { render } from "preact";
import { Field } from "../../../shared/ui/field";
import type { FieldError, FormField, PostField } from "../../../wasm/core.gen";
import { formOf } from "../session/form";
import type { Frame, Part } from "../details/details";
import { Filled } from "./filled";

export interface Fields {
  /** Those that the site offers, none before they are known. */
  readonly offered: readonly FormField[];
  /** Asks for them, once; settles when they are known, or cannot be had. */
  know(): Promise<void>;
  draw(place: Element, shown: Part): void;
}

/** The installation's own fields, and tags: what a form asks for beside its words. */
export function openFields(frame: Frame, changed: () => void): Fields {
  const { core, portal, session, say, told } = frame;
  let offered: readonly FormField[] = [];
  /** How often something had been refused when it was last drawn, by place. */
  const led = new WeakMap<Element, number>();
  let known: Promise<void> | undefined;
  const ask = () =>
    core.run("form.fields", { portal }).then(
      ({ fields }) => {
        offered = fields;
        changed();
      },
      () => undefined, // The form does without them, and the helpdesk says what it misses.
    );
  const problemOf = (problems: readonly FieldError[], name: string) => {
    const broken = problems.find((p) => p.field === name);
    return broken ? told(broken.say) : "";
  };
  return {
    get offered() {
      return offered;
    },
    know: () => (known ??= ask()),
    draw(place, { choice, form: { draft, handing: locked, problems, refusals } }) {
      known ??= ask();
      const fill = (id: number, values: readonly string[], list: boolean) => {
        const others = formOf(session.state, choice).draft.fields.filter((f) => f.id !== id);
        const fields: readonly PostField[] = values.length > 0 ? [...others, { id, values, list }].sort((a, b) => a.id - b.id) : others;
        session.edit(choice, { fields });
      };
      render(
        <div class="fields">
          {offered.map((field) => (
            <Filled
              key={field.id}
              field={field}
              values={draft.fields.find((f) => f.id === field.id)?.values ?? []}
              locked={locked}
              problem={problemOf(problems, `property_${field.id}`)}
              say={say}
              onFill={(values) => fill(field.id, values, field.kind === "several")}
            />
          ))}
          <Field id="tags" label={<>{say("widget.form.tags")} <span class="optional">{say("widget.form.optional")}</span></>} problem={problemOf(problems, "tags")} hint={say("widget.form.tags_hint")}>
            {(control) => <input {...control} class="ds-input" dir="auto" readOnly={locked} value={draft.tags} onInput={({ currentTarget }) => session.edit(choice, { tags: currentTarget.value })} />}
          </Field>
        </div>,
        place,
      );
      // What was refused elsewhere is known before this is drawn for the first time.
      const wrong = place.closest("form")?.querySelector<HTMLElement>("[aria-invalid=true]");
      if (refusals > (led.get(place) ?? 0) && wrong && place.contains(wrong)) wrong.focus();
      led.set(place, refusals);
    },
  };
}
