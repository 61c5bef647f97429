import { useState } from "preact/hooks";
import { Wrong } from "../../../shared/ui/field";
import { keepKeys } from "../../lock/keys";
import type { Safe } from "./later";
import { say } from "./say";

const ways = ["session", "computer"] as const;

const words = {
  session: () => [say("lock.keys.session"), say("lock.keys.session_hint")],
  computer: () => [say("lock.keys.computer"), say("lock.keys.computer_hint")],
};

/** How long keys are kept; with a passphrase that is no question. */
export function KeyChoice({ safe, block }: { safe: Safe; block?: boolean }) {
  const [failed, setFailed] = useState(false);
  const { keeping, sealed, local, memory } = safe;
  const heading = block ? <h2>{say("lock.keys.heading")}</h2> : say("lock.keys.heading");
  if (sealed) {
    return (
      <div class={block ? "block" : undefined}>
        {block && heading}
        <p class={block ? "quiet" : "ds-hint"}>{say("lock.keys.sealed")}</p>
      </div>
    );
  }
  const chosen = keeping.value === "session" ? "session" : "computer";
  const choose = async (way: (typeof ways)[number]) => {
    const done = await keepKeys(local, memory, way);
    setFailed(!done);
    if (done) keeping.value = way;
  };
  return (
    <fieldset class={block ? "block choice" : "choice"} role="radiogroup" aria-labelledby="keys-label" aria-describedby="keys-hint">
      <legend class={block ? undefined : "ds-label"} id="keys-label">
        {heading}
      </legend>
      <div class="choices">
        {ways.map((way) => (
          <label key={way} class="choice-card">
            <input type="radio" name="keeping" value={way} checked={chosen === way} onChange={() => void choose(way)} />
            {words[way]()[0]}
          </label>
        ))}
      </div>
      <p class="ds-hint" id="keys-hint">
        {words[chosen]()[1]}
      </p>
      {failed && <Wrong>{say("lock.unkept")}</Wrong>}
    </fieldset>
  );
}
