import { useEffect, useRef, useState } from "preact/hooks";
import { Ago } from "../../../shared/ui/ago";
import { Dialog } from "../../../shared/ui/dialog";
import { Field, Wrong } from "../../../shared/ui/field";
import { ArrowLeft, KeyRound, Trash2 } from "../../../shared/ui/icons";
import type { AgentOperations, Failure, FieldEntry, Profile, User } from "../../../wasm/core.gen";
import { forCore } from "../../panel/accounts/account";
import { useDesk } from "../../panel/context";
import { failureOf } from "../../panel/session";
import { locale, told } from "../../panel/speech";
import type { State } from "../../panel/state";
import { text } from "../../panel/strings";
import { askPortal } from "../asking";
import { Broken, Coming } from "../parts";
import { say } from "../say";
import { type Draft, draftOf, drafts, profileOf } from "./draft";

interface Props {
  state: State;
  account: string;
  /** 0 for a new one. */
  id: number;
  back: () => void;
  /** Somebody was made or deleted. */
  changed: (id: number) => void;
}

type Write = Omit<AgentOperations["portal.write"]["args"], "account">;

/** One user: what can be changed, the password, what has been changed, and the end. */
export function PersonView({ state, account, id, back, changed }: Props) {
  const desk = useDesk();
  const [user, setUser] = useState<User | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const top = useRef<HTMLHeadingElement>(null);
  const of = state.accounts.find((a) => a.id === account);
  const load = async () => {
    setFailure(null);
    if (!of) return;
    try {
      setUser((await askPortal(desk, of, { of: "user", id })).user);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  useEffect(() => {
    // What is shown is never another one's.
    setUser(null);
    void load();
  }, [account, id]);
  useEffect(() => top.current?.focus(), [account, id]);
  /** Writes; what went wrong, or null. */
  const write = async (args: Write): Promise<{ id: number } | Failure> => {
    if (!of || !desk.ground.session.core) return failureOf(undefined);
    try {
      return await desk.ground.session.core.run("portal.write", { account: forCore(of), ...args });
    } catch (error) {
      return failureOf(error);
    }
  };
  const name = user?.profile.name || (id === 0 ? say("portal.people.new") : "");
  return (
    <section aria-label={name}>
      <p class="portal-bar">
        <button type="button" class="ds-button" data-kind="quiet" onClick={back}>
          <ArrowLeft />
          {say("portal.people.back")}
        </button>
      </p>
      <h2 tabIndex={-1} ref={top} dir="auto">
        {name}
      </h2>
      {failure && <Broken failure={failure} again={() => void load()} />}
      {!user && !failure && <Coming />}
      {user && (
        <>
          {user.profile.role && <p class="quiet">{[user.profile.role, user.profile.team].filter(Boolean).join(` ${text.separator} `)}</p>}
          <Form key={`${account}/${user.profile.id}`} place={`${account}/${user.profile.id}`} user={user} write={write} done={(made) => (id === 0 ? changed(made) : void load())} />
          {id !== 0 && <Password id={id} write={write} />}
          {id !== 0 && <History state={state} user={user} />}
          {id !== 0 && <Erase user={user} write={write} done={() => changed(0)} />}
        </>
      )}
    </section>
  );
}

type Writes = (args: Write) => Promise<{ id: number } | Failure>;

const nobody: Profile = { id: 0, name: "", email: "", tags: "", password: "", team: "", role: "", fields: [] };

/** What is wrong with a member of what was entered, "" for nothing. */
function wrongOf(failure: Failure | null, ...fields: string[]): string {
  const one = failure?.fields.find((f) => fields.includes(f.field));
  return one ? told(one.say) : "";
}

function Form({ place, user, write, done }: { place: string; user: User; write: Writes; done: (id: number) => void }) {
  const [draft, setDraft] = useState<Draft>(() => drafts.get(place) ?? draftOf(user));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [stage, setStage] = useState<"" | "busy" | "saved">("");
  const isNew = user.profile.id === 0;
  // Passwords are nobody's to keep.
  const type = (change: Partial<Draft>) => {
    const now = { ...draft, ...change };
    setDraft(now);
    setStage("");
    drafts.set(place, { ...now, password: "" });
  };
  const save = async () => {
    setStage("busy");
    const came = await write({ do: "save", user: profileOf(user, draft), keep: true });
    if ("id" in came) {
      drafts.delete(place);
      setFailure(null);
      setStage("saved");
      done(came.id);
    } else {
      setFailure(came);
      setStage("");
    }
  };
  const shown = failure && !["full_name", "email", "password", "tags"].some((f) => wrongOf(failure, f));
  const line = (id: string, label: string, value: string, problem: string, set: (value: string) => void, secret = false) => (
    <Field id={`user-${id}`} label={label} problem={problem}>
      {(control) => {
        const typed = (event: { currentTarget: HTMLInputElement }) => set(event.currentTarget.value);
        return secret ? <input {...control} class="ds-input" type="password" autocomplete="new-password" value={value} onInput={typed} /> : <input {...control} class="ds-input" type="text" dir="auto" autocomplete="off" value={value} onInput={typed} />;
      }}
    </Field>
  );
  return (
    <form
      class="portal-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (stage !== "busy") void save();
      }}
    >
      {line("name", say("portal.people.name"), draft.name, wrongOf(failure, "full_name"), (name) => type({ name }))}
      {line("email", say("portal.people.email"), draft.email, wrongOf(failure, "email"), (email) => type({ email }))}
      {line("tags", say("portal.people.tags"), draft.tags, wrongOf(failure, "tags"), (tags) => type({ tags }))}
      {isNew && line("password", say("portal.people.password_new"), draft.password, wrongOf(failure, "password"), (password) => type({ password }), true)}
      {user.fields_problem && <Wrong>{told(user.fields_problem.say)}</Wrong>}
      {user.fields.map((field) => (
        <Own key={field.id} field={field} value={draft.fields[field.id] ?? ""} set={(value) => type({ fields: { ...draft.fields, [field.id]: value } })} />
      ))}
      {shown && <Wrong>{told(failure.say)}</Wrong>}
      <p class="portal-acts">
        <button type="submit" class="ds-button" data-kind="primary" data-busy={stage === "busy" || undefined} aria-disabled={stage === "busy"}>
          {isNew ? say("portal.people.create") : say("portal.people.save")}
        </button>
        <span class="quiet" role="status">
          {stage === "saved" && say("portal.people.saved")}
        </span>
      </p>
    </form>
  );
}

