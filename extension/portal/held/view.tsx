import "./held.css";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Attachments } from "../../../shared/ui/attachments";
import { Ago } from "../../../shared/ui/ago";
import { Field, Wrong } from "../../../shared/ui/field";
import { Check, Inbox, MessageSquare, RefreshCw, TriangleAlert, Undo2, WifiOff, X } from "../../../shared/ui/icons";
import { Notice } from "../../../shared/ui/notice";
import { Body } from "../../../shared/ui/prose/body";
import { draw } from "../../../shared/ui/prose/draw";
import { Lines, Skeleton } from "../../../shared/ui/skeleton";
import { Standing } from "../../../shared/ui/standing";
import { exact } from "../../../shared/ui/time";
import { sourceOf } from "../../panel/accounts/account";
import { useDesk } from "../../panel/context";
import { locale, told } from "../../panel/speech";
import type { State } from "../../panel/state";
import { text } from "../../panel/strings";
import { isOthers, letterOf } from "../keys";
import { say } from "../say";
import { beside, type Decided, type Item } from "./held";
import type { Holding } from "./holding";

const drawn = (program: Uint8Array) => draw(program, text.draw);
const kinds = ["idea", "problem", "question"] as const;

/** What waits for approval: read, approved or declined, one by one or several. */
export function HeldView({ state, holding }: { state: State; holding: Holding }) {
  const { sources, items, picked, declining } = holding.store.state.value;
  const decided = holding.decided.value;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => void holding.refresh(), [state.accounts.length]);
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (pressed(holding, event)) event.preventDefault();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, [holding]);
  const busy = sources.some((s) => s.busy);
  const failed = sources.filter((s) => s.failure || s.problems.length > 0);
  const since = Math.max(0, ...sources.filter((s) => s.more).map((s) => s.since));
  const waiting = items.filter((i) => !decided.has(i.key)).length;
  const bulk = picked.length > 0 || declining.length > 1;
  return (
    <>
      <div class="held-bar">
        <h2>{say("portal.held.title")}</h2>
        <p class="quiet" role="status">
          {items.length > 0 && say("portal.held.count", { count: waiting })}
        </p>
        <Undone holding={holding} />
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" data-busy={busy || undefined} aria-disabled={busy} aria-label={say("portal.held.refresh")} title={`${say("portal.held.refresh")} (r)`} onClick={() => void holding.refresh()}>
          {state.online ? <RefreshCw /> : <WifiOff />}
        </button>
      </div>
      {!state.online && (
        <Notice icon={<WifiOff />}>
          <p>{say("portal.held.offline")}</p>
        </Notice>
      )}
      {failed.length > 0 && state.online && (
        <Notice icon={<TriangleAlert />} warning heading={say("portal.held.partial")}>
          <ul class="held-troubles">
            {failed.map((s) => {
              const account = state.accounts.find((a) => a.id === s.account);
              return [s.failure, ...s.problems].map((f) => f && <li key={`${s.account} ${f.say.id}`}>{state.accounts.length > 1 && account ? `${sourceOf(account, state.accounts)}: ${told(f.say)}` : told(f.say)}</li>);
            })}
          </ul>
          <button type="button" class="ds-button" onClick={() => void holding.refresh()}>
            <RefreshCw />
            {say("portal.held.again")}
          </button>
        </Notice>
      )}
      {bulk && <Together holding={holding} />}
      {items.length === 0 && busy && (
        <Skeleton label={say("portal.held.loading")}>
          <Lines widths={[60, 90, 75, 40]} />
        </Skeleton>
      )}
      {items.length === 0 && !busy && sources.every((s) => !s.failure) && (
        <Standing icon={<Inbox size={20} />} heading={say("portal.held.empty")}>
          <p>{say("portal.held.empty_hint")}</p>
        </Standing>
      )}
      <ul class="held-list" ref={list} aria-busy={busy}>
        {items.map((item) => (
          <Entry key={item.key} item={item} state={state} holding={holding} decided={decided.get(item.key)} />
        ))}
      </ul>
      {since > 0 && !busy && (
        <p class="held-since quiet">
          {say("portal.held.since", { date: exact(since, locale()) })}
          <button type="button" class="ds-button" onClick={() => void holding.further()}>
            {say("portal.held.further")}
          </button>
        </p>
      )}
    </>
  );
}

