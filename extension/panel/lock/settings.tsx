import { useState } from "preact/hooks";
import { Field } from "../../../shared/ui/field";
import { Lock } from "../../../shared/ui/icons";
import { choices, lock, minutesFrom } from "../../lock/locking";
import { openRing, type Open, ringFrom, withPassphrase } from "../../lock/ring";
import { Line } from "../accounts/field";
import { KeyChoice } from "./choice";
import type { Safe } from "./later";
import { useRead } from "./read";
import { say } from "./say";

/** A passphrase has so many characters at least. */
const LEAST = 8;

type Doing = "set" | "change" | "remove";

const doings = { set: () => say("lock.pass.set"), change: () => say("lock.pass.change"), remove: () => say("lock.pass.remove") };

/** What protects what is kept here. */
export function LockSettings({ safe }: { safe: Safe }) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const { sealed } = safe;
  return (
    <>
      <KeyChoice safe={safe} block />
      <section class="block" aria-labelledby="passphrase-heading">
        <h2 id="passphrase-heading">{say("lock.pass.heading")}</h2>
        <p class="quiet">{say(sealed ? "lock.pass.on" : "lock.pass.off")}</p>
        {sealed && <After safe={safe} />}
        {doing ? (
          <Passphrase safe={safe} doing={doing} onLeave={() => setDoing(null)} />
        ) : (
          <div class="form-end">
            {sealed && (
              <button type="button" class="ds-button" onClick={() => void safe.settle().then(() => lock(safe.storage, safe.memory))}>
                <Lock />
                {say("lock.now")}
              </button>
            )}
            {(sealed ? (["change", "remove"] as const) : (["set"] as const)).map((one) => (
              <button key={one} type="button" class="ds-button" onClick={() => setDoing(one)}>
                {doings[one]()}
              </button>
            ))}
          </div>
        )}
      </section>
    </>
  );
}

/** After what time without a touch it is locked. */
function After({ safe }: { safe: Safe }) {
  const [kept, again] = useRead(async () => minutesFrom((await safe.local.read(["lockAfter"]))["lockAfter"]));
  const [failed, setFailed] = useState(false);
  return (
    <Field id="lock-after" label={say("lock.after")} problem={failed ? say("lock.unkept") : ""}>
      {(control) => (
        <select
          {...control}
          class="ds-input"
          value={String(kept ?? "")}
          onChange={(event) => {
            void safe.local.write({ lockAfter: Number(event.currentTarget.value) }).then((done) => {
              setFailed(!done);
              return again();
            });
          }}
        >
          {choices.map((minutes) => (
            <option key={minutes} value={String(minutes)}>
              {minutes === 0 ? say("lock.never") : say("lock.minutes", { count: minutes })}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface Problems {
  old?: string;
  fresh?: string;
  again?: string;
}

/** Sets, changes or removes the passphrase. What follows is done by the page as it begins anew. */
function Passphrase({ safe, doing, onLeave }: { safe: Safe; doing: Doing; onLeave: () => void }) {
  const [typed, setTyped] = useState({ old: "", fresh: "", again: "" });
  const [problems, setProblems] = useState<Problems>({});
  const [busy, setBusy] = useState(false);
  const type = (what: keyof typeof typed) => (value: string) => {
    setTyped((before) => ({ ...before, [what]: value }));
    setProblems({});
  };
  const problemsNow = async (ring: ReturnType<typeof ringFrom>): Promise<Problems | Open | null> => {
    const { old, fresh, again } = typed;
    if (doing !== "remove" && Array.from(fresh).length < LEAST) return { fresh: say("lock.pass.short", { count: LEAST }) };
    if (doing !== "remove" && fresh !== again) return { again: say("lock.pass.differs") };
    const opened = ring ? await openRing(ring, old) : {};
    if (!opened) return { old: say("lock.pass.wrong") };
    if (doing !== "remove") return withPassphrase(fresh, opened);
    return ring && { ring: { ...ring, target: "", pending: true }, opened };
  };
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const next = await problemsNow(ringFrom((await safe.local.read(["seal"]))["seal"]));
      if (!next || !("ring" in next)) return setProblems(next ?? {});
      await safe.settle();
      // What opens it first: a page that hears of the ring finds it open.
      const done = (await safe.memory.write({ opened: next.opened, touched: Date.now() })) && (await safe.local.write({ seal: next.ring }));
      if (!done) setProblems({ [doing === "remove" ? "old" : "fresh"]: say("lock.unkept") });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="form passphrase"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {doing !== "set" && <Line id="passphrase-old" label={say("lock.pass.old")} type="password" value={typed.old} problem={problems.old ?? ""} disabled={busy} onType={type("old")} />}
      {doing !== "remove" && (
        <>
          <Line id="passphrase-new" label={say("lock.pass.new")} type="password" value={typed.fresh} problem={problems.fresh ?? ""} disabled={busy} onType={type("fresh")}>
            <p>{say("lock.pass.hint", { count: LEAST })}</p>
          </Line>
          <Line id="passphrase-again" label={say("lock.pass.again")} type="password" value={typed.again} problem={problems.again ?? ""} disabled={busy} onType={type("again")} />
        </>
      )}
      <p class="quiet">{say(doing === "remove" ? "lock.pass.unseal_text" : "lock.pass.lost")}</p>
      <div class="form-end">
        <button type="submit" class="ds-button" data-kind="primary" aria-disabled={busy}>
          {say(doing === "remove" ? "lock.pass.unseal" : "lock.pass.seal")}
        </button>
        <button type="button" class="ds-button" onClick={onLeave}>
          {say("lock.pass.cancel")}
        </button>
        <p class="ds-hint" role="status">
          {busy && say("lock.pass.working")}
        </p>
      </div>
    </form>
  );
}
