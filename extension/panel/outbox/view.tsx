import { Inbox } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import type { Acting, Batch } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import { Page } from "../page";
import { told } from "../speech";
import type { State } from "../state";
import { text } from "../strings";
import { saidOf } from "../tickets/bulk/progress";
import { waiting } from "./outgoing";
import { nameOf, sentenceOf } from "./sentence";

/** What waits to be sent, why, and what can be done about it. */
export function OutboxView({ state }: { state: State }) {
  const desk = useDesk();
  const acts = waiting(state.outbox);
  const batches = state.outbox.batches.filter((b) => b.going + b.failed > 0);
  return (
    <Page heading={text.outbox.heading} back={text.stopped.back} onBack={() => desk.go("tickets")}>
      {acts.length === 0 ? (
        <Standing icon={<Inbox size={20} />} heading={text.outbox.empty}>
          <p>{text.outbox.emptyHint}</p>
        </Standing>
      ) : (
        <ul class="outbox">
          {batches.map((batch) => (
            <Together key={batch.name} batch={batch} state={state} />
          ))}
          {/* What goes on by itself in a batch is counted there. */}
          {acts.map((act) => (act.batch === "" || act.state === "needs_you") && <Entry key={act.key} entry={act} state={state} />)}
        </ul>
      )}
    </Page>
  );
}

/** How far what was done to several tickets has come. */
function Together({ batch, state }: { batch: Batch; state: State }) {
  const desk = useDesk();
  const { name, entries, sent, failed, going } = batch;
  return (
    <li class="outbox-entry" data-needs={failed > 0 || undefined}>
      <p class="outbox-what" dir="auto">
        {saidOf(batch, state, desk)}
      </p>
      <p class="quiet">
        {text.bulk.sent(sent, entries)}
        {failed > 0 && ` ${text.separator} ${text.outbox.needs(failed)}`}
      </p>
      <p class="outbox-actions">
        {failed > 0 && (
          <button type="button" class="ds-button" onClick={() => void desk.acts.again(name)}>
            {text.bulk.again}
          </button>
        )}
        {going > 0 && (
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => void desk.acts.stop(name)}>
            {text.bulk.stop}
          </button>
        )}
      </p>
    </li>
  );
}

function Entry({ entry, state }: { entry: Acting; state: State }) {
  const desk = useDesk();
  const { key, state: stage, undoable, refused } = entry;
  const act = entry.act ?? entry.reply;
  const differs = refused?.differs;
  const account = state.accounts.find((a) => a.id === (act ?? entry.creation)?.account);
  const name = (value: string) => nameOf(desk, entry.property, value, entry.act);
  return (
    <li class="outbox-entry" data-needs={stage === "needs_you" || undefined}>
      <p class="outbox-what" dir="auto">
        {sentenceOf(desk, entry)}
      </p>
      {act && (
        <p class="quiet outbox-ticket" dir="auto">
          {account?.host} {text.ticket.number(act.ticket)} {text.separator} {act.subject}
        </p>
      )}
      {entry.creation && <p class="quiet outbox-ticket">{account?.host}</p>}
      {differs ? (
        <dl class="outbox-differs">
          {differs.seen !== differs.now && (
            <>
              <dt>{text.outbox.saw}</dt>
              <dd dir="auto">{name(differs.seen)}</dd>
              <dt>{text.outbox.now}</dt>
              <dd dir="auto">{name(differs.now)}</dd>
            </>
          )}
          {entry.act && (
            <>
              <dt>{text.outbox.yours}</dt>
              <dd dir="auto">{name(entry.want)}</dd>
            </>
          )}
          {differs.messages > 0 && (
            <>
              <dt>{text.outbox.news}</dt>
              <dd>{text.outbox.messages(differs.messages)}</dd>
            </>
          )}
        </dl>
      ) : (
        <p class="quiet">
          {refused && told(refused.failure.say)} {stage === "sending" ? text.outbox.sending : stage === "needs_you" ? "" : state.outbox.grade === "kept" ? text.outbox.byItself : text.outbox.keepOpen}
        </p>
      )}
      <p class="outbox-actions">
        {stage !== "sending" && (
          <button type="button" class="ds-button" onClick={() => void desk.acts.hasten(key)}>
            {differs ? text.outbox.anyway : text.outbox.sendNow}
          </button>
        )}
        {undoable && entry.reply && (
          <button type="button" class="ds-button" onClick={() => void desk.rewrite(entry)}>
            {text.compose.edit}
          </button>
        )}
        {undoable && (
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => void desk.acts.undo(key)}>
            {entry.creation && stage === "needs_you" ? text.compose.edit : text.outbox.takeBack}
          </button>
        )}
      </p>
    </li>
  );
}
