import "./save.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "../../../../shared/ui/dialog";
import { Field } from "../../../../shared/ui/field";
import { useDesk } from "../../context";
import type { State } from "../../state";
import { text } from "../../strings";

/** Asks what the present filter is to be called. */
export function SaveView({ state }: { state: State }) {
  const desk = useDesk();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  useEffect(() => field.current?.focus(), []);
  const same = name.trim().toLowerCase();
  const replaces = state.views.all.some((v) => v.id === "" && v.name.toLowerCase() === same);
  const { views } = text;
  return (
    <Dialog heading={views.saveHeading} close={text.help.close} onClose={() => desk.views.saving(false)}>
      <form
        class="save-view"
        onSubmit={(event) => {
          event.preventDefault();
          void desk.views.save(name).then(setProblem);
        }}
      >
        <Field id="view-name" label={views.name} problem={problem}>
          {(control) => (
            <input
              {...control}
              class="ds-input"
              type="text"
              autocomplete="off"
              dir="auto"
              ref={field}
              value={name}
              onInput={(event) => {
                setName(event.currentTarget.value);
                setProblem("");
              }}
            />
          )}
        </Field>
        <dl class="save-view-what">
          <dt>{views.filter}</dt>
          <dd>
            <code dir="auto">{state.list.query}</code>
          </dd>
          {state.looks.by !== "" && (
            <>
              <dt>{text.groups.options}</dt>
              <dd>{text.groups.by[state.looks.by]}</dd>
            </>
          )}
        </dl>
        {replaces && (
          <p class="quiet" role="status">
            {views.replaces}
          </p>
        )}
        <p class="save-view-actions">
          <button type="submit" class="ds-button" data-kind="primary">
            {replaces ? views.replace : views.saveButton}
          </button>
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => desk.views.saving(false)}>
            {views.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
