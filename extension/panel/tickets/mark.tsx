import "./mark.css";
import type { ComponentChild } from "preact";
import type { State } from "../../../wasm/core.gen";

const ring = () => <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5" />;
const disc = () => <circle cx="6" cy="6" r="5.5" fill="currentColor" />;

/** A shape for each state, so that colour is never the only difference. */
const shapes: Record<State, () => ComponentChild> = {
  new: () => <path d="M6 .25 11.75 6 6 11.75.25 6z" fill="currentColor" />,
  open: disc,
  pending: () => [ring(), <path d="M6 1.25a4.75 4.75 0 0 1 0 9.5z" fill="currentColor" />],
  hold: () => [ring(), <path d="M4.5 4v4M7.5 4v4" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" />],
  solved: () => [disc(), <path class="mark-cut" d="m3.5 6.2 1.7 1.7 3.3-3.6" fill="none" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />],
  closed: () => <rect x="1" y="1" width="10" height="10" rx="2" fill="none" stroke="currentColor" stroke-width="1.5" />,
  merged: () => <path d="M2.5 1.5v3a3 3 0 0 0 3 3h4m-2.2-2.5 2.5 2.5-2.5 2.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />,
  mailing: () => <path d="M1 2.75h10v6.5H1zl5 4 5-4" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" />,
  spam: () => [
    <path d="M3.7.5h4.6l3.2 3.2v4.6l-3.2 3.2H3.7L.5 8.3V3.7z" fill="currentColor" />,
    <path class="mark-cut" d="M6 3v3.3M6 8.7v.1" fill="none" stroke-width="1.5" stroke-linecap="round" />,
  ],
  deleted: () => <path d="m2.5 2.5 7 7m0-7-7 7" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" />,
  "": () => null,
  unknown: () => <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 1.73" />,
};

/** The mark of a state; something without a status has none. The state's name stands beside it in words. */
export function Mark({ state }: { state: State }) {
  if (state === "") return null;
  return (
    <svg class="mark" data-state={state} viewBox="0 0 12 12" aria-hidden>
      {shapes[state]()}
    </svg>
  );
}
