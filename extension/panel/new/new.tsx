import "./new.css";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Wrong } from "../../../shared/ui/field";
import { Link, RefreshCw, Send, Trash, TriangleAlert } from "../../../shared/ui/icons";
import { Notice } from "../../../shared/ui/notice";
import type { FormPart } from "../../../wasm/core.gen";
import { sourceOf } from "../accounts/account";
import { Enclosures } from "../compose/files/enclosures";
import { useDesk } from "../context";
import { Page } from "../page";
import { told } from "../speech";
import type { State } from "../state";
import { systemName, text } from "../strings";
import { Picker } from "../ticket/picker";
import { Body } from "./body";
import { typed as anything } from "./draft";
import { isTyped, Part, titleOf, Typed } from "./parts";

/** A new ticket or post, from its account to the button that creates it. */
export function New({ state }: { state: State }) {
  const desk = useDesk();
  const { creating, enclosing } = desk;
  const { name, draft, tried, called, taking, failure, kept, known, note } = creating.store.state.value;
  const root = useRef<HTMLFormElement>(null);
  const accounts = creating.accounts(draft.origin !== null);
  const account = accounts.find((a) => a.id === draft.account);
  const form = creating.form(draft);
  const types = draft.origin ? form.apart : form.types;
  const checked = useMemo(() => creating.check(draft), [draft, known, form, state.core]);
  const problems = new Map((checked?.problems ?? []).map((p) => [p.property, told(p.say)]));
  const left = new Map((checked?.counts ?? []).map((c) => [c.property, c.left]));
  // What is missing is said once somebody wanted to send; what is too long, at once.
  const wrong = (property: string) => (tried || (left.get(property) ?? 0) < 0 ? (problems.get(property) ?? "") : "");

  useLayoutEffect(() => {
    if (called > 0) root.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [called]);
  useLayoutEffect(() => {
    // The first thing to be typed, past where it goes.
    root.current?.querySelector<HTMLElement>("input.ds-input, textarea")?.focus();
  }, [creating.store.state.value.name, taking]);

  const typed = form.parts.filter(isTyped);
  const chosen = form.parts.filter((p) => !isTyped(p) && p.property !== "text");
  const body = form.parts.find((p) => p.property === "text");
  const from = draft.origin && state.accounts.find((a) => a.id === draft.origin?.account);
  const picks = accounts.map((a) => ({ value: a.id, name: nameOf(a.id) }));
  function nameOf(id: string): string {
    const one = state.accounts.find((a) => a.id === id);
    if (!one) return "";
    const source = sourceOf(one, state.accounts);
    return source === one.host ? `${systemName(one.system)} ${text.separator} ${one.host}` : source;
  }

  return (
    <Page heading={draft.origin ? text.created.of.replace("…", "") : text.created.heading} back={text.created.back} onBack={() => creating.leave()}>
      <form
        class="form new"
        ref={root}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void creating.send();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing && !event.defaultPrevented) {
            event.preventDefault();
            void creating.send();
          }
        }}
      >
        {draft.origin && (
          <p class="new-from" dir="auto">
            <Link />
            <span>
              {text.created.from(`${from ? sourceOf(from, state.accounts) : ""} ${text.ticket.number(draft.origin.ticket)} ${draft.origin.subject}`.trim())} <span class="quiet">{text.created.linked}</span>
            </span>
          </p>
        )}
        <div class="new-where">
          <Picker
            property="account"
            waits={false}
            label={text.created.account}
            hint={text.acts.named(text.created.account, nameOf(draft.account))}
            picks={picks}
            chosen={[draft.account]}
            onPick={(id) => creating.choose({ account: id })}
          >
            <span class="quiet control-name">{text.created.account}</span>
            <span class="value" dir="auto">
              {nameOf(draft.account)}
            </span>
          </Picker>
          {types.length > 1 && (
            <div class="new-types" role="radiogroup" aria-label={text.created.type}>
              {types.map((type) => (
                <label key={type} class="choice-card">
                  <input type="radio" name="type" value={type} checked={type === draft.type} onChange={() => creating.choose({ type })} />
                  {text.acts.type(type)}
                </label>
              ))}
            </div>
          )}
        </div>
        {taking && (
          <p class="quiet" role="status">
            {text.created.taking}
          </p>
        )}
        {failure && (
          <Notice icon={<TriangleAlert />} warning urgent heading={text.created.untaken}>
            <p>{told(failure.say)}</p>
            <button type="button" class="ds-button" onClick={() => void creating.take()}>
              <RefreshCw />
              {text.problem.retry}
            </button>
          </Notice>
        )}
        {!kept && <p class="composer-line">{text.created.unkept}</p>}
        {typed.filter((p) => p.property !== "subject").length > 1 ? (
          <div class="new-client">{typed.filter((p) => p.property !== "subject").map(line)}</div>
        ) : null}
        {typed.filter((p) => p.property === "subject").map(line)}
        {body && (
          <Body draft={draft} required={body.required} problem={wrong("text")} left={left.get("text")} note={note}>
            {account && <Enclosures draft={name} system={account.system} room={form.file_room} written={!body.required || draft.text.trim() !== ""} open dropped=".page" pasted="form" />}
          </Body>
        )}
        {typed.filter((p) => p.property !== "subject").length === 1 && typed.filter((p) => p.property !== "subject").map(line)}
        {chosen.length > 0 && (
          <div class="controls new-parts" role="group" aria-label={text.created.further}>
            {chosen.map((part) => (
              <Part key={part.property} part={part} draft={draft} problem={wrong(part.property)} onPick={(value) => creating.set(part.property, value)} />
            ))}
          </div>
        )}
        {chosen.map((part) => wrong(part.property) && <Wrong key={part.property} id={`new-${part.property}-problem`}>{`${titleOf(part)}: ${wrong(part.property)}`}</Wrong>)}
        <div class="form-end">
          <button type="submit" class="ds-button" data-kind="primary" disabled={!account || taking} title={text.acts.hint(text.created.create(draft.type), "Ctrl ⏎")}>
            <Send />
            {text.created.create(draft.type)}
          </button>
          {(anything(draft) || enclosing.of(name).length > 0) && (
            <button type="button" class="ds-button" data-kind="quiet" onClick={() => void creating.drop()}>
              <Trash />
              {text.created.drop}
            </button>
          )}
          {tried && problems.size > 0 && (
            <p class="quiet" role="status">
              {text.created.wrong(problems.size)}
            </p>
          )}
        </div>
      </form>
    </Page>
  );

  function line(part: FormPart) {
    const { property } = part;
    return (
      <Typed
        key={property}
        part={part}
        value={draft.values[property] ?? ""}
        problem={wrong(property)}
        left={left.get(property)}
        known={property === "email" && known && known.email === draft.values["email"]?.trim() ? known.person : null}
        onType={(value) => creating.set(property, value)}
        onLeave={() => property === "email" && void creating.know()}
      />
    );
  }
}
