import "./link.css";
import { useState } from "preact/hooks";
import { Dialog } from "../dialog";
import { Field } from "../field";

export interface LinkWords {
  readonly heading: string;
  readonly close: string;
  /** Names of its fields: where it leads, and its words. */
  readonly address: string;
  readonly words: string;
  readonly put: string;
}

interface Props {
  words: LinkWords;
  /** What is selected in the field, which keeps its selection while this is open. */
  selected: string;
  /** How a link is put, with words where nothing is selected; else what is wrong with the address. */
  linking: (address: string, words: string) => (() => void) | string;
  onClose: () => void;
}

/** Asks where a link leads, and for its words where none are selected. */
export function LinkDialog({ words: { heading, close, address: where, words: what, put: insert }, selected, linking, onClose }: Props) {
  const text = selected.trim();
  const [address, setAddress] = useState(/^(?:https?:|mailto:|tel:|www\.)\S+$/.test(text) ? text : "");
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const put = linking(address, words);
    if (typeof put === "string") return setProblem(put);
    onClose();
    // Behind the dialog, which gives the focus back when it goes.
    setTimeout(put);
  };
  return (
    <Dialog heading={heading} close={close} onClose={onClose}>
      <form class="ds-linking" noValidate onSubmit={submit}>
        <Field id="link-address" label={where} problem={problem}>
          {(control) => <input {...control} class="ds-input" type="text" inputMode="url" autocomplete="off" autofocus value={address} onInput={(event) => setAddress(event.currentTarget.value)} />}
        </Field>
        {text === "" && (
          <Field id="link-words" label={what} problem="">
            {(control) => <input {...control} class="ds-input" type="text" autocomplete="off" dir="auto" value={words} onInput={(event) => setWords(event.currentTarget.value)} />}
          </Field>
        )}
        <button type="submit" class="ds-button" data-kind="primary">
          {insert}
        </button>
      </form>
    </Dialog>
  );
}