/** A field of the account's own. */
function Own({ field, value, set }: { field: FieldEntry; value: string; set: (value: string) => void }) {
  const id = `user-field-${field.id}`;
  if (field.kind === "list" || field.kind === "nested") {
    return (
      <Field id={id} label={field.name} problem="">
        {(control) => (
          <select {...control} class="ds-input" value={value} onChange={(event) => set(event.currentTarget.value)}>
            <option value="" />
            {field.options.map((o) => (
              <option key={o.value} value={o.value}>
                {o.title}
              </option>
            ))}
          </select>
        )}
      </Field>
    );
  }
  if (field.kind === "checkbox" && field.options.length === 0) {
    return (
      <label class="portal-check">
        <input type="checkbox" checked={value === "1"} onChange={(event) => set(event.currentTarget.checked ? "1" : "0")} />
        <span dir="auto">{field.name}</span>
      </label>
    );
  }
  if (field.kind === "checkbox") {
    const chosen = value === "" ? [] : value.split("\n");
    return (
      <fieldset class="portal-checks">
        <legend dir="auto">{field.name}</legend>
        {field.options.map((o) => (
          <label key={o.value} class="portal-check">
            <input type="checkbox" checked={chosen.includes(o.value)} onChange={() => set((chosen.includes(o.value) ? chosen.filter((c) => c !== o.value) : [...chosen, o.value]).toSorted().join("\n"))} />
            <span dir="auto">{o.title}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <Field id={id} label={field.name} problem="">
      {(control) =>
        field.kind === "date" ? (
          <input {...control} class="ds-input" type="date" value={value} onInput={(event) => set(event.currentTarget.value)} />
        ) : (
          <input {...control} class="ds-input" type="text" dir="auto" value={value} onInput={(event) => set(event.currentTarget.value)} />
        )
      }
    </Field>
  );
}

function Password({ id, write }: { id: number; write: Writes }) {
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [done, setDone] = useState(false);
  return (
    <form
      class="portal-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void write({ do: "password", user: { ...nobody, id, password }, keep: true }).then((came) => {
          const failed = !("id" in came);
          setFailure(failed ? came : null);
          setDone(!failed);
          if (!failed) setPassword("");
        });
      }}
    >
      <h3>{say("portal.people.password")}</h3>
      <Field id="user-new-password" label={say("portal.people.password_set")} problem={failure ? wrongOf(failure, "password") || told(failure.say) : ""} hint={say("portal.people.password_hint")}>
        {(control) => (
          <input
            {...control}
            class="ds-input"
            type="password"
            autocomplete="new-password"
            value={password}
            onInput={(event) => {
              setPassword(event.currentTarget.value);
              setDone(false);
            }}
          />
        )}
      </Field>
      <p class="portal-acts">
        <button type="submit" class="ds-button">
          <KeyRound />
          {say("portal.people.password_do")}
        </button>
        <span class="quiet" role="status">
          {done && say("portal.people.password_done")}
        </span>
      </p>
    </form>
  );
}

