import "./bulk.css";
import { useState } from "preact/hooks";
import type { BulkOffer } from "../../../../wasm/core.gen";
import { Avatar } from "../../../../shared/ui/avatar";
import { Archive, Check, Ellipsis, Moon, Plus, Sun, Trash, Undo2, UserRoundCheck, X } from "../../../../shared/ui/icons";
import { type Action, Menu } from "../../../../shared/ui/menu";
import { exact } from "../../../../shared/ui/time";
import { useDesk } from "../../context";
import { isOpener } from "../../keys/commands";
import { snoozesAt } from "../../marks/snoozes";
import { locale } from "../../speech";
import type { State } from "../../state";
import { text } from "../../strings";
import { Picker } from "../../ticket/picker";
import { valueName } from "../../ticket/values";
import { Choice, Keyed, saidOf } from "../acts/acts";
import { PickTime } from "../acts/pick";
import { Mark } from "../mark";

/** Acts that are buttons of their own, or stand in the menu. */
const apart: ReadonlySet<string> = new Set(["done", "mine", "bin"]);

/** How many tickets are selected, and what can be done to them. It stands above the list, over the filter. */
export function BulkBar({ state }: { state: State }) {
  const desk = useDesk();
  const { bulk } = text;
  const { offers } = desk.bulk.offered.value;
  const count = desk.bulk.rows.value.length;
  const { list } = state;
  const rest = (list.shown?.result.rows.length ?? 0) > count || list.shown?.result.more === true;
  return (
    <div class="bulk" role="toolbar" aria-label={bulk.label}>
      <div class="bulk-row">
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={bulk.clear} title={text.acts.hint(bulk.clear, "Esc")} onClick={() => desk.bulk.clear()}>
          <X />
        </button>
        <p class="bulk-count" role="status" data-count={count}>
          <span>{bulk.count(count)}</span>
        </p>
        {rest && (
          <button type="button" class="ds-button bulk-all" data-kind="quiet" aria-disabled={desk.bulk.loading.value} title={text.acts.hint(bulk.all, desk.keys.shown("pick_all"))} onClick={() => void desk.bulk.all()}>
            {desk.bulk.loading.value ? bulk.loading : bulk.all}
          </button>
        )}
        <span class="bulk-acts">
          <Press what="done" name={text.marks.done} count={count} />
          <Press what="mine" name={text.marks.mine} count={count} />
          <SnoozeAll now={state.now} />
          <MoreActs state={state} rest={rest} />
        </span>
      </div>
      <div class="bulk-row bulk-values">
        {offers.map((offer) => !apart.has(offer.what) && (offer.choices.length > 0 || offer.free) && <Give key={offer.what} offer={offer} count={count} />)}
      </div>
    </div>
  );
}

/** For how many it works, where that is not all of them. */
function worksFor(works: number, count: number): string {
  return works < count ? text.bulk.works(works, count) : "";
}

function Press({ what, name, count }: { what: "done" | "mine"; name: string; count: number }) {
  const desk = useDesk();
  const offer = desk.bulk.offer(what);
  if (!offer) return null;
  const works = worksFor(offer.works, count);
  const label = works ? `${name} ${text.separator} ${works}` : name;
  return (
    <button type="button" class="ds-button" data-kind="quiet" data-shape={works ? undefined : "icon"} aria-label={label} title={text.acts.hint(label, desk.keys.shown(what))} onClick={() => desk.bulk.press(what)}>
      {what === "done" ? <Check /> : <UserRoundCheck />}
      {works && <span class="bulk-works">{works}</span>}
    </button>
  );
}

function SnoozeAll({ now }: { now: number }) {
  const desk = useDesk();
  const [picking, setPicking] = useState(false);
  const { marks } = text;
  const times = (): Action[] => [
    ...snoozesAt(now).map((snooze) => ({ id: snooze.id, text: <Choice snooze={snooze} now={now} />, run: () => desk.bulk.snooze(snooze.until, saidOf(snooze, now)) })),
    { id: "pick", text: marks.pick, run: () => setPicking(true) },
  ];
  return (
    <>
      <Menu label={marks.snooze} title={text.acts.hint(marks.snooze, desk.keys.shown("snooze"))} class="ds-button bulk-icon bulk-snooze" actions={times} note={marks.own}>
        <Moon />
      </Menu>
      {picking && (
        <PickTime
          now={now}
          onClose={() => setPicking(false)}
          onPick={(until) => {
            setPicking(false);
            desk.bulk.snooze(until, marks.snoozedUntil(exact(until, locale())));
          }}
        />
      )}
    </>
  );
}

