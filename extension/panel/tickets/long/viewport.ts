// Which rows of a long list are drawn, and where. A file of its own beside the
// panel, for whoever has one: see drawn.ts.

import { defaultRangeExtractor, elementScroll, observeElementOffset, observeElementRect, type Range, Virtualizer, type VirtualItem } from "@tanstack/virtual-core";

/** What a row is known by, whatever it says. */
export interface Keyed {
  key: string;
}

/** Where a row stands in the list: its index and how far from the top, CSS pixels. */
export interface Place {
  index: number;
  start: number;
}

/** Rows drawn before and after those in view; behind a leap, few until there is nothing else to do, milliseconds at the latest. */
const BEYOND = 8;
const FEW = 1;
const LATEST = 500;

export class Viewport {
  readonly #scroller: HTMLElement;
  readonly #changed: () => void;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  /** What a row takes before it has been measured, CSS pixels. */
  readonly #usual: number;
  #rows: readonly Keyed[] = [];
  /** Tells rows by their keys. As long as it is the same, so is what has been measured: another cursor costs nothing. */
  #keys = keysOf(this.#rows);
  #kept = -1;
  /** How many are drawn before and after those in view, which these were when rows were last drawn, and what adds the rest. */
  #beyond = FEW;
  #first = 0;
  #last = -1;
  #rest = 0;
  /** Where to scroll to once the rows are drawn. */
  #target: number | null = null;
  /** The index of the row to have in view until somebody scrolls, -1 for none, and how far was scrolled for it last. */
  #wanted = -1;
  #own = 0;

  /** Takes over from a list that is drawn as it is; changed is called when other rows are to be drawn. */
  constructor(scroller: HTMLElement, rows: readonly Keyed[], changed: () => void) {
    this.#scroller = scroller;
    this.#changed = changed;
    this.#rows = rows;
    this.#keys = keysOf(rows);
    const drawn = measured(scroller);
    this.#usual = drawn[0]?.size ?? 52;
    this.#virtualizer = new Virtualizer(this.#options(drawn));
    this.#virtualizer._willUpdate();
  }

  end(): void {
    cancelIdleCallback(this.#rest);
    this.#virtualizer._didMount()();
  }

  /**
   * The places to draw these rows at, in order: those in view, and the one that
   * the keyboard is at wherever it is (-1 for none), since what is not drawn has
   * no focus. Where the rows have become others, settle keeps in place what is in view.
   */
  show(rows: readonly Keyed[], kept: number): Place[] {
    if (rows !== this.#rows) {
      const seen = this.#seen();
      this.#rows = rows;
      this.#keys = keysOf(rows);
      this.#kept = kept;
      this.#wanted = -1;
      this.#virtualizer.setOptions(this.#options());
      this.#target = this.#reading() ? this.#scroller.scrollTop + this.#moved(seen) : null;
      // What is drawn now is what will be in view then: the same rows.
      if (this.#target !== null) this.#virtualizer.scrollOffset = this.#target;
    } else if (kept !== this.#kept) {
      this.#kept = kept;
      this.#virtualizer.setOptions(this.#options());
    }
    this.#leap();
    return this.#virtualizer.getVirtualItems().map(({ index, start }) => ({ index, start }));
  }

  /** How high all rows are together, CSS pixels. */
  get size(): number {
    return this.#virtualizer.getTotalSize();
  }

  /** The index of the first row in view. */
  get first(): number {
    return this.#virtualizer.range?.startIndex ?? 0;
  }

  /** Where nothing that is in view was drawn before, what is around it can wait. */
  #leap(): void {
    const view = this.#virtualizer.calculateRange();
    if (!view) return;
    if (this.#beyond > FEW && (view.startIndex > this.#last || view.endIndex < this.#first)) this.#draw(FEW);
    this.#first = view.startIndex - this.#beyond;
    this.#last = view.endIndex + this.#beyond;
  }

  /** Draws so many rows before and after those in view from now on. */
  #draw(beyond: number): void {
    this.#beyond = beyond;
    this.#virtualizer.setOptions(this.#options());
  }

  /** Draws what is around the rows in view when there is nothing else to do. */
  #drawRest(): void {
    if (this.#beyond === BEYOND || this.#rest !== 0) return;
    this.#rest = requestIdleCallback(
      () => {
        this.#rest = 0;
        this.#draw(BEYOND);
        this.#changed();
      },
      { timeout: LATEST },
    );
  }

