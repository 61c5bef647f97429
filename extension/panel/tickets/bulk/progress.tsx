import "./bulk.css";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Batch } from "../../../../wasm/core.gen";
import { Check, TriangleAlert, Undo2, X } from "../../../../shared/ui/icons";
import { useDesk } from "../../context";
import { sentenceOf } from "../../outbox/sentence";
import type { State } from "../../state";
import { text } from "../../strings";

/** For so long it is said that all is over, milliseconds. */
const SHOWN = 6000;

/** How far what was done to several tickets has come: to be taken back, stopped, tried again. It stands below everything and covers nothing. */
export function BulkProgress({ state }: { state: State }) {
  const { batches } = state.outbox;
  /** Those that have gone on while somebody could look, and those that somebody is done with. */
  const followed = useRef(new Set<string>());
  const [left, leave] = useState<ReadonlySet<string>>(new Set());
  for (const b of batches) if (b.going > 0) followed.current.add(b.name);
  const batch = batches.findLast((b) => followed.current.has(b.name) && !left.has(b.name) && (b.stopped < b.entries || b.sent > 0));
  if (!batch) return null;
  return <One key={batch.name} batch={batch} state={state} onLeave={() => leave(new Set([...left, batch.name]))} />;
}

function One({ batch, state, onLeave }: { batch: Batch; state: State; onLeave: () => void }) {
  const desk = useDesk();
  const { name, entries, sent, failed, stopped, going, held, again } = batch;
  const { bulk } = text;
  const over = going === 0;
  const well = over && failed === 0;
  useEffect(() => {
    if (!well) return;
    const timer = setTimeout(onLeave, SHOWN);
    return () => clearTimeout(timer);
  }, [well]);
  const what = saidOf(batch, state, desk);
  const far = stopped > 0 && over ? bulk.stopped(sent, entries) : bulk.sent(sent, entries);
  return (
    <section class="ds-toast bulk-progress" data-kind={failed > 0 ? "problem" : undefined} aria-label={bulk.label}>
      {failed > 0 ? <TriangleAlert /> : <Check />}
      <div class="bulk-progress-what">
        <p dir="auto">{what}</p>
        {held < going || over ? (
          <>
            {!over && <progress max={entries} value={sent + failed} aria-label={far} />}
            {/* What goes on is said at its end: nobody wants to hear each. */}
            <p class="quiet bulk-far" role="status" aria-live={over ? "polite" : "off"}>
              {[far, failed > 0 && text.outbox.needs(failed), again > 0 && bulk.waits(again)].filter(Boolean).join(` ${text.separator} `)}
            </p>
          </>
        ) : null}
      </div>
      <div class="bulk-progress-acts">
        {held > 0 && held === going && sent === 0 ? (
          <button type="button" class="ds-button" title={text.acts.hint(text.settings.undo, desk.keys.shown("undo"))} onClick={() => void desk.acts.stop(name)}>
            <Undo2 />
            {text.settings.undo}
          </button>
        ) : (
          going > 0 && (
            <button type="button" class="ds-button" onClick={() => void desk.acts.stop(name)}>
              {bulk.stop}
            </button>
          )
        )}
        {failed > 0 && <Failed batch={name} over={over} />}
        {over && (
          <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={text.settings.dismiss} title={text.settings.dismiss} onClick={onLeave}>
            <X />
          </button>
        )}
      </div>
    </section>
  );
}

function Failed({ batch, over }: { batch: string; over: boolean }) {
  const desk = useDesk();
  return (
    <>
      {over && (
        <button type="button" class="ds-button" onClick={() => void desk.acts.again(batch)}>
          {text.bulk.again}
        </button>
      )}
      <button type="button" class="ds-button" data-kind="quiet" onClick={() => desk.go("outbox")}>
        {text.bulk.show}
      </button>
    </>
  );
}

/** What a batch does: as this page has said it, else as one of its entries says it. */
export function saidOf({ name, entries }: Batch, state: State, desk: ReturnType<typeof useDesk>): string {
  const act = state.outbox.acts.find((a) => a.batch === name && a.act);
  return desk.bulk.said(name) || text.bulk.made(entries, act ? sentenceOf(desk, act) : text.bulk.together);
}
