import "./query.css";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Completion, QueryProblem } from "../../../wasm/core.gen";
import { BookmarkPlus, CircleAlert, Search, X } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { chipsOf } from "./filter/chips";
import { offerID, Offers } from "./filter/offers";
import type { Listing } from "./listing";
import { text } from "../strings";
import { firstView, type View, viewOf } from "./views/views";

interface Props {
  list: Listing;
  /** The views. */
  all: readonly View[];
}

const OFFERS = "query-offers";

/** What may come next, and which of it Enter takes. */
interface Offered {
  items: readonly Completion[];
  active: number;
  /** They are whole filters of before. */
  whole?: boolean;
}

const nothing: Offered = { items: [], active: -1 };

/** By what a shared view is known when it is pasted. */
const SHARED = /(^|[\s#<(])view\/\d+\?\S|^# Deskside views/;

/** The filter: text while it is edited, chips while it is not. */
export function Query({ list, all }: Props) {
  const desk = useDesk();
  const input = useRef<HTMLInputElement>(null);
  /** Where the caret goes once what was taken is in the field. */
  const caret = useRef(-1);
  const [focused, setFocused] = useState(false);
  const [{ items, active, whole }, offer] = useState<Offered>(nothing);
  const idle = !focused && list.problem === "";
  const open = focused && items.length > 0;

  useLayoutEffect(() => {
    if (caret.current >= 0) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = -1;
  }, [list.draft]);

  /** Filters of before that hold what is typed. */
  const recall = (query: string, active: number) => {
    const words = query.toLowerCase().split(/\s+/);
    const found = desk.filter.asked().filter((q) => q !== query.trim() && words.every((w) => q.toLowerCase().includes(w)));
    const items = found.map((q): Completion => ({ insert: q, from: 0, to: Number.MAX_SAFE_INTEGER, label: q, detail: "", about: { id: "", args: [] }, kind: "word" }));
    offer({ items, active: items.length > 0 ? active : -1, whole: true });
  };
  const complete = (query: string, at: number) => offer({ items: desk.filter.complete(query, at), active: -1 });
  const take = ({ from, to, insert, kind }: Completion) => {
    if (whole) {
      offer(nothing);
      void desk.tickets.choose(insert);
      return;
    }
    const rest = list.draft.slice(to);
    // A field goes on with its value; anything else is followed by a blank.
    const blank = kind !== "field" && !rest.startsWith(" ") ? " " : "";
    const query = list.draft.slice(0, from) + insert + blank + rest;
    caret.current = from + insert.length + blank.length;
    desk.tickets.type(query);
    if (kind === "field") complete(query, caret.current);
    else offer(nothing);
    input.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const chosen = items[active];
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.isComposing) return;
    // Upwards lies what was before.
    if (by < 0 && !open && input.current) recall(list.draft === list.query ? "" : list.draft, 0);
    else if (by !== 0 && !open && input.current) complete(list.draft, input.current.selectionStart ?? 0);
    else if (by !== 0) offer({ items, active: ((active + 1 + (whole ? -by : by) + items.length + 1) % (items.length + 1)) - 1, whole: whole ?? false });
    else if (event.key === "Enter" && open && chosen) take(chosen);
    else if (event.key === "Escape" && open) offer(nothing);
    else return;
    event.preventDefault();
  };
  return (
    <form
      class="query"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        offer(nothing);
        void desk.tickets.choose(list.draft);
      }}
    >
      <div class="query-field" data-idle={idle || undefined}>
        <Search />
        {idle && <Chips query={list.draft} />}
        <input
          id="query"
          class="ds-input"
          ref={input}
          type="text"
          role="combobox"
          enterkeyhint="search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          dir="auto"
          aria-label={text.query.label}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-controls={open ? OFFERS : undefined}
          aria-activedescendant={open && active >= 0 ? offerID(OFFERS, active) : undefined}
          aria-invalid={list.problem !== ""}
          aria-describedby={list.problem ? "query-problem" : undefined}
          placeholder={text.query.placeholder}
          value={list.draft}
          onInput={({ currentTarget: { value, selectionStart } }) => {
            desk.tickets.type(value);
            complete(value, selectionStart ?? value.length);
          }}
          onKeyDown={press}
          onPaste={(event) => {
            const pasted = event.clipboardData?.getData("text/plain") ?? "";
            if (!SHARED.test(pasted)) return;
            event.preventDefault();
            desk.views.taking(pasted.trim());
          }}
          onScroll={(event) => {
            const mirror = event.currentTarget.parentElement?.querySelector(".query-mirror");
            if (mirror) mirror.scrollLeft = event.currentTarget.scrollLeft;
          }}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            offer(nothing);
          }}
        />
        {list.problem !== "" && <Mirror query={list.draft} />}
        {!viewOf(list.query, all) && list.problem === "" && idle && (
          <button type="button" class="ds-button query-clear query-save" data-kind="quiet" data-shape="icon" aria-label={text.views.save} title={text.views.save} onClick={() => desk.views.saving(true)}>
            <BookmarkPlus />
          </button>
        )}
        {!viewOf(list.draft, all) && (
          <button
            type="button"
            class="ds-button query-clear"
            data-kind="quiet"
            data-shape="icon"
            aria-label={text.query.clear}
            title={text.query.clear}
            onClick={() => void desk.tickets.choose(firstView.query)}
          >
            <X />
          </button>
        )}
        {open && <Offers id={OFFERS} label={whole ? text.query.history : text.query.offers} offers={items} active={active} onTake={take} />}
      </div>
      {list.problem && (
        <div class="query-problem">
          <p class="ds-problem" id="query-problem" role="alert">
            <CircleAlert />
            {list.problem}
          </p>
          <Nearest query={list.draft} />
        </div>
      )}
    </form>
  );
}

/** The parts of the query, each with a button that takes it out. */
function Chips({ query }: { query: string }) {
  const desk = useDesk();
  const chips = chipsOf(query);
  return (
    <div class="chips" role="group" aria-label={text.query.label}>
      {chips.map(({ text: part, without }, i) => (
        <span key={`${i} ${part}`} class="query-chip" title={part}>
          <span class="query-chip-text" dir="auto">
            {part}
          </span>
          {(without || part !== firstView.query) && (
            <button type="button" class="query-chip-remove" aria-label={text.query.remove(part)} title={text.query.remove(part)} onClick={() => void desk.tickets.choose(without)}>
              <X />
            </button>
          )}
        </span>
      ))}
    </div>
  );
}

/** What was probably meant, to be put in its place by one press. */
function Nearest({ query }: { query: string }) {
  const desk = useDesk();
  return (
    <>
      {desk.filter.problems(query).map((problem) => problem.nearest !== "" && (
        <button key={problem.from} type="button" class="ds-button" onClick={() => void desk.tickets.choose(mended(query, problem))}>
          <code dir="auto">{mended(query, problem)}</code>
        </button>
      ))}
    </>
  );
}

/** The query once more, below what is typed, with a line under each part that is not understood. */
function Mirror({ query }: { query: string }) {
  const desk = useDesk();
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { from, to } of desk.filter.problems(query)) {
    if (from < at) continue;
    parts.push(query.slice(at, from), <mark key={from}>{query.slice(from, to) || " "}</mark>);
    at = to;
  }
  return (
    <div class="query-mirror" aria-hidden dir="auto">
      {parts}
      {query.slice(at)}
    </div>
  );
}

function mended(query: string, { from, to, nearest }: QueryProblem): string {
  return query.slice(0, from) + nearest + query.slice(to);
}
