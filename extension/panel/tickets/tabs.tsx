import "./tabs.css";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useDesk } from "../context";
import { More } from "./more";
import { text } from "../strings";
import { countText, fitting, viewOf, views, type View, type ViewCounts } from "./views";

interface Props {
  query: string;
  counts: ViewCounts;
}

/** The views as tabs: as many as have room, the others in a menu. */
export function Tabs({ query, counts }: Props) {
  const desk = useDesk();
  const bar = useRef<HTMLDivElement>(null);
  const model = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<readonly number[]>(views.map((_, i) => i));
  const chosen = views.findIndex((v) => v.id === viewOf(query)?.id);
  const labels = views.map((v) => text.views[v.id] + countText(counts[v.id])).join();

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

  const rest = views.filter((_, i) => !shown.includes(i));
  // Where the query is nobody's view, the keyboard enters at the first tab.
  const entry = chosen >= 0 ? chosen : 0;
  return (
    <div class="tabs" ref={bar}>
      <div class="tablist" role="tablist" aria-label={text.views.label} onKeyDown={step}>
        {shown.map((i) => {
          const view = views[i] as View;
          return (
            <button
              key={view.id}
              type="button"
              role="tab"
              class="tab"
              id={`view-${view.id}`}
              aria-selected={i === chosen}
              aria-controls="tickets"
              tabIndex={i === entry ? 0 : -1}
              onClick={() => void desk.tickets.choose(view.query)}
            >
              <TabText view={view} counts={counts} />
            </button>
          );
        })}
      </div>
      {rest.length > 0 && <More views={rest} counts={counts} />}
      <div class="tabs-model" ref={model} aria-hidden>
        {views.map((view) => (
          <span key={view.id} class="tab">
            <TabText view={view} counts={counts} />
          </span>
        ))}
        <span class="tab tab-more">{text.views.more}</span>
      </div>
    </div>
  );
}

function TabText({ view, counts }: { view: View; counts: ViewCounts }) {
  const count = countText(counts[view.id]);
  return (
    <>
      <span>{text.views[view.id]}</span>
      {count && <span class="count">{count}</span>}
    </>
  );
}
