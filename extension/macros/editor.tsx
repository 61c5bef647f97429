import { useEffect, useRef, useState } from "preact/hooks";
import { Field } from "../../shared/ui/field";
import { Plus, X } from "../../shared/ui/icons";
import { Menu } from "../../shared/ui/menu";
import { apply } from "../../shared/ui/writing/apply";
import type { About, Macro, Problem } from "../../wasm/core.gen";
import { sourceOf } from "../panel/accounts/account";
import { useDesk } from "../panel/context";
import type { State } from "../panel/state";
import { text } from "../panel/strings";
import { Does } from "./chips";
import { aboutOf, macrosOf } from "./keeping";
import { Said } from "./said";
import { sampleOf } from "./sample";
import { say, told } from "./say";
import { optionsOf, properties } from "./values";

/** How long nobody types before what is typed is kept, milliseconds. */
const SETTLED = 400;

const variables = ["customer.first_name", "customer.name", "customer.email", "agent.first_name", "agent.name", "ticket.id", "ticket.subject", "ticket.status", "ticket.url"] as const;

const pieces = {
  default: '{{ customer.first_name | default: "" }}',
  if: '{% if ticket.tags contains "vip" %}\n\n{% else %}\n\n{% endif %}',
} as const;

interface Props {
  state: State;
  macro: Macro;
  onEnd: () => void;
}

