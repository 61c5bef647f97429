import { KeyRound, ShieldCheck, Trash } from "../../../shared/ui/icons";
import { useEffect, useRef } from "preact/hooks";
import { type Account, type Added, anonymous, isAdded } from "./account";
import { useDesk } from "../context";
import { Line } from "./field";
import type { KeyEdit } from "../state";
import { keyless } from "../tickets/trouble";
import { systemName, text } from "../strings";

interface Props {
  account: Account;
  /** This browser does not let Deskside reach its host. */
  denied: boolean;
  edit: KeyEdit | null;
}

/** One account in the settings. */
export function AccountItem({ account, denied, edit }: Props) {
  const desk = useDesk();
  const { system } = account;
  const added = isAdded(system);
  return (
    <li class="account">
      <div class="account-line">
        <p class="account-name">
          <span class="account-host">{added ? account.host : text.demo.label}</span>
          <span class="quiet">
            {added ? systemName(system) : text.demo.invented} {account.agent && text.settings.signedInAs(account.agent)}
          </span>
        </p>
        {added && (
          <button
            type="button"
            class="ds-button"
            data-kind="quiet"
            data-shape="icon"
            aria-label={text.settings.editKeyOf(account.host)}
            title={text.settings.editKey}
            aria-expanded={edit !== null}
            onClick={() => desk.accounts.editKey(edit ? null : account.id)}
          >
            <KeyRound />
          </button>
        )}
        <button
          type="button"
          class="ds-button"
          data-kind="quiet"
          data-shape="icon"
          aria-label={added ? text.settings.removeOf(account.host) : text.demo.end}
          title={added ? text.settings.remove : text.demo.end}
          onClick={() => void (added ? desk.accounts.remove(account.id) : desk.demo.end())}
        >
          <Trash />
        </button>
      </div>
      {denied && (
        <div class="account-denied">
          <p class="quiet">{text.problem.noAccess(account.host)}</p>
          <button type="button" class="ds-button" onClick={() => void desk.accounts.allow(account)}>
            <ShieldCheck />
            {text.problem.allow(account.host)}
          </button>
        </div>
      )}
      {keyless(account) && !edit && (
        <div class="account-denied">
          <p class="quiet">{text.problem.keyGone(account.host)}</p>
          <button type="button" class="ds-button" aria-label={text.problem.enterKeyOf(account.host)} onClick={() => desk.accounts.editKey(account.id)}>
            <KeyRound />
            {text.problem.enterKey}
          </button>
        </div>
      )}
      {anonymous(system) && <Me account={account} />}
      {added && edit && <KeyForm account={account} system={system} edit={edit} />}
    </li>
  );
}

/** Who a person is in an account whose key is nobody's. */
function Me({ account }: { account: Account }) {
  const desk = useDesk();
  const agents = desk.accounts.agentsOf(account);
  if (agents.length === 0) return null;
  const id = `me-${account.id}`;
  return (
    <div class="account-me">
      <label class="ds-label" for={id}>
        {text.settings.me}
      </label>
      <select
        id={id}
        class="ds-input"
        aria-label={text.settings.meOf(account.host)}
        aria-describedby={`${id}-hint`}
        value={String(account.me)}
        onChange={(event) => void desk.accounts.choose(account.id, agents.find((a) => String(a.id) === event.currentTarget.value) ?? null)}
      >
        <option value="0">{text.settings.meNobody}</option>
        {agents.map((agent) => (
          <option key={agent.id} value={String(agent.id)}>
            {agent.name || agent.email}
          </option>
        ))}
      </select>
      <p class="ds-hint" id={`${id}-hint`}>
        {text.settings.meHint}
      </p>
    </div>
  );
}

function KeyForm({ account, system, edit }: { account: Account; system: Added; edit: KeyEdit }) {
  const desk = useDesk();
  const root = useRef<HTMLFormElement>(null);
  useEffect(() => root.current?.querySelector("input")?.focus(), [edit.problems.key]);
  return (
    <form
      class="key-form"
      ref={root}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void desk.accounts.saveKey();
      }}
    >
      <Line
        id={`key-${account.id}`}
        label={text.settings.newKey}
        type="password"
        value={edit.key}
        problem={edit.problems.key ?? ""}
        disabled={edit.busy}
        onType={(key) => desk.accounts.typeKey(key)}
      >
        <p role="status">{edit.busy ? text.add.checking(account.host) : text.add.keyHint[system]}</p>
      </Line>
      <div class="form-end">
        <button type="submit" class="ds-button" data-kind="primary" aria-disabled={edit.busy}>
          {text.settings.save}
        </button>
        <button type="button" class="ds-button" onClick={() => desk.accounts.editKey(null)}>
          {text.settings.cancel}
        </button>
      </div>
    </form>
  );
}