const binIcons = { "": <Undo2 />, archive: <Archive />, trash: <Trash />, gone: <Trash /> } as const;
const binStrokes: Readonly<Record<string, string>> = { archive: "y", trash: "d" };

function MoreActs({ state, rest }: { state: State; rest: boolean }) {
  const desk = useDesk();
  const { marks, bulk } = text;
  const actions = (): Action[] => {
    const rows = desk.bulk.rows.value;
    const bins = desk.bulk.offer("bin");
    const asleep = rows.some((r) => state.list.marked.asleep.has(r.key));
    return [
      ...(rest ? [{ id: "all", text: <Keyed words={bulk.all} stroke={desk.keys.shown("pick_all")} />, run: () => void desk.bulk.all() }] : []),
      { id: "seen", apart: rest, text: <Keyed words={marks.read} stroke={desk.keys.shown("unread")} />, run: () => desk.bulk.see("seen") },
      { id: "unseen", text: marks.unread, run: () => desk.bulk.see("unseen") },
      ...(asleep ? [{ id: "wake", text: <><Sun /><span>{marks.wake}</span></>, run: () => desk.bulk.wake() }] : []),
      ...(bins?.choices ?? []).map((choice, i) => {
        const bin = choice.value as keyof typeof binIcons;
        const stroke = binStrokes[bin];
        const works = worksFor(choice.works, rows.length);
        return {
          id: `bin-${bin}`,
          apart: i === 0,
          text: (
            <>
              {binIcons[bin]}
              <span>{text.bins.put[bin]}</span>
              {works && <span class="quiet">{works}</span>}
              {stroke && <kbd>{stroke}</kbd>}
            </>
          ),
          run: () => bins && desk.bulk.act(bins, choice),
        };
      }),
    ];
  };
  return (
    <Menu label={marks.more} title={text.acts.hint(marks.more, desk.keys.shown("more"))} class="ds-button bulk-icon bulk-more" actions={actions} note={marks.own}>
      <Ellipsis />
      <span class="ds-hidden">{bulk.label}</span>
    </Menu>
  );
}

/** A value that all of them are given, as far as their helpdesks know it. */
function Give({ offer, count }: { offer: BulkOffer; count: number }) {
  const desk = useDesk();
  const { what, property, title, works, free, kind, choices } = offer;
  const name = what === "tags" ? text.bulk.tag : what === "untag" ? text.bulk.untag : title || text.acts.property(property);
  const key = what !== "untag" && isOpener(property) ? desk.keys.shown(property) : "";
  const for_ = worksFor(works, count);
  const label = for_ ? `${name} ${text.separator} ${for_}` : name;
  const picks = choices.map((c) => ({
    value: c.choice,
    name: valueName(property, c.value, [{ value: c.value, title: c.title, state: c.state, under: [] }]),
    aside: worksFor(c.works, count),
    ...(property === "status" ? { mark: <Mark state={c.state} /> } : property === "assignee" && c.value ? { mark: <Avatar name={c.title} /> } : {}),
  }));
  const taken = (value: string) => {
    const choice = choices.find((c) => c.choice === value);
    if (choice) desk.bulk.act(offer, choice);
    else desk.bulk.give(offer, value);
  };
  return (
    <Picker
      property={what === "untag" ? "untag" : property}
      waits={false}
      label={label}
      hint={text.acts.hint(label, key)}
      picks={picks}
      chosen={[]}
      free={!free ? undefined : what === "tags" ? "add" : kind === "date" ? "date" : "text"}
      onPick={taken}
    >
      {what === "tags" && <Plus />}
      {what === "untag" && <X />}
      <span dir={title ? "auto" : undefined}>{name}</span>
      {for_ && <span class="quiet">{for_}</span>}
    </Picker>
  );
}
