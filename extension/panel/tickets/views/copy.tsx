import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Check, CopyPlus } from "../../../../shared/ui/icons";
import { text } from "../../strings";

interface Props {
  id: string;
  label: string;
  hint?: string;
  /** What is to be copied. */
  value: string;
  /** In how many lines it is shown. */
  lines: number;
}

/** A text to take along: to be copied by a button, or by hand where the browser refuses. */
export function CopyText({ id, label, hint, value, lines }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  useLayoutEffect(() => field.current?.select(), [value]);
  const copy = () => {
    field.current?.select();
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      // It is selected: the keys of the browser copy it.
      () => setCopied(false),
    );
  };
  return (
    <div class="copy-text">
      <label class="ds-label" for={id}>
        {label}
      </label>
      <textarea id={id} class="ds-input copy-text-field" readOnly rows={lines} dir="ltr" ref={field} value={value} aria-describedby={hint && `${id}-hint`} onFocus={(event) => event.currentTarget.select()} />
      {hint && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <p class="copy-text-acts">
        <button type="button" class="ds-button" onClick={copy}>
          {copied ? <Check /> : <CopyPlus />}
          {text.views.copy}
        </button>
        <span role="status">{copied ? text.views.copied : ""}</span>
      </p>
    </div>
  );
}