/** Does what a key asks for; false leaves it to the panel or the browser. */
function pressed(holding: Holding, event: KeyboardEvent): boolean {
  const { cursor, declining, picked, items } = holding.store.now();
  if (document.querySelector("dialog:modal, [popover=auto]:popover-open")) return false;
  if (event.key === "Escape" && declining.length > 0) {
    holding.store.dispatch({ type: "declining", keys: [] });
    focusOn(cursor);
    event.stopPropagation();
    return true;
  }
  if (isOthers(event)) return false;
  const onControl = event.target instanceof Element && event.target.closest("a, button, input, summary") !== null;
  const at = (key: string) => {
    holding.store.dispatch({ type: "moved", key });
    focusOn(key);
  };
  if (event.key === "Escape" && picked.length > 0) {
    holding.store.dispatch({ type: "unpicked" });
    event.stopPropagation();
    return true;
  }
  switch (letterOf(event)) {
    case "j":
    case "ArrowDown":
      return at(document.activeElement?.closest(".held") ? beside(holding.store.now(), cursor, 1) : cursor), true;
    case "k":
    case "ArrowUp":
      return at(beside(holding.store.now(), cursor, -1)), true;
    case "x":
      if (cursor) holding.store.dispatch({ type: "picked", key: cursor });
      return true;
    case "a":
      void holding.approve();
      afterwards(holding);
      return true;
    case "d":
      holding.decline();
      return true;
    case "z":
      if (!holding.undo()) return false;
      afterwards(holding);
      return true;
    case "r":
      void holding.refresh();
      return true;
    case "o":
    case "Enter": {
      const item = items.find((i) => i.key === cursor);
      if (onControl || !item) return false;
      holding.open(item);
      return true;
    }
  }
  return false;
}

/** Puts the keyboard where the cursor is, once that is drawn. */
function afterwards(holding: Holding): void {
  requestAnimationFrame(() => focusOn(holding.store.now().cursor));
}

function focusOn(key: string): void {
  document.querySelector<HTMLElement>(`.held [data-key="${CSS.escape(key)}"]`)?.focus();
}

/** Takes back what was decided together, as long as that can be. */
function Undone({ holding }: { holding: Holding }) {
  const count = holding.undoable().length;
  if (count < 2) return null;
  return (
    <button type="button" class="ds-button" title={say("portal.held.key", { name: say("portal.held.undo"), key: "z" })} onClick={() => holding.undo()}>
      <Undo2 />
      {say("portal.held.undo_all", { count })}
    </button>
  );
}

/** What is picked, and what can be done to all of it. */
function Together({ holding }: { holding: Holding }) {
  const { picked, declining } = holding.store.state.value;
  return (
    <div class="held-together" role="group" aria-label={say("portal.held.picked", { count: picked.length })}>
      <p>{say("portal.held.picked", { count: picked.length })}</p>
      {declining.length > 0 ? (
        <Reason holding={holding} />
      ) : (
        <>
          <Acts approve={() => void holding.approve()} decline={() => holding.decline()} />
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => holding.store.dispatch({ type: "unpicked" })}>
            {say("portal.held.unpick")}
          </button>
        </>
      )}
    </div>
  );
}

function Acts({ approve, decline }: { approve: () => void; decline: () => void }) {
  const [yes, no] = [say("portal.held.approve"), say("portal.held.decline")];
  return (
    <>
      <button type="button" class="ds-button" title={say("portal.held.key", { name: yes, key: "a" })} onClick={approve}>
        <Check />
        {yes}
      </button>
      <button type="button" class="ds-button" title={say("portal.held.key", { name: no, key: "d" })} onClick={decline}>
        <X />
        {no}
      </button>
    </>
  );
}

/** Why something is declined. */
function Reason({ holding }: { holding: Holding }) {
  const { declining, reason, cursor } = holding.store.state.value;
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="held-reason"
      onSubmit={(event) => {
        event.preventDefault();
        void holding.declined();
        afterwards(holding);
      }}
    >
      <Field id="held-reason" label={say("portal.held.reason")} problem="" hint={say("portal.held.reason_hint")}>
        {(control) => <input {...control} ref={field} class="ds-input" dir="auto" autocomplete="off" value={reason} onInput={(event) => holding.store.dispatch({ type: "reasoned", reason: event.currentTarget.value })} />}
      </Field>
      <p class="held-acts">
        <button type="submit" class="ds-button" data-kind="primary">
          {declining.length > 1 ? say("portal.held.declining", { count: declining.length }) : say("portal.held.decline")}
        </button>
        <button
          type="button"
          class="ds-button"
          data-kind="quiet"
          onClick={() => {
            holding.store.dispatch({ type: "declining", keys: [] });
            focusOn(cursor);
          }}
        >
          {say("portal.held.cancel")}
        </button>
      </p>
    </form>
  );
}

