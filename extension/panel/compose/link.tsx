import { useState } from "preact/hooks";
import { Dialog } from "../../../shared/ui/dialog";
import { Field } from "../../../shared/ui/field";
import { useDesk } from "../context";
import { text } from "../strings";
import { empty } from "./draft";
import { apply } from "./field";

interface Props {
  /** The field as it was when the dialog opened: it keeps its selection. */
  field: HTMLTextAreaElement;
  onClose: () => void;
}

/** Asks where a link leads, and for its words where none are selected. */
export function LinkDialog({ field, onClose }: Props) {
  const { compose } = useDesk();
  const selected = field.value.slice(field.selectionStart, field.selectionEnd).trim();
  const [address, setAddress] = useState(/^(?:https?:|mailto:|tel:|www\.)\S+$/.test(selected) ? selected : "");
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const result = compose.linked({ ...empty, text: field.value, start: field.selectionStart, end: field.selectionEnd }, address, words);
    if (typeof result === "string") return setProblem(result);
    onClose();
    // Behind the dialog, which gives the focus back when it goes.
    setTimeout(() => apply(field, result));
  };
  return (
    <Dialog heading={text.compose.formats.link} close={text.help.close} onClose={onClose}>
      <form class="composer-link" onSubmit={submit}>
        <Field id="composer-address" label={text.compose.linkAddress} problem={problem}>
          {(control) => <input {...control} class="ds-input" type="text" inputMode="url" autocomplete="off" autofocus value={address} onInput={(event) => setAddress(event.currentTarget.value)} />}
        </Field>
        {selected === "" && (
          <Field id="composer-words" label={text.compose.linkWords} problem="">
            {(control) => <input {...control} class="ds-input" type="text" autocomplete="off" value={words} onInput={(event) => setWords(event.currentTarget.value)} />}
          </Field>
        )}
        <button type="submit" class="ds-button" data-kind="primary">
          {text.compose.linkPut}
        </button>
      </form>
    </Dialog>
  );
}
