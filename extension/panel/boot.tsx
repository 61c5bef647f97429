// Puts the sidebar together with the browser and starts it.

import "../../shared/ui/tokens.css";
import "./panel.css";
import { computed, effect } from "@preact/signals";
import { render } from "preact";
import { browserHost, type Host, loadCore } from "../../wasm/core";
import { startApart } from "../../wasm/instance";
import { type AgentOperations, agentOperations } from "../../wasm/core.gen";
import { seconds } from "../../shared/ui/time";
import { access, fileAddress, notifications, tellLeft, version, wakeAt } from "../compat";
import { demoIn } from "../demo/later";
import { granting } from "../demo/place";
import { type Kept, session as memory, watchSession, watchStorage } from "../kept";

import type { Store } from "../lock/reseal";
import { beThere } from "../presence";
import { App } from "./app";
import { openFiles } from "./compose/files/keep";
import { openDrafts } from "./compose/keep";
import { Desk } from "./desk";
import { sharedLimits } from "./accounts/limits";
import { lostWithPage } from "./outbox/outgoing";
import { type Ground, groundOf } from "./lock/page";
import { loadLock } from "./lock/later";
import { after, openOutbox, resealActs } from "./outbox/sending";
import type { Draft } from "./compose/draft";
import type { Draft as Creation } from "./new/draft";
import type { NoteDraft } from "./person/noting";
import type { SidebarCore } from "./session";
import { initialState, type Place } from "./state";
import { keepLanguage, keptLanguage, showLanguage, watchLanguage } from "./language";
import { keepLeft, keptLeft, leftFrom } from "./left";
import { locale } from "./speech";
import { heeding } from "./network";
import { keepLooks, keptLooks } from "./tickets/groups/looks";
import { openTickets } from "./ticket/kept";
import { keepTheme, keptTheme, showTheme, watchTheme } from "./theme";
import { keepFirst } from "./first/kept";
import type { Watch } from "./first/meanwhile";
import { painted } from "./first/painted";
import { takeFirst } from "./first/taking";
import { nothingMarked } from "./marks/marked";

/** How often the times on the screen are brought up to date and old lists asked for again, while a request runs and otherwise. */
const TICK_BUSY = 1000;
const TICK = 20_000;

/** How long the core and what is to be kept wait for a page to be painted, milliseconds. */
const UNPAINTED = 250;

