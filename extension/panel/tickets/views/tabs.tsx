import "./tabs.css";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDesk } from "../../context";
import { told } from "../../speech";
import type { State } from "../../state";
import { text } from "../../strings";
import { Late } from "../../late/late";
import { More } from "./more";
import { TabText, viewName } from "./tab";
import { countOf, countText, fitting, tabID, type View, viewOf } from "./views";

/** The views as tabs: as many as have room, the others in a menu. */
export function Tabs({ state }: { state: State }) {
  const desk = useDesk();
  const { query, counts } = state.list;
  const { all, lost, saving } = state.views;
  const bar = useRef<HTMLDivElement>(null);
  const model = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<readonly number[]>(all.map((_, i) => i));
  const chosen = all.findIndex((v) => v.key === viewOf(query, all)?.key);
  const whatIsLost = new Map(lost.map(({ name, say }) => [name, text.views.lost(told(say))]));
  const missing = (view: View) => (view.id === "" ? (whatIsLost.get(view.name) ?? "") : "");
  const labels = all.map((v) => viewName(v) + countText(countOf(v, counts)) + missing(v)).join("\n");

  useLayoutEffect(() => {
    const fit = () => {
      const sizes = [...(model.current?.children ?? [])].map((e) => (e as HTMLElement).offsetWidth);
      const rest = sizes.pop() ?? 0;
      const next = fitting(sizes, bar.current?.clientWidth ?? 0, rest, chosen);
      setShown((now) => (now.join() === next.join() ? now : next));
    };
    fit();
    const observer = new ResizeObserver(fit);
    if (bar.current) observer.observe(bar.current);
    return () => observer.disconnect();
  }, [labels, chosen]);

  const step = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0 || !bar.current) return;
    const tabs = [...bar.current.querySelectorAll<HTMLElement>("[role=tab]")];
    const rtl = getComputedStyle(bar.current).direction === "rtl";
    const at = tabs.indexOf(event.target as HTMLElement) + (rtl ? -by : by);
    tabs[(at + tabs.length) % tabs.length]?.focus();
    event.preventDefault();
  };

  const rest = all.filter((_, i) => !shown.includes(i));
  // Where the query is nobody's view, the keyboard enters at the first tab that is there.
  const entry = chosen >= 0 ? chosen : (shown[0] ?? 0);
  return (
    <div class="tabs" ref={bar}>
      <div class="tablist" role="tablist" aria-label={text.views.label} onKeyDown={step}>
        {shown.map((i) => {
          const view = all[i];
          return (
            view && (
              <button
                key={view.key}
                type="button"
                role="tab"
                class="tab"
                id={tabID(view)}
                title={missing(view) || view.name}
                aria-selected={i === chosen}
                aria-controls="tickets"
                aria-keyshortcuts={i < 9 ? `${i + 1}` : undefined}
                tabIndex={i === entry ? 0 : -1}
                onClick={() => void desk.tickets.choose(view.query)}
              >
                <TabText view={view} counts={counts} lost={missing(view)} />
              </button>
            )
          );
        })}
      </div>
      <More views={rest} counts={counts} lost={missing} savable={chosen < 0 && state.list.problem === ""} />
      <div class="tabs-model" ref={model} aria-hidden>
        {all.map((view) => (
          <span key={view.key} class="tab">
            <TabText view={view} counts={counts} lost={missing(view)} />
          </span>
        ))}
        <span class="tab tab-more">{text.views.more}</span>
      </div>
      {saving && <Late draw={({ SaveView }) => <SaveView state={state} />} />}
    </div>
  );
}
