import "./more.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { ChevronDown } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { text } from "../strings";
import { countText, type View, type ViewCounts } from "./views";

interface Props {
  views: readonly View[];
  counts: ViewCounts;
}

/** The views that have no room as tabs. */
export function More({ views, counts }: Props) {
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const away = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    addEventListener("pointerdown", away);
    addEventListener("focusin", away);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("focusin", away);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const items = [...(root.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape") close();
    else if (to !== undefined) items[(to + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="more" ref={root} onKeyDown={open ? press : undefined}>
      <button
        type="button"
        class="tab tab-more"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={text.views.moreViews}
        onClick={() => setOpen(!open)}
      >
        {text.views.more}
        <ChevronDown />
      </button>
      {open && (
        <div class="menu" role="menu" aria-label={text.views.moreViews}>
          {views.map((view) => (
            <button
              key={view.id}
              type="button"
              role="menuitem"
              class="menu-item"
              tabIndex={-1}
              onClick={() => {
                close();
                void desk.tickets.choose(view.query);
              }}
            >
              <span>{text.views[view.id]}</span>
              <span class="count">{countText(counts[view.id])}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
