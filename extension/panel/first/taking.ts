// Takes the picture of the list when the panel is left.

import type { Desk } from "../desk";
import type { State } from "../state";
import { WIDE } from "../tickets/widths";
import { visibleRows } from "../tickets/listing";
import { keepFirst } from "./kept";
import { pictureOf } from "./picture";

/** A picture with more marks than this would take longer than it saves. */
const MOST = 1500;

/** Takes the picture, where there is one that the panel begins with: a list that nothing lies over. */
export function takeFirst(desk: Desk): void {
  const state = desk.state.peek();
  const all = document.querySelector(".desk");
  const list = document.querySelector<HTMLElement>("#tickets");
  const { unread, asleep, hidden } = state.list.marked;
  if (!all || !list || !beginsWith(state) || unread.size + asleep.size > MOST) return;
  const end = list.scrollTop + list.clientHeight;
  const body = pictureOf(all, (part) => part.matches(".row-acts, dialog, [popover]") || (part instanceof HTMLElement && part.matches("[data-rows] > li") && part.offsetTop - list.offsetTop > end));
  const { lang, dir } = document.documentElement;
  keepFirst({ at: Date.now(), lang, dir, scroll: list.scrollTop, wide: matchMedia(WIDE).matches, unread: [...unread], asleep: [...asleep], hidden: [...hidden], body });
}

/** Whether the panel begins so when it is opened again. Groups and what a query selects come with the core. */
function beginsWith({ place, over, ticket, list, looks }: State): boolean {
  return place === "tickets" && over === "" && ticket.row === null && looks.by === "" && list.draft === list.query && visibleRows(list).length > 0;
}
