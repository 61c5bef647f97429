import "./list.css";
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { clock, seconds } from "../../../shared/ui/time";
import { sourceOf } from "../accounts/account";
import { useDesk } from "../context";
import { entriesOf } from "./groups/grouping";
import { Head } from "./groups/head";
import { useDrawn } from "./long/drawn";
import { type Listing, type ListResult, visibleRows } from "./listing";
import { Item } from "./row";
import { RowsToCome } from "./skeleton";
import { EmptyList, NoList, OfflineList } from "./standing";
import type { State } from "../state";
import { locale, told } from "../speech";
import { text } from "../strings";
import { troublesOf } from "./trouble";
import { tabID, viewOf } from "./views/views";

/** By how much the oldest rows may be older than the list without a word, milliseconds. */
const OLDER = 60_000;

/** The names of accounts, by their ids. */
type Sources = ReadonlyMap<string, string>;

/** The tickets, or what stands in their place. */
export function List({ state }: { state: State }) {
  const desk = useDesk();
  const { list, accounts, now, ticket } = state;
  const body = useRef<HTMLDivElement>(null);
  const cursor = useRef(list.cursor);
  const rows = visibleRows(list);
  const items = entriesOf(rows, list.grouped, list.folded);
  const at = useMemo(() => items.findIndex((r) => r.key === list.cursor), [items, list.cursor]);
  const { places, viewport, growing } = useDrawn(body, items, { of: list.query, kept: at, whole: desk.at.scrolled });
  const entry = at < 0 ? (viewport?.first ?? 0) : at;
  const answered = list.shown?.query === list.query;
  const sources = new Map(accounts.map((a) => [a.id, sourceOf(a, accounts)]));
  const several = useMemo(() => rows.some((r) => r.account !== rows[0]?.account), [rows]);
  const since = new Map(list.shown?.old.map((o) => [o.account, seconds(o.at)]));
  const view = viewOf(list.query, state.views.all);

  useLayoutEffect(() => {
    if (cursor.current === list.cursor) return;
    cursor.current = list.cursor;
    const row = body.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(list.cursor)}"]`);
    if (!row || row === document.activeElement) return;
    viewport?.reveal(at);
    // Whoever types, or has a menu open, keeps the keyboard.
    if (document.activeElement?.closest("[popover], dialog, input:not([type=radio], [type=checkbox]), textarea, [contenteditable]")) return;
    row.focus({ preventScroll: viewport !== undefined });
  }, [list.cursor]);
  useEntry(body, items[entry]?.key ?? "");
  const some = rows.length > 0;
  useLayoutEffect(() => {
    if (some) body.current?.scrollTo(0, desk.at.scroll());
  }, [list.query, some]);
  useStill(body, list.pointing || list.reading);

  return (
    <div
      class="list"
      data-dense={state.looks.excerpts ? undefined : ""}
      id="tickets"
      role="tabpanel"
      aria-labelledby={view && tabID(view)}
      aria-label={view ? undefined : text.list.label}
      aria-busy={list.request !== 0}
      ref={body}
      onPointerEnter={(event) => event.pointerType === "mouse" && desk.tickets.point(true)}
      onPointerLeave={() => desk.tickets.point(false)}
      onFocusIn={() => desk.tickets.read(true)}
      onFocusOut={(event) => desk.tickets.read(isRead(event.currentTarget, event.relatedTarget))}
      onScroll={(event) => {
        const scroller = event.currentTarget;
        desk.tickets.read(isRead(scroller, document.activeElement));
        if (nearEnd(scroller) && list.request === 0 && list.shown?.result.more && list.problems.length === 0) void desk.tickets.more();
      }}
    >
      {rows.length > 0 ? (
        <>
          <ul class="rows" data-rows data-long={viewport ? "" : undefined} aria-busy={growing} aria-label={text.list.label} data-picking={list.picks.keys.size > 0 || undefined} style={{ blockSize: viewport && `${viewport.size}px` }}>
            {places.map(({ index, start }) => {
              const item = items[index];
              if (item?.head) {
                return (
                  <Head
                    key={item.key}
                    id={item.key}
                    head={item.head}
                    source={sources.get(item.head.sample.account) ?? ""}
                    more={list.shown?.result.more ?? false}
                    entry={index === entry}
                    index={index}
                    of={items.length}
                    start={start}
                    measure={viewport?.measure}
                  />
                );
              }
              const row = item?.row;
              return (
                row && (
                  <Item
                    key={row.key}
                    row={row}
                    source={several ? (sources.get(row.account) ?? "") : ""}
                    now={now}
                    since={since.get(row.account) ?? 0}
                    unread={list.marked.unread.has(row.key)}
                    asleep={list.marked.asleep.has(row.key)}
                    open={ticket.row?.key === row.key}
                    picked={list.picks.keys.has(row.key)}
                    picking={list.picks.keys.size > 0}
                    entry={index === entry}
                    cursor={index === at}
                    index={index}
                    of={items.length}
                    start={start}
                    measure={viewport?.measure}
                  />
                )
              );
            })}
          </ul>
          <End list={list} sources={sources} />
        </>
      ) : (
        <Instead state={state} answered={answered} sources={sources} />
      )}
      <p class="ds-hidden" role="status">
        {answered && list.shown && !list.shown.saved ? text.list.announce(rows.length, clock(seconds(list.shown.result.at), locale())) : ""}
      </p>
    </div>
  );
}