  /** To be called once the rows are drawn. */
  settle(): void {
    if (this.#target !== null && this.#target !== this.#scroller.scrollTop) {
      this.#scroller.scrollTop = this.#target;
      this.#scrolled();
    }
    this.#target = null;
    this.#virtualizer._willUpdate();
    this.#follow();
    this.#drawRest();
  }

  /** Takes the height of a row that is drawn, and follows it. */
  readonly measure = (item: HTMLElement | null): void => this.#virtualizer.measureElement(item);

  /** Scrolls as little as it takes to have a row in view, which is drawn: again as the rows around it are measured, until somebody scrolls. */
  reveal(index: number): void {
    this.#wanted = index;
    this.#own = this.#scroller.scrollTop;
    this.#follow();
  }

  #follow(): void {
    if (this.#wanted < 0) return;
    if (Math.abs(this.#scroller.scrollTop - this.#own) > 1) this.#wanted = -1;
    else this.#scroller.querySelector(`[data-rows] > [data-index="${this.#wanted}"]`)?.scrollIntoView({ block: "nearest" });
    this.#scrolled();
  }

  /** Notes how far it is scrolled now. The event comes later; until then what is measured would be added to where it was before. */
  #scrolled(): void {
    this.#own = this.#virtualizer.scrollOffset = this.#scroller.scrollTop;
  }

  #options(drawn?: VirtualItem[]) {
    const kept = this.#kept;
    return {
      count: this.#rows.length,
      getScrollElement: () => this.#scroller,
      estimateSize: () => this.#usual,
      getItemKey: this.#keys,
      overscan: this.#beyond,
      rangeExtractor: (range: Range) => withKept(defaultRangeExtractor(range), kept),
      initialOffset: this.#scroller.scrollTop,
      ...(drawn ? { initialMeasurementsCache: drawn } : {}),
      // Whole pixels would add up over thousands of rows.
      measureElement: (item: HTMLElement, entry?: ResizeObserverEntry) => entry?.borderBoxSize[0]?.blockSize ?? heightOf(item),
      scrollToFn: (offset: number, how: { adjustments?: number; behavior?: ScrollBehavior }, virtualizer: Virtualizer<HTMLElement, HTMLElement>) => {
        elementScroll(offset, how, virtualizer);
        this.#own = this.#scroller.scrollTop;
      },
      observeElementRect,
      observeElementOffset,
      onChange: () => this.#changed(),
    };
  }

  /** Whether somebody is at a place of the list; at its top, without the keyboard in it, what is new comes into view. */
  #reading(): boolean {
    return this.#scroller.scrollTop > 0 || this.#scroller.contains(document.activeElement);
  }

  /** The rows in view by their keys, and where each begins. */
  #seen(): Map<string, number> {
    const { scrollTop, clientHeight } = this.#scroller;
    const seen = this.#virtualizer.getVirtualItems().filter((item) => item.end > scrollTop && item.start < scrollTop + clientHeight);
    return new Map(seen.map((item) => [String(item.key), item.start]));
  }

  /** How far most of the rows have moved. One may have moved for itself, as a ticket does that is answered. */
  #moved(seen: ReadonlyMap<string, number>): number {
    const moves: number[] = [];
    // Asked for the whole, it lays out all of them anew.
    this.#virtualizer.getTotalSize();
    this.#rows.forEach(({ key }, index) => {
      const before = seen.get(key);
      const start = before === undefined ? undefined : this.#virtualizer.measurementsCache[index]?.start;
      if (before !== undefined && start !== undefined) moves.push(start - before);
    });
    return moves.sort((a, b) => a - b)[moves.length >> 1] ?? 0;
  }
}

function keysOf(rows: readonly Keyed[]): (index: number) => string | number {
  return (index) => rows[index]?.key ?? index;
}

/** Adds the row that stays drawn to those in view and around. */
function withKept(drawn: number[], kept: number): number[] {
  if (kept < 0 || drawn.includes(kept)) return drawn;
  return [...drawn, kept].sort((a, b) => a - b);
}

/** The rows that are drawn already, as high as they are, so that none moves. */
function measured(scroller: HTMLElement): VirtualItem[] {
  const items: VirtualItem[] = [];
  let start = 0;
  for (const item of scroller.querySelectorAll<HTMLElement>("[data-rows] > li")) {
    const key = item.querySelector<HTMLElement>("[data-key]")?.dataset["key"];
    if (key === undefined) continue;
    const size = heightOf(item);
    items.push({ index: items.length, key, start, size, end: start + size, lane: 0 });
    start += size;
  }
  return items;
}

function heightOf(item: HTMLElement): number {
  return item.getBoundingClientRect().height;
}
