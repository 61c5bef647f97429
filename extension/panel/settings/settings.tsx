import "../accounts/forms.css";
import { Plus } from "../../../shared/ui/icons";
import { version } from "../../compat";
import { AlertSettings } from "../alerts/settings";
import { AccountItem } from "../accounts/item";
import { Signatures } from "../compose/signature";
import { useDesk } from "../context";
import { LateMacros } from "../late/macros";
import { Later } from "../lock/later";
import { Page } from "../page";
import { languages } from "../../../shared/ui/words/languages.gen";
import type { State, Theme } from "../state";
import { text } from "../strings";
import { destinations } from "../ticket/after";

const themes = Object.keys(text.settings.themes) as Theme[];

export function Settings({ state }: { state: State }) {
  const desk = useDesk();
  return (
    <Page heading={text.settings.heading} back={text.settings.back} onBack={() => desk.go("tickets")}>
      <section class="block" aria-labelledby="accounts-heading">
        <h2 id="accounts-heading">{text.settings.accounts}</h2>
        {state.accounts.length === 0 && <p class="quiet">{text.settings.none}</p>}
        {state.accounts.length > 0 && (
          <ul class="accounts">
            {state.accounts.map((account) => (
              <AccountItem
                key={account.id}
                account={account}
                denied={state.denied.includes(account.id)}
                edit={state.edit?.account === account.id ? state.edit : null}
              />
            ))}
          </ul>
        )}
        <button type="button" class="ds-button" onClick={() => desk.go("add")}>
          <Plus />
          {text.settings.add}
        </button>
      </section>
      <Later of="LockSettings" safe={desk.safe} state={state} />
      <AlertSettings state={state} />
      <Signatures state={state} />
      <LateMacros draw={({ MacroSettings }) => <MacroSettings />} />
      <fieldset class="block choice">
        <legend>
          <h2>{text.settings.after}</h2>
        </legend>
        <div class="choices">
          {destinations.map((destination) => (
            <label key={destination} class="choice-card">
              <input type="radio" name="after" value={destination} checked={desk.after.chosen.value === destination} onChange={() => desk.after.choose(destination)} />
              {text.settings.destinations[destination]}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset class="block choice">
        <legend>
          <h2>{text.settings.theme}</h2>
        </legend>
        <div class="choices">
          {themes.map((theme) => (
            <label key={theme} class="choice-card">
              <input type="radio" name="theme" value={theme} checked={state.theme === theme} onChange={() => desk.theme(theme)} />
              {text.settings.themes[theme]}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset class="block choice">
        <legend>
          <h2>{text.settings.language}</h2>
        </legend>
        <div class="choices">
          <label class="choice-card">
            <input type="radio" name="language" value="system" checked={state.language === "system"} onChange={() => void desk.language("system")} />
            {text.settings.languageSystem}
          </label>
          {languages.map(({ tag, name }) => (
            <label key={tag} class="choice-card" lang={tag}>
              <input type="radio" name="language" value={tag} checked={state.language === tag} onChange={() => void desk.language(tag)} />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <section class="block" aria-labelledby="kept-heading">
        <h2 id="kept-heading">{text.settings.kept}</h2>
        <p class="quiet">{text.settings.keptText}</p>
        <p class="quiet">{text.settings.version(version())}</p>
      </section>
      <Later of="Told" safe={desk.safe} state={state} />
    </Page>
  );
}