function Entry({ item, state, holding, decided }: { item: Item; state: State; holding: Holding; decided: Decided | undefined }) {
  const { cursor, picked, declining } = holding.store.state.value;
  const { row, key } = item;
  const account = state.accounts.find((a) => a.id === item.account);
  const title = row.subject || say("portal.held.untitled", { number: `${item.post}` });
  const type = kinds.find((k) => k === row.type) ?? "other";
  const kind = item.comment ? say("portal.held.comment") : say("portal.held.post", { type });
  const facts = [kind, item.author, row.place, state.accounts.length > 1 && account ? sourceOf(account, state.accounts) : ""].filter(Boolean);
  return (
    <li class="held" data-cursor={key === cursor || undefined} data-decided={decided ? decided.review : undefined}>
      <article tabIndex={key === cursor ? 0 : -1} data-key={key} aria-label={`${kind}: ${title}`} onFocusIn={() => key !== cursor && holding.store.dispatch({ type: "moved", key })}>
        <header class="held-head">
          <input type="checkbox" checked={picked.includes(key)} disabled={decided !== undefined} aria-label={say("portal.held.pick")} title={say("portal.held.key", { name: say("portal.held.pick"), key: "x" })} onChange={() => holding.store.dispatch({ type: "picked", key })} />
          <h3 dir="auto">{title}</h3>
          <Ago at={item.created} now={state.now} locale={locale()} />
        </header>
        <p class="quiet held-facts" dir="auto">
          {facts.join(` ${text.separator} `)}
        </p>
        <Body program={item.body} draw={drawn} none={say("portal.held.no_text")} />
        <Attachments files={item.files} label={say("portal.held.files")} />
        {decided ? (
          <Outcome decided={decided} holding={holding} />
        ) : declining.includes(key) && declining.length === 1 && picked.length === 0 ? (
          <Reason holding={holding} />
        ) : (
          <p class="held-acts">
            <Acts
              approve={() => void holding.approve(key)}
              decline={() => {
                holding.store.dispatch({ type: "moved", key });
                holding.decline(key);
              }}
            />
            <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={say("portal.held.open")} title={say("portal.held.key", { name: say("portal.held.open"), key: "o" })} onClick={() => holding.open(item)}>
              <MessageSquare />
            </button>
          </p>
        )}
      </article>
    </li>
  );
}

/** What was decided, how far that is, and what can be done about it. */
function Outcome({ decided: { review, reason, act }, holding }: { decided: Decided; holding: Holding }) {
  const desk = useDesk();
  const known = (word: string) => (word === "published" || word === "declined" ? word : "other");
  const needs = act?.state === "needs_you";
  const differs = act?.refused?.differs;
  return (
    <div class="held-outcome" data-review={review}>
      {!needs && (
        <p class="held-review">
          {review === "published" ? <Check /> : <X />}
          {say("portal.held.state", { review: known(review) })}
        </p>
      )}
      {reason && (
        <p class="quiet" dir="auto">
          {say("portal.held.because", { reason })}
        </p>
      )}
      {needs && <Wrong>{differs ? say("portal.held.differs", { review: known(differs.now) }) : act.refused ? told(act.refused.failure.say) : ""}</Wrong>}
      {act && (needs || act.undoable) && (
        <p class="held-acts">
          {needs && !differs && (
            <button type="button" class="ds-button" onClick={() => void desk.acts.hasten(act.key)}>
              {say("portal.held.again")}
            </button>
          )}
          {act.undoable && (
            <button
              type="button"
              class="ds-button"
              data-kind="quiet"
              onClick={() => {
                void desk.acts.undo(act.key);
                afterwards(holding);
              }}
            >
              <Undo2 />
              {needs ? say("portal.held.take_back") : say("portal.held.undo")}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
