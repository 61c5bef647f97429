import "./forms.css";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Wrong } from "../../../shared/ui/field";
import { TriangleAlert } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { Line } from "./field";
import { choices, logsIn } from "./account";
import type { Form, Way } from "./form";
import { Later } from "../lock/later";
import { Page } from "../page";
import type { State } from "../state";
import { systems, text } from "../strings";

interface Props {
  state: State;
  form: Form;
  /** The core has started. */
  ready: boolean;
}

const ways: readonly Way[] = ["key", "password"];

/** Adds a helpdesk. */
export function AddAccount({ state, form, ready }: Props) {
  const desk = useDesk();
  const root = useRef<HTMLFormElement>(null);
  const busy = form.step !== "";
  useLayoutEffect(() => {
    root.current?.querySelector<HTMLElement>("[aria-invalid=true] input, input[aria-invalid=true]")?.focus();
  }, [form.problems.system, form.problems.address, form.problems.key, form.problems.email, form.problems.password]);
  const leave = () => desk.go(desk.accounts.has ? "settings" : "tickets");
  return (
    <Page heading={text.add.heading} back={text.add.cancel} onBack={leave}>
      <form
        class="form"
        ref={root}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void desk.accounts.add();
        }}
      >
        <fieldset class="choice" role="radiogroup" aria-labelledby="system-label" aria-invalid={form.problems.system ? true : undefined} aria-describedby={form.problems.system ? "system-problem" : undefined}>
          <legend class="ds-label" id="system-label">
            {text.add.system}
          </legend>
          <div class="choices">
            {choices.map((system) => (
              <label key={system} class="choice-card">
                <input
                  type="radio"
                  name="system"
                  value={system}
                  checked={form.system === system}
                  disabled={busy}
                  onChange={() => desk.accounts.typeInForm("system", system)}
                />
                {systems[system]}
              </label>
            ))}
          </div>
          {form.problems.system && <Wrong id="system-problem">{form.problems.system}</Wrong>}
        </fieldset>
        <Line
          id="address"
          label={text.add.address}
          type="text"
          value={form.address}
          problem={form.problems.address ?? ""}
          disabled={busy}
          onType={(value) => desk.accounts.typeInForm("address", value)}
        >
          <p>{form.host ? text.add.goesTo(form.host) : text.add.addressHint[form.system]}</p>
          {form.warning && (
            <p class="warning" role="status">
              <TriangleAlert />
              {form.warning}
            </p>
          )}
        </Line>
        {form.system !== "" && logsIn(form.system) && (
          <fieldset class="choice" role="radiogroup" aria-labelledby="way-label">
            <legend class="ds-label" id="way-label">
              {text.add.with}
            </legend>
            <div class="choices">
              {ways.map((way) => (
                <label key={way} class="choice-card">
                  <input type="radio" name="way" value={way} checked={form.way === way} disabled={busy} onChange={() => desk.accounts.way(way)} />
                  {way === "key" ? text.add.withKey : text.add.withPassword}
                </label>
              ))}
            </div>
          </fieldset>
        )}
        {form.system !== "" && logsIn(form.system) && form.way === "password" ? (
          <>
            <Line id="email" label={text.add.email} type="email" value={form.email} problem={form.problems.email ?? ""} disabled={busy} onType={(value) => desk.accounts.typeInForm("email", value)} />
            <Line id="password" label={text.add.password} type="password" value={form.password} problem={form.problems.password ?? ""} disabled={busy} onType={(value) => desk.accounts.typeInForm("password", value)}>
              <p>{form.host ? text.add.passwordHint(form.host) : text.add.passwordHintNowhere}</p>
            </Line>
          </>
        ) : (
          <Line
            id="key"
            label={text.add.key[form.system]}
            type="password"
            value={form.key}
            problem={form.problems.key ?? ""}
            disabled={busy}
            onType={(value) => desk.accounts.typeInForm("key", value)}
          >
            <p>{text.add.keyHint[form.system]}</p>
          </Line>
        )}
        <Later of="KeyChoice" safe={desk.safe} state={state} />
        {form.problems.form && <Wrong>{form.problems.form}</Wrong>}
        <div class="form-end">
          <button type="submit" class="ds-button" data-kind="primary" aria-disabled={busy || !ready}>
            {text.add.submit}
          </button>
          <p class="ds-hint" role="status">
            {!ready && text.status.starting}
            {form.step === "asking" && text.add.asking(form.host)}
            {form.step === "checking" && text.add.checking(form.host)}
          </p>
        </div>
      </form>
    </Page>
  );
}
