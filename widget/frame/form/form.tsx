import { useLayoutEffect, useRef } from "preact/hooks";
import { FormField } from "../parts/field";
import { Detail } from "../parts/details";
import { Main } from "../parts/main";
import { TextField } from "../parts/text";
import { Unsent } from "../parts/unsent";
import type { Session } from "../session/session";
import { Others } from "./others";
import { Sends } from "./sends";
import { Similar } from "./similar";
import { formOf } from "../session/form";
import { type Choice, type State, valueOf } from "../session/state";
import { isComposing } from "../parts/composing";
import { say } from "../speech";

interface Props {
  choice: Choice;
  state: State;
  session: Session;
}

/** Writing a post: first what it is about, then the rest. */
export function PostForm({ choice, state, session }: Props) {
  const form = formOf(state, choice);
  const { draft, others, unfolded, review, problems, failure, handing } = form;
  const categories = (valueOf(state.home)?.categories ?? []).filter((c) => c.type === "" || c.type === choice);
  const wasUnfolded = useRef(unfolded);
  useLayoutEffect(() => {
    if (unfolded && !wasUnfolded.current) document.getElementById("content")?.focus();
    wasUnfolded.current = unfolded;
  }, [unfolded]);
  const next = () => (unfolded ? session.send(choice) : session.unfold(choice));
  const label = handing ? say("widget.form.sending") : failure ? say("widget.retry") : unfolded ? say("widget.form.send", { type: choice }) : say("widget.form.proceed");
  return (
    <form
      class="view"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
    >
      <Main name="form">
        <FormField name="title" label={say("widget.form.about", { type: choice })} problems={problems} hint={unfolded ? "" : say("widget.form.about_hint")} left={review?.title_tight ? review.title_left : undefined}>
          {(control) => (
            <textarea
              {...control}
              class="ds-textarea title"
              rows={2}
              dir="auto"
              enterkeyhint={unfolded ? "next" : "done"}
              data-arrive-typing
              readOnly={handing}
              value={draft.title}
              onInput={(event) => session.edit(choice, { title: event.currentTarget.value.replace(/\s*\n\s*/g, " ") })}
              onKeyDown={(event) => {
                // A title has one line, so Enter goes on, as in any field of one line.
                if (event.key !== "Enter" || isComposing(event)) return;
                event.preventDefault();
                if (unfolded) document.getElementById("content")?.focus();
                else next();
              }}
            />
          )}
        </FormField>
        <Similar choice={choice} state={state} session={session} />
        {unfolded && (
          <TextField name={choice} label={say("widget.form.content", { type: choice })} form={form} session={session} formatted>
            {(control) => (
              <textarea
                {...control}
                class="ds-textarea content"
                rows={5}
                dir="auto"
                readOnly={handing}
                value={draft.content}
                onInput={(event) => session.edit(choice, { content: event.currentTarget.value })}
              />
            )}
          </TextField>
        )}
        {unfolded && categories.length > 0 && (
          <FormField name="category" label={say("widget.form.category")} optional problems={problems}>
            {(control) => (
              <select
                {...control}
                class="ds-select"
                disabled={handing}
                value={draft.category}
                onChange={(event) => session.edit(choice, { category: Number(event.currentTarget.value) })}
              >
                <option value={0}>{say("widget.form.category_none")}</option>
                {categories.map((c) => (
                  <option key={c.id} value={c.id}>
                    {c.name}
                  </option>
                ))}
              </select>
            )}
          </FormField>
        )}
        {unfolded && <Detail shown={{ part: "fields", choice, form }} session={session} />}
        {unfolded && <Detail shown={{ part: "files", choice, form }} session={session} />}
        {unfolded && <Sends choice={choice} session={session} />}
        {!handing && <Others choice={choice} others={others} session={session} />}
      </Main>
      <footer class="footer">
        <Unsent failure={failure} />
        <p class="ds-hint">{failure ? "" : session.lasting ? say("widget.form.kept") : say("widget.form.kept_page")}</p>
        <button type="submit" class="ds-button" data-kind="primary" aria-disabled={handing}>
          {label}
        </button>
      </footer>
    </form>
  );
}
