// What a helpdesk has beside tickets, where customers write for everybody: loaded when somebody goes there.

import "./portal.css";
import { type Signal, signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { useDesk } from "../panel/context";
import type { Desk } from "../panel/desk";
import { Page } from "../panel/page";
import type { State } from "../panel/state";
import { text } from "../panel/strings";
import type { Browsed, Entry } from "../../wasm/core.gen";
import { type Asking, offering } from "./asking";
import { browsing, BrowseView } from "./browse/view";
import { chatting, ChatsView, type Read } from "./chats/view";
import { Holding } from "./held/holding";
import { HeldView } from "./held/view";
import { isOthers } from "./keys";
import { throughList } from "./parts";
import { Finding, PeopleView } from "./people/view";
import { reporting, ReportsView } from "./reports/view";
import { say } from "./say";

export { Similar } from "./similar/view";

const sections = ["held", "browse", "reports", "people", "chats"] as const;
type Section = (typeof sections)[number];

const offers = { held: "held", browse: "held", reports: "reports", people: "users", chats: "chats" } as const;

/** What is known of it, which outlasts a look at the tickets. */
interface Known {
  section: Signal<Section>;
  holding: Holding;
  browsed: Asking<readonly Browsed[]>;
  reports: Asking<readonly Entry[]>;
  finding: Finding;
  chats: Asking<Read>;
}

const known = new WeakMap<Desk, Known>();

function knownOf(desk: Desk): Known {
  const before = known.get(desk);
  if (before) return before;
  const made = { section: signal<Section>("held"), holding: new Holding(desk), browsed: browsing(desk), reports: reporting(desk), finding: new Finding(desk), chats: chatting(desk) };
  known.set(desk, made);
  return made;
}

export function Portal({ state }: { state: State }) {
  const desk = useDesk();
  const { section, holding, browsed, reports, finding, chats } = knownOf(desk);
  const there = sections.filter((s) => offering(desk, (o) => o[offers[s]]).length > 0);
  const now = there.includes(section.value) ? section.value : (there[0] ?? "held");
  // Keys are taken as soon as there is something to be seen.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isOthers(event) || document.querySelector("dialog:modal")) return;
      const chosen = /^Digit[1-9]$/.test(event.code) && !event.shiftKey ? there[Number(event.code.slice(-1)) - 1] : undefined;
      if (chosen) section.value = chosen;
      else if (now === "held" || (event.key !== "ArrowDown" && event.key !== "ArrowUp") || !throughList(event.key === "ArrowDown" ? 1 : -1)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  });
  const titles: Record<Section, string> = { held: say("portal.held.title"), browse: say("portal.browse.title"), reports: say("portal.reports.title"), people: say("portal.people.title"), chats: say("portal.chats.title") };
  return (
    <div class="portal">
      <Page heading={say("portal.heading")} back={text.stopped.back} onBack={() => desk.go("tickets")}>
        <nav class="portal-sections" aria-label={say("portal.sections")}>
          {there.map((s, i) => (
            <button key={s} type="button" class="ds-button" data-kind="quiet" aria-current={s === now ? "page" : undefined} title={say("portal.held.key", { name: titles[s], key: `${i + 1}` })} onClick={() => (section.value = s)}>
              {titles[s]}
            </button>
          ))}
        </nav>
        {now === "held" && <HeldView state={state} holding={holding} />}
        {now === "browse" && <BrowseView state={state} asking={browsed} />}
        {now === "reports" && <ReportsView state={state} asking={reports} />}
        {now === "people" && <PeopleView state={state} finding={finding} />}
        {now === "chats" && <ChatsView state={state} asking={chats} />}
      </Page>
    </div>
  );
}