const members = ["full_name", "email", "phone", "tags", "team"] as const;

function History({ state, user }: { state: State; user: User }) {
  return (
    <section class="portal-group" aria-label={say("portal.people.history")}>
      <h3>{say("portal.people.history")}</h3>
      {user.changes_problem && <Wrong>{told(user.changes_problem.say)}</Wrong>}
      {!user.changes_problem && user.changes.length === 0 && <p class="quiet">{say("portal.people.unchanged")}</p>}
      <ul class="portal-history">
        {user.changes.map((c, i) => (
          <li key={i}>
            <bdi>{members.some((m) => m === c.field) ? say("portal.people.member", { member: c.field as (typeof members)[number] }) : c.field}</bdi>: <del dir="auto">{c.before || "–"}</del> <span aria-hidden>→</span> <ins dir="auto">{c.after || "–"}</ins>{" "}
            <span class="quiet">
              <bdi>{c.by}</bdi> <Ago at={c.at} now={state.now} locale={locale()} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Deletes a user for ever: asked once, with the name and with what becomes of what they wrote. */
function Erase({ user, write, done }: { user: User; write: Writes; done: () => void }) {
  const [asking, setAsking] = useState(false);
  const [keep, setKeep] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { profile } = user;
  const erase = async () => {
    setBusy(true);
    const came = await write({ do: "erase", user: { ...nobody, id: profile.id }, keep });
    setBusy(false);
    if ("id" in came) done();
    else setFailure(came);
  };
  return (
    <div class="portal-group">
      <h3>{say("portal.people.erase")}</h3>
      <p class="portal-acts">
        <button type="button" class="ds-button" onClick={() => setAsking(true)}>
          <Trash2 />
          {say("portal.people.erase_open")}
        </button>
      </p>
      {asking && (
        <Dialog heading={say("portal.people.erase_ask", { name: profile.name })} close={say("portal.held.cancel")} onClose={() => setAsking(false)}>
          <p>{say("portal.people.erase_hint")}</p>
          <fieldset class="portal-checks">
            <legend>{say("portal.people.erase_what")}</legend>
            {[true, false].map((stays) => (
              <label key={String(stays)} class="portal-check">
                <input type="radio" name="erase-keep" checked={keep === stays} onChange={() => setKeep(stays)} />
                {stays ? say("portal.people.erase_keep") : say("portal.people.erase_all")}
              </label>
            ))}
          </fieldset>
          {failure && <Wrong>{told(failure.say)}</Wrong>}
          <p class="portal-acts">
            <button type="button" class="ds-button" data-kind="danger" data-busy={busy || undefined} onClick={() => void erase()}>
              {say("portal.people.erase_do", { name: profile.name })}
            </button>
            <button type="button" class="ds-button" data-kind="quiet" onClick={() => setAsking(false)}>
              {say("portal.held.cancel")}
            </button>
          </p>
        </Dialog>
      )}
    </div>
  );
}
