import { useState } from "preact/hooks";
import { version } from "../../compat";
import type { State } from "../state";
import type { Safe } from "./later";
import { say } from "./say";

/** How many there are of each of some words. */
function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${word} ${count}`).join(", ") || "none";
}

/** What helps whoever helps: numbers and kinds, in English, and nothing of what anybody typed, read or is called. */
export function toldOf(state: State, { sealed, keeping }: Pick<Safe, "sealed" | "keeping">, browser: string, room: StorageEstimate): string {
  const { accounts, list, outbox, ticket } = state;
  const of = (id: string) => accounts.find((a) => a.id === id)?.system ?? "another";
  const lines: [string, string][] = [
    ["Deskside", version()],
    ["Browser", browser],
    ["Language", state.spoken],
    ["Network", state.online ? "online" : "offline"],
    ["Core", state.core],
    ["Helpdesks", counted(accounts.map((a) => a.system))],
    ["Without access", counted(state.denied.map(of))],
    ["Without a key", counted(accounts.filter((a) => a.key === "").map((a) => a.system))],
    ["Keys", sealed ? "sealed" : keeping.value],
    ["Rows", `${list.shown?.result.rows.length ?? 0}`],
    ["Troubles of the list", counted([...list.problems.map((p) => `${of(p.account)} ${p.failure.kind}`), ...(list.failure ? [list.failure.kind] : [])])],
    ["Trouble of the ticket", ticket.failure?.kind ?? "none"],
    ["Outbox", `${counted(outbox.acts.map((a) => a.state))}; ${outbox.grade}`],
    ["Refused", counted(outbox.acts.flatMap((a) => a.refused?.failure.kind ?? []))],
    ["Not kept", counted(state.unkept)],
    ["Storage", `${Math.round((room.usage ?? 0) / 1024)} of ${Math.round((room.quota ?? 0) / 1024)} KB`],
  ];
  return lines.map(([name, value]) => `${name}: ${value}`).join("\n");
}

/** Shows the text before anybody passes it on. */
export function Told({ safe, state }: { safe: Safe; state: State }) {
  const [shown, setShown] = useState("");
  const [copied, setCopied] = useState("");
  return (
    <section class="block" aria-labelledby="told-heading">
      <h2 id="told-heading">{say("lock.told.heading")}</h2>
      <p class="quiet">{say("lock.told.text")}</p>
      {shown === "" ? (
        <button type="button" class="ds-button" onClick={() => void navigator.storage.estimate().then((room) => setShown(toldOf(state, safe, navigator.userAgent, room)))}>
          {say("lock.told.show")}
        </button>
      ) : (
        <>
          <pre class="told" tabIndex={0} aria-labelledby="told-heading">
            {shown}
          </pre>
          <div class="form-end">
            <button
              type="button"
              class="ds-button"
              onClick={() => {
                navigator.clipboard.writeText(shown).then(
                  () => setCopied(say("lock.told.copied")),
                  () => setCopied(say("lock.told.not_copied")),
                );
              }}
            >
              {say("lock.told.copy")}
            </button>
            <p class="ds-hint" role="status">
              {copied}
            </p>
          </div>
        </>
      )}
    </section>
  );
}