/**
 * Has the keyboard enter the list at a row. It is done once the keyboard is there: taken from the element that has it,
 * while the list is still being drawn, tabindex would have the browser lay out what is half done.
 */
function useEntry(body: RefObject<HTMLElement | null>, key: string): void {
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const row = body.current?.querySelector<HTMLElement>(`[data-rows] [data-key="${CSS.escape(key)}"]`) ?? null;
    if (row === before.current) return;
    if (before.current) before.current.tabIndex = -1;
    if (row) row.tabIndex = 0;
    before.current = row;
  });
}

/** Keeps rows where they are on the screen, as far as can be, when something comes or goes above the list; the one that has the keyboard stays in view. */
function useStill(body: RefObject<HTMLElement | null>, watched: boolean): void {
  const before = useRef(0);
  useLayoutEffect(() => {
    const scroller = body.current;
    if (!scroller) return;
    const top = scroller.offsetTop;
    if (watched && top !== before.current) {
      scroller.scrollTop += top - before.current;
      if (scroller.contains(document.activeElement)) document.activeElement?.scrollIntoView({ block: "nearest" });
    }
    before.current = top;
  });
}

/** Whether somebody is at a place of the list: beyond its top, or with the keyboard in it. */
function isRead(scroller: HTMLElement, focused: EventTarget | null): boolean {
  return scroller.scrollTop > 0 || (focused instanceof Node && scroller.contains(focused));
}

/** Whether what is in view is followed by little that is not. */
function nearEnd(scroller: HTMLElement): boolean {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < scroller.clientHeight;
}

/** The height of as many rows as are in view, in rows, less one to read on from. */
export function page(): number {
  const list = document.querySelector("[data-rows]");
  const row = list?.querySelector("li");
  return list?.parentElement && row ? Math.max(1, Math.floor(list.parentElement.clientHeight / row.getBoundingClientRect().height) - 1) : 1;
}

/** What comes after the last row: further tickets, and how far the list goes. */
function End({ list, sources }: { list: Listing; sources: Sources }) {
  const desk = useDesk();
  const result = list.shown?.result;
  if (!result) return null;
  const older = result.oldest > 0 && result.at - result.oldest > OLDER;
  if (!result.more && result.notes.length === 0 && !older) return null;
  return (
    <div class="list-end">
      {older && <p>{text.list.older(clock(seconds(result.oldest), locale()))}</p>}
      {result.more && (
        <button type="button" class="ds-button" data-busy={list.longer || undefined} aria-disabled={list.longer} onClick={() => void desk.tickets.more()}>
          {list.longer ? text.list.loading : text.list.more}
        </button>
      )}
      <Notes result={result} sources={sources} />
    </div>
  );
}

/** What an account could not answer of the query. */
function Notes({ result, sources }: { result: ListResult; sources: Sources }) {
  return (
    <>
      {result.notes.map((note) => (
        <p key={`${note.account} ${told(note.say)}`}>{text.list.note(sources.get(note.account) ?? "", told(note.say))}</p>
      ))}
    </>
  );
}

function Instead({ state, answered, sources }: { state: State; answered: boolean; sources: Sources }) {
  const { list } = state;
  const troubles = troublesOf(state);
  const idle = list.request === 0 && state.core !== "starting";
  if (!state.online && idle && !answered) return <OfflineList />;
  if (troubles && idle && list.answered === 0) return <NoList troubles={troubles} />;
  if (answered && list.shown && !list.shown.saved && list.waiting.length === 0) {
    return (
      <>
        <EmptyList query={list.query} all={state.views.all} />
        <div class="list-end">
          <Notes result={list.shown.result} sources={sources} />
        </div>
      </>
    );
  }
  return <RowsToCome />;
}
