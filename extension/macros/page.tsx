import "./page.css";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { ArrowDown, ArrowUp, CopyPlus, Download, Link, Pencil, Plus, Trash2, Zap } from "../../shared/ui/icons";
import { Notice } from "../../shared/ui/notice";
import type { ChangeMacroResult, Macro } from "../../wasm/core.gen";
import { useDesk } from "../panel/context";
import { Page } from "../panel/page";
import type { State } from "../panel/state";
import { text } from "../panel/strings";
import { CopyText } from "../panel/tickets/views/copy";
import { Editor } from "./editor";
import { macrosOf, newMacro } from "./keeping";
import { say } from "./say";
import { Export, TakeMacros } from "./take";

/** The macros in their order: to be made, changed, put elsewhere, shared and removed. */
export function Macros({ state }: { state: State }) {
  const desk = useDesk();
  const macros = macrosOf(desk);
  const [edited, edit] = useState<Macro | null>(null);
  const [shared, share] = useState("");
  const [exported, setExported] = useState(false);
  const [taking, setTaking] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const top = useRef<HTMLButtonElement>(null);
  /** The macro whose button has the keyboard once the list is another. */
  const next = useRef({ id: "", act: "" });
  const all = macros.kept.value?.all ?? [];
  /** What was being written and is not saved. */
  const [unfinished, setUnfinished] = useState<readonly Macro[]>([]);
  useEffect(() => {
    if (!edited) void macros.unfinished().then(setUnfinished);
  }, [edited]);
  useLayoutEffect(() => {
    const { id, act } = next.current;
    if (id === "" && act === "") return;
    next.current = { id: "", act: "" };
    const item = list.current?.querySelector(`[data-macro="${CSS.escape(id)}"]`);
    (item?.querySelector<HTMLElement>(`[data-act="${act}"]:not(:disabled)`) ?? item?.querySelector<HTMLElement>("button:not(:disabled)") ?? top.current)?.focus();
  }, [all, edited]);

  const done = (changed: Promise<ChangeMacroResult | string>) => void changed.then((result) => macros.tell(result));
  const move = (macro: Macro, at: number, act: string) => {
    if (at < 0 || at >= all.length) return;
    next.current = { id: macro.id, act };
    done(macros.move(macro, at));
  };
  const begin = (macro: Macro) => edit(unfinished.find((m) => m.id === macro.id) ?? macro);
  if (edited) {
    return (
      <Page heading={all.some((m) => m.id === edited.id) ? say("macros.edit_heading") : say("macros.new")} back={say("macros.back")} onBack={() => edit(null)}>
        <Editor
          key={edited.id}
          state={state}
          macro={edited}
          onEnd={() => {
            next.current = { id: edited.id, act: "edit" };
            edit(null);
          }}
        />
      </Page>
    );
  }
  return (
    <Page heading={say("macros.heading")} back={text.stopped.back} onBack={() => desk.go("tickets")}>
      <p class="quiet">{say("macros.what")}</p>
      <p class="macro-tools">
        <button type="button" class="ds-button" data-kind="primary" ref={top} onClick={() => begin({ ...newMacro, id: crypto.randomUUID() })}>
          <Plus />
          {say("macros.new")}
        </button>
        <button type="button" class="ds-button" onClick={() => setTaking(true)}>
          <Download />
          {say("macros.import")}
        </button>
        {all.length > 0 && (
          <button type="button" class="ds-button" aria-expanded={exported} onClick={() => setExported(!exported)}>
            <CopyPlus />
            {say("macros.export")}
          </button>
        )}
      </p>
      {unfinished.length > 0 && (
        <ul class="macro-all" aria-label={say("macros.unfinished")}>
          {unfinished.map((macro) => (
            <li key={macro.id}>
              <div class="macro-what">
                <span class="macro-name" dir="auto">
                  {say("macros.unfinished_of", { name: macro.name || say("macros.unnamed") })}
                </span>
              </div>
              <div class="macro-tools">
                <button type="button" class="ds-button" onClick={() => edit(macro)}>
                  {say("macros.continue")}
                </button>
                <button type="button" class="ds-button" data-kind="quiet" onClick={() => void macros.keepUnfinished(macro.id, null).then(() => setUnfinished(unfinished.filter((m) => m !== macro)))}>
                  {say("macros.discard")}
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {exported && all.length > 0 && <Export value={macros.shared()} />}
      {macros.unread.value && <p class="macro-none">{say("macros.unread")}</p>}
      {macros.kept.value && all.length === 0 && (
        <Notice icon={<Zap />} heading={say("macros.none")}>
          <p>{say("macros.none_hint")}</p>
        </Notice>
      )}
      <ol class="macro-all" ref={list}>
        {all.map((macro, at) => (
          <li
            key={macro.id}
            data-macro={macro.id}
            onKeyDown={(event) => {
              const by = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0) : 0;
              if (by === 0) return;
              event.preventDefault();
              move(macro, at + by, (event.target as HTMLElement).dataset["act"] ?? "");
            }}
          >
            <div class="macro-what">
              <span class="macro-name" dir="auto">
                {macro.name}
              </span>
              <span class="quiet macro-text" dir="auto">
                {macro.text.slice(0, 120)}
              </span>
            </div>
            <div class="macro-acts">
              <Act act="edit" label={say("macros.edit", { name: macro.name })} run={() => begin(macro)}>
                <Pencil />
              </Act>
              <Act act="copy" label={say("macros.copy", { name: macro.name })} run={() => begin({ ...macro, id: crypto.randomUUID(), name: "" })}>
                <CopyPlus />
              </Act>
              <Act act="share" label={say("macros.share", { name: macro.name })} expanded={shared === macro.id} run={() => share(shared === macro.id ? "" : macro.id)}>
                <Link />
              </Act>
              <Act
                act="remove"
                label={say("macros.remove", { name: macro.name })}
                run={() => {
                  next.current = { id: all[at + 1]?.id ?? all[at - 1]?.id ?? "", act: "remove" };
                  done(macros.remove(macro));
                }}
              >
                <Trash2 />
              </Act>
              <Act act="up" label={say("macros.up", { name: macro.name })} off={at === 0} run={() => move(macro, at - 1, "up")}>
                <ArrowUp />
              </Act>
              <Act act="down" label={say("macros.down", { name: macro.name })} off={at === all.length - 1} run={() => move(macro, at + 1, "down")}>
                <ArrowDown />
              </Act>
            </div>
            {shared === macro.id && <CopyText id={`macro-line-${at}`} label={say("macros.line")} hint={say("macros.line_hint")} value={macros.shared(macro)} lines={3} />}
          </li>
        ))}
      </ol>
      {taking && <TakeMacros onClose={() => setTaking(false)} />}
    </Page>
  );
}

interface ActProps {
  act: string;
  label: string;
  off?: boolean;
  expanded?: boolean;
  run: () => void;
  children: ComponentChildren;
}

function Act({ act, label, off = false, expanded, run, children }: ActProps) {
  return (
    <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" data-act={act} aria-label={label} title={label} disabled={off} aria-expanded={expanded} onClick={run}>
      {children}
    </button>
  );
}
