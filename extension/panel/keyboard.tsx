// Everything by keyboard: all commands, their keys, and what was done by them. Loaded when it is wanted: see keyboard/later.ts.

import type { JSX } from "preact";
import { DoneDialog } from "./keyboard/done";
import { Help } from "./keyboard/help";
import { Palette } from "./keyboard/palette";
import type { Over, State } from "./state";

interface Props {
  state: State;
  wide: boolean;
}

/** Draws what lies over everything. */
export function over(what: Over, { state, wide }: Props): JSX.Element | null {
  switch (what) {
    case "help":
      return <Help />;
    case "palette":
      return <Palette state={state} wide={wide} />;
    case "done":
      return <DoneDialog />;
    case "":
      return null;
  }
}
