import { useState } from "preact/hooks";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { Check, Download, TriangleAlert } from "../../shared/ui/icons";
import type { TakenMacro } from "../../wasm/core.gen";
import { useDesk } from "../panel/context";
import { text } from "../panel/strings";
import { CopyText } from "../panel/tickets/views/copy";
import { macrosOf } from "./keeping";
import { say, told } from "./say";

/** The largest file that is read, bytes: more than any that is written. */
const LARGEST = 8_000_000;

/** All macros as text, to be copied or kept as a file. */
export function Export({ value }: { value: string }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([value], { type: "text/plain" }));
    Object.assign(document.createElement("a"), { href: url, download: "deskside-macros.txt" }).click();
    // The browser has taken it by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return (
    <div class="macro-export">
      <CopyText id="macro-export" label={say("macros.export_label")} hint={say("macros.export_hint")} value={value} lines={8} />
      <button type="button" class="ds-button" onClick={save}>
        <Download />
        {say("macros.save_file")}
      </button>
    </div>
  );
}

/** Shows what another Deskside has shared, what of it is not known here, and adds it. */
export function TakeMacros({ onClose }: { onClose: () => void }) {
  const macros = macrosOf(useDesk());
  const [pasted, setPasted] = useState("");
  const [refused, setRefused] = useState("");
  const read = pasted.trim() === "" ? null : macros.readable(pasted);
  const taken = read === null || typeof read === "string" ? [] : read.taken;
  const news = taken.filter((t) => !t.same).length;
  const open = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST) return setRefused(say("macros.file_large"));
    try {
      setPasted(await file.text());
      setRefused("");
    } catch {
      setRefused(say("macros.file_unread"));
    }
  };
  return (
    <Dialog heading={say("macros.import")} close={text.help.close} onClose={onClose}>
      <form
        class="macro-take"
        onSubmit={(event) => {
          event.preventDefault();
          if (taken.length > 0) void macros.take(pasted).then((wrong) => (wrong === "" ? onClose() : setRefused(wrong)));
        }}
      >
        <Field id="macro-take" label={say("macros.import_label")} problem={refused || (typeof read === "string" ? read : "")}>
          {(control) => (
            <textarea
              {...control}
              class="ds-input copy-text-field"
              autofocus
              rows={5}
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
        <label class="ds-field">
          <span class="ds-label">{say("macros.from_file")}</span>
          <input type="file" accept=".txt,text/plain" onChange={(event) => void open(event.currentTarget.files?.[0])} />
        </label>
        {taken.length > 0 && (
          <ul class="macro-taken">
            {taken.map((one) => (
              <Taken key={one.macro.id || one.macro.name} taken={one} />
            ))}
          </ul>
        )}
        <p class="macro-tools">
          <button type="submit" class="ds-button" data-kind="primary" aria-disabled={news === 0}>
            {say("macros.import_add", { count: news })}
          </button>
          <button type="button" class="ds-button" data-kind="quiet" onClick={onClose}>
            {say("macros.cancel")}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

function Taken({ taken: { macro, called, same, lost } }: { taken: TakenMacro }) {
  return (
    <li>
      <span class="macro-name" dir="auto">
        {macro.name}
      </span>
      {same && (
        <p class="macro-say">
          <Check />
          {say("macros.same")}
        </p>
      )}
      {called && <p class="macro-say">{say("macros.called", { name: called })}</p>}
      {lost.map((one) => (
        <p key={told(one)} class="macro-say">
          <TriangleAlert />
          {told(one)}
        </p>
      ))}
    </li>
  );
}
