// What a helpdesk has beside tickets, where customers write for everybody: loaded when somebody goes there.

import "./portal.css";
import { useDesk } from "../panel/context";
import type { Desk } from "../panel/desk";
import { Page } from "../panel/page";
import type { State } from "../panel/state";
import { text } from "../panel/strings";
import { Holding } from "./held/holding";
import { HeldView } from "./held/view";
import { say } from "./say";

export { Similar } from "./similar/view";

/** What is known of it outlasts a look at the tickets. */
const made = new WeakMap<Desk, Holding>();

export function Portal({ state }: { state: State }) {
  const desk = useDesk();
  let holding = made.get(desk);
  if (!holding) made.set(desk, (holding = new Holding(desk)));
  return (
    <div class="portal">
      <Page heading={say("portal.heading")} back={text.stopped.back} onBack={() => desk.go("tickets")}>
        <HeldView state={state} holding={holding} />
      </Page>
    </div>
  );
}
