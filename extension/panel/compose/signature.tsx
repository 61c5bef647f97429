import { isAdded, sourceOf } from "../accounts/account";
import { useDesk } from "../context";
import type { State } from "../state";
import { text } from "../strings";

/** What stands below a reply, beside what is written: it goes along, and cannot be changed here. */
export function Signature({ account }: { account: string }) {
  const { compose } = useDesk();
  const signature = compose.signature(account);
  if (signature.trim() === "") return null;
  return (
    <p class="composer-signature" dir="auto">
      <span class="ds-hidden">{text.compose.signature}</span>
      {signature}
    </p>
  );
}

/** The signature of each account, in the settings. */
export function Signatures({ state }: { state: State }) {
  const { compose } = useDesk();
  if (state.accounts.length === 0) return null;
  return (
    <section class="block" aria-labelledby="signatures-heading">
      <h2 id="signatures-heading">{text.compose.signatures}</h2>
      <p class="quiet">{text.compose.signaturesHint}</p>
      {state.accounts.map((account) => (
        <label key={account.id} class="ds-field">
          {/* The demo's address leads nowhere. */}
          <span class="ds-label">{text.compose.signatureOf(isAdded(account.system) ? account.host : sourceOf(account, state.accounts))}</span>
          <textarea class="ds-textarea" rows={2} dir="auto" value={compose.signature(account.id)} onChange={(event) => void compose.sign(account.id, event.currentTarget.value)} />
        </label>
      ))}
    </section>
  );
}
