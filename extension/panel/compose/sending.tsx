import { useEffect, useState } from "preact/hooks";
import { Check, Clock, PenLine, Send, TriangleAlert, Undo2 } from "../../../shared/ui/icons";
import type { Acting, Row } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import { told } from "../speech";
import type { State } from "../state";
import { text } from "../strings";

/** How long a message that has arrived is said to have, milliseconds. */
const ARRIVED = 4000;

interface Props {
  state: State;
  row: Row;
}

/** The messages of a ticket that are on their way, in the composer's place: each can be called back, or sent at once. */
export function Sending({ state, row }: Props) {
  const now = useNow(state.outbox.acts.some((a) => a.row === row.key && a.reply && (a.held || a.state === "sent")));
  const acts = state.outbox.acts.filter((a) => a.row === row.key && a.reply && (a.state !== "sent" || now - a.settled < ARRIVED));
  if (acts.length === 0) return null;
  return (
    <div role="status">
      <ul class="composer-sending">
        {acts.map((act) => (
          <Line key={act.key} act={act} row={row} now={now} online={state.online} kept={state.outbox.grade === "kept"} />
        ))}
      </ul>
    </div>
  );
}

function Line({ act, row, now, online, kept }: { act: Acting; row: Row; now: number; online: boolean; kept: boolean }) {
  const desk = useDesk();
  const { key, state: stage, held, undoable, refused } = act;
  const differs = refused?.differs;
  const needs = stage === "needs_you";
  const files = act.reply?.files ?? [];
  const size = files.reduce((sum, f) => sum + f.size, 0);
  return (
    <li class="composer-line" data-needs={needs || undefined} data-private={act.reply?.private || undefined}>
      {needs ? <TriangleAlert /> : stage === "sent" ? <Check /> : held ? <Send /> : <Clock />}
      <p>
        {stage === "sent"
          ? text.compose.sent
          : needs
            ? differs
              ? text.compose.missed(differs.messages, row.client)
              : refused && told(refused.failure.say)
            : held
              ? text.compose.sending(Math.max(0, Math.ceil((act.after - now) / 1000)))
              : online
                ? size > 0
                  ? text.enclosures.sending(files.length, size)
                  : text.compose.sendingNow
                : text.compose.waits}
        {!kept && stage !== "sent" && (
          <>
            <br />
            {text.outbox.keepOpen}
          </>
        )}
      </p>
      {undoable && (
        <button type="button" class="ds-button" onClick={() => void desk.acts.undo(key)}>
          {needs ? <PenLine /> : <Undo2 />}
          {needs ? text.compose.edit : text.compose.undo}
        </button>
      )}
      {(held || needs) && (
        <button type="button" class="ds-button" data-kind="quiet" onClick={() => void desk.acts.hasten(key)}>
          {differs ? text.compose.anyway : text.compose.sendNow}
        </button>
      )}
    </li>
  );
}

/** The time in Unix milliseconds, followed while somebody counts. */
function useNow(counting: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (!counting) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [counting]);
  return now;
}
