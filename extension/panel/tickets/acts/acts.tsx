import "./acts.css";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Row } from "../../../../wasm/core.gen";
import { Check, Ellipsis, Moon, Sun, UserRoundCheck } from "../../../../shared/ui/icons";
import { type Action, Menu } from "../../../../shared/ui/menu";
import { clock, exact, weekday } from "../../../../shared/ui/time";
import { systemName } from "../../strings";
import { useDesk } from "../../context";
import { type Snooze, snoozesAt } from "../../marks/snoozes";
import { narrowing } from "../filter/narrowing";
import { binActions } from "../../ticket/bins/menu";
import type { Quick } from "../../outbox/acts";
import { locale } from "../../speech";
import { makingActions } from "../../new/actions";
import { text } from "../../strings";
import { PickTime } from "./pick";

interface Props {
  row: Row;
  now: number;
  unread: boolean;
  asleep: boolean;
}

/** What can be done to a ticket from its row, beside its text. */
export function RowActs({ row, now, unread, asleep }: Props) {
  const desk = useDesk();
  const [picking, setPicking] = useState(false);
  const { marks } = text;
  const toggle = { name: unread ? marks.read : marks.unread, run: () => void desk.marks.toggle(row) };
  const times = (): Action[] => [
    ...snoozesAt(now).map((snooze) => ({
      id: snooze.id,
      text: <Choice snooze={snooze} now={now} />,
      run: () => void desk.marks.snooze([row], snooze.until, saidOf(snooze, now)),
    })),
    { id: "pick", text: marks.pick, run: () => setPicking(true) },
  ];
  const wake: Action = { id: "wake", text: marks.wake, run: () => void desk.marks.wake([row]) };
  const more = (): Action[] => [
    { id: "unread", text: <Keyed words={toggle.name} stroke={desk.keys.shown("unread")} />, run: toggle.run },
    ...(asleep ? [wake] : []),
    ...(row.url ? [{ id: "open", text: text.ticket.openIn(systemName(row.system)), run: () => void window.open(row.url, "_blank", "noopener,noreferrer") }] : []),
    ...makingActions(desk, row),
    ...binActions(desk, row),
    ...narrowing(desk, row),
  ];
  return (
    <div class="row-acts" onPointerDown={() => desk.tickets.pointAt(row.key)}>
      <Press row={row} what="done" name={marks.done} icon={<Check />} />
      <Press row={row} what="mine" name={marks.mine} icon={<UserRoundCheck />} />
      {asleep ? (
        <button type="button" class="ds-button row-act" data-kind="quiet" data-shape="icon" data-act="snooze" aria-label={marks.wake} title={text.acts.hint(marks.wake, desk.keys.shown("snooze"))} onClick={wake.run}>
          <Sun />
        </button>
      ) : (
        <Menu label={marks.snooze} title={text.acts.hint(marks.snooze, desk.keys.shown("snooze"))} class="ds-button row-act row-act-snooze" actions={times} note={marks.own}>
          <Moon />
        </Menu>
      )}
      <Menu label={marks.more} title={text.acts.hint(marks.more, desk.keys.shown("more"))} class="ds-button row-act row-act-more" actions={more} note={marks.own}>
        <Ellipsis />
      </Menu>
      {picking && (
        <PickTime
          now={now}
          onClose={() => setPicking(false)}
          onPick={(until) => {
            setPicking(false);
            void desk.marks.snooze([row], until, marks.snoozedUntil(exact(until, locale())));
          }}
        />
      )}
    </div>
  );
}

/** What is done by one press, where it can be. */
function Press({ row, what, name, icon }: { row: Row; what: Quick; name: string; icon: ComponentChildren }) {
  const desk = useDesk();
  if (desk.acts.quick(row, what) === undefined) return null;
  return (
    <button type="button" class="ds-button row-act" data-kind="quiet" data-shape="icon" aria-label={name} title={text.acts.hint(name, desk.keys.shown(what))} onClick={() => desk.acts.do(row, what)}>
      {icon}
    </button>
  );
}

/** A time and what it comes to. */
export function Choice({ snooze: { id, until }, now }: { snooze: Snooze; now: number }) {
  return (
    <>
      <span>{text.marks.times[id]}</span>
      {until > 0 && <span class="quiet">{until - now < 86_400 ? clock(until, locale()) : weekday(until, locale())}</span>}
    </>
  );
}

export function Keyed({ words, stroke }: { words: string; stroke: string }) {
  return (
    <>
      <span>{words}</span>
      {stroke && <kbd>{stroke}</kbd>}
    </>
  );
}

/** What is said once it is done. */
export function saidOf({ until }: Snooze, now: number): string {
  if (until === 0) return text.marks.snoozedAnswer;
  return text.marks.snoozedUntil(until - now < 86_400 ? clock(until, locale()) : exact(until, locale()));
}
