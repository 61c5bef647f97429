import { useState } from "preact/hooks";
import { Dialog } from "../../../shared/ui/dialog";
import { Field } from "../../../shared/ui/field";
import { text } from "../strings";
import type { Writer } from "./writer";

interface Props {
  /** Keeps its selection while the dialog is open. */
  writer: Writer;
  onClose: () => void;
}

/** Asks where a link leads, and for its words where none are selected. */
export function LinkDialog({ writer, onClose }: Props) {
  const selected = writer.selected().trim();
  const [address, setAddress] = useState(/^(?:https?:|mailto:|tel:|www\.)\S+$/.test(selected) ? selected : "");
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const put = writer.linking(address, words);
    if (typeof put === "string") return setProblem(put);
    onClose();
    // Behind the dialog, which gives the focus back when it goes.
    setTimeout(put);
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
