import { useState } from "preact/hooks";
import { Wrong } from "../../../shared/ui/field";
import { KeyRound } from "../../../shared/ui/icons";
import { Notice } from "../../../shared/ui/notice";
import { keepKeys } from "../../lock/keys";
import { useDesk } from "../context";
import type { Safe } from "./later";
import { say } from "./say";

/** Asks whoever comes from a version that has kept keys without asking. */
export function Ask({ safe }: { safe: Safe }) {
  const desk = useDesk();
  const [failed, setFailed] = useState(false);
  const choose = async (way: "session" | "computer") => {
    const done = await keepKeys(safe.local, safe.memory, way);
    setFailed(!done);
    if (done) safe.keeping.value = way;
  };
  return (
    <Notice icon={<KeyRound />} heading={say("lock.ask.heading")}>
      <p>{say("lock.ask.text")}</p>
      <div class="ask">
        <button type="button" class="ds-button" onClick={() => void choose("session")}>
          {say("lock.keys.session")}
        </button>
        <button type="button" class="ds-button" onClick={() => void choose("computer")}>
          {say("lock.keys.computer")}
        </button>
        <button type="button" class="ds-button" onClick={() => desk.go("settings")}>
          {say("lock.ask.passphrase")}
        </button>
      </div>
      {failed && <Wrong>{say("lock.unkept")}</Wrong>}
    </Notice>
  );
}
