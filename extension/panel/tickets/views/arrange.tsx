import "./arrange.css";
import "./take.css";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ArrowDown, ArrowUp, Bell, BellRing, CopyPlus, Download, Link, Pencil, Trash2, TriangleAlert } from "../../../../shared/ui/icons";
import { Field, Wrong } from "../../../../shared/ui/field";
import { Rules } from "../../alerts/rules";
import { useDesk } from "../../context";
import { Page } from "../../page";
import { told } from "../../speech";
import type { State } from "../../state";
import { text } from "../../strings";
import { CopyText } from "./copy";
import { viewName } from "./tab";
import type { View } from "./views";

/** The views in their order, to be put elsewhere, renamed and removed. */
export function ArrangeViews({ state }: { state: State }) {
  const desk = useDesk();
  const { all, lost } = state.views;
  const list = useRef<HTMLOListElement>(null);
  /** The view whose button has the keyboard once it stands elsewhere. */
  const moved = useRef({ key: "", button: "" });
  const [renamed, rename] = useState("");
  /** The view whose badge and notifications are shown. */
  const [shown, show] = useState("");
  /** The view that is shown as a line, and whether all of one's own are shown as text. */
  const [shared, share] = useState("");
  const [exported, setExported] = useState<{ text: string } | string | null>(null);
  useLayoutEffect(() => {
    const { key, button } = moved.current;
    moved.current = { key: "", button: "" };
    if (key === "") return;
    const item = list.current?.querySelector(`[data-view="${CSS.escape(key)}"]`);
    // At an end there is nothing further to press in that direction.
    const to = item?.querySelector<HTMLElement>(`[data-act="${button}"]:not(:disabled)`) ?? item?.querySelector<HTMLElement>("button:not(:disabled)");
    to?.focus();
  }, [all]);
  const move = (view: View, at: number, button: string) => {
    moved.current = { key: view.key, button };
    void desk.views.move(view, at);
  };
  return (
    <Page heading={text.views.arrange} back={text.stopped.back} onBack={() => desk.go("tickets")}>
      <p class="quiet">{text.views.arrangeHint}</p>
      <ol class="arrange" ref={list}>
        {all.map((view, at) => {
          const name = viewName(view);
          const gone = view.id === "" ? lost.find((l) => l.name === view.name) : undefined;
          if (renamed === view.key) return <Rename key={view.key} view={view} onEnd={() => rename("")} />;
          return (
            <li
              key={view.key}
              class="arrange-view"
              data-view={view.key}
              onKeyDown={(event) => {
                const by = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0) : 0;
                if (by === 0) return;
                event.preventDefault();
                if (at + by >= 0 && at + by < all.length) move(view, at + by, (event.target as HTMLElement).dataset["act"] ?? "");
              }}
            >
              <div class="arrange-what">
                <span class="arrange-name" dir="auto">
                  {name}
                </span>
                <code class="quiet" dir="auto">
                  {view.query}
                </code>
                {gone && (
                  <p class="arrange-lost">
                    <TriangleAlert />
                    {text.views.lost(told(gone.say))}
                  </p>
                )}
              </div>
              <div class="arrange-acts">
                <button
                  type="button"
                  class="ds-button"
                  data-kind="quiet"
                  data-shape="icon"
                  data-act="watch"
                  data-on={view.badge !== "" || view.notify.length > 0}
                  aria-label={text.alerts.of(name)}
                  title={text.alerts.of(name)}
                  aria-expanded={shown === view.key}
                  aria-controls={`rules-${at}`}
                  onClick={() => show(shown === view.key ? "" : view.key)}
                >
                  {view.badge !== "" || view.notify.length > 0 ? <BellRing /> : <Bell />}
                </button>
                {view.id === "" && (
                  <>
                    <Act act="share" label={text.views.share(name)} expanded={shared === view.key} run={() => share(shared === view.key ? "" : view.key)}>
                      <Link />
                    </Act>
                    <Act act="rename" label={text.views.rename(name)} run={() => rename(view.key)}>
                      <Pencil />
                    </Act>
                    <Act
                      act="remove"
                      label={text.views.remove(name)}
                      run={() => {
                        moved.current = { key: all[at + 1]?.key ?? all[at - 1]?.key ?? "", button: "up" };
                        void desk.views.remove(view);
                      }}
                    >
                      <Trash2 />
                    </Act>
                  </>
                )}
                <Act act="up" label={text.views.up(name)} off={at === 0} run={() => move(view, at - 1, "up")}>
                  <ArrowUp />
                </Act>
                <Act act="down" label={text.views.down(name)} off={at === all.length - 1} run={() => move(view, at + 1, "down")}>
                  <ArrowDown />
                </Act>
              </div>
              {shown === view.key && <Rules view={view} id={`rules-${at}`} />}
              {shared === view.key && <Line view={view} />}
            </li>
          );
        })}
      </ol>
      <p class="arrange-share">
        <button type="button" class="ds-button" onClick={() => desk.views.taking("")}>
          <Download />
          {text.views.import}
        </button>
        {all.some((v) => v.id === "") && (
          <button type="button" class="ds-button" data-kind="quiet" aria-expanded={exported !== null} onClick={() => setExported(exported === null ? desk.views.shared() : null)}>
            <CopyPlus />
            {text.views.export}
          </button>
        )}
      </p>
      {typeof exported === "string" && <Wrong>{exported}</Wrong>}
      {exported !== null && typeof exported !== "string" && (
        <>
          <CopyText id="export-views" label={text.views.exportLabel} value={exported.text} lines={8} />
          <a class="ds-button" download="deskside-views.txt" href={`data:text/plain;charset=utf-8,${encodeURIComponent(exported.text)}`}>
            {text.views.file}
          </a>
        </>
      )}
    </Page>
  );
}

interface ActProps {
  act: string;
  label: string;
  off?: boolean;
  /** What it opens is open; absent where it opens nothing. */
  expanded?: boolean;
  run: () => void;
  children: preact.ComponentChildren;
}

function Act({ act, label, off, expanded, run, children }: ActProps) {
  return (
    <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" data-act={act} aria-label={label} title={label} disabled={off} aria-expanded={expanded} onClick={run}>
      {children}
    </button>
  );
}

/** A view as a line for another Deskside. */
function Line({ view }: { view: View }) {
  const line = useDesk().views.shared(view);
  if (typeof line === "string") return <Wrong>{line}</Wrong>;
  return <CopyText id="share-view" label={text.views.shareLabel(view.name)} hint={text.views.shareHint} value={line.text} lines={2} />;
}

/** A view's name while it is written anew. */
function Rename({ view, onEnd }: { view: View; onEnd: () => void }) {
  const desk = useDesk();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(view.name);
  const [problem, setProblem] = useState("");
  useLayoutEffect(() => field.current?.select(), []);
  return (
    <li class="arrange-view">
      <form
        class="arrange-rename"
        onSubmit={(event) => {
          event.preventDefault();
          void desk.views.rename(view, name).then((wrong) => (wrong ? setProblem(wrong) : onEnd()));
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          onEnd();
        }}
      >
        <Field id="view-rename" label={text.views.name} problem={problem}>
          {(control) => (
            <input {...control} class="ds-input" type="text" autocomplete="off" dir="auto" ref={field} value={name} onInput={(event) => setName(event.currentTarget.value)} />
          )}
        </Field>
        <p class="save-view-actions">
          <button type="submit" class="ds-button" data-kind="primary">
            {text.views.saveButton}
          </button>
          <button type="button" class="ds-button" data-kind="quiet" onClick={onEnd}>
            {text.views.cancel}
          </button>
        </p>
      </form>
    </li>
  );
}