/** Starts the sidebar; first is the picture of the list that stands in its place so far. */
export async function boot(place: Place, first: Watch | null): Promise<void> {
  // It has been drawn, and is taken anew when the panel is left.
  keepFirst(null);
  const theme = keptTheme();
  const language = keptLanguage();
  await showLanguage(language);
  let settle = async () => {};
  const ground = await groundOf(() => settle());
  // Locked, which is all that there is to be seen.
  if (!ground) return;
  const { seals, storage, session, early, safe } = ground;
  const isSealed = ground.standing.ring !== null;
  const left = isSealed ? leftFrom((await storage.read(["left"]))["left"] as string | null) : keptLeft();
  const marked = first?.marked ?? nothingMarked;
  const initial = initialState(place, theme, navigator.onLine, seconds(Date.now()), language, locale(), keptLooks());
  const files = openFiles("files", seals);
  const drafts = openDrafts<Draft>({ name: "drafts", by: crypto.randomUUID(), now: () => Date.now(), early, seals });
  const creations = openDrafts<Creation>({ name: "creations", by: crypto.randomUUID(), now: () => Date.now(), early, seals });
  const noteDrafts = openDrafts<NoteDraft>({ name: "notes", by: crypto.randomUUID(), now: () => Date.now(), early, seals });
  const tickets = openTickets("tickets", version(), seals);
  const send = heeding((url, init) => fetch(url, init), () => navigator.onLine, (online) => desk.network(online));
  const demo = demoIn(storage, send);
  let begin = () => {};
  const begun = new Promise<void>((go) => (begin = go));
  if (ground.standing.open?.ring.pending && (await wentOn(ground, [drafts, creations, noteDrafts, files, tickets], demo.fetch))) return location.reload();
  const desk: Desk = new Desk(
    {
      // After what is kept is painted: compiling takes every processor that there is.
      shown() {
        begins(desk, first);
        void painted(UNPAINTED).then(begin);
      },
      painted: () => painted(UNPAINTED),
      core: begun.then(() => startCore(demo.fetch, session, (kept) => desk.keeping("limits", kept))),
      storage,
      session,
      notifications,
      files,
      drafts,
      creations,
      noteDrafts,
      tickets,
      access: granting(access),
      demo: demo.host,
      fetch: demo.fetch,
      openOutbox: (core, ear) => openOutbox(core, crypto.randomUUID(), { indexedDB, locks: navigator.locks, now: () => Date.now(), after, wakeAt, content: (id) => files.content(id), seals }, ear),
      now: () => Date.now(),
      alone: async (name, work) => {
        await navigator.locks.request(`deskside.${name}`, work);
      },
      newID: () => crypto.randomUUID(),
      applyTheme(chosen) {
        showTheme(chosen);
        return keepTheme(chosen);
      },
      keepLanguage,
      keepLooks,
      left,
      leave: isSealed ? (now) => (void storage.write({ left: JSON.stringify(now) }), true) : keepLeft,
      async speak(chosen) {
        await showLanguage(chosen);
        return locale();
      },
    },
    left ? { ...initial, list: { ...initial.list, query: left.query, draft: left.draft, folded: new Set(left.folded), marked } } : initial,
  );
  desk.safe = safe;
  settle = () => desk.settle();
  // The last to hear of what failed, so that nothing fails unheard.
  addEventListener("unhandledrejection", () => desk.unexpected());
  watchStorage((keys) => {
    if (keys.includes("accounts") || keys.includes("keys")) void desk.accounts.changed();
    if (keys.includes("marks")) void desk.marks.read();
    if (keys.includes("views")) void desk.views.changed();
    if (keys.includes("alerts")) void desk.alerting.read();
  });
  watchSession("keys", () => void desk.accounts.changed());
  watchSession("page", (page) => page && void desk.goPage());
  watchSession("wanted", (wanted) => wanted && void desk.goWanted());
  beThere(navigator.locks);
  access.watch(() => void desk.accounts.accessChanged());
  watchTheme((chosen) => desk.theme(chosen));
  watchLanguage((chosen) => void desk.language(chosen));
  addEventListener("online", () => desk.network(true));
  addEventListener("offline", () => desk.network(false));
  addEventListener("pagehide", () => {
    if (!isSealed) takeFirst(desk);
    desk.at.leave(document.querySelector("#tickets")?.scrollTop ?? 0);
    void desk.accounts.settle();
    void desk.compose.settle();
    void desk.creating.settle();
    void desk.people.drafts.settle();
    tellLeft();
  });
  addEventListener("beforeunload", (event) => {
    if (lostWithPage(desk.state.peek().outbox)) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void desk.tickets.looked();
    else if (!isSealed) takeFirst(desk);
    if (document.visibilityState !== "visible") void Promise.all([desk.compose.settle(), desk.creating.settle(), desk.people.drafts.settle()]);
  });
  if (isSealed) touches(memory);
  for (const touch of ["pointerdown", "pointermove", "keydown", "wheel"]) addEventListener(touch, () => desk.tickets.touch(), { passive: true });
  const busy = computed(() => desk.state.value.list.request !== 0);
  effect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && void desk.follow(), busy.value ? TICK_BUSY : TICK);
    return () => clearInterval(timer);
  });
  // What is kept of an account goes with it.
  const accounts = computed(() => desk.state.value.accounts);
  effect(() => void (accounts.value && keepFirst(null)));
  await desk.start();
}

/** Goes on with what a change of the passphrase has begun; false where something cannot be written, which the next page tries again. */
async function wentOn({ seals, session, safe }: Ground, stores: readonly Store[], fetch: Host["fetch"]): Promise<boolean> {
  try {
    const core = await startCore(fetch, session, () => {});
    const acts = { reseal: () => resealActs(core, { indexedDB, seals }) };
    await (await loadLock()).goOn(safe.local, safe.memory, [...stores, acts]);
    return true;
  } catch {
    // All of it is readable as it is.
    return false;
  }
}

/** How often it is noted that somebody is there, milliseconds. */
const NOTED = 15_000;

/** Notes for whoever locks that somebody is there. */
function touches(memory: Kept): void {
  let last = 0;
  const touched = () => {
    const now = Date.now();
    if (Math.abs(now - last) < NOTED) return;
    last = now;
    void memory.write({ touched: now });
  };
  touched();
  for (const touch of ["pointerdown", "keydown", "wheel"]) addEventListener(touch, touched, { passive: true, capture: true });
}

/** Puts the sidebar into the place of its picture, and does there what was done to that. */
function begins(desk: Desk, first: Watch | null): void {
  const done = first?.over();
  if (done?.cursor) desk.tickets.pointAt(done.cursor);
  if (done && done.typed !== null) desk.tickets.type(done.typed);
  // Whoever has a field hears of it: it is entered again.
  const field = document.activeElement instanceof HTMLInputElement ? document.activeElement : null;
  field?.blur();
  render(<App desk={desk} />, document.body);
  field?.focus();
  if (!done) return;
  if (done.sent) void desk.tickets.choose(desk.state.peek().list.draft);
  document.querySelector<HTMLElement>(`[data-key="${CSS.escape(done.row)}"]`)?.click();
  for (const stroke of done.strokes) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { ...stroke, bubbles: true, cancelable: true }));
}

async function startCore(fetch: Host["fetch"], session: Kept, told: (kept: boolean) => void): Promise<SidebarCore> {
  const host = { ...browserHost, fetch, limits: await sharedLimits({ kept: session, watch: watchSession, told }) };
  return loadCore<AgentOperations>(fileAddress("core/agent.wasm"), agentOperations, host, startApart);
}
