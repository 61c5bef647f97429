import "./head.css";
import { useState } from "preact/hooks";
import type { State } from "../../../../wasm/core.gen";
import { ChevronDown, ChevronRight } from "../../../../shared/ui/icons";
import { useDesk } from "../../context";
import { Mark } from "../mark";
import { text } from "../../strings";
import type { Head as GroupHead } from "./grouping";

interface Props {
  id: string;
  head: GroupHead;
  /** Name of the account that its rows came from. */
  source: string;
  /** There are further tickets than those that are here. */
  more: boolean;
  entry: boolean;
  index: number;
  of: number;
  start: number | undefined;
  measure: ((item: HTMLElement | null) => void) | undefined;
}

/** The head of a group, which folds it. */
export function Head({ id, head, source, more, entry, index, of, start, measure }: Props) {
  const desk = useDesk();
  const [began] = useState(entry);
  const placed = start !== undefined;
  return (
    <li
      class="item group-item"
      data-index={placed ? index : undefined}
      aria-posinset={placed ? index + 1 : undefined}
      aria-setsize={placed ? of : undefined}
      style={{ insetBlockStart: placed ? `${start}px` : "" }}
      ref={measure ?? null}
    >
      <button type="button" class="group-head" data-key={id} aria-expanded={!head.folded} tabIndex={began ? 0 : -1} onFocus={() => desk.tickets.pointAt(id)} onClick={() => desk.groups.fold(id)}>
        {head.folded ? <ChevronRight /> : <ChevronDown />}
        {head.by === "status" && <Mark state={head.group.word as State} />}
        <span class="group-name" dir="auto">
          {nameOf(head, source)}
        </span>{" "}
        <span class="count">{more ? `${head.count}+` : head.count}</span>
      </button>
    </li>
  );
}

/** What the rows of a group have in common, in words. */
function nameOf({ by, group, sample }: GroupHead, source: string): string {
  const { groups } = text;
  switch (by) {
    case "status":
      return group.word ? text.states[group.word as State] : groups.rest;
    case "sla":
      return groups.sla[group.word as keyof typeof groups.sla] ?? groups.none;
    case "source":
      return group.word ? source : groups.rest;
    case "assignee":
      return group.id !== 0 ? sample.assignee || groups.rest : text.ticket.nobody;
    case "":
      return "";
  }
}
