// Measures in a page: the panel's list of 10,000 tickets beside that of 200.

import "../../../shared/ui/tokens.css";
import "../../../extension/panel/panel.css";
import { signal } from "@preact/signals";
import { render } from "preact";
import { DeskContext } from "../../../extension/panel/context";
import type { Desk } from "../../../extension/panel/desk";
import { list, row } from "../../../extension/panel/samples";
import { initialState, reduce, type State } from "../../../extension/panel/state";
import { List } from "../../../extension/panel/tickets/list";
import { firstView } from "../../../extension/panel/tickets/views/views";
import { type Figures, inTurns } from "../turns";

declare global {
  interface Window {
    measure(): Promise<Figures[]>;
  }
}

/** A panel's list with so many tickets, as far as it is drawn and walked in. */
function panel(rows: number) {
  const tickets = Array.from({ length: rows }, (_, i) => ({ ...row(`a/${i}`), subject: `Ticket ${i}${i % 7 === 0 ? " with a subject of many words that there is no room for" : ""}`, updated: i }));
  const shown = { query: firstView.query, result: list(tickets), saved: false, old: [] };
  const began = initialState("tickets", "system", true, 1000);
  const state = signal<State>({ ...began, core: "ready", list: { ...began.list, shown } });
  const move = (by: number) => (state.value = reduce(state.peek(), { type: "cursor-moved", by }));
  const desk = {
    tickets: { move, pointAt: () => undefined, point: () => undefined, read: () => undefined },
    acts: { row: (one: unknown) => one, quick: () => "" },
    at: { scrolled: false, scroll: () => 0 },
    drafted: signal(new Set()),
  } as unknown as Desk;
  const place = document.createElement("div");
  place.className = "pane";
  place.style.blockSize = "700px";
  const App = () => <List state={state.value} />;
  /** Until what was begun is drawn and laid out. */
  const drawn = async () => {
    for (let i = 0; i < 3; i++) {
      await new Promise((next) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = next;
        port2.postMessage(0);
      });
    }
    return place.getBoundingClientRect().height;
  };
  return {
    async show() {
      document.body.append(place);
      render(<DeskContext.Provider value={desk}><App /></DeskContext.Provider>, place);
      await drawn();
    },
    hide() {
      render(null, place);
      place.remove();
    },
    /** Each key goes on, and at the end of the list back to its beginning. */
    async step() {
      const { cursor } = state.peek().list;
      move(cursor === tickets.at(-1)?.key ? -Infinity : 1);
      await drawn();
    },
    async ends() {
      move(Infinity);
      await drawn();
      move(-Infinity);
      await drawn();
    },
  };
}

window.measure = async () => {
  const sizes = { "10,000 rows": panel(10_000), "200 rows": panel(200) };
  const each = (run: (at: ReturnType<typeof panel>) => Promise<void>) => Object.entries(sizes).map(([who, at]) => ({ who, run: () => run(at) }));
  const figures = [
    await inTurns("the panel's list, drawn", each(async (at) => {
      await at.show();
      at.hide();
    })),
  ];
  for (const at of Object.values(sizes)) await at.show();
  figures.push(await inTurns("a key in the panel's list", each((at) => at.step())));
  figures.push(await inTurns("End and Home in the panel's list", each((at) => at.ends())));
  const drawn = document.querySelectorAll("[data-long] > li").length;
  if (drawn === 0 || drawn > 100) throw new Error(`${drawn} rows of the long list are drawn`);
  if (!document.querySelector("[data-long] .row-acts")) throw new Error("no row at hand is drawn whole");
  return figures;
};
