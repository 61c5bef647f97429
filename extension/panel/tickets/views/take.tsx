import "./take.css";
import { useState } from "preact/hooks";
import { Check, TriangleAlert } from "../../../../shared/ui/icons";
import { Dialog } from "../../../../shared/ui/dialog";
import { Field } from "../../../../shared/ui/field";
import type { TakenView } from "../../../../wasm/core.gen";
import { useDesk } from "../../context";
import { told } from "../../speech";
import type { State } from "../../state";
import { text } from "../../strings";

/** Shows what another Deskside has shared, what of it is not known here, and adds it. */
export function TakeViews({ state }: { state: State }) {
  const desk = useDesk();
  const { views } = text;
  const [pasted, setPasted] = useState(state.views.taking ?? "");
  const [refused, setRefused] = useState("");
  const read = pasted.trim() === "" ? null : desk.views.readable(pasted);
  const taken = read === null || typeof read === "string" ? [] : read.taken;
  const news = taken.filter((t) => !t.same).length;
  return (
    <Dialog heading={views.import} close={text.help.close} onClose={() => desk.views.taking(null)}>
      <form
        class="take-views"
        onSubmit={(event) => {
          event.preventDefault();
          if (taken.length > 0) void desk.views.take(pasted).then(setRefused);
        }}
      >
        <Field id="take-views" label={views.importLabel} problem={refused || (typeof read === "string" ? read : "")}>
          {(control) => (
            <textarea
              {...control}
              class="ds-input copy-text-field"
              autofocus={pasted === ""}
              rows={4}
              dir="ltr"
              spellcheck={false}
              value={pasted}
              onInput={(event) => {
                setPasted(event.currentTarget.value);
                setRefused("");
              }}
            />
          )}
        </Field>
        {taken.length > 0 && (
          <ul class="taken-views">
            {taken.map((one) => (
              <TakenItem key={one.tab.name} taken={one} />
            ))}
          </ul>
        )}
        <p class="save-view-actions">
          <button type="submit" class="ds-button" data-kind="primary" aria-disabled={news === 0} autofocus={pasted !== ""}>
            {views.importAdd(news)}
          </button>
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => desk.views.taking(null)}>
            {views.cancel}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

function TakenItem({ taken: { tab, called, same, lost } }: { taken: TakenView }) {
  const { views } = text;
  return (
    <li class="taken-view">
      <span class="arrange-name" dir="auto">
        {tab.name}
      </span>
      <code class="quiet" dir="auto">
        {tab.query}
      </code>
      {same && (
        <p class="taken-say">
          <Check />
          {views.importSame(tab.name)}
        </p>
      )}
      {called && <p class="taken-say">{views.importCalled(called)}</p>}
      {lost.length > 0 && (
        <div class="taken-say">
          <TriangleAlert />
          <div>
            <p>{views.importLost}</p>
            <ul>
              {lost.map((say) => (
                <li key={told(say)}>{told(say)}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </li>
  );
}
