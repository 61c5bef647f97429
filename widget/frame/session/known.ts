// Who the customer is, as their site says: exchanged for what the edge takes in the place of this browser's own name,
// for as long as that holds.

import type { IdentifyResult, Portal } from "../../../wasm/core.gen";
import type { ToPage } from "../../protocol";
import { told } from "../speech";
import { failureOf } from "./failure";

interface Outside {
  /** Where requests go, and as whom: it is changed here. */
  readonly portal: { -readonly [K in keyof Portal]: Portal[K] };
  /** Asks the edge, as the browser itself. */
  readonly exchange: (portal: Portal, token: string) => Promise<IdentifyResult>;
  readonly tell: (message: ToPage) => void;
  readonly after: (ms: number, run: () => void) => () => void;
  /** Somebody else is here, who sees what is theirs. */
  readonly changed: () => void;
}

export interface Known {
  /** Goes on as whoever a token of the site is about; as nobody in particular with "". */
  identify(token: string): void;
  /** What a failure says of that: where the edge does not know the customer any more, this goes on without. */
  heard(error: unknown): void;
}

export function openKnown({ portal, exchange, tell, after, changed }: Outside): Known {
  /** The name that this browser has given itself. */
  const own = portal.visitor;
  /** Stops waiting for the end of the time for which the customer is known. */
  let forget = () => {};
  /** How often it was said who the customer is. */
  let turns = 0;

  const become = (visitor: string) => {
    if (portal.visitor === visitor) return;
    portal.visitor = visitor;
    changed();
  };
  /** Their site can tell it anew. */
  const expire = () => {
    tell({ type: "identified", name: "", problem: "expired" });
    become(own);
  };

  const identify = async (token: string) => {
    const turn = ++turns;
    forget();
    if (!token) return become(own);
    try {
      const { visitor, name, for_ms } = await exchange({ ...portal, visitor: own }, token);
      // Somebody else may be here by now.
      if (turn !== turns) return;
      tell({ type: "identified", name, problem: "" });
      become(visitor);
      forget = after(for_ms, expire);
    } catch (error) {
      if (turn !== turns) return;
      tell({ type: "identified", name: "", problem: told(failureOf(error).say) });
      become(own);
    }
  };

  return {
    identify: (token) => void identify(token),
    heard(error) {
      if (portal.visitor !== own && failureOf(error).kind === "unauthorized") expire();
    },
  };
}