/** One macro being written: what is wrong stands under its field, what it will say and do below. */
export function Editor({ state, macro: first, onEnd }: Props) {
  const desk = useDesk();
  const macros = macrosOf(desk);
  const [macro, setMacro] = useState(first);
  const [refused, setRefused] = useState<readonly Problem[] | string>([]);
  const [unkept, setUnkept] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const typed = useRef<Macro | null>(null);
  const settle = () => {
    const { current } = typed;
    typed.current = null;
    if (current) void macros.keepUnfinished(current.id, current).then((kept) => setUnkept(!kept));
  };
  useEffect(() => {
    const timer = setTimeout(settle, SETTLED);
    return () => clearTimeout(timer);
  }, [macro]);
  useEffect(() => {
    const leave = () => settle();
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      settle();
    };
  }, []);
  const change = (part: Partial<Macro>) => {
    const next = { ...macro, ...part };
    typed.current = next;
    setMacro(next);
    setRefused([]);
  };
  const end = () => {
    typed.current = null;
    void macros.keepUnfinished(macro.id, null).then(onEnd);
  };
  const save = async () => {
    const changed = await macros.save(macro);
    if (typeof changed === "string") setRefused(changed);
    else if (changed.problems.length > 0) setRefused(changed.problems);
    else end();
  };
  const row = state.ticket.row;
  const open = row && (macro.account === "" || macro.account === row.account) ? row : null;
  const account = state.accounts.find((a) => a.id === macro.account) ?? state.accounts[0];
  const about: About = open ? aboutOf(desk, open) : sampleOf(account);
  const shown = macros.shown(macro, about);
  // What is wrong with a name that nobody has typed yet is said when it is to be saved.
  const problems = typeof refused === "string" || refused.length === 0 ? (shown?.problems ?? []).filter((p) => p.field === "text" && p.line > 0) : refused;
  const of = (name: string) => problems.filter((p) => p.field === name);
  const put = (piece: string) => {
    const at = field.current;
    if (!at) return;
    const [from, to] = [at.selectionStart, at.selectionEnd];
    apply(at, { from, to, insert: piece, start: from + piece.length, end: from + piece.length });
  };
  const actions = [...macro.actions];
  const unused = properties.filter((p) => p === "tags" || !actions.some((a) => a.property === p));
  return (
    <form
      class="macro-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) {
          event.preventDefault();
          settle();
          onEnd();
          return;
        }
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
        event.preventDefault();
        void save();
      }}
    >
      {unkept && <p class="macro-none">{say("macros.draft_unkept")}</p>}
      <Field id="macro-name" label={say("macros.name")} problem={of("name").map((p) => told(p.say)).join(" ")}>
        {(control) => <input {...control} class="ds-input" type="text" dir="auto" autocomplete="off" value={macro.name} onInput={(event) => change({ name: event.currentTarget.value })} />}
      </Field>
      <Field id="macro-text" label={say("macros.text")} problem="" hint={say("macros.text_hint")}>
        {(control) => (
          <textarea
            {...control}
            aria-invalid={of("text").length > 0}
            aria-describedby={of("text").length > 0 ? `macro-wrong ${control["aria-describedby"]}` : control["aria-describedby"]}
            class="ds-input macro-source"
            rows={8}
            dir="auto"
            ref={field}
            value={macro.text}
            onInput={(event) => change({ text: event.currentTarget.value })}
          />
        )}
      </Field>
      {of("text").length > 0 && (
        <div id="macro-wrong" role="status">
          <ul class="macro-wrong">
            {of("text").map((p) => (
              <li key={`${p.start} ${told(p.say)}`}>
                <button
                  type="button"
                  onClick={() => {
                    field.current?.focus();
                    field.current?.setSelectionRange(p.start, p.end);
                  }}
                >
                  {p.line > 0 ? say("macros.at_line", { line: `${p.line}`, why: told(p.say) }) : told(p.say)}
                </button>
              </li>
            ))}
  </ul>
        </div>
      )}
      <p class="macro-tools">
        <Menu label={say("macros.variable")} class="ds-button" actions={variables.map((name) => ({ id: name, text: <code>{name}</code>, run: () => put(`{{ ${name} }}`) }))}>
          <Plus />
          {say("macros.variable")}
        </Menu>
        <button type="button" class="ds-button" onClick={() => put(pieces.default)}>
          {say("macros.put_default")}
        </button>
        <button type="button" class="ds-button" onClick={() => put(pieces.if)}>
          {say("macros.put_if")}
        </button>
      </p>
      <label class="macro-check">
        <input type="checkbox" checked={macro.private} onChange={(event) => change({ private: event.currentTarget.checked })} />
        {say("macros.private")}
      </label>
      {state.accounts.length > 1 && (
        <label class="ds-field">
          <span class="ds-label">{say("macros.account")}</span>
          <select class="ds-input" value={macro.account} onChange={(event) => change({ account: event.currentTarget.value })}>
            <option value="">{say("macros.all_accounts")}</option>
            {state.accounts.map((a) => (
              <option key={a.id} value={a.id}>
                {sourceOf(a, state.accounts) || a.host}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset class="macro-actions">
        <legend class="ds-label">{say("macros.actions")}</legend>
        {actions.map((action, i) => (
          <Action
            key={`${action.property} ${i}`}
            property={action.property}
            value={action.value}
            account={macro.account}
            onChange={(value) => change({ actions: actions.with(i, { property: action.property, value }) })}
            onDrop={() => change({ actions: actions.toSpliced(i, 1) })}
          />
        ))}
        {of("actions").map((p) => (
          <p key={told(p.say)} class="ds-problem" role="alert">
            {told(p.say)}
          </p>
        ))}
        <Menu
          label={say("macros.add_action")}
          class="ds-button"
          actions={unused.map((property) => ({ id: property, text: text.acts.property(property), run: () => change({ actions: [...actions, { property, value: property === "status" ? "solved" : property === "assignee" ? "me" : "" }] }) }))}
        >
          <Plus />
          {say("macros.add_action")}
        </Menu>
      </fieldset>
      {typeof refused === "string" && (
        <p class="ds-problem" role="alert">
          {refused}
        </p>
      )}
      <p class="macro-tools">
        <button type="submit" class="ds-button" data-kind="primary">
          {say("macros.save")}
        </button>
        <button type="button" class="ds-button" data-kind="quiet" onClick={end}>
          {say("macros.cancel")}
        </button>
      </p>
      {shown && (macro.text.trim() !== "" || actions.length > 0) && (
        <section class="macro-live" aria-label={say("macros.preview")}>
          <h2>{open ? say("macros.preview_of", { ticket: open.subject }) : say("macros.preview_sample")}</h2>
          {of("text").length === 0 && shown.source !== "" && <Said source={shown.source} />}
          <Does row={about} doings={shown.doings} isPrivate={shown.private} lost={shown.lost} />
        </section>
      )}
    </form>
  );
}

interface ActionProps {
  property: string;
  value: string;
  account: string;
  onChange: (value: string) => void;
  onDrop: () => void;
}

/** One thing that is done: its value is chosen, or typed where it can be any. */
function Action({ property, value, account, onChange, onDrop }: ActionProps) {
  const desk = useDesk();
  const options = optionsOf(desk, property, account);
  const name = text.acts.property(property);
  const known = options.some((o) => o.value.toLowerCase() === value.toLowerCase());
  return (
    <div class="macro-action">
      <label>
        <span>{property === "tags" ? say("macros.tag") : name}</span>
        {property === "tags" ? (
          <>
            <input class="ds-input" type="text" dir="auto" list="macro-tags" value={value} onInput={(event) => onChange(event.currentTarget.value)} />
            <datalist id="macro-tags">
              {options.map((o) => (
                <option key={o.value} value={o.value} />
              ))}
            </datalist>
          </>
        ) : (
          <select class="ds-input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
            {!known && <option value={value}>{value === "" ? say("macros.choose") : value}</option>}
            {options.map((o) => (
              <option key={o.value} value={o.value}>
                {o.name}
              </option>
            ))}
          </select>
        )}
      </label>
      <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={say("macros.drop", { what: name })} title={say("macros.drop", { what: name })} onClick={onDrop}>
        <X />
      </button>
    </div>
  );
}
