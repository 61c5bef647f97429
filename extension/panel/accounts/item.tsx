import { KeyRound, ShieldCheck, Trash } from "../../../shared/ui/icons";
import { useEffect, useRef } from "preact/hooks";
import type { Account } from "./account";
import { useDesk } from "../context";
import { Line } from "./field";
import type { KeyEdit } from "../state";
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
  return (
    <li class="account">
      <div class="account-line">
        <p class="account-name">
          <span class="account-host">{account.host}</span>
          <span class="quiet">
            {systemName(account.system)} {account.agent && text.settings.signedInAs(account.agent)}
          </span>
        </p>
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
        <button
          type="button"
          class="ds-button"
          data-kind="quiet"
          data-shape="icon"
          aria-label={text.settings.removeOf(account.host)}
          title={text.settings.remove}
          onClick={() => void desk.accounts.remove(account.id)}
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
      {edit && <KeyForm account={account} edit={edit} />}
    </li>
  );
}

function KeyForm({ account, edit }: { account: Account; edit: KeyEdit }) {
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
        <p role="status">{edit.busy ? text.add.checking(account.host) : text.add.keyHint[account.system]}</p>
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
