import { useState } from "preact/hooks";
import { Others } from "../form/others";
import { Detail } from "../parts/details";
import { TextField } from "../parts/text";
import { Unsent } from "../parts/unsent";
import type { Session } from "../session/session";
import { formOf, remarks } from "../session/form";
import type { State } from "../session/state";
import { say } from "../speech";

interface Props {
  /** The post's. */
  id: number;
  state: State;
  session: Session;
}

/** Writing a comment on a post. */
export function Composer({ id, state, session }: Props) {
  const name = remarks(id);
  const form = formOf(state, name);
  const { draft, others, problems, failure, handing } = form;
  // What it takes to write is there once somebody comes near, with a finger, a key or a file.
  const [near, setNear] = useState(false);
  const begun = near || draft.writing !== "" || problems.length > 0;
  const come = () => {
    session.intend();
    setNear(true);
  };
  return (
    <form
      class="composer"
      noValidate
      onFocusIn={come}
      onDragEnter={come}
      onDrop={(event) => {
        come();
        const files = [...(event.dataTransfer?.files ?? [])];
        // What brings files takes them itself, once it is there.
        if (files.length > 0 && !event.currentTarget.querySelector(".enclosures")) void session.details().then((details) => details.files.add(name, files), session.unexpected);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        session.send(name);
      }}
    >
      <TextField name={name} label={say("widget.comments.write")} form={form} session={session} formatted={begun}>
        {(control) => (
          <textarea
            {...control}
            class="ds-textarea remark"
            rows={2}
            dir="auto"
            readOnly={handing}
            value={draft.content}
            onInput={(event) => session.edit(name, { content: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              session.send(name);
            }}
          />
        )}
      </TextField>
      {begun && <Detail shown={{ part: "files", choice: name, form }} session={session} />}
      {!handing && <Others choice={name} others={others} session={session} />}
      <Unsent failure={failure} />
      {begun && (
        <p class="actions">
          <button type="submit" class="ds-button" data-kind="primary" aria-disabled={handing}>
            {handing ? say("widget.form.sending") : failure ? say("widget.retry") : say("widget.comments.send")}
          </button>
          <span class="ds-hint">{draft.writing === "" ? "" : session.lasting ? say("widget.form.kept") : say("widget.form.kept_page")}</span>
        </p>
      )}
    </form>
  );
}
