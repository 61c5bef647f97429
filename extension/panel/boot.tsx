// Puts the sidebar together with the browser and starts it.

import "../../shared/ui/tokens.css";
import "./panel.css";
import { computed, effect } from "@preact/signals";
import { render } from "preact";
import { browserHost, loadCore } from "../../wasm/core";
import { type AgentOperations, agentOperations } from "../../wasm/core.gen";
import { seconds } from "../../shared/ui/time";
import { access, fileAddress, session, storage } from "../compat";
import { App } from "./app";
import { Desk, type SidebarCore } from "./desk";
import { sharedLimits } from "./accounts/limits";
import { initialState, type Place } from "./state";
import { keepTheme, keptTheme, showTheme, watchTheme } from "./theme";

/** How often the times on the screen are brought up to date, while a request runs and otherwise. */
const TICK_BUSY = 1000;
const TICK = 20_000;

export function boot(place: Place): void {
  const theme = keptTheme();
  showTheme(theme);
  const desk = new Desk(
    {
      core: startCore(),
      storage,
      access,
      now: () => Date.now(),
      newID: () => crypto.randomUUID(),
      applyTheme(chosen) {
        keepTheme(chosen);
        showTheme(chosen);
      },
    },
    initialState(place, theme, navigator.onLine, seconds(Date.now())),
  );
  storage.watch((keys) => {
    if (keys.includes("accounts")) void desk.accountsChanged();
  });
  access.watch(() => void desk.accessChanged());
  watchTheme((chosen) => desk.theme(chosen));
  addEventListener("online", () => desk.network(true));
  addEventListener("offline", () => desk.network(false));
  addEventListener("pagehide", () => void desk.settle());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void desk.looked();
  });
  const busy = computed(() => desk.state.value.list.request !== 0);
  effect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && desk.tick(), busy.value ? TICK_BUSY : TICK);
    return () => clearInterval(timer);
  });
  void desk.start();
  render(<App desk={desk} />, document.body);
}

async function startCore(): Promise<SidebarCore> {
  const host = { ...browserHost, limits: await sharedLimits(session) };
  return loadCore<AgentOperations>(fileAddress("core/agent.wasm"), agentOperations, host);
}
