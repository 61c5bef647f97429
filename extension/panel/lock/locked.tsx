import { render } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Wrong } from "../../../shared/ui/field";
import { Lock } from "../../../shared/ui/icons";
import type { Kept } from "../../kept";
import { openRing, type Ring } from "../../lock/ring";
import { Line } from "../accounts/field";
import { say } from "./say";

/** What is behind the lock, as far as it may be told. */
export interface Behind {
  readonly ring: Ring;
  readonly memory: Kept;
  /** How much was not sent. */
  readonly waiting: number;
  /** Removes everything that is kept here. Whether all of it is gone. */
  wipe(): Promise<boolean>;
}

/** Stands in the place of the sidebar until somebody has entered the passphrase; the page hears of that as all others do, and begins anew. */
export function showLocked(behind: Behind, within: HTMLElement): void {
  render(<Locked {...behind} />, within);
}

function Locked({ ring, memory, waiting, wipe }: Behind) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), [problem]);
  const unlock = async () => {
    if (busy) return;
    if (typed === "") return setProblem(say("lock.locked.missing"));
    setBusy(true);
    const opened = await openRing(ring, typed);
    const done = opened && (await memory.write({ opened, touched: Date.now() }));
    setBusy(false);
    if (!done) setProblem(say(opened ? "lock.unkept" : "lock.pass.wrong"));
  };
  return (
    <main class="locked">
      <Lock size={20} />
      <h1>{say("lock.locked.heading")}</h1>
      <p>{say("lock.locked.text")}</p>
      {waiting > 0 && <p class="locked-waits">{say("lock.locked.waits", { count: waiting })}</p>}
      <form
        class="form"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void unlock();
        }}
      >
        <Line
          id="passphrase"
          label={say("lock.locked.passphrase")}
          type="password"
          value={typed}
          problem={problem}
          disabled={busy}
          onType={(value) => {
            setTyped(value);
            setProblem("");
          }}
        />
        <div class="form-end">
          <button type="submit" class="ds-button" data-kind="primary" aria-disabled={busy}>
            {say("lock.locked.unlock")}
          </button>
          <p class="ds-hint" role="status">
            {busy && say("lock.pass.working")}
          </p>
        </div>
      </form>
      <Forgot waiting={waiting} wipe={wipe} />
    </main>
  );
}

function Forgot({ waiting, wipe }: Pick<Behind, "waiting" | "wipe">) {
  const [failed, setFailed] = useState(false);
  return (
    <details class="forgot">
      <summary>{say("lock.forgot.open")}</summary>
      <p>{say("lock.forgot.text")}</p>
      {waiting > 0 && <p class="locked-waits">{say("lock.forgot.lost", { count: waiting })}</p>}
      <button type="button" class="ds-button" data-kind="danger" onClick={() => void wipe().then((gone) => setFailed(!gone))}>
        {say("lock.forgot.remove")}
      </button>
      {failed && <Wrong>{say("lock.forgot.failed")}</Wrong>}
    </details>
  );
}
